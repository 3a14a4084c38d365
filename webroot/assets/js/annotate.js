// The annotator's seat: shows the pair that was prefetched as soon as one is answered, keeps answers
// until the server has them, and leaves everything else to the plain page.

import { Watch } from './annotate/attention.js';
import { ballotOf } from './annotate/ballots.js';
import { Band } from './annotate/band.js';
import { Lease } from './annotate/lease.js';
import { Drafts } from './annotate/drafts.js';
import { heldBefore, isKept, keepHeld, keepPage, noteLeft, takeLeft } from './annotate/kept.js';
import { listen } from './annotate/keys.js';
import { load, sendLater } from './annotate/keymap.js';
import { KeySheet } from './annotate/keysheet.js';
import { Outbox, uuid } from './annotate/outbox.js';
import { belongTo, isOthers, ownHeaders, post } from './annotate/owner.js';
import { setting, Shelf } from './annotate/shelf.js';
import { Tabs } from './annotate/tabs.js';
import { wait } from './annotate/waiting.js';
import * as view from './annotate/view.js';

const { say, announce } = view;
const UNDO_SECONDS = 10;
const SWAP_GUARD_MS = 350;

const data = JSON.parse(document.querySelector('[data-seat-data]').textContent);
const root = document.querySelector('[data-seat]');
const previewing = root.dataset.preview !== undefined;
const name = `${data.path}|${data.pseudonym}`;
const shelf = new Shelf(name);

belongTo(data.pseudonym);
load(data.keys, name);

class Seat {
  constructor() {
    this.queue = [];
    this.known = new Map();
    this.wrong = new Map();
    this.done = data.done;
    this.last = null;
    this.shownSince = 0;
    this.watch = new Watch();
    this.tabs = new Tabs(name);
    this.band = new Band();
    this.lease = previewing ? { watch: () => {} } : new Lease(data.path, data.leaseSeconds, data.now);
    this.outbox = new Outbox(shelf, {
      changed: () => this.tellState(),
      receipt: (item, work) => this.received(item, work),
      refused: (item, status, problem) => this.refused(item, status, problem),
      signedOut: () => this.signedOut(),
      replaced: () => this.replaced(),
    });
    this.drafts = new Drafts(data.path, shelf, (token, other) => this.offerOther(token, other));
    view.onNote(() => this.keepDraft());
    view.followReading();
  }

  get shown() {
    return this.queue[0] ?? null;
  }

  /** Says that the connection is gone as long as it is, and once that it is back. */
  tellState() {
    const { state, waiting } = this.outbox;
    view.showChip(state, waiting);
    if (state === 'offline') {
      this.band.stay('offline', say('offline'));
    } else if (state === 'saved' && this.offline) {
      this.band.settle('offline');
      this.band.tell(say('online'), { kind: 'ok' });
    }
    this.offline = state === 'offline' || (this.offline && state !== 'saved');
    this.tellAway();
  }

  /** Without a pair and without a connection the page says so in the place of the texts. */
  tellAway() {
    view.showAway(!this.shown && (this.outbox.state === 'offline' || this.unreachable));
  }

  /** Whether somebody has begun to answer. */
  begun(token) {
    const draft = shelf.draft(token);
    return Boolean(draft?.note || draft?.answers);
  }

