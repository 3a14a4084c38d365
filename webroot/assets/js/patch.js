// Brings a part of a page up to date with a fresh rendering of it, in place: what says the same stays,
// with its focus and selection, and rows of tables are known by their keys.

const still = window.matchMedia('(prefers-reduced-motion: reduce)');

/** @param {HTMLElement[]} rows */
const places = (rows) => new Map(rows.map((row) => [row.dataset.key, row.offsetTop]));

/**
 * Lets rows glide from where they were to where they are.
 *
 * @param {HTMLElement[]} rows
 * @param {Map<string | undefined, number>} before
 */
const glide = (rows, before) => {
  for (const row of rows) {
    const from = before.get(row.dataset.key);
    const moved = from === undefined ? 0 : from - row.offsetTop;
    if (moved) {
      row.animate([{ transform: `translateY(${moved}px)` }, { transform: 'none' }], {
        duration: 350,
        easing: 'ease-out',
      });
    }
  }
};

/** @param {any} node */
const keyed = (node) => node.nodeName === 'TBODY' && [...node.rows].every((row) => row.dataset.key);

/**
 * Brings the rows of a table up to date.
 *
 * @param {any} shown
 * @param {any} fresh
 */
const patchRows = (shown, fresh) => {
  const known = new Map([...shown.rows].map((row) => [row.dataset.key, row]));
  const wanted = [...fresh.rows];
  const moves = wanted.map((row) => row.dataset.key).join() !== [...known.keys()].join();
  const before = moves && !still.matches ? places([...shown.rows]) : new Map();
  const focused = shown.contains(document.activeElement) ? /** @type {HTMLElement} */ (document.activeElement) : null;
  wanted.forEach((row, k) => {
    const own = known.get(row.dataset.key);
    if (own) {
      patch(own, row);
      known.delete(row.dataset.key);
    }
    const there = own ?? row;
    if (shown.rows[k] !== there) {
      shown.insertBefore(there, shown.rows[k] ?? null);
    }
  });
  known.forEach((row) => row.remove());
  if (focused && focused !== document.activeElement) {
    focused.focus({ preventScroll: true });
  }
  glide(before.size > 0 ? [...shown.rows] : [], before);
};

/**
 * Makes a node say what a fresh one says; what is folded open is up to the reader.
 *
 * @param {any} shown
 * @param {any} fresh
 */
export const patch = (shown, fresh) => {
  if (shown.isEqualNode(fresh)) {
    return;
  }
  if (keyed(shown) && keyed(fresh)) {
    patchRows(shown, fresh);
    return;
  }
  if (shown.nodeName !== fresh.nodeName) {
    shown.replaceWith(fresh);
    return;
  }
  if (shown instanceof CharacterData) {
    shown.data = fresh.data;
    return;
  }
  for (const { name } of [...shown.attributes]) {
    if (name !== 'open' && !fresh.hasAttribute(name)) {
      shown.removeAttribute(name);
    }
  }
  for (const { name, value } of fresh.attributes) {
    if (name !== 'open' && shown.getAttribute(name) !== value) {
      shown.setAttribute(name, value);
    }
  }
  const nodes = [...fresh.childNodes];
  if (shown.childNodes.length === nodes.length) {
    [...shown.childNodes].forEach((child, k) => patch(child, nodes[k]));
  } else {
    shown.replaceChildren(...nodes);
  }
};
