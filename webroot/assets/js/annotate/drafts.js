// Answers that were begun: in this browser at once, on the server within a second or two, so that
// another device can go on with them. The last one to write wins, and is told what was there.

import { now, uuid } from './outbox.js';
import { post } from './owner.js';

const PAUSE = 1000;
const AFTER_FAILURE = 5000;
const DAY = 86_400_000;

/** Names this window; a reload keeps the name. */
const windowName = () => {
  try {
    const name = sessionStorage.getItem('agon.window') ?? uuid();
    sessionStorage.setItem('agon.window', name);
    return name;
  } catch {
    return uuid();
  }
};

/** @param {Draft | undefined} draft */
const said = (draft) => JSON.stringify([draft?.answers ?? null, draft?.note ?? '']);

export class Drafts {
  /**
   * @param {string} path of the study
   * @param {import('./shelf.js').Shelf} shelf where this browser keeps them
   * @param {(token: string, draft: Draft) => void} replaced is told what another window had entered meanwhile
   */
  constructor(path, shelf, replaced) {
    this.path = path;
    this.shelf = shelf;
    this.replaced = replaced;
    this.writer = windowName();
    /** @type {Map<string, number>} How many writes this window knows of. */
    this.known = new Map();
    /** @type {Map<string, ReturnType<typeof setTimeout> | undefined>} What waits; undefined while it is on its way. */
    this.timers = new Map();
    window.addEventListener('online', () => this.sendAll());
  }

  /**
   * What to go on with on an assignment, if anything: the later of this browser's and the server's.
   *
   * @param {Assignment} assignment
   */
  of(assignment) {
    const { token, draft } = assignment;
    const own = this.shelf.draft(token);
    const newer = draft && !(own?.dirty || (own?.writes ?? 0) >= draft.writes);
    if (newer) {
      this.shelf.keepDraft(token, {
        answers: draft.answers ?? null,
        note: draft.note ?? '',
        shownAt: now() - draft.shown_ms_ago,
        activeMs: draft.active_ms,
        writes: draft.writes,
      });
    }
    const chosen = this.shelf.draft(token);
    this.known.set(token, chosen?.writes ?? 0);
    if (chosen?.dirty) {
      this.schedule(token, PAUSE);
    }
    return chosen;
  }

  /**
   * Notes what is entered now.
   *
   * @param {string} token
   * @param {Draft} draft
   */
  keep(token, draft) {
    const before = this.shelf.draft(token);
    const changed = said(before) !== said(draft);
    this.shelf.keepDraft(token, { ...draft, writes: before?.writes, dirty: changed || before?.dirty });
    if (changed) {
      this.schedule(token, PAUSE);
    }
  }

  /**
   * It was sent as an answer, or given up.
   *
   * @param {string} token
   */
  forget(token) {
    clearTimeout(this.timers.get(token));
    this.timers.delete(token);
  }

  /**
   * @param {string} token
   * @param {number} wait
   */
  schedule(token, wait) {
    if (!this.timers.has(token)) {
      this.timers.set(token, setTimeout(() => this.send(token), wait));
    }
  }

  /** At once, for a page that is being left or a connection that is back. */
  sendAll() {
    for (const token of [...this.timers.keys()]) {
      clearTimeout(this.timers.get(token));
      this.send(token);
    }
  }

  /** @param {string} token */
  async send(token) {
    const draft = this.shelf.draft(token);
    if (!draft?.dirty) {
      this.timers.delete(token);
      return;
    }
    // Until this one is through no other is sent: they would overtake each other.
    this.timers.set(token, undefined);
    const answer = await this.post(token, draft);
    if (!this.timers.has(token)) {
      return;
    }
    this.timers.delete(token);
    if (answer === 'later') {
      this.schedule(token, AFTER_FAILURE);
    } else if (answer !== null) {
      this.known.set(token, answer.writes);
      this.shelf.change(({ drafts }) => {
        if (drafts[token]) {
          drafts[token].writes = answer.writes;
          drafts[token].dirty = said(drafts[token]) !== said(draft);
        }
      });
      if (answer.replaced) {
        this.replaced(token, answer.replaced);
      }
      if (this.shelf.draft(token)?.dirty) {
        this.schedule(token, PAUSE);
      }
    }
  }

  /**
   * The answer, 'later' when it may work another time, null when the pair is not ours to answer.
   *
   * @param {string} token
   * @param {Draft} draft
   * @returns {Promise<{ writes: number, replaced?: ServerDraft } | 'later' | null>}
   */
  async post(token, draft) {
    const body = JSON.stringify({
      writer: this.writer,
      base: this.known.get(token) ?? 0,
      ...(draft.answers ? { answers: draft.answers } : {}),
      ...(draft.note ? { note: draft.note } : {}),
      shown_ms_ago: Math.min(DAY, Math.max(0, Math.round(now() - (draft.shownAt ?? now())))),
      active_ms: Math.min(DAY, draft.activeMs ?? 0),
    });
    try {
      // Browsers let only short ones outlive their page.
      const response = await post(`${this.path}/assignments/${token}/draft`, body, { keepalive: body.length < 15_000 });
      if (response.ok) {
        return await response.json();
      }
      return response.status >= 500 || response.status === 429 ? 'later' : null;
    } catch {
      return 'later';
    }
  }
}
