// Whether the second version is better than the first, with what has changed before one's eyes.

import { edits, show } from '../annotate/diff.js';
import { pick, picked, radiosOf } from '../annotate/fields.js';

const WORDS = ['before', 'same', 'after'];

/** @type {Mount} */
export const mount = (root, { shown, say, changed }) => {
  const row = root.querySelector('[data-row]');
  const diff = root.querySelector('[data-diff]');
  const [before, after] = shown.responses;
  diff.hidden = false;
  diff.lang = before.language;
  diff.dir = before.dir;
  show(diff, before.text, edits(before.text, after.text));
  root.addEventListener('change', () => changed());
  return {
    value: () => (picked(row) === null ? null : { better: picked(row) }),
    set: (value) => pick(row, value?.better),
    complete: () => picked(row) !== null,
    focus: () => radiosOf(row)[0].focus(),
    missing: () => say('missing'),
    key: (event, digit) => {
      const word = digit === null ? undefined : WORDS[digit - 1];
      if (!word) {
        return false;
      }
      pick(row, word);
      changed();
      return true;
    },
  };
};
