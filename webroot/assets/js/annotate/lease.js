// Pairs are held for a time. Who is at work keeps them without asking; who is not is asked.

import { now } from './outbox.js';
import { post } from './owner.js';
import { signsOfLife } from './attention.js';
import { announce, say } from './view.js';

export class Lease {
  /**
   * @param {string} path of the study
   * @param {number} seconds that a pair is held
   * @param {string} serverNow the server's time when the page was made
   */
  constructor(path, seconds, serverNow) {
    this.path = path;
    this.length = seconds * 1000;
    this.ahead = Date.parse(serverNow) - now();
    this.warning = Math.min(120_000, this.length / 4);
    this.isAlive = signsOfLife();
    this.banner = document.querySelector('[data-lease]');
    /** @type {number | null} */
    this.deadline = null;
    /** @type {string | null | undefined} What is said. */
    this.text = undefined;
    this.nextExtension = now() + this.length / 3;
    document.querySelector('[data-keep]').addEventListener('click', () => this.extend());
    setInterval(() => this.tick(), Math.min(1000, this.length / 10));
  }

  /**
   * Watches over another assignment, or over none.
   *
   * @param {Assignment | null} assignment
   */
  watch(assignment) {
    this.deadline = assignment ? Date.parse(assignment.deadline) - this.ahead : null;
    this.show(null);
  }

  tick() {
    if (document.hidden) {
      return;
    }
    if (now() >= this.nextExtension) {
      this.nextExtension = now() + this.length / 3;
      if (this.isAlive()) {
        this.extend();
      }
    }
    if (this.deadline !== null) {
      const left = this.deadline - now();
      this.show(left <= 0 ? 'leaseOver' : left <= this.warning ? 'leaseEnding' : null);
    }
  }

  /** @param {string | null} text */
  show(text) {
    if (this.text !== text) {
      this.text = text;
      this.banner.hidden = text === null;
      this.banner.querySelector('[data-lease-text]').textContent = text === null ? '' : say(text);
      if (text !== null) {
        announce(say(text));
      }
    }
  }

  async extend() {
    try {
      const response = await post(`${this.path}/assignments/extend`);
      if (response.ok && (await response.json()).extended && this.deadline !== null) {
        this.deadline = now() + this.length;
        this.show(null);
      }
    } catch {
      // Without a connection the next tick asks again, and a late answer counts while nobody else has the pair.
    }
  }
}
