// What must survive a reload: answers on their way and answers begun. One entry in localStorage a
// seat, read again before each change because a second tab writes it too.

export class Shelf {
  /** @param {string} name tells seats apart that share a browser */
  constructor(name) {
    this.name = `agon.seat.${name}`;
    /** @type {Shelved} */
    this.memory = { outbox: [], drafts: {} };
    this.durable = true;
  }

  read() {
    // What could not be written lies in the page alone: older content of the storage must not replace it.
    if (this.durable) {
      try {
        const stored = JSON.parse(localStorage.getItem(this.name));
        if (Array.isArray(stored?.outbox) && typeof stored.drafts === 'object') {
          this.memory = stored;
        }
      } catch {
        // Unreadable or forbidden storage: what this page knows is the best there is.
      }
    }
    return this.memory;
  }

  /** @param {(content: Shelved) => unknown} edit */
  change(edit) {
    const content = this.read();
    edit(content);
    this.memory = content;
    try {
      if (content.outbox.length === 0 && Object.keys(content.drafts).length === 0) {
        localStorage.removeItem(this.name);
      } else {
        localStorage.setItem(this.name, JSON.stringify(content));
      }
      this.durable = true;
    } catch {
      this.durable = false;
    }
  }

  get outbox() {
    return this.read().outbox;
  }

  /**
   * @param {string} token
   * @returns {Draft | undefined}
   */
  draft(token) {
    return this.read().drafts[token];
  }

  /**
   * @param {string} token
   * @param {Draft | undefined} draft
   */
  keepDraft(token, draft) {
    this.change((content) => {
      content.drafts[token] = draft;
    });
  }

  /** @param {string} token */
  dropDraft(token) {
    if (this.draft(token)) {
      this.change((content) => {
        delete content.drafts[token];
      });
    }
  }

  /**
   * Forgets drafts of pairs that are held no more.
   *
   * @param {string[]} tokens
   */
  keepDraftsOf(tokens) {
    const gone = Object.keys(this.read().drafts).filter((token) => !tokens.includes(token));
    if (gone.length > 0) {
      this.change((content) => {
        gone.forEach((token) => delete content.drafts[token]);
      });
    }
  }
}

/**
 * For one browser and all studies: how somebody likes to work.
 *
 * @param {string} name
 * @param {any} otherwise
 */
export const setting = (name, otherwise) => {
  try {
    return JSON.parse(localStorage.getItem(`agon.setting.${name}`)) ?? otherwise;
  } catch {
    return otherwise;
  }
};

/**
 * @param {string} name
 * @param {unknown} value
 */
export const keepSetting = (name, value) => {
  try {
    localStorage.setItem(`agon.setting.${name}`, JSON.stringify(value));
  } catch {
    // Without storage a setting holds for one page.
  }
};
