// What has changed from one text to another, word by word: the edits of a longest common subsequence.

const TOKEN = /\s+|[\p{L}\p{N}\p{M}]+|./gsu;
const MOST = 4_000_000;

/** @param {string} text */
const tokens = (text) => text.match(TOKEN) ?? [];

/**
 * The lengths of common subsequences of all ends.
 *
 * @param {string[]} a
 * @param {string[]} b
 */
const table = (a, b) => {
  const rows = Array.from({ length: a.length + 1 }, () => new Uint16Array(b.length + 1));
  for (let i = a.length - 1; i >= 0; i -= 1) {
    for (let j = b.length - 1; j >= 0; j -= 1) {
      rows[i][j] = a[i] === b[j] ? rows[i + 1][j + 1] + 1 : Math.max(rows[i + 1][j], rows[i][j + 1]);
    }
  }
  return rows;
};

/**
 * Edits {start, end, replacement} of the first text, in order and apart, that make the second.
 *
 * @param {string} from
 * @param {string} to
 */
export const edits = (from, to) => {
  const all = tokens(from);
  const others = tokens(to);
  let head = 0;
  while (head < all.length && head < others.length && all[head] === others[head]) {
    head += 1;
  }
  let tail = 0;
  while (tail < all.length - head && tail < others.length - head && all.at(-1 - tail) === others.at(-1 - tail)) {
    tail += 1;
  }
  const a = all.slice(head, all.length - tail);
  const b = others.slice(head, others.length - tail);
  const start = all.slice(0, head).join('').length;
  if (a.length === 0 && b.length === 0) {
    return [];
  }
  if (a.length * b.length > MOST) {
    return [{ start, end: start + a.join('').length, replacement: b.join('') }];
  }
  const rows = table(a, b);
  const found = [];
  let at = start;
  let open = null;
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      open = null;
      at += a[i].length;
      i += 1;
      j += 1;
      continue;
    }
    if (!open) {
      open = { start: at, end: at, replacement: '' };
      found.push(open);
    }
    if (j >= b.length || (i < a.length && rows[i + 1][j] >= rows[i][j + 1])) {
      at += a[i].length;
      open.end = at;
      i += 1;
    } else {
      open.replacement += b[j];
      j += 1;
    }
  }
  return found;
};

/**
 * Shows a text with edits: what goes is struck out, what comes is underlined.
 *
 * @param {Found} element
 * @param {string} text
 * @param {Edit[]} changes
 */
export const show = (element, text, changes) => {
  const parts = [];
  let at = 0;
  /**
   * @param {string} name
   * @param {string} content
   */
  const add = (name, content) => {
    if (content) {
      const part = document.createElement(name);
      part.textContent = content;
      parts.push(part);
    }
  };
  for (const { start, end, replacement } of changes) {
    parts.push(document.createTextNode(text.slice(at, start)));
    add('del', text.slice(start, end));
    add('ins', replacement);
    at = end;
  }
  parts.push(document.createTextNode(text.slice(at)));
  element.replaceChildren(...parts);
};