  async start() {
    this.ballot = await ballotOf(data.form, data.path, (how) => this.changed(how));
    const before = await heldBefore(data.path, data.pseudonym);
    const left = takeLeft(name);
    const held = before?.assignments ?? data.work.assignments.filter(({ token }) => !left.includes(token));
    if (!before && held.length < data.work.assignments.length) {
      setTimeout(() => this.refresh(), 500);
    }
    this.done = before?.done ?? data.done;
    held.forEach((assignment) => this.known.set(assignment.token, assignment));
    if (!isKept()) {
      shelf.keepDraftsOf([...held.map((a) => a.token), ...shelf.outbox.map((item) => item.token)]);
    }
    this.queue = held.filter((assignment) => !this.outbox.has(assignment.token));
    this.prepare();
    this.done += this.onTheWay();
    this.show(this.shown !== data.work.assignments[0]);
    view.showProgress(this.done, data.goal);
    view.showChip(this.outbox.state, this.outbox.waiting);
    this.outbox.wake();
    if (!previewing) {
      this.keepForReload();
    }
    window.addEventListener('pagehide', () => this.leave());
    window.addEventListener('pageshow', (event) => event.persisted && this.refresh());
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
      this.lookAgain();
    } else {
      this.keepQueue();
      keepPage(data.worker);
    }
  }

  /** How many more places are answered once everything has arrived. */
  onTheWay() {
    const count = (kind) => shelf.outbox.filter((item) => item.kind === kind).length;
    return count('vote') - count('undo');
  }

  lookAgain() {
    let settled = false;
    const look = async () => {
      if (!settled && (await this.refresh())) {
        settled = true;
        this.band.settle('kept');
        keepPage(data.worker);
      } else if (!settled) {
        setTimeout(look, 3000 + Math.random() * 2000);
      }
    };
    window.addEventListener('online', look);
    setTimeout(look, 1000);
  }

  /** For a reload without a connection: the pairs that are here, drafts and answers apart. */
  keepQueue() {
    if (!previewing) {
      const assignments = this.queue.map(({ draft, ...assignment }) => assignment);
      keepHeld(data.path, { pseudonym: data.pseudonym, assignments, done: this.done - this.onTheWay() });
    }
  }

  /** Fetches what the questions of the queue need beside the texts. */
  prepare() {
    this.queue.forEach((assignment) => {
      view.prepare(assignment);
      this.ballot.prepare?.(assignment).catch(() => {});
    });
  }

  /** Shows the first of the queue; `instead` of what the page shows. */
  show(instead) {
    const assignment = this.shown;
    this.lease.watch(assignment);
    if (!assignment || this.ballot.ready?.(assignment) === false) {
      view.showWaiting();
      view.setNote('');
      this.ballot.show(null, null);
      view.enableSubmit(false);
      this.tellAway();
      if (assignment) {
        this.ballot.prepare(assignment).then(
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
    const errors = this.wrong.get(this.shown.token);
    if (errors) {
      this.wrong.delete(this.shown.token);
      if (!this.ballot.wrong?.(errors)) {
        // The study asks in another way meanwhile: so must this page.
        this.band.tell(say('refused', errors[0].message), { seconds: 12, kind: 'wrong' });
        setTimeout(() => location.reload(), 3000);
      }
    }
  }

  keepDraft() {
    if (this.shown && !previewing) {
      this.drafts.keep(this.shown.token, { answers: this.ballot.value(), note: view.getNote(), ...this.watch.state });
    }
  }

  /** Another window had something else here: what was entered last stands, the other can be taken. */
  offerOther(token, other) {
    if (this.shown?.token !== token) {
      return;
    }
    const take = () => {
      if (this.shown?.token === token) {
        this.ballot.show(this.shown, other.answers ?? null);
        view.setNote(other.note ?? '');
        view.enableSubmit(this.ballot.complete());
        this.keepDraft();
        this.band.clear();
      }
    };
    this.band.tell(say('draftReplaced'), { seconds: 20, kind: 'warn', action: { label: say('draftOther'), run: take } });
  }

  /** `byArrow` looks around among the choices: it never submits. */
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
    this.last = { assignment, key, draft, until: performance.now() + UNDO_SECONDS * 1000 };
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
    this.offerUndo(said);
    this.count(1);
    this.advance();
  }

  skip(reason) {
    const assignment = this.shown;
    if (!assignment || previewing) {
      return;
    }
    this.last = null;
    this.drafts.forget(assignment.token);
    shelf.dropDraft(assignment.token);
    this.outbox.add({ key: uuid(), kind: 'skip', token: assignment.token, url: `${data.path}/assignments/${assignment.token}/skip`, body: { reason } });
    this.band.tell(say('skipped'), { seconds: 4 });
    this.advance();
  }

  offerUndo(said) {
    this.band.tell(said, {
      seconds: UNDO_SECONDS,
      action: { label: say('undo'), cap: 'undo', run: () => this.undo() },
    });
  }

  /** Takes the last answer back; the pair shown meanwhile waits behind it. */
  undo() {
    const last = this.last;
    if (!last || performance.now() > last.until) {
      this.band.tell(say(last ? 'tooLate' : 'nothingToUndo'), { seconds: 4 });
      return;
    }
    this.last = null;
    this.keepDraft();
    const assignment = { ...last.assignment };
    if (!this.outbox.cancel(last.key)) {
      this.outbox.add({
        key: uuid(),
        kind: 'undo',
        token: assignment.token,
        url: `${data.path}/votes`,
        body: { assignment: assignment.token, replaces: assignment.revision + 1, withdrawn: true },
      });
      assignment.revision += 2;
    }
    shelf.keepDraft(assignment.token, last.draft);
    this.queue.unshift(assignment);
    this.count(-1);
    this.show(true);
    view.focusPrompt();
    this.band.tell(say('undone'), { seconds: 10 });
  }

  count(step) {
    this.done += step;
    view.showProgress(this.done, data.goal);
  }

  advance() {
    this.queue.shift();
    this.show(true);
    view.focusPrompt();
  }

  received(item, work) {
    if (item.kind === 'vote') {
      if (this.shown?.token !== item.token) {
        shelf.dropDraft(item.token);
      }
      this.number = work.number;
      if (this.last?.key === item.key) {
        this.band.mark('ok');
      }
      announce(say('saved', this.done, data.goal));
    } else if (item.kind === 'undo') {
      this.number = work.number;
    }
    this.adopt(work);
  }

  /** Goes on with what the server says is held; what it cannot know yet stays. */
  adopt(work) {
    work.assignments.forEach((assignment) => this.known.set(assignment.token, assignment));
    const held = work.assignments.filter((assignment) => !this.outbox.has(assignment.token));
    const shown = this.shown;
    const kept = shown && (this.outbox.has(shown.token) || held.some((a) => a.token === shown.token));
    const begun = shown && this.begun(shown.token);
    if (shown && (kept || begun || work.state === 'unknown')) {
      const fresh = held.find((assignment) => assignment.token === shown.token);
      const waiting = work.state === 'unknown' ? this.queue.slice(1) : held.filter((a) => a.token !== shown.token);
      this.queue = [{ ...shown, ...fresh }, ...waiting];
      this.keepQueue();
      this.prepare();
      return;
    }
    this.queue = held;
    this.keepQueue();
    this.prepare();
    if (held.length > 0) {
      this.show(true);
      view.focusPrompt();
    } else if (this.outbox.waiting === 0) {
      this.nothingHere(work.state);
    }
  }

  nothingHere(state) {
    if (state === 'unknown') {
      setTimeout(() => this.refresh(), 1500 + Math.random() * 1000);
    } else {
      location.assign(`${data.path}/annotate${this.number ? `?saved=${this.number}` : ''}`);
    }
  }

  /** Asks the server what is held; answers whether it could be asked. */
  async refresh() {
    if (previewing) {
      return true;
    }
    try {
      const response = await post(`${data.path}/assignments`);
      if (response.status === 401) {
        this.signedOut();
        return true;
      }
      const answer = await response.json();
      this.unreachable = false;
      if (isOthers(response.status, answer)) {
        this.replaced();
        return true;
      }
      this.adopt(response.ok ? answer : { state: 'unknown', assignments: [] });
      return response.ok;
    } catch {
      this.unreachable = true;
      this.tellAway();
      this.adopt({ state: 'unknown', assignments: [] });
      return false;
    }
  }

  refused(item, status, problem) {
    const text = { 'lease-lost': say('lost'), outdated: say('outdated') }[problem.code] ?? say('refused', problem.detail);
    if (item.kind === 'skip') {
      this.adopt(problem.next ?? { state: 'unknown', assignments: [] });
      return;
    }
    this.outbox.removeAll(item.token);
    if (status === 422 && this.reopen(item, problem.errors ?? [])) {
      return;
    }
    shelf.dropDraft(item.token);
    this.count(item.kind === 'vote' ? -1 : 1);
    this.last = this.last?.assignment.token === item.token ? null : this.last;
    this.band.tell(text, { seconds: 12, kind: 'wrong' });
    if (status === 422) {
      // The study asks in another way meanwhile: so must this page.
      setTimeout(() => location.reload(), 3000);
    }
    if (this.shown?.token === item.token) {
      this.queue.shift();
    }
    if (problem.next) {
      this.adopt(problem.next);
    } else {
      this.refresh();
    }
  }

  /** Shows a refused answer again; false when the refusal is not about its questions. */
  reopen(item, errors) {
    const assignment = this.known.get(item.token);
    if (item.kind !== 'vote' || !assignment || !errors.some(({ field }) => field.startsWith('answers.'))) {
      return false;
    }
    this.keepDraft();
    this.wrong.set(item.token, errors);
    this.count(-1);
    this.last = this.last?.assignment.token === item.token ? null : this.last;
    this.band.clear();
    this.queue = [assignment, ...this.queue.filter((other) => other.token !== item.token)];
    this.show(true);
    return true;
  }

  signedOut() {
    this.band.clear();
    this.band.stay('away', say('signedOut'), {
      kind: 'wrong',
      action: { label: say('signIn'), run: () => location.assign(`${data.path}/annotate`) },
    });
  }

  /** Somebody else has signed in in this browser: what was entered here waits for its own annotator. */
  replaced() {
    this.band.clear();
    this.band.stay('away', say('replaced', data.pseudonym), {
      kind: 'wrong',
      action: { label: say('replacedGo'), run: () => location.assign(`${data.path}/annotate`) },
    });
  }

  /** The pair in advance goes back; what is shown, begun or on its way stays ours. */
  leave() {
    this.keepDraft();
    this.drafts.sendAll();
    this.tabs.tell('gone');
    if (previewing || !this.tabs.alone) {
      return;
    }
    const spare = this.queue
      .slice(1)
      .filter(({ token, draft, revision }) => !this.begun(token) && !draft && revision === 0);
    noteLeft(name, spare.map(({ token }) => token));
    for (const { token } of spare) {
      const release = `${data.path}/assignments/${token}/release`;
      navigator.serviceWorker?.controller?.postMessage({ release, headers: ownHeaders() });
      post(release, undefined, { keepalive: true });
    }
  }
}

const dialogs = (seat) => {
  document.querySelector('[data-ballot]').addEventListener('submit', (event) => {
    event.preventDefault();
    seat.submit();
  });
  document.querySelector('[data-fold]').addEventListener('click', view.unfold);
  document.querySelector('[data-skip-form]')?.addEventListener('submit', (event) => {
    event.preventDefault();
    const reason = new FormData(event.target).get('reason');
    document.getElementById('skip').hidePopover();
    event.target.reset();
    seat.skip(reason);
  });
  document.querySelector('[data-report-form]')?.addEventListener('submit', async (event) => {
    event.preventDefault();
    const form = event.target;
    const body = { assignment: seat.shown?.token, text: new FormData(form).get('text') };
    try {
      const response = await post(form.action, body);
      if (!response.ok) {
        throw new Error(String(response.status));
      }
      form.reset();
      document.getElementById('report').hidePopover();
      seat.band.tell(say('reported'), { kind: 'ok' });
    } catch {
      seat.band.tell(say('notReported'), { kind: 'wrong' });
    }
  });
};

if (root.dataset.waiting) {
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
