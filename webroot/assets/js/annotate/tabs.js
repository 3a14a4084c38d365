// Other tabs of the same seat: a pair in advance is given back only by the last one to close.

export class Tabs {
  /** @param {string} name */
  constructor(name) {
    /** @type {Set<string>} */
    this.others = new Set();
    this.own = Math.random().toString(36).slice(2);
    if ('BroadcastChannel' in window) {
      this.channel = new BroadcastChannel(`agon.seat.${name}`);
      this.channel.addEventListener('message', ({ data }) => this.hear(data));
      this.tell('here?');
    }
  }

  get alone() {
    return this.others.size === 0;
  }

  /** @param {{ from: string, word: string }} told */
  hear({ from, word }) {
    if (word === 'gone') {
      this.others.delete(from);
    } else {
      this.others.add(from);
      if (word === 'here?') {
        this.tell('here');
      }
    }
  }

  /** @param {string} word */
  tell(word) {
    this.channel?.postMessage({ from: this.own, word });
  }
}
