// A point of a scale, for each response or for the comparison.

import { pick, pickByDigit, picked, radiosOf } from '../annotate/fields.js';

/** @type {Mount} */
export const mount = (root, { say, changed }) => {
  const rows = [...root.querySelectorAll('[data-row]')];
  const open = () => rows.find((row) => picked(row) === null);
  root.addEventListener('change', () => changed());
  return {
    value: () =>
      rows.every((row) => picked(row) === null)
        ? null
        : { values: rows.map((row) => (picked(row) === null ? null : Number(picked(row)))) },
    set: (value) => rows.forEach((row, k) => pick(row, value?.values[k])),
    complete: () => !open(),
    focus: () => radiosOf(open() ?? rows[0])[0].focus(),
    missing: () => say('missing'),
    key: (event, digit) => digit !== null && pickByDigit(rows, digit === 0 ? 10 : digit, changed),
  };
};
