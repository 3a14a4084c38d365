// As many of some words as apply, for each response or for the comparison: what chips and tags share.

import { tick, tickByDigit, ticked, walkGroups } from './fields.js';

/**
 * The part of a question whose answer is {[name]: [["word"], []]}, a list for each row.
 *
 * @param {Found} root
 * @param {MountContext} context
 * @param {string} name
 * @returns {Mounted}
 */
export const ticks = (root, { block, changed }, name) => {
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
  // Nothing ticked is an answer: of what must be answered at once, of the rest when it was touched.
  const answered = () => block.required !== false || touched || rows.some((row) => ticked(row).length > 0);

  root.addEventListener('change', note);
  walkGroups(root, rows);
  return {
    value: () => (answered() ? { [name]: rows.map(ticked) } : null),
    set: (value) => {
      touched = value !== null && value !== undefined;
      rows.forEach((row, k) => tick(row, value?.[name][k]));
      paint();
    },
    complete: answered,
    untouched: () => block.required !== false && !touched,
    focus: () => rows[0].querySelector('input').focus(),
    key: (event, digit) => digit !== null && digit > 0 && tickByDigit(rows, digit, note),
  };
};
