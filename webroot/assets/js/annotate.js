// The annotator's seat: shows the pair that was prefetched as soon as one is answered, keeps answers
// until the server has them, and leaves everything else to the plain page.

import { Watch } from './annotate/attention.js';
import { ballotOf } from './annotate/ballots.js';
import { Band } from './annotate/band.js';
import { dialogs } from './annotate/dialogs.js';
import { Drafts } from './annotate/drafts.js';
import { isKept, keepPage } from './annotate/kept.js';
import { load, sendLater } from './annotate/keymap.js';
import { listen } from './annotate/keys.js';
import { KeySheet } from './annotate/keysheet.js';
import { Lease } from './annotate/lease.js';
import { Outbox, uuid } from './annotate/outbox.js';
import { belongTo } from './annotate/owner.js';
import { Queue } from './annotate/queue.js';
import { Connection, offerOther, repliesTo } from './annotate/replies.js';
import { setting, Shelf } from './annotate/shelf.js';
import { Tabs } from './annotate/tabs.js';
import { Undo } from './annotate/undo.js';
import * as view from './annotate/view.js';

const { say } = view;
const SWAP_GUARD_MS = 350;

/** @type {SeatData} */
const data = JSON.parse(document.querySelector('[data-seat-data]').textContent);
const root = document.querySelector('[data-seat]');
const previewing = root.dataset.preview !== undefined;
const name = `${data.path}|${data.pseudonym}`;
const shelf = new Shelf(name);

belongTo(data.pseudonym);
load(data.keys, name);

class Seat {
  /** @type {Ballot} What is asked: it comes with the start. */
  ballot;

  constructor() {
    this.data = data;
    this.shelf = shelf;
    /** @type {Map<string, FieldError[]>} What the server found wrong, by the pair. */
    this.wrong = new Map();
    this.shownSince = 0;
    this.watch = new Watch();
    this.tabs = new Tabs(name);
    this.band = new Band();
    this.connection = new Connection(this);
    /** @type {Undo} */
    this.undoing = new Undo(this, data.undoSeconds);
    this.lease = previewing ? { watch: () => {} } : new Lease(data.path, data.leaseSeconds, data.now);
    const replies = repliesTo(this);
    this.outbox = new Outbox(shelf, { changed: () => this.connection.tell(), ...replies });
    this.queue = new Queue(data, { outbox: this.outbox, shelf, previewing }, {
      prepare: () => this.prepare(),
      show: () => this.goOn(),
      away: () => this.connection.tellAway(),
      signedOut: replies.signedOut,
      replaced: replies.replaced,
    });
    this.drafts = new Drafts(data.path, shelf, (token, other) => offerOther(this, token, other));
    view.onNote(() => this.keepDraft());
    view.followReading();
  }

  get shown() {
    return this.queue.shown;
  }

  async start() {
    this.ballot = await ballotOf(data.form, data.path, (how) => this.changed(how));
    await this.queue.start();
    this.show(this.shown !== data.work.assignments[0]);
    this.count(0);
    view.showChip(this.outbox.state, this.outbox.waiting);
    this.outbox.wake();
    if (!previewing) {
      this.keepForReload();
    }
    window.addEventListener('pagehide', () => this.leave());
    window.addEventListener('pageshow', (event) => event.persisted && this.queue.refresh());
    window.addEventListener('beforeunload', (event) => {
      if (!shelf.durable && this.outbox.waiting > 0) {
        event.preventDefault();
      }
    });
  }

  /** A page that came without a connection says so, and looks for the server until it is back. */
  keepForReload() {
    if (isKept()) {
      this.band.stay('kept', say('kept'));
      this.queue.lookAgain().then(() => {
        this.band.settle('kept');
        keepPage(data.worker);
      });
    } else {
      this.queue.keep();
      keepPage(data.worker);
    }
  }

  /** Fetches what the questions of the queue need beside the texts. */
  prepare() {
    this.queue.pairs.forEach((assignment) => {
      view.prepare(assignment);
      this.ballot.prepare?.(assignment).catch(() => {});
    });
  }

