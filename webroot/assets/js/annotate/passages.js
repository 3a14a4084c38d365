// Passages of texts as they were imported: offsets in UTF-16 units, words and sentences by the very
// rules that the server checks them with.

const WORD = /[\p{L}\p{N}\p{M}]/u;
// Written without blanks between words: any character may begin or end a passage.
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
const SENTENCE = /[^\n。！？]*?(?:[.!?…]+["'”’)\]]*(?=\s|$)|[。！？]+[」』”’）]*|\n|$)/gu;

/**
 * @param {string} text
 * @param {number} at
 */
const before = (text, at) => {
  const low = text.charCodeAt(at - 1);
  return low >= 0xdc00 && low <= 0xdfff ? text.slice(at - 2, at) : text.slice(at - 1, at);
};

/**
 * @param {string} text
 * @param {number} at
 */
const after = (text, at) => String.fromCodePoint(text.codePointAt(at) ?? 0);

/**
 * Whether a word goes on across this place.
 *
 * @param {string} text
 * @param {number} at
 */
export const insideWord = (text, at) => {
  if (at <= 0 || at >= text.length) {
    return false;
  }
  const one = before(text, at);
  const two = after(text, at);
  return WORD.test(one) && WORD.test(two) && !UNSPACED.test(one) && !UNSPACED.test(two);
};

/**
 * @param {string} text
 * @param {number} at
 */
const insideCharacter = (text, at) =>
  at > 0 && at < text.length && text.charCodeAt(at) >= 0xdc00 && text.charCodeAt(at) <= 0xdfff;

/**
 * The passage without blanks around it, grown to whole words; null when nothing is left.
 *
 * @param {string} text
 * @param {number} from
 * @param {number} to
 */
export const wholeWords = (text, from, to) => {
  let start = from;
  let end = to;
  while (start < end && /\s/.test(text[start])) {
    start += 1;
  }
  while (end > start && /\s/.test(text[end - 1])) {
    end -= 1;
  }
  if (start === end) {
    return null;
  }
  while (insideCharacter(text, start) || insideWord(text, start)) {
    start -= 1;
  }
  while (insideCharacter(text, end) || insideWord(text, end)) {
    end += 1;
  }
  return { start, end };
};

/**
 * Where words begin and end, for going from one to the next by keys.
 *
 * @param {string} text
 */
export const words = (text) => {
  const found = [];
  for (let at = 0; at < text.length; ) {
    if (!WORD.test(after(text, at))) {
      at += after(text, at).length;
      continue;
    }
    const start = at;
    at += after(text, at).length;
    while (at < text.length && insideWord(text, at)) {
      at += after(text, at).length;
    }
    found.push({ start, end: at });
  }
  return found;
};

/**
 * The sentences of a text, without the blanks around them.
 *
 * @param {string} text
 */
export const sentences = (text) =>
  [...text.matchAll(SENTENCE)]
    .map((match) => {
      const lead = match[0].length - match[0].trimStart().length;
      return { start: match.index + lead, end: match.index + match[0].trimEnd().length };
    })
    .filter(({ start, end }) => start < end);

/**
 * @param {Found} element
 * @param {Node} container
 * @param {number} at
 */
const offsetIn = (element, container, at) => {
  const measure = document.createRange();
  measure.selectNodeContents(element);
  measure.setEnd(container, at);
  return measure.toString().length;
};

/**
 * The offset in an element's text that lies at a point of the window; null where there is none.
 *
 * @param {Found} element
 * @param {number} x
 * @param {number} y
 */
export const offsetAt = (element, x, y) => {
  const caret = document.caretPositionFromPoint?.(x, y);
  const range = caret ? null : document.caretRangeFromPoint?.(x, y);
  const node = caret?.offsetNode ?? range?.startContainer;
  return node && element.contains(node) ? offsetIn(element, node, caret?.offset ?? range?.startOffset ?? 0) : null;
};

/**
 * The offsets of what is selected within an element that shows a text as it is; null for none.
 *
 * @param {Found} element
 */
export const selectedIn = (element) => {
  const selection = document.getSelection();
  if (!selection.rangeCount || selection.isCollapsed) {
    return null;
  }
  const range = selection.getRangeAt(0);
  if (!element.contains(range.startContainer) || !element.contains(range.endContainer)) {
    return null;
  }
  return {
    start: offsetIn(element, range.startContainer, range.startOffset),
    end: offsetIn(element, range.endContainer, range.endOffset),
  };
};
