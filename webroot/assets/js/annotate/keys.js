// One key each, silent while anything but an answer has the focus, to be changed and to be switched off.

import { actionOf, nameOf } from './keymap.js';
import { keepSetting, setting } from './shelf.js';
import * as view from './view.js';

/** What takes keys for itself, or may be taken to do so. */
const CONTROLS = 'a[href], button, summary, input, select, textarea, audio, video, iframe, [contenteditable], [role^="menu"]';

/** The answers themselves: keys are for them wherever among them the focus is. */
const ANSWERS = '[data-choices] button, [data-reasons] input, [data-criterion] input, [data-question] :is(button, input)';

/** What lies over the page: dialogs, the sheet of keys, menus. */
const LAYERS = ':popover-open, dialog[open]';

/** @param {Found} target */
const isTyping = (target) =>
  target instanceof HTMLElement &&
  target.checkVisibility() &&
  (target.isContentEditable ||
    target.matches('textarea, select, input:not([type="radio"], [type="checkbox"], [type="range"])'));

/**
 * The control that has the focus; one in a dialog that has just closed has it no more, whatever browsers still say.
 *
 * @param {Found} target
 */
const controlOf = (target) => {
  const control = target instanceof Element ? target.closest(CONTROLS) : null;
  return control?.checkVisibility() ? control : null;
};

/**
 * Whether single keys mean what they do: nothing else has the focus that could want them.
 *
 * @param {Found} target
 */
const areOurs = (target) => {
  const control = controlOf(target);
  return !isTyping(target) && (control === null || control.matches(ANSWERS));
};

/**
 * Whether Enter submits rather than presses what has the focus.
 *
 * @param {Found} target
 */
const submits = (target) =>
  !isTyping(target) &&
  (controlOf(target) === null ||
    target.closest('[data-choices], [data-submits]') !== null ||
    target.matches('input[type="radio"], input[type="checkbox"], input[type="range"]'));

/** @param {string} action */
const press = (action) => document.querySelector(`[data-key-button="${action}"]`)?.click();

const showKeys = () => document.body.classList.toggle('without-keys', !setting('keys', true));

/**
 * Out of a control, so that single keys do again what they do.
 *
 * @param {Found} control
 */
const leave = (control) => {
  const place = control.closest('.question, .note, .seat');
  if (place) {
    place.tabIndex = -1;
    place.focus({ preventScroll: true });
  } else {
    control.blur();
  }
};

/**
 * Whoever clicks a button beside the answers, or unfolds a part of a text, goes on reading: the focus must not stay
 * there, where keys would do nothing. Tab goes on from there all the same.
 *
 * @param {MouseEvent & { target: Found }} event
 */
const goOnReading = (event) => {
  const control = controlOf(event.target);
  const isPassing = control?.matches('button:not([data-submit]), [data-text] summary') && !control.matches(ANSWERS);
  if (event.detail > 0 && control && isPassing && !control.closest('dialog, [popover]')) {
    control.blur();
  }
};

/**
 * Listens for the keys of the seat.
 *
 * @param {Seat} seat
 */
export const listen = (seat) => {
  /** @type {Record<string, () => void>} */
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
  /** @param {string} action */
  const read = (action) => {
    const [, place] = /^read-([1-6])$/.exec(action) ?? [];
    const card = place && view.cards()[Number(place) - 1];
    return card && (() => view.readCard(card));
  };

  document.addEventListener('keydown', (event) => {
    const open = document.querySelector(LAYERS);
    if (event.defaultPrevented || event.altKey || event.isComposing) {
      return;
    }
    const action = actionOf(nameOf(event));
    if (event.key === 'Enter' && !event.repeat && !open) {
      const all = event.ctrlKey || event.metaKey;
      if (all || (submits(event.target) && action === 'submit')) {
        event.preventDefault();
        seat.submit();
      }
      return;
    }
    if (event.key === 'Escape' && !open && !areOurs(event.target)) {
      leave(event.target);
      return;
    }
    if (event.ctrlKey || event.metaKey || event.repeat || !setting('keys', true)) {
      return;
    }
    if (open) {
      if (action === 'sheet' && open.id === 'keys' && !isTyping(event.target)) {
        open.hidePopover();
        event.preventDefault();
      }
      return;
    }
    if (!areOurs(event.target)) {
      return;
    }
    const arrow = event.key.startsWith('Arrow');
    if (arrow && event.target.closest?.('pre, table, input')) {
      return;
    }
    const run = action === null ? null : (actions[action] ?? read(action));
    if (run) {
      event.preventDefault();
      run();
    } else if (seat.shown && seat.ballot.key(event)) {
      event.preventDefault();
    }
  });

  document.addEventListener('click', goOnReading);

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
