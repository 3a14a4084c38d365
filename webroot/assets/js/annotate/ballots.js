// The answer to what lies before one: a choice in the bar, one choice a criterion, or questions.
// Every ballot can show(assignment, answers), value() what was entered, complete(), body() to send,
// said() for the message, key(event), and openQuestion() to ask for what is missing.

import { along } from '../base.js';
import { digitMeant } from './keymap.js';
import * as view from './view.js';

const { say } = view;
const form = document.querySelector('[data-ballot]');

/** @param {string} value */
const answerOf = (value) => {
  const [choice, strength] = value.split('-');
  return strength ? { choice, strength: Number(strength) } : { choice };
};

/** @param {{ choice: string, strength?: number }} answer */
const wordOf = ({ choice, strength }) => (strength ? `${choice}-${strength}` : choice);

/** The decision bar: buttons, which a plain page would submit with, as a group of radios. */
class Decision {
  /** @param {{ block: Block, own: boolean, changed: (how: Change) => void }} asked */
  constructor({ block, own, changed }) {
    /** @type {string | null} */
    this.chosen = null;
    this.id = block.id;
    this.own = own;
    this.changed = changed;
    this.group = document.querySelector('[data-choices]');
    this.buttons = [...this.group.querySelectorAll('button')];
    this.inOrder = this.buttons.filter((button) => button.value !== 'both_bad');
    this.reasons = document.querySelector('[data-reasons]');
    this.picked = document.querySelector('[data-picked]');
    this.group.setAttribute('role', 'radiogroup');
    this.choose(null);
    for (const button of this.buttons) {
      button.type = 'button';
      button.setAttribute('role', 'radio');
      button.removeAttribute('aria-current');
      button.addEventListener('click', () => this.choose(button.value, { told: true }));
    }
    this.group.addEventListener('keydown', (event) => this.walk(event));
    this.reasons?.addEventListener('change', () => this.changed({}));
  }

  /**
   * Arrows look around among the choices: they never submit.
   *
   * @param {KeyPress} event
   */
  walk(event) {
    const step = along(event.key) ?? { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (step) {
      const at = this.buttons.findIndex((button) => button === document.activeElement);
      const next = this.buttons[(at + step + this.buttons.length) % this.buttons.length];
      next.focus();
      this.choose(next.value, { told: true, byArrow: true });
      event.preventDefault();
      event.stopPropagation();
    }
  }

  /** @param {string | null} value */
  choose(value, { told = false, byArrow = false } = {}) {
    if (told && document.querySelector('[data-seat].waiting')) {
      return;
    }
    this.chosen = value;
    for (const button of this.buttons) {
      const on = button.value === value;
      button.setAttribute('aria-checked', String(on));
      button.tabIndex = on || (value === null && button === this.buttons[0]) ? 0 : -1;
    }
    this.picked.textContent = value === null ? '' : this.words(value);
    this.showReasons(told && !byArrow);
    view.paint(value === null ? null : answerOf(value).choice);
    if (told) {
      this.changed({ byArrow });
    }
  }

  /** @param {string} value */
  buttonOf(value) {
    return /** @type {Found} */ (this.buttons.find((button) => button.value === value));
  }

  /** @param {string} value */
  words(value) {
    const button = this.buttonOf(value);
    const words = button.querySelector('.words').textContent;
    return /^(first|second)/.test(value) ? `${button.querySelector('.letter').textContent} ${words}` : words;
  }

  /** @param {boolean} focus */
  showReasons(focus) {
    if (this.reasons) {
      const asked = this.chosen === 'tie';
      const unfolds = asked && this.reasons.hidden;
      this.reasons.hidden = !asked;
      if (!asked) {
        this.setReason(null);
      } else if (unfolds && focus) {
        this.reasons.querySelector('input').focus();
      }
    }
  }

  get reason() {
    return this.reasons?.querySelector('input:checked')?.value ?? null;
  }

  /** @param {string | null} id */
  setReason(id) {
    for (const input of this.reasons?.querySelectorAll('input') ?? []) {
      input.checked = input.value === id;
    }
  }

  /**
   * @param {Assignment | null} assignment
   * @param {Answers | null} answers
   */
  show(assignment, answers) {
    const answer = answers?.[this.id];
    this.choose(answer ? wordOf(answer) : null);
    this.setReason(answer?.reason ?? null);
  }

  value() {
    return this.chosen === null ? null : { [this.id]: this.answer() };
  }

  answer() {
    return { ...answerOf(this.chosen ?? ''), ...(this.reason ? { reason: this.reason } : {}) };
  }

  complete() {
    return this.chosen !== null && (this.chosen !== 'tie' || !this.reasons || this.reason !== null);
  }

  body() {
    return this.own ? { answers: this.value() } : this.answer();
  }

  said() {
    return say('answeredWith', this.words(this.chosen ?? ''));
  }

  openQuestion() {
    if (this.chosen === 'tie') {
      this.reasons.querySelector('input').focus();
      return say('chooseReason');
    }
    this.next();
    return say('chooseFirst');
  }

  /** @param {KeyPress} event */
  key(event) {
    const digit = digitMeant(event);
    const inReasons = this.reasons?.contains(event.target);
    if (digit !== null && inReasons) {
      this.reasons.querySelectorAll('input')[digit - 1]?.click();
      return true;
    }
    const button =
      digit === 0 ? this.buttons.find((candidate) => candidate.value === 'both_bad') : this.inOrder[Number(digit) - 1];
    if (button) {
      this.choose(button.value, { told: true });
      return true;
    }
    const side = along(event.key);
    if (side && !inReasons && !event.shiftKey) {
      this.choose(this.stepped(side).value, { told: true });
      return true;
    }
    return false;
  }

  /** Goes to what is asked. */
  next() {
    this.buttons.find((button) => button.tabIndex === 0)?.focus();
  }

  /**
   * With up to three levels an arrow chooses its side, with more it goes one level further.
   *
   * @param {number} side
   */
  stepped(side) {
    const all = this.inOrder;
    if (all.length <= 3) {
      return all[side < 0 ? 0 : all.length - 1];
    }
    const at = all.findIndex((button) => button.value === this.chosen);
    const middle = (all.length - 1) / 2;
    return all[Math.min(all.length - 1, Math.max(0, (at < 0 ? middle : at) + side))];
  }
}

/** A study without a form and with several criteria: a group of radios each. */
class Criteria {
  /** @param {{ changed: (how: Change) => void }} asked */
  constructor({ changed }) {
    this.changed = changed;
    this.groups = [...document.querySelectorAll('[data-criterion]')];
    form.addEventListener('change', (event) => {
      if (event.target.closest('[data-criterion]')) {
        this.repaint();
        changed({ byArrow: true });
      }
    });
  }

