// How sure the annotator is.

import { pick, pickByDigit, picked, radiosOf } from '../annotate/fields.js';

/** @type {Mount} */
export const mount = (root, { say, changed }) => {
  const row = root.querySelector('[data-row]');
  root.addEventListener('change', () => changed());
  return {
    value: () => (picked(row) === null ? null : { value: Number(picked(row)) }),
    set: (value) => pick(row, value?.value),
    complete: () => picked(row) !== null,
    focus: () => radiosOf(row)[0].focus(),
    missing: () => say('missing'),
    key: (event, digit) => digit !== null && pickByDigit([row], digit === 0 ? 10 : digit, changed),
  };
};
