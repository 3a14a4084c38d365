// A grid of aspects by responses: a point or "does not apply" in each cell, and why.

import { pick, pickByDigit, picked, radiosOf } from '../annotate/fields.js';

/** @type {Mount} */
export const mount = (root, { block, shown, say, changed }) => {
  const cells = [...root.querySelectorAll('[data-cell]')].map((cell, k) => ({
    row: cell.querySelector('[data-row]'),
    why: cell.querySelector('[data-why]'),
    aspect: cell.dataset.aspect,
    place: k % shown.responses.length,
  }));
  const rows = cells.map(({ row }) => row);
  root.addEventListener('input', () => changed());
  /** @param {typeof cells[number]} cell */
  const rating = ({ row, why }) => ({
    value: picked(row) === null || picked(row) === 'na' ? null : Number(picked(row)),
    ...(why?.value.trim() ? { rationale: why.value.trim() } : {}),
  });
  /** @param {typeof cells[number]} cell */
  const empty = ({ row, why }) => picked(row) === null && !why?.value.trim();
  return {
    value: () => {
      if (cells.every(empty)) {
        return null;
      }
      const ratings = Object.fromEntries(block.aspects.map((/** @type {{ id: string }} */ { id }) => [id, []]));
      // What is still open is told from "does not apply" when a draft comes back.
      cells.forEach((cell) => ratings[cell.aspect].push({ ...rating(cell), ...(picked(cell.row) === null ? { open: true } : {}) }));
      return { ratings };
    },
    set: (value) => {
      for (const { row, why, aspect, place } of cells) {
        const given = value?.ratings[aspect]?.[place];
        pick(row, !given || given.open ? null : given.value ?? 'na');
        if (why) {
          why.value = given?.rationale ?? '';
        }
      }
    },
    complete: () => rows.every((row) => picked(row) !== null),
    focus: () => radiosOf(rows.find((row) => picked(row) === null) ?? rows[0])[0].focus(),
    missing: () => say('missing'),
    key: (event, digit) => digit !== null && pickByDigit(rows, digit === 0 && block.na !== false ? 'na' : digit, changed),
  };
};
