// The sheet of keys, in which each can be changed: a click on it, then the new key.

import { paintCaps } from './caps.js';
import { actionOf, canBe, capOf, change, isChanged, keyOf, nameOf, send } from './keymap.js';
import { sayOf } from './view.js';

const ALONE = ['Shift', 'Control', 'Alt', 'AltGraph', 'Meta', 'CapsLock', 'Dead', 'Process', 'Unidentified'];

export class KeySheet {
  /**
   * @param {string | null} path of the study; null where nothing is kept on the server
   */
  constructor(path) {
    this.path = path;
    this.sheet = document.querySelector('[data-keys]');
    this.said = document.querySelector('[data-keys-said]');
    this.usual = document.querySelector('[data-usual-keys]');
    this.say = sayOf(this.said);
    /** @type {Found | null} */
    this.waiting = null;
    this.sheet.querySelectorAll('kbd[data-cap]').forEach((cap) => this.makeButton(cap));
    this.said.textContent = this.say('hint');
    this.usual.addEventListener('click', () => this.reset());
    this.paint();
    document.addEventListener('keydown', (event) => this.waiting && this.take(event), { capture: true });
  }

  /** @param {Found} cap */
  makeButton(cap) {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'key-cap';
    button.dataset.changes = cap.dataset.cap;
    cap.setAttribute('aria-hidden', 'true');
    cap.replaceWith(button);
    button.append(cap);
    button.addEventListener('click', () => this.ask(button));
    button.addEventListener('blur', () => this.waiting === button && this.leave());
  }

  get buttons() {
    return [...this.sheet.querySelectorAll('[data-changes]')];
  }

  /** @param {string} action */
  wordsOf(action) {
    const button = this.buttons.find((each) => each.dataset.changes === action);
    return button?.closest('div').querySelector('dd').textContent ?? null;
  }

  paint() {
    paintCaps();
    for (const button of this.buttons) {
      const { changes } = button.dataset;
      button.setAttribute('aria-label', this.say('change', capOf(changes), this.wordsOf(changes)));
    }
    this.usual.hidden = !isChanged();
  }

  /** @param {Found} button */
  ask(button) {
    this.waiting = button;
    button.classList.add('waiting');
    button.querySelector('kbd').textContent = '…';
    this.said.textContent = this.say('press', capOf(button.dataset.changes));
  }

  leave() {
    this.waiting?.classList.remove('waiting');
    this.waiting = null;
    this.said.textContent = this.say('hint');
    this.paint();
  }

  /** @param {KeyPress} event */
  take(event) {
    if (ALONE.includes(event.key) || event.isComposing) {
      return;
    }
    if (event.key === 'Tab' || event.ctrlKey || event.metaKey || event.altKey) {
      this.leave();
      return;
    }
    event.preventDefault();
    event.stopPropagation();
    const action = this.waiting?.dataset.changes ?? '';
    const name = nameOf(event);
    const other = actionOf(name);
    if (name === 'Escape' || name === keyOf(action)) {
      this.leave();
    } else if (!canBe(action, name)) {
      this.said.textContent = this.say('noKey');
    } else if (other) {
      const words = this.wordsOf(other);
      this.said.textContent = words === null ? this.say('reserved', capOf(other)) : this.say('taken', capOf(other), words);
    } else {
      change(action, name);
      this.leave();
      this.keep(this.say('changed', capOf(action), this.wordsOf(action)));
    }
  }

  reset() {
    change(null);
    this.paint();
    this.keep(this.say('usualAgain'));
    this.buttons[0].focus();
  }

  /**
   * Keeps the keys with the annotator and says what was done.
   *
   * @param {string} done
   */
  async keep(done) {
    this.said.textContent = done;
    if (this.path !== null) {
      try {
        await send(this.path);
      } catch {
        this.said.textContent = `${done} ${this.say('notKept')}`;
      }
    }
  }
}
