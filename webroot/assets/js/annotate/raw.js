// A text as it was imported, in which passages are marked: selected with the mouse, from word to word
// by tapping the first and the last, or by keys that go from word to word.

import { along } from '../base.js';
import { say } from './view.js';
import { offsetAt, selectedIn, wholeWords, words } from './passages.js';

const FAR = 8;

export class Raw {
  /**
   * @param {Found} element in which it is shown
   * @param {ShownText} text
   * @param {{ snap?: boolean, mark?(passage: Passage): void, begin?(): void, read?(text: string): void }} on
   *   whether passages grow to whole words; Enter marks; a passage is begun; one has moved by keys
   */
  constructor(element, { text, language, dir }, { snap = true, mark = () => {}, begin = () => {}, read = () => {} }) {
    this.element = element;
    this.text = text;
    this.snap = snap;
    this.on = { mark, begin, read };
    this.words = words(text);
    /** @type {Mark[]} */
    this.marks = [];
    /** @type {number | null} The word at which a passage begins. */
    this.from = null;
    /** @type {number | null} The word to which it goes. */
    this.to = null;
    element.lang = language;
    element.dir = dir;
    element.addEventListener('keydown', (event) => this.keydown(event));
    element.addEventListener('click', (event) => this.tap(event));
    this.paint();
  }

  /**
   * Shows passages {start, end, color}.
   *
   * @param {Mark[]} marks
   */
  show(marks) {
    this.marks = [...marks].sort((a, b) => a.start - b.start);
    this.paint();
  }

  /**
   * What is selected, by the mouse, by taps or by keys; null for nothing.
   *
   * @returns {Passage | null}
   */
  passage() {
    const selected = selectedIn(this.element);
    if (selected) {
      return this.snap ? wholeWords(this.text, selected.start, selected.end) : selected;
    }
    if (this.from === null || this.to === null) {
      return null;
    }
    const [first, last] = [Math.min(this.from, this.to), Math.max(this.from, this.to)];
    return { start: this.words[first].start, end: this.words[last].end };
  }

  /**
   * The first tap picks a word, the second one goes as far as another word, or leaves the same one.
   *
   * @param {MouseEvent} event
   */
  tap(event) {
    if (selectedIn(this.element)) {
      this.leave();
      this.on.begin();
      return;
    }
    const at = offsetAt(this.element, event.clientX, event.clientY);
    const word = at === null ? -1 : this.words.findIndex(({ start, end }) => start <= at && at <= end);
    if (word < 0 || (this.from === word && this.to === word)) {
      this.leave();
    } else {
      this.put(this.from !== null && this.from === this.to ? this.from : word, word);
    }
  }

  /**
   * @param {number} from
   * @param {number} to
   */
  put(from, to) {
    if (this.from === null) {
      this.on.begin();
    }
    this.from = from;
    this.to = to;
    this.paint();
  }

  /**
   * Goes a word on or back, with the focus.
   *
   * @param {number} by
   */
  step(by, extending = false) {
    document.getSelection().removeAllRanges();
    const last = this.words.length - 1;
    const at = this.to === null ? (by > 0 ? 0 : last) : Math.max(0, Math.min(last, this.to + by));
    this.element.focus();
    this.put(extending && this.from !== null ? this.from : at, at);
    this.element.querySelector('.cursor')?.scrollIntoView({ block: 'nearest' });
    const passage = this.passage();
    this.on.read(passage ? this.text.slice(passage.start, passage.end) : '');
  }

  /** @param {KeyPress} event */
  keydown(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    const passage = this.passage();
    const lines = { ArrowDown: FAR, ArrowUp: -FAR }[event.key];
    const by = lines ?? this.sideways(event.key);
    if (by && this.words.length > 0) {
      this.step(by, event.shiftKey);
    } else if (event.key === 'Enter' && passage) {
      this.on.mark(passage);
    } else if (event.key === 'Escape' && this.from !== null) {
      this.leave();
    } else {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  }

  /**
   * Along the lines of the text, which may run the other way than the page's.
   *
   * @param {string} key
   */
  sideways(key) {
    const step = along(key);
    const other = getComputedStyle(this.element).direction !== getComputedStyle(document.documentElement).direction;
    return step && (other ? -step : step);
  }

  /** Forgets the passage; a selection of the mouse's stays, since no text is painted anew. */
  leave() {
    this.from = null;
    this.to = null;
    this.element.querySelectorAll('.cursor').forEach((part) => part.classList.remove('cursor'));
  }

  paint() {
    if (this.text.trim() === '') {
      const nothing = document.createElement('span');
      nothing.className = 'nothing';
      nothing.textContent = say('roleEmpty');
      this.element.replaceChildren(nothing);
      return;
    }
    const cursor = this.from === null ? null : this.passage();
    const cuts = new Set([0, this.text.length]);
    for (const { start, end } of cursor ? [...this.marks, cursor] : this.marks) {
      cuts.add(start);
      cuts.add(end);
    }
    const edges = [...cuts].sort((a, b) => a - b);
    const parts = edges.slice(0, -1).map((start, k) => {
      const end = edges[k + 1];
      const mark = this.marks.find((each) => each.start <= start && each.end >= end);
      const inCursor = cursor && cursor.start <= start && cursor.end >= end;
      const part = document.createElement(mark ? 'mark' : 'span');
      part.textContent = this.text.slice(start, end);
      part.classList.toggle('cursor', Boolean(inCursor));
      if (mark) {
        part.dataset.color = String(mark.color);
      }
      return part;
    });
    this.element.replaceChildren(...parts);
  }
}
