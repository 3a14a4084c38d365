// Takes the last answer back: what was never sent is not sent, what may have arrived is withdrawn.

import { uuid } from './outbox.js';
import { focusPrompt, say } from './view.js';

const OFFER_SECONDS = 10;

export class Undo {
  /**
   * @param {Seat} seat
   * @param {number | null} seconds for which an answer can be taken back from here; where none is final, longer in the history
   */
  constructor(seat, seconds) {
    this.seat = seat;
    this.seconds = seconds ?? OFFER_SECONDS;
    /** @type {LastAnswer & { until: number } | null} */
    this.last = null;
  }

  /**
   * Notes an answer as the last one and offers to take it back.
   *
   * @param {LastAnswer} answer
   * @param {string} said
   */
  offer(answer, said) {
    this.last = { ...answer, until: performance.now() + this.seconds * 1000 };
    this.seat.band.tell(
      said,
      this.seconds === 0
        ? { seconds: 3 }
        : {
            seconds: Math.min(this.seconds, OFFER_SECONDS),
            action: { label: say('undo'), cap: 'undo', run: () => this.run() },
          },
    );
  }

  /** @param {string} key */
  isOf(key) {
    return this.last?.key === key;
  }

  /**
   * There is nothing to take back, or nothing of this pair's.
   *
   * @param {string} [token]
   */
  forget(token = this.last?.assignment.token) {
    if (this.last?.assignment.token === token) {
      this.last = null;
    }
  }

  /** Takes the last answer back; the pair shown meanwhile waits behind it. */
  run() {
    const { last, seat } = this;
    if (!last || performance.now() > last.until) {
      seat.band.tell(say(last ? 'tooLate' : 'nothingToUndo'), { seconds: 4 });
      return;
    }
    this.last = null;
    seat.keepDraft();
    const assignment = { ...last.assignment };
    if (!seat.outbox.cancel(last.key)) {
      seat.outbox.add({
        key: uuid(),
        kind: 'undo',
        token: assignment.token,
        url: `${seat.data.path}/votes`,
        body: { assignment: assignment.token, replaces: assignment.revision + 1, withdrawn: true },
      });
      assignment.revision += 2;
    }
    seat.shelf.keepDraft(assignment.token, last.draft);
    seat.queue.putFirst(assignment);
    seat.count(-1);
    seat.show(true);
    focusPrompt();
    seat.band.tell(say('undone'), { seconds: 10 });
  }
}
