// One key each, silent while somebody types, and to be switched off.

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

const press = (key) => document.querySelector(`[data-key-button="${key}"]`)?.click();

const showKeys = () => document.body.classList.toggle('without-keys', !setting('keys', true));

/** Letters of cards to read, so far as they are no key of their own. */
const card = (key) => (/^[a-f]$/.test(key) ? view.cards()[key.charCodeAt(0) - 97] : undefined);

/** Listens for the keys of the seat. */
export const listen = (seat) => {
  const single = {
    s: () => press('s'),
    g: () => press('g'),
    h: () => document.querySelector('[data-key-link="h"]')?.click(),
    n: () => view.openNote(),
    z: () => seat.undo(),
    '?': () => document.getElementById('keys').togglePopover(),
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
    if (arrow && event.target.closest?.('pre, table, input')) {
      return;
    }
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    const read = card(key);
    const run = single[key] ?? (read && (() => view.readCard(read)));
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
