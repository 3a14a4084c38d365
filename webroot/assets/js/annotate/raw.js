// A text as it was imported, in which passages are marked: by the mouse, by a finger, or by keys that
// go from word to word.

import { selectedIn, wholeWords, words } from './passages.js';

export class Raw {
  /** `snap` grows passages to whole words. */
  constructor(element, { text, language, dir }, snap = true) {
    this.element = element;
    this.text = text;
    this.snap = snap;
    this.words = words(text);
    this.marks = [];
    this.from = null;
    this.to = null;
    this.onMark = () => {};
    element.lang = language;
    element.dir = dir;
    element.addEventListener('keydown', (event) => this.keydown(event));
    element.addEventListener('blur', () => this.leave());
    this.paint();
  }

  /** Shows passages {start, end, color}. */
  show(marks) {
    this.marks = [...marks].sort((a, b) => a.start - b.start);
    this.paint();
  }

  /** What is selected, by the mouse or by keys; null for nothing. */
  passage() {
    const selected = selectedIn(this.element);
    if (selected) {
      return this.snap ? wholeWords(this.text, selected.start, selected.end) : selected;
    }
    if (this.from === null) {
      return null;
    }
    const [first, last] = [Math.min(this.from, this.to), Math.max(this.from, this.to)];
    return { start: this.words[first].start, end: this.words[last].end };
  }

  keydown(event) {
    const rtl = getComputedStyle(this.element).direction === 'rtl';
    const step = { ArrowRight: rtl ? -1 : 1, ArrowLeft: rtl ? 1 : -1, ArrowDown: 8, ArrowUp: -8 }[event.key];
    if (step && this.words.length > 0 && !event.ctrlKey && !event.metaKey && !event.altKey) {
      document.getSelection().removeAllRanges();
      const at = this.to === null ? (step > 0 ? 0 : this.words.length - 1) : this.to + step;
      this.to = Math.max(0, Math.min(this.words.length - 1, at));
      this.from = event.shiftKey && this.from !== null ? this.from : this.to;
      this.paint();
      this.element.querySelector('.cursor')?.scrollIntoView({ block: 'nearest' });
    } else if (event.key === 'Enter' && !event.ctrlKey && !event.metaKey) {
      const passage = this.passage();
      if (passage) {
        this.onMark(passage);
      }
    } else {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  }

  leave() {
    this.from = null;
    this.to = null;
    this.paint();
  }

  paint() {
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
