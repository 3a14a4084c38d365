// As many of some words as apply, for each response or for the comparison.

import { tick, tickByDigit, ticked } from '../annotate/fields.js';

export const mount = (root, { block, changed }) => {
  const rows = [...root.querySelectorAll('[data-row]')];
  const most = block.most ?? Infinity;
  let touched = false;

  /** What is full takes no more. */
  const paint = () => {
    for (const row of rows) {
      const full = ticked(row).length >= most;
      for (const box of row.querySelectorAll('input')) {
        box.disabled = full && !box.checked;
      }
    }
  };
  const note = () => {
    touched = true;
    paint();
    changed();
  };
  root.addEventListener('change', note);
  return {
    value: () => (block.required !== false || touched || rows.some((row) => ticked(row).length > 0) ? { chips: rows.map(ticked) } : null),
    set: (value) => {
      touched = value !== null && value !== undefined;
      rows.forEach((row, k) => tick(row, value?.chips[k]));
      paint();
    },
    complete: () => block.required !== false || touched || rows.some((row) => ticked(row).length > 0),
    focus: () => rows[0].querySelector('input').focus(),
    key: (event, digit) => digit !== null && digit > 0 && tickByDigit(rows, digit, note),
  };
};
