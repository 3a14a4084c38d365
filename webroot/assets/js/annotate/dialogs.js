// The forms of the seat: the ballot itself, and the dialogs in which a pair is skipped or reported.

import { post } from './owner.js';
import { say, unfold } from './view.js';

/**
 * Lets the page's forms act without leaving it.
 *
 * @param {Seat} seat
 */
export const dialogs = (seat) => {
  document.querySelector('[data-ballot]').addEventListener('submit', (event) => {
    event.preventDefault();
    seat.submit();
  });
  document.querySelector('[data-fold]').addEventListener('click', unfold);
  document.querySelector('[data-skip-form]')?.addEventListener('submit', (event) => {
    event.preventDefault();
    const reason = new FormData(/** @type {any} */ (event.target)).get('reason');
    document.getElementById('skip').hidePopover();
    event.target.reset();
    seat.skip(reason);
  });
  document.querySelector('[data-report-form]')?.addEventListener('submit', async (event) => {
    event.preventDefault();
    const form = event.target;
    const body = { assignment: seat.shown?.token, text: new FormData(/** @type {any} */ (form)).get('text') };
    try {
      const response = await post(form.action, body);
      if (!response.ok) {
        throw new Error(String(response.status));
      }
      form.reset();
      document.getElementById('report').hidePopover();
      seat.band.tell(say('reported'), { kind: 'ok' });
    } catch {
      seat.band.tell(say('notReported'), { kind: 'wrong' });
    }
  });
};
