// Groups of plain inputs in questions: read, filled in, and answered with keys.

import { along } from '../base.js';

/** @param {Found} group */
export const radiosOf = (group) => [...group.querySelectorAll('input[type="radio"]')];

/**
 * The value that is picked in a group of radios, null for none.
 *
 * @param {Found} group
 */
export const picked = (group) => radiosOf(group).find((radio) => radio.checked)?.value ?? null;

/**
 * @param {Found} group
 * @param {string | number | null | undefined} value
 */
export const pick = (group, value) => {
  for (const radio of radiosOf(group)) {
    radio.checked = value !== null && value !== undefined && radio.value === String(value);
  }
};

/** @param {Found} group */
export const ticked = (group) =>
  [...group.querySelectorAll('input[type="checkbox"]:checked')].map((box) => box.value);

/**
 * @param {Found} group
 * @param {string[] | undefined} values
 */
export const tick = (group, values) => {
  for (const box of group.querySelectorAll('input[type="checkbox"]')) {
    box.checked = values?.includes(box.value) ?? false;
  }
};

/**
 * The row in focus, else the first open one, else the last.
 *
 * @param {Found[]} rows
 * @param {(row: Found) => boolean} isOpen
 */
export const currentRow = (rows, isOpen) =>
  rows.find((row) => row.contains(document.activeElement)) ?? rows.find(isOpen) ?? rows[rows.length - 1];

/**
 * Picks by a digit in the current row and goes on to the next open one.
 *
 * @param {Found[]} rows
 * @param {number | string} digit
 * @param {() => void} changed
 */
export const pickByDigit = (rows, digit, changed) => {
  const row = currentRow(rows, (each) => picked(each) === null);
  const radio = radiosOf(row).find(({ value }) => value === String(digit));
  if (!radio) {
    return false;
  }
  radio.checked = true;
  changed();
  const next = rows.find((each) => picked(each) === null);
  (next ? radiosOf(next)[0] : radio).focus();
  return next ? 'stay' : true;
};

/**
 * Ticks or unticks by a digit in the current row.
 *
 * @param {Found[]} rows
 * @param {number} digit
 * @param {() => void} changed
 */
export const tickByDigit = (rows, digit, changed) => {
  const row = rows.find((each) => each.contains(document.activeElement)) ?? rows[0];
  const box = [...row.querySelectorAll('input[type="checkbox"]')][digit - 1];
  if (!box || box.disabled) {
    return false;
  }
  box.checked = !box.checked;
  box.focus();
  changed();
  return 'stay';
};

/** @param {Found} group */
const firstOf = (group) => group.querySelector('input:checked:not(:disabled)') ?? group.querySelector('input:not(:disabled)');

/**
 * Among boxes, arrows go along a group, and up and down to the group before and after that is seen.
 *
 * @param {Found} root
 * @param {Found[]} groups
 */
export const walkGroups = (root, groups) => {
  root.addEventListener('keydown', (event) => {
    const row = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    const side = along(event.key);
    if ((!row && !side) || !event.target.matches('input[type="checkbox"]') || event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    const seen = groups.filter((group) => group.checkVisibility());
    const at = seen.findIndex((group) => group.contains(event.target));
    if (at < 0) {
      return;
    }
    const boxes = [...seen[at].querySelectorAll('input:not(:disabled)')];
    const next = row ? seen[at + row] && firstOf(seen[at + row]) : boxes[boxes.indexOf(event.target) + Number(side)];
    next?.focus();
    event.preventDefault();
    event.stopPropagation();
  });
};
