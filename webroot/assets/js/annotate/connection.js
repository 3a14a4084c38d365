// Says that the connection is gone as long as it is, and once that it is back.

import { say, showAway, showChip } from './view.js';

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