  /** @param {Found} group */
  radios(group) {
    return [...group.querySelectorAll('input')];
  }

  /** @param {Found} group */
  picked(group) {
    return this.radios(group).find((radio) => radio.checked)?.value ?? null;
  }

  current() {
    return (
      this.groups.find((group) => group.contains(document.activeElement)) ??
      this.groups.find((group) => this.picked(group) === null) ??
      this.groups.at(-1)
    );
  }

  next() {
    const at = this.groups.findIndex((group) => group.contains(document.activeElement));
    (this.groups.find((group) => this.picked(group) === null) ?? this.groups[(at + 1) % this.groups.length]).querySelector('input').focus();
  }

  repaint() {
    const all = new Set(this.groups.map((group) => this.picked(group)));
    view.paint(all.size === 1 ? [...all][0] : null);
  }

  /**
   * @param {Found} group
   * @param {string | null} choice
   */
  set(group, choice) {
    this.radios(group).forEach((radio) => {
      radio.checked = radio.value === choice;
    });
  }

  /**
   * @param {Assignment | null} assignment
   * @param {Answers | null} answers
   */
  show(assignment, answers) {
    this.groups.forEach((group) => this.set(group, answers?.[group.dataset.criterion]?.choice ?? null));
    this.repaint();
  }

  value() {
    const entered = this.groups
      .filter((group) => this.picked(group) !== null)
      .map((group) => [group.dataset.criterion, { choice: this.picked(group) }]);
    return entered.length === 0 ? null : Object.fromEntries(entered);
  }

  complete() {
    return this.groups.every((group) => this.picked(group) !== null);
  }

  body() {
    return {
      choices: Object.entries(this.value()).map(([criterion, { choice }]) => ({ criterion: Number(criterion), choice })),
    };
  }

  said() {
    return say('answered');
  }

  openQuestion() {
    this.next();
    return say('chooseFirst');
  }

  /** @param {KeyPress} event */
  key(event) {
    const digit = digitMeant(event);
    const side = { '-1': 'first', 1: 'second' }[along(event.key) ?? 0];
    if ((digit === null && !side) || (side && (event.shiftKey || event.target.closest('[data-criterion]')))) {
      return false;
    }
    const group = /** @type {Found} */ (this.current());
    const values = this.radios(group).map((radio) => radio.value);
    const choice = side ?? (digit === 0 ? 'both_bad' : values.filter((value) => value !== 'both_bad')[Number(digit) - 1]);
    if (!values.includes(choice)) {
      return false;
    }
    this.set(group, choice);
    this.groups[this.groups.indexOf(group) + 1]?.querySelector('input').focus();
    this.repaint();
    this.changed({});
    return true;
  }
}

/**
 * The ballot that a form asks for.
 *
 * @param {SeatData['form']} asked
 * @param {string} path
 * @param {(how: Change) => void} changed is told of every change
 * @returns {Promise<Ballot>}
 */
export const ballotOf = async ({ asks, own, blocks }, path, changed) => {
  form.noValidate = true;
  document.querySelector('[data-submit]').hidden = false;
  if (asks === 'one') {
    return new Decision({ block: blocks[0], own, changed });
  }
  if (asks === 'several') {
    return new Criteria({ changed });
  }
  const { Questions } = await import('./questions.js');
  return Questions.of(blocks, path, changed);
};
