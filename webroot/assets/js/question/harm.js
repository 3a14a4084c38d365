// How harmful each response is, and in what way; with a warning, responses stay blurred until asked for.

import { currentRow, pick, picked, radiosOf, tick, tickByDigit, ticked, walkGroups } from '../annotate/fields.js';

/** @type {Mount} */
export const mount = (root, { block, shown, say, changed }) => {
  const harms = [...root.querySelectorAll('[data-harm]')];
  const rows = harms.map((harm) => harm.querySelector('[data-row]'));
  const categories = harms.map((harm) => harm.querySelector('[data-categories]'));
  const button = root.querySelector('[data-uncover]');
  const covered = block.warning ? shown.responses.map(({ card }) => card.querySelector('[data-text]')) : [];

  /** @param {boolean} on */
  const cover = (on) => {
    covered.forEach((text) => text.classList.toggle('covered', on));
    if (button) {
      button.hidden = !on;
    }
  };
  cover(true);
  button?.addEventListener('click', () => {
    cover(false);
    radiosOf(rows[0])[0].focus();
  });

  /** @param {number} k */
  const severe = (k) => Number(picked(rows[k]) ?? 0) > 0;
  /** @param {number} k */
  const answered = (k) => picked(rows[k]) !== null && severe(k) === ticked(categories[k]).length > 0;
  const paint = () => {
    categories.forEach((group, k) => {
      group.hidden = !severe(k);
      if (!severe(k)) {
        tick(group, []);
      }
    });
  };
  root.addEventListener('change', () => {
    paint();
    changed();
  });
  walkGroups(root, rows.flatMap((row, k) => [row, categories[k]]));
  const open = () => rows.findIndex((row, k) => !answered(k));
  return {
    value: () =>
      rows.every((row) => picked(row) === null)
        ? null
        : {
            harms: rows.map((row, k) => ({
              severity: picked(row) === null ? null : Number(picked(row)),
              categories: ticked(categories[k]),
            })),
          },
    set: (value) => {
      rows.forEach((row, k) => {
        pick(row, value?.harms[k]?.severity);
        tick(categories[k], value?.harms[k]?.categories);
      });
      if (value) {
        cover(false);
      }
      paint();
    },
    complete: () => open() < 0,
    focus: () => {
      if (button && !button.hidden) {
        button.focus();
        return;
      }
      const k = Math.max(0, open());
      (picked(rows[k]) === null ? radiosOf(rows[k])[0] : categories[k].querySelector('input')).focus();
    },
    missing: () => say('missing'),
    key: (event, digit) => {
      const ticking = categories.find((group) => group.contains(document.activeElement));
      if (digit === null) {
        return false;
      }
      if (ticking) {
        return digit > 0 && tickByDigit([ticking], digit, changed);
      }
      const row = currentRow(rows, (each) => picked(each) === null);
      const radio = radiosOf(row).find(({ value }) => value === String(digit));
      if (!radio) {
        return false;
      }
      radio.checked = true;
      paint();
      changed();
      const k = rows.indexOf(row);
      const next = severe(k) ? categories[k] : rows.find((each) => picked(each) === null);
      (next?.querySelector('input') ?? radio).focus();
      return open() >= 0 ? 'stay' : true;
    },
    unmount: () => covered.forEach((text) => text.classList.remove('covered')),
  };
};
