// Sends answers one after another, each as often as it takes: the server knows an answer by its key,
// so that one sent twice counts once.

import { isOthers, post } from './owner.js';

const FIRST_WAIT = 800;
const LONGEST_WAIT = 20_000;
const LONGEST_REPLY = 15_000;
const LONGEST_ASKED = 600_000;

/**
 * For how many milliseconds a server asks to be left alone, 0 where it says nothing that can be read.
 *
 * @param {Response} response
 */
const askedFor = (response) => {
  const seconds = Number(response.headers.get('Retry-After'));
  return seconds > 0 ? Math.min(LONGEST_ASKED, seconds * 1000) : 0;
};

/**
 * Whether an answer is the server's own: networks that want a fee first answer with pages of theirs.
 *
 * @param {Response} response
 * @param {any} answer
 */
const isOurs = (response, answer) => (response.ok ? Array.isArray(answer?.assignments) : answer !== null && typeof answer === 'object');

/** A random UUID, also where the page came over plain HTTP. */
export const uuid = () => {
  if (crypto.randomUUID) {
    return crypto.randomUUID();
  }
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
};

/** Milliseconds of a clock that neither jumps nor stops and that a reload continues. */
export const now = () => performance.timeOrigin + performance.now();

export class Outbox {
  /**
   * @param {import('./shelf.js').Shelf} shelf where the items lie
   * @param {Replies & { changed(): void }} on
   */
  constructor(shelf, on) {
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.timer = undefined;
    this.shelf = shelf;
    this.on = on;
    this.failures = 0;
    this.quietUntil = 0;
    this.sending = false;
    this.stopped = false;
    window.addEventListener('online', () => this.wake());
    document.addEventListener('visibilitychange', () => {
      if (!document.hidden) {
        this.wake();
      }
    });
  }

  get waiting() {
    return this.shelf.outbox.length;
  }

  /** saved, saving or offline */
  get state() {
    if (this.waiting === 0) {
      return 'saved';
    }
    return this.failures > 0 || this.stopped ? 'offline' : 'saving';
  }

  /** @param {string} token */
  has(token) {
    return this.shelf.outbox.some((item) => item.token === token);
  }

  /** @param {Item} item */
  add(item) {
    this.shelf.change((content) => content.outbox.push({ ...item, tried: false }));
    this.on.changed();
    this.wake();
  }

  /**
   * Takes back what was never on the wire; false when it may have arrived.
   *
   * @param {string} key
   */
  cancel(key) {
    const item = this.shelf.outbox.find((candidate) => candidate.key === key);
    if (!item || item.tried) {
      return false;
    }
    this.remove(key);
    return true;
  }

  /** @param {string} key */
  remove(key) {
    this.shelf.change((content) => {
      content.outbox = content.outbox.filter((item) => item.key !== key);
    });
    this.on.changed();
  }

  /**
   * Everything about a pair that is not ours any more.
   *
   * @param {string} token
   */
  removeAll(token) {
    this.shelf.change((content) => {
      content.outbox = content.outbox.filter((item) => item.token !== token);
    });
    this.on.changed();
  }

  /** Sends what waits, though not before the server wants to hear of it. */
  wake() {
    clearTimeout(this.timer);
    if (this.sending || this.stopped) {
      return;
    }
    const quiet = this.quietUntil - now();
    if (quiet > 0) {
      this.timer = setTimeout(() => this.wake(), quiet);
    } else {
      this.run();
    }
  }

  async run() {
    this.sending = true;
    let wait = 0;
    try {
      while (this.waiting > 0 && wait === 0 && !this.stopped) {
        wait = await this.send(this.shelf.outbox[0]);
      }
    } finally {
      this.sending = false;
    }
    if (wait > 0) {
      this.timer = setTimeout(() => this.wake(), wait);
    }
  }

  /**
   * Sends one item; answers the milliseconds to wait before the next try, 0 when it is settled.
   *
   * @param {Item} item
   */
  async send(item) {
    this.shelf.change((content) => {
      content.outbox.filter((other) => other.key === item.key).forEach((other) => {
        other.tried = true;
      });
    });
    let response;
    try {
      response = await this.post(item);
    } catch {
      return this.later(0);
    }
    if (response.status >= 500 || response.status === 429) {
      return this.later(askedFor(response));
    }
    if (response.status === 401) {
      this.stopped = true;
      this.on.changed();
      this.on.signedOut();
      return 0;
    }
    const answer = await response.json().catch(() => null);
    if (!isOurs(response, answer)) {
      return this.later(0);
    }
    this.failures = 0;
    if (isOthers(response.status, answer)) {
      // It stays here until its own annotator comes back.
      this.stopped = true;
      this.on.changed();
      this.on.replaced();
      return 0;
    }
    this.remove(item.key);
    if (response.ok) {
      this.on.receipt(item, answer);
    } else {
      this.on.refused(item, response.status, answer);
    }
    return 0;
  }

  /** @param {Item} item */
  post(item) {
    const body = { ...item.body };
    if (item.shownAt) {
      body.shown_ms_ago = Math.min(86_400_000, Math.max(0, Math.round(now() - item.shownAt)));
    }
    return post(item.url, body, {
      headers: { 'Idempotency-Key': item.key },
      keepalive: true,
      signal: AbortSignal.timeout(LONGEST_REPLY),
    });
  }

  /** @param {number} asked for milliseconds of quiet */
  later(asked) {
    this.failures += 1;
    this.quietUntil = now() + asked;
    this.on.changed();
    const backoff = Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** (this.failures - 1));
    return Math.max(asked, backoff * (0.75 + Math.random() / 2));
  }
}
