// The line above the answers that says what has happened: an answer is saved and can be undone, the
// connection is gone. What passes covers what stays for a while. It is read out as it changes.

import { paintCaps } from './caps.js';

const LOW = '(max-height: 500px)';

/** What stays, from the least to the most that somebody has to know: a kept page is offline as well. */
const STAYING = ['offline', 'kept', 'away'];

export class Band {
  constructor() {
    this.element = document.querySelector('[data-band]');
    this.text = this.element.querySelector('[data-band-text]');
    this.button = this.element.querySelector('[data-band-do]');
    this.words = this.button.querySelector('[data-band-words]');
    this.cap = this.button.querySelector('kbd');
    this.staying = new Map();
    this.passing = null;
    this.button.addEventListener('click', () => this.shown?.action?.run());
    this.place();
    matchMedia(LOW).addEventListener('change', () => this.place());
  }

  /** Where the bar does not stay in view, the line stands above the texts, where the next pair begins. */
  place() {
    const [top, bar] = [document.querySelector('.seat-notices'), document.querySelector('.decision-bar')];
    (matchMedia(LOW).matches ? top : bar).prepend(this.element);
  }

  get shown() {
    return this.passing ?? this.staying.get(STAYING.findLast((name) => this.staying.has(name))) ?? null;
  }

  /**
   * Says something for some seconds; what was said before it goes.
   *
   * @param {string} text
   * @param {{ seconds?: number, kind?: string, action?: Action }} [how]
   */
  tell(text, { seconds = 6, kind = 'info', action } = {}) {
    clearTimeout(this.timer);
    this.passing = { text, kind, action };
    this.timer = setTimeout(() => this.clear(), seconds * 1000);
    this.paint();
  }

  /** Takes away what passes. */
  clear() {
    clearTimeout(this.timer);
    this.passing = null;
    this.paint();
  }

  /**
   * Says something until it is settled.
   *
   * @param {string} name one of those above
   * @param {string} text
   * @param {{ kind?: string, action?: Action }} [how]
   */
  stay(name, text, { kind = 'warn', action } = {}) {
    this.staying.set(name, { text, kind, action });
    this.paint();
  }

  /** @param {string} name */
  settle(name) {
    if (this.staying.delete(name)) {
      this.paint();
    }
  }

  /**
   * Marks what passes as done.
   *
   * @param {string} kind
   */
  mark(kind) {
    if (this.passing) {
      this.passing.kind = kind;
      this.paint();
    }
  }

  paint() {
    const { shown } = this;
    this.element.classList.toggle('idle', shown === null);
    this.element.classList.toggle('passing', this.passing !== null);
    this.button.hidden = !shown?.action;
    if (this.text.textContent !== (shown?.text ?? '')) {
      this.text.textContent = shown?.text ?? '';
    }
    if (shown !== null) {
      this.element.dataset.kind = shown.kind;
      this.words.textContent = shown.action?.label ?? '';
      this.cap.hidden = !shown.action?.cap;
      if (shown.action?.cap) {
        this.cap.dataset.cap = shown.action.cap;
        paintCaps(this.element);
      } else {
        delete this.cap.dataset.cap;
      }
    }
  }
}
