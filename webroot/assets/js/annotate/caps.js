// The keys as they stand on controls.

import { capOf } from './keymap.js';

// What chooses one of several in order: the first is 1, "both bad" is 0.
const ORDERED = '[data-choices], .levels, [data-reasons]';

/** @param {Found} group */
const nameOrdered = (group) => {
  let place = 0;
  for (const cap of group.querySelectorAll('kbd')) {
    place += cap.closest('.both-bad') ? 0 : 1;
    cap.dataset.cap = `digit-${cap.closest('.both-bad') ? 0 : place}`;
  }
};

/**
 * Writes the present keys on the controls below `root`.
 *
 * @param {ParentNode} [root]
 */
export const paintCaps = (root = document) => {
  root.querySelectorAll(ORDERED).forEach(nameOrdered);
  for (const cap of root.querySelectorAll('.option kbd:not([data-cap])')) {
    if (/^[0-9]$/.test(cap.textContent)) {
      cap.dataset.cap = `digit-${cap.textContent}`;
    }
  }
  for (const cap of root.querySelectorAll('kbd[data-cap]')) {
    cap.textContent = capOf(cap.dataset.cap);
  }
};
