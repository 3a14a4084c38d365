// One key each, silent while somebody types, and to be switched off.

import { keepSetting, setting } from './shelf.js';
import * as view from './view.js';

const isTyping = (target) =>
  target instanceof HTMLElement &&
  (target.isContentEditable || target.matches('textarea, select, input:not([type="radio"], [type="checkbox"])'));

const isControl = (target) =>
  target instanceof HTMLElement && target.closest('a[href], button, summary, label') !== null;

const isChoice = (target) =>
  target instanceof HTMLElement && target.closest('[data-choices], [data-criterion]') !== null;

const press = (key) => document.querySelector(`[data-key-button="${key}"]`)?.click();

const showKeys = () => document.body.classList.toggle('without-keys', !setting('keys', true));

/** Listens for the keys of the seat. */
export const listen = (seat) => {
  const single = {
    s: () => press('s'),
    g: () => press('g'),
    h: () => document.querySelector('[data-key-link="h"]')?.click(),
    n: () => view.openNote(),
    z: () => seat.undo(),
    a: () => view.readCard(view.responseCard('first')),
    b: () => view.readCard(view.responseCard('second')),
    '?': () => document.getElementById('keys').togglePopover(),
    ArrowLeft: () => seat.choose('first'),
    ArrowRight: () => seat.choose('second'),
  };

  const digit = (event) => {
    const number = /^(?:Digit|Numpad)([0-9])$/.exec(event.code)?.[1] ?? (/^[0-9]$/.test(event.key) ? event.key : null);
    const choice = number === null || event.shiftKey ? undefined : seat.ballot.byDigit(Number(number));
    return choice !== undefined && seat.ballot.offers(choice) ? () => seat.choose(choice) : null;
  };

  document.addEventListener('keydown', (event) => {
    const open = document.querySelector('dialog:popover-open');
    if (event.defaultPrevented || event.altKey || event.isComposing) {
      return;
    }
    if (event.key === 'Enter' && !event.repeat && !open) {
      const all = event.ctrlKey || event.metaKey;
      if (all || (!isTyping(event.target) && (!isControl(event.target) || isChoice(event.target)))) {
        event.preventDefault();
        seat.submit();
      }
      return;
    }
    if (event.ctrlKey || event.metaKey || event.repeat || isTyping(event.target) || !setting('keys', true)) {
      return;
    }
    if (open) {
      if (event.key === '?' && open.id === 'keys') {
        open.hidePopover();
        event.preventDefault();
      }
      return;
    }
    const arrow = event.key.startsWith('Arrow');
    if (arrow && (event.shiftKey || event.target.closest?.('pre, table, [data-criterion]'))) {
      return;
    }
    const run = digit(event) ?? single[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (run) {
      event.preventDefault();
      run();
    }
  });

  document.querySelector('[data-settings]').hidden = false;
  for (const box of document.querySelectorAll('[data-setting]')) {
    box.checked = setting(box.dataset.setting, box.dataset.setting === 'keys');
    box.addEventListener('change', () => {
      keepSetting(box.dataset.setting, box.checked);
      showKeys();
    });
  }
  showKeys();
};