  /**
   * Shows the first of the queue.
   *
   * @param {boolean} instead of what the page shows
   */
  show(instead) {
    const assignment = this.shown;
    this.lease.watch(assignment);
    if (!assignment || this.ballot.ready?.(assignment) === false) {
      view.showWaiting();
      view.setNote('');
      this.ballot.show(null, null);
      view.enableSubmit(false);
      this.connection.tellAway();
      if (assignment) {
        this.ballot.prepare?.(assignment).then(
          () => this.shown === assignment && this.show(true),
          () => setTimeout(() => this.shown === assignment && this.show(true), 2000),
        );
      }
      return;
    }
    view.showPair(assignment, instead);
    const draft = this.drafts.of(assignment) ?? { answers: assignment.answers, note: assignment.note };
    this.watch.start(draft);
    this.ballot.show(assignment, draft.answers ?? null);
    view.setNote(draft.note);
    view.enableSubmit(this.ballot.complete());
    this.shownSince = performance.now();
    this.tellWrong();
  }

  /** Goes back to an answer that the server refused, with all that was entered. */
  tellWrong() {
    const token = this.shown?.token ?? '';
    const errors = this.wrong.get(token);
    if (errors) {
      this.wrong.delete(token);
      if (!this.ballot.wrong?.(errors)) {
        this.band.tell(say('refused', errors[0].message), { seconds: 12, kind: 'wrong' });
        this.reloadSoon();
      }
    }
  }

  /** The study asks in another way meanwhile: so must this page. */
  reloadSoon() {
    setTimeout(() => location.reload(), 3000);
  }

  keepDraft() {
    if (this.shown && !previewing) {
      this.drafts.keep(this.shown.token, { answers: this.ballot.value(), note: view.getNote(), ...this.watch.state });
    }
  }

  /**
   * Arrows look around among the choices: they never submit.
   *
   * @param {Change} how
   */
  changed({ byArrow = false }) {
    if (!this.shown) {
      return;
    }
    view.enableSubmit(this.ballot.complete());
    this.keepDraft();
    const settled = performance.now() - this.shownSince > SWAP_GUARD_MS;
    if (!byArrow && settled && this.ballot.complete() && setting('advance', false)) {
      this.submit();
    }
  }

  submit() {
    const assignment = this.shown;
    if (!assignment || this.ballot.ready?.(assignment) === false) {
      return;
    }
    if (!this.ballot.complete()) {
      this.band.tell(this.ballot.openQuestion(), { seconds: 5, kind: 'warn' });
      return;
    }
    if (previewing) {
      this.band.tell(say('preview'));
      setTimeout(() => location.reload(), 900);
      return;
    }
    this.keepDraft();
    const key = uuid();
    const comment = view.getNote();
    const said = this.ballot.said();
    const draft = shelf.draft(assignment.token);
    this.drafts.forget(assignment.token);
    this.outbox.add({
      key,
      kind: 'vote',
      token: assignment.token,
      url: `${data.path}/votes`,
      shownAt: this.watch.shownAt,
      body: {
        assignment: assignment.token,
        replaces: assignment.revision,
        ...this.ballot.body(),
        active_ms: this.watch.activeMs,
        ...(comment ? { comment } : {}),
      },
    });
    this.undoing.offer({ assignment, key, draft }, said);
    this.count(1);
    this.advance();
  }

  /** @param {FormDataEntryValue | null} reason */
  skip(reason) {
    const assignment = this.shown;
    if (!assignment || previewing) {
      return;
    }
    this.undoing.forget();
    this.drafts.forget(assignment.token);
    shelf.dropDraft(assignment.token);
    this.outbox.add({ key: uuid(), kind: 'skip', token: assignment.token, url: `${data.path}/assignments/${assignment.token}/skip`, body: { reason } });
    this.band.tell(say('skipped'), { seconds: 4 });
    this.advance();
  }

  undo() {
    this.undoing.run();
  }

  /** @param {number} step */
  count(step) {
    this.queue.done += step;
    view.showProgress(this.queue.done, data.goal);
  }

  advance() {
    this.queue.pairs.shift();
    this.goOn();
  }

  goOn() {
    this.show(true);
    view.focusPrompt();
  }

  leave() {
    this.keepDraft();
    this.drafts.sendAll();
    this.tabs.tell('gone');
    if (!previewing && this.tabs.alone) {
      this.queue.giveBack();
    }
  }
}

if (root.dataset.waiting) {
  const { wait } = await import('./annotate/waiting.js');
  wait(root.dataset.waiting, data, shelf);
} else {
  const seat = new Seat();
  await seat.start();
  dialogs(seat);
  listen(seat);
  new KeySheet(previewing ? null : data.path);
  if (!previewing) {
    sendLater(data.path);
  }
}
