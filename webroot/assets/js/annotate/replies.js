// What the server says to what was sent: an answer is stored or refused, somebody else has signed in, or
// nothing for now.

import { UNKNOWN } from './queue.js';
import { announce, enableSubmit, say, setNote, showAway, showChip } from './view.js';

/**
 * Shows a refused answer again; false when the refusal is not about its questions.
 *
 * @param {Seat} seat
 * @param {Item} item
 * @param {FieldError[]} errors
 */
const reopen = (seat, item, errors) => {
  const assignment = seat.queue.known.get(item.token);
  if (item.kind !== 'vote' || !assignment || !errors.some(({ field }) => field.startsWith('answers.'))) {
    return false;
  }
  seat.keepDraft();
  seat.wrong.set(item.token, errors);
  seat.count(-1);
  seat.undoing.forget(item.token);
  seat.band.clear();
  seat.queue.putFirst(assignment);
  seat.show(true);
  return true;
};

/**
 * @param {Seat} seat
 * @param {Item} item
 * @param {Work} work
 */
const receipt = (seat, item, work) => {
  if (item.kind === 'vote') {
    if (seat.shown?.token !== item.token) {
      seat.shelf.dropDraft(item.token);
    }
    if (seat.undoing.isOf(item.key)) {
      seat.band.mark('ok');
    }
    announce(say('saved', seat.queue.done, seat.data.goal));
  }
  if (item.kind !== 'skip') {
    seat.queue.number = work.number;
  }
  seat.queue.adopt(work);
};

/**
 * @param {Seat} seat
 * @param {Item} item
 * @param {number} status
 * @param {Problem} problem
 */
const refused = (seat, item, status, problem) => {
  if (item.kind === 'skip') {
    seat.queue.adopt(problem.next ?? UNKNOWN);
    return;
  }
  seat.outbox.removeAll(item.token);
  if (status === 422 && reopen(seat, item, problem.errors ?? [])) {
    return;
  }
  seat.shelf.dropDraft(item.token);
  seat.count(item.kind === 'vote' ? -1 : 1);
  seat.undoing.forget(item.token);
  const text = { 'lease-lost': say('lost'), outdated: say('outdated') }[problem.code ?? ''] ?? say('refused', problem.detail);
  seat.band.tell(text, { seconds: 12, kind: 'wrong' });
  if (status === 422) {
    seat.reloadSoon();
  }
  if (seat.shown?.token === item.token) {
    seat.queue.pairs.shift();
  }
  if (problem.next) {
    seat.queue.adopt(problem.next);
  } else {
    seat.queue.refresh();
  }
};

/**
 * Nothing more is sent from here; what was entered waits for its own annotator.
 *
 * @param {Seat} seat
 * @param {string} text
 * @param {string} label
 */
const stop = (seat, text, label) => {
  seat.band.clear();
  seat.band.stay('away', text, {
    kind: 'wrong',
    action: { label, run: () => location.assign(`${seat.data.path}/annotate`) },
  });
};

/**
 * Another window had something else here: what was entered last stands, the other can be taken.
 *
 * @param {Seat} seat
 * @param {string} token
 * @param {Draft} other
 */
export const offerOther = (seat, token, other) => {
  if (seat.shown?.token !== token) {
    return;
  }
  const take = () => {
    if (seat.shown?.token === token) {
      seat.ballot.show(seat.shown, other.answers ?? null);
      setNote(other.note);
      enableSubmit(seat.ballot.complete());
      seat.keepDraft();
      seat.band.clear();
    }
  };
  seat.band.tell(say('draftReplaced'), { seconds: 20, kind: 'warn', action: { label: say('draftOther'), run: take } });
};

/**
 * How a seat takes them.
 *
 * @param {Seat} seat
 * @returns {Replies}
 */
export const repliesTo = (seat) => ({
  receipt: (item, work) => receipt(seat, item, work),
  refused: (item, status, problem) => refused(seat, item, status, problem),
  signedOut: () => stop(seat, say('signedOut'), say('signIn')),
  replaced: () => stop(seat, say('replaced', seat.data.pseudonym), say('replacedGo')),
});

/** Says that the connection is gone as long as it is, and once that it is back. */
export class Connection {
  /** @param {Seat} seat */
  constructor(seat) {
    this.seat = seat;
    this.isGone = false;
  }

  /** Says how the answers on their way are. */
  tell() {
    const { band, outbox } = this.seat;
    const { state, waiting } = outbox;
    showChip(state, waiting);
    if (state === 'offline') {
      band.stay('offline', say('offline'));
    } else if (state === 'saved' && this.isGone) {
      band.settle('offline');
      band.tell(say('online'), { kind: 'ok' });
    }
    this.isGone = state === 'offline' || (this.isGone && state !== 'saved');
    this.tellAway();
  }

  /** Without a pair and without a connection the page says so in the place of the texts. */
  tellAway() {
    const { outbox, queue, shown } = this.seat;
    showAway(!shown && (outbox.state === 'offline' || queue.unreachable));
  }
}
