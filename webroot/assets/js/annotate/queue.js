// The pairs that an annotator holds: the first one is shown, the others wait behind it. What the server
// says is held replaces them, but for what it cannot know yet: answers begun or on their way.

import { heldBefore, isKept, keepHeld, noteLeft, takeLeft } from './kept.js';
import { isOthers, ownHeaders, post } from './owner.js';

/** @type {Work} What is known of the server's work when it could not be asked. */
export const UNKNOWN = { state: 'unknown', assignments: [] };

/**
 * Waits for some milliseconds, or until the browser says that the connection is back.
 *
 * @param {number} ms
 * @returns {Promise<void>}
 */
const pause = (ms) =>
  new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      window.removeEventListener('online', end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    window.addEventListener('online', end);
  });

export class Queue {
  /**
   * @param {SeatData} data of the page
   * @param {{ outbox: import('./outbox.js').Outbox, shelf: import('./shelf.js').Shelf, previewing: boolean }} parts
   * @param {QueueReplies} on
   */
  constructor(data, { outbox, shelf, previewing }, on) {
    this.data = data;
    this.outbox = outbox;
    this.shelf = shelf;
    this.previewing = previewing;
    this.on = on;
    this.name = `${data.path}|${data.pseudonym}`;
    /** @type {Assignment[]} */
    this.pairs = [];
    /** @type {Map<string, Assignment>} */
    this.known = new Map();
    this.done = data.done;
    /** @type {number | undefined} The number of the last vote. */
    this.number = undefined;
    this.unreachable = false;
  }

  get shown() {
    return this.pairs[0] ?? null;
  }

  /** Begins with what the page brought, or with what was held when it was kept. */
  async start() {
    const { path, pseudonym, work, done } = this.data;
    const before = await heldBefore(path, pseudonym);
    const left = takeLeft(this.name);
    const held = before?.assignments ?? work.assignments.filter(({ token }) => !left.includes(token));
    if (!before && held.length < work.assignments.length) {
      setTimeout(() => this.refresh(), 500);
    }
    held.forEach((assignment) => this.known.set(assignment.token, assignment));
    if (!isKept()) {
      this.shelf.keepDraftsOf([...held.map(({ token }) => token), ...this.shelf.outbox.map(({ token }) => token)]);
    }
    this.pairs = held.filter(({ token }) => !this.outbox.has(token));
    this.done = (before?.done ?? done) + this.onTheWay();
    this.on.prepare();
  }

  /** How many more places are answered once everything has arrived. */
  onTheWay() {
    /** @param {Item['kind']} kind */
    const count = (kind) => this.shelf.outbox.filter((item) => item.kind === kind).length;
    return count('vote') - count('undo');
  }

  /** For a reload without a connection: the pairs that are here, drafts and answers apart. */
  keep() {
    if (!this.previewing) {
      const { path, pseudonym } = this.data;
      const assignments = this.pairs.map(({ draft, ...assignment }) => assignment);
      keepHeld(path, { pseudonym, assignments, done: this.done - this.onTheWay() });
    }
  }

  /**
   * Whether somebody has begun to answer.
   *
   * @param {string} token
   */
  begun(token) {
    const draft = this.shelf.draft(token);
    return Boolean(draft?.note || draft?.answers);
  }

  /**
   * Puts a pair first, wherever it was.
   *
   * @param {Assignment} assignment
   */
  putFirst(assignment) {
    this.pairs = [assignment, ...this.pairs.filter(({ token }) => token !== assignment.token)];
  }

  /**
   * Goes on with what the server says is held; what it cannot know yet stays.
   *
   * @param {Work} work
   */
  adopt({ state, assignments }) {
    assignments.forEach((assignment) => this.known.set(assignment.token, assignment));
    const held = assignments.filter(({ token }) => !this.outbox.has(token));
    const { shown } = this;
    const fresh = held.find(({ token }) => token === shown?.token);
    const stays =
      shown && (state === 'unknown' || fresh || this.outbox.has(shown.token) || this.begun(shown.token));
    if (stays) {
      const waiting = state === 'unknown' ? this.pairs.slice(1) : held.filter(({ token }) => token !== shown.token);
      this.pairs = [{ ...shown, ...fresh }, ...waiting];
    } else {
      this.pairs = held;
    }
    this.keep();
    this.on.prepare();
    if (!stays && held.length > 0) {
      this.on.show();
    } else if (!stays && this.outbox.waiting === 0) {
      this.nothingHere(state);
    }
  }

  /** @param {Work['state']} state */
  nothingHere(state) {
    if (state === 'unknown') {
      setTimeout(() => this.refresh(), 1500 + Math.random() * 1000);
    } else {
      location.assign(`${this.data.path}/annotate${this.number ? `?saved=${this.number}` : ''}`);
    }
  }

  /** Asks the server what is held; answers whether it could be asked. */
  async refresh() {
    if (this.previewing) {
      return true;
    }
    try {
      const response = await post(`${this.data.path}/assignments`);
      if (response.status === 401) {
        this.on.signedOut();
        return true;
      }
      const answer = await response.json();
      this.unreachable = false;
      if (isOthers(response.status, answer)) {
        this.on.replaced();
        return true;
      }
      this.adopt(response.ok ? answer : UNKNOWN);
      return response.ok;
    } catch {
      this.unreachable = true;
      this.on.away();
      this.adopt(UNKNOWN);
      return false;
    }
  }

  /** Looks for the server until it is back, at once when the browser says so. */
  async lookAgain() {
    await pause(1000);
    while (!(await this.refresh())) {
      await pause(3000 + Math.random() * 2000);
    }
  }

  /** Pairs in advance go back; what is shown, begun or on its way stays ours. */
  giveBack() {
    const spare = this.pairs
      .slice(1)
      .filter(({ token, draft, revision }) => !this.begun(token) && !draft && revision === 0);
    noteLeft(this.name, spare.map(({ token }) => token));
    for (const { token } of spare) {
      const release = `${this.data.path}/assignments/${token}/release`;
      navigator.serviceWorker?.controller?.postMessage({ release, headers: ownHeaders() });
      // What cannot be given back now is free again when its time is over.
      post(release, undefined, { keepalive: true }).catch(() => {});
    }
  }
}
