// A page without a pair: sends what is still on its way, and looks again by itself.

import { Outbox } from './outbox.js';
import { post } from './owner.js';

const FIRST_SECONDS = 4;
const LONGEST_SECONDS = 60;

/**
 * @param {string} state
 * @param {string} path
 * @param {number} seconds
 */
const look = async (state, path, seconds) => {
  const again = () => setTimeout(() => look(state, path, Math.min(LONGEST_SECONDS, seconds * 1.5)), seconds * (750 + Math.random() * 500));
  if (document.hidden) {
    document.addEventListener('visibilitychange', () => look(state, path, FIRST_SECONDS), { once: true });
    return;
  }
  try {
    const response = await post(`${path}/assignments`);
    if (response.ok && (await response.json()).state === state) {
      again();
    } else if (response.status >= 500 || response.status === 429) {
      again();
    } else {
      location.replace(`${path}/annotate`);
    }
  } catch {
    again();
  }
};

/**
 * Waits on a page without a pair.
 *
 * @param {string} page the end state that is shown
 * @param {SeatData} data
 * @param {import('./shelf.js').Shelf} shelf
 */
export const wait = (page, { path }, shelf) => {
  const reload = () => location.replace(`${path}/annotate`);
  const outbox = new Outbox(shelf, { changed: () => {}, receipt: reload, refused: reload, signedOut: () => {}, replaced: reload });
  outbox.wake();
  if (page === 'none-right-now' || page === 'paused') {
    document.querySelector('[data-polling]').hidden = false;
    setTimeout(() => look(page.replaceAll('-', '_'), path, FIRST_SECONDS), FIRST_SECONDS * 1000);
  }
};
