// One key each, silent while somebody types, to be changed and to be switched off.

import { actionOf, nameOf } from './keymap.js';
import { keepSetting, setting } from './shelf.js';
import * as view from './view.js';

const isTyping = (target) =>
  target instanceof HTMLElement &&
  (target.isContentEditable ||
    target.matches('textarea, select, input:not([type="radio"], [type="checkbox"], [type="range"])'));

const isControl = (target) =>
  target instanceof HTMLElement && target.closest('a[href], button, summary, label') !== null;

const isChoice = (target) =>
  target instanceof HTMLElement &&
  (target.closest('[data-choices], [data-submits]') !== null || target.matches('input[type="radio"], input[type="checkbox"], input[type="range"]'));

const press = (action) => document.querySelector(`[data-key-button="${action}"]`)?.click();

const showKeys = () => document.body.classList.toggle('without-keys', !setting('keys', true));

/** Out of a field, so that single keys do again what they do. */
const leaveField = (field) => {
  const place = field.closest('.question, .note, .seat') ?? document.body;
  place.tabIndex = -1;
  place.focus({ preventScroll: true });
};

/** Listens for the keys of the seat. */
export const listen = (seat) => {
  const actions = {
    submit: () => seat.submit(),
    undo: () => seat.undo(),
    skip: () => press('skip'),
    note: () => view.openNote(),
    question: () => seat.ballot.next(),
    guidelines: () => press('guidelines'),
    history: () => press('history'),
    sheet: () => document.getElementById('keys').togglePopover(),
  };
  const read = (action) => {
    const [, place] = /^read-([1-6])$/.exec(action) ?? [];
    const card = place && view.cards()[Number(place) - 1];
    return card && (() => view.readCard(card));
  };

  document.addEventListener('keydown', (event) => {
    const open = document.querySelector('dialog:popover-open');
    if (event.defaultPrevented || event.altKey || event.isComposing) {
      return;
    }
    const action = actionOf(nameOf(event));
    if (event.key === 'Enter' && !event.repeat && !open) {
      const all = event.ctrlKey || event.metaKey;
      const quiet = !isTyping(event.target) && (!isControl(event.target) || isChoice(event.target));
      if (all || (quiet && action === 'submit')) {
        event.preventDefault();
        seat.submit();
      }
      return;
    }
    if (event.key === 'Escape' && !open && isTyping(event.target)) {
      leaveField(event.target);
      return;
    }
    if (event.ctrlKey || event.metaKey || event.repeat || isTyping(event.target) || !setting('keys', true)) {
      return;
    }
    if (open) {
      if (action === 'sheet' && open.id === 'keys') {
        open.hidePopover();
        event.preventDefault();
      }
      return;
    }
    const arrow = event.key.startsWith('Arrow');
    if (arrow && event.target.closest?.('pre, table, input')) {
      return;
    }
    const run = actions[action] ?? read(action);
    if (run) {
      event.preventDefault();
      run();
    } else if (seat.shown && seat.ballot.key(event)) {
      event.preventDefault();
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
