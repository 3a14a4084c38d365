// How long a pair was before somebody's eyes, and whether they are at it.

import { now } from './outbox.js';

const SIGNS = ['pointermove', 'pointerdown', 'keydown', 'wheel', 'touchmove'];

/** Measures the time in which the page could be seen; a hidden tab does not count. */
export class Watch {
  shownAt = now();
  before = 0;
  /** @type {number | null} Since when the page is seen. */
  since = null;

  constructor() {
    this.start({});
    document.addEventListener('visibilitychange', () => this.tick());
  }

  /**
   * Starts anew, or goes on after a reload.
   *
   * @param {Draft} draft
   */
  start({ shownAt, activeMs = 0 }) {
    this.shownAt = shownAt ?? now();
    this.before = activeMs;
    this.since = document.hidden ? null : now();
  }

  tick() {
    if (document.hidden && this.since !== null) {
      this.before += now() - this.since;
      this.since = null;
    } else if (!document.hidden && this.since === null) {
      this.since = now();
    }
  }

  get activeMs() {
    return Math.round(this.before + (this.since === null ? 0 : now() - this.since));
  }

  get state() {
    return { shownAt: this.shownAt, activeMs: this.activeMs };
  }
}

/** Notes signs of life; `takeSign` answers whether there was one since it was last asked. */
export const signsOfLife = () => {
  let alive = false;
  for (const sign of SIGNS) {
    document.addEventListener(sign, () => { alive = true; }, { passive: true, capture: true });
  }
  return () => {
    const was = alive;
    alive = false;
    return was;
  };
};
