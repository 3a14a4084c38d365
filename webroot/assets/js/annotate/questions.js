// The questions of a form below or beside the responses: each is the business of the module of its
// type, js/question/<type>.js. Their markup comes with the page for as many responses as it shows;
// for other numbers of responses it is fetched once.

import { paintCaps } from './caps.js';
import { digitMeant } from './keymap.js';
import * as view from './view.js';

const { say, sayOf, announce } = view;

export class Questions {
  /**
   * @param {Block[]} blocks
   * @param {string} path
   * @param {(how: Change) => void} changed
   */
  static async of(blocks, path, changed) {
    const types = [...new Set(blocks.map((block) => block.type))];
    const modules = await Promise.all(types.map((type) => import(`../question/${type}.js`)));
    return new Questions(blocks, path, changed, new Map(types.map((type, k) => [type, modules[k]])));
  }

  /**
   * @param {Block[]} blocks
   * @param {string} path
   * @param {(how: Change) => void} changed
   * @param {Map<string, { mount: Mount }>} modules
   */
  constructor(blocks, path, changed, modules) {
    this.blocks = blocks;
    this.path = path;
    this.changed = changed;
    this.modules = modules;
    this.section = document.querySelector('[data-questions]');
    this.counter = document.querySelector('[data-answered]');
    /** @type {Asked[]} */
    this.mounted = [];
    // What a plain form was told is told above, and is not part of the next comparison.
    this.section.querySelectorAll('[data-error]').forEach((place) => { place.hidden = true; });
    this.section.querySelectorAll('.question.wrong').forEach((root) => root.classList.remove('wrong'));
    this.markups = new Map([[view.cards().length, this.section.innerHTML]]);
    this.section.addEventListener('focusin', () => this.tellCurrent());
    this.section.addEventListener('focusout', () => requestAnimationFrame(() => this.tellCurrent()));
  }

  /**
   * Whether the questions for so many responses are here; if not, they come.
   *
   * @param {Assignment} assignment
   */
  async prepare(assignment) {
    const count = assignment.responses.length;
    if (!this.markups.has(count)) {
      const response = await fetch(`${this.path}/questions?responses=${count}`, { headers: { Accept: 'text/html' } });
      if (!response.ok) {
        throw new Error(String(response.status));
      }
      this.markups.set(count, await response.text());
    }
  }

  /** @param {Assignment} assignment */
  ready(assignment) {
    return this.markups.has(assignment.responses.length);
  }

  /**
   * @param {Assignment} assignment
   * @param {Answers | null} answers
   */
  show(assignment, answers) {
    this.mounted.forEach(({ mounted }) => mounted.unmount?.());
    this.mounted = [];
    if (!assignment) {
      return;
    }
    this.section.innerHTML = this.markups.get(assignment.responses.length) ?? '';
    const cards = view.cards();
    const shown = {
      prompt: assignment.prompt,
      responses: assignment.responses.map((response, k) => ({ ...response, card: cards[k] })),
    };
    for (const block of this.blocks) {
      const root = document.getElementById(`question-${block.id}`);
      const { mount } = /** @type {{ mount: Mount }} */ (this.modules.get(block.type));
      const mounted = mount(root.querySelector('[data-body]'), {
        block,
        shown,
        say: sayOf(root.querySelector('[data-texts]')),
        announce,
        changed: () => this.noteChange(question),
      });
      const question = { block, root, mounted };
      mounted.set(answers?.[block.id] ?? null);
      this.mounted.push(question);
    }
    paintCaps(this.section);
    this.tellProgress();
    this.tellCurrent();
  }

  /** @param {Asked} question */
  noteChange(question) {
    this.showError(question, null);
    this.tellProgress();
    this.tellCurrent();
    this.changed({ byArrow: true });
  }

  /**
   * Answered, or left out where that is allowed.
   *
   * @param {Asked} question
   */
  settled({ block, mounted }) {
    return mounted.complete() || (block.required === false && mounted.value() === null);
  }

  open() {
    return this.mounted.filter((question) => !this.settled(question));
  }

  /** What waits for keys: open questions, and those whose untouched state is an answer already. */
  waiting() {
    return this.mounted.find((question) => !this.settled(question) || question.mounted.untouched?.());
  }

  current() {
    return (
      this.mounted.find(({ root }) => root.contains(document.activeElement)) ?? this.waiting() ?? this.mounted[this.mounted.length - 1]
    );
  }

  /** The question that keys go to shows them. */
  tellCurrent() {
    const current = this.current();
    this.mounted.forEach((question) => question.root.classList.toggle('current', question === current));
  }

  tellProgress() {
    const needed = this.mounted.filter(({ block, mounted }) => block.required !== false || mounted.value() !== null);
    const answered = needed.filter((question) => this.settled(question)).length;
    this.counter.textContent = needed.length > 1 ? say('questionsAnswered', answered, needed.length) : '';
  }

  value() {
    const entered = this.mounted
      .map(({ block, mounted }) => [block.id, mounted.value()])
      .filter(([, value]) => value !== null);
    return entered.length === 0 ? null : Object.fromEntries(entered);
  }

  complete() {
    return this.mounted.length > 0 && this.open().length === 0;
  }

  body() {
    return { answers: this.value() ?? {} };
  }

  said() {
    return say('answered');
  }

  /** Shows what is missing at the first open question and goes there. */
  openQuestion() {
    const [question] = this.open();
    if (question) {
      this.showError(question, question.mounted.missing?.() ?? say('answerThis'));
      this.goTo(question);
    }
    return say('answerAll');
  }

  /** Goes to the question that keys are for; from within it to the next one. */
  next() {
    const inside = this.mounted.findIndex(({ root }) => root.contains(document.activeElement));
    this.goTo(inside < 0 ? this.current() : this.mounted[(inside + 1) % this.mounted.length]);
  }

  /** @param {Asked} question */
  goTo({ root, mounted }) {
    mounted.focus();
    root.scrollIntoView({ block: 'nearest' });
  }

  /**
   * @param {Asked} question
   * @param {string | null} text
   */
  showError({ root }, text) {
    const place = root.querySelector(':scope > [data-error]');
    place.hidden = text === null;
    place.textContent = text ?? '';
    root.classList.toggle('wrong', text !== null);
  }

  /**
   * Shows what the server found wrong, [{field: "answers.ID.part", message}]; false if it is not about these questions.
   *
   * @param {FieldError[]} errors
   */
  wrong(errors) {
    const found = errors.flatMap(({ field, message }) => {
      const [, id, part = ''] = /^answers\.([^.]+)\.?(.*)$/.exec(field) ?? [];
      const question = this.mounted.find(({ block }) => block.id === id);
      return question ? [{ question, part, message }] : [];
    });
    if (found.length === 0 || found.length < errors.length) {
      return false;
    }
    for (const question of new Set(found.map((error) => error.question))) {
      const own = found.filter((error) => error.question === question);
      question.mounted.problems?.(own.map(({ part, message }) => ({ part, message })));
      this.showError(question, own.map(({ part, message }) => (part ? `${part} ${message}` : message)).join(' · '));
    }
    this.goTo(found[0].question);
    return true;
  }

  /**
   * Keys go to the question in focus or the first open one; an answer given leads to the next.
   *
   * @param {KeyPress} event
   */
  key(event) {
    const question = this.current();
    if (!question?.mounted.key) {
      return false;
    }
    const settled = question.mounted.complete();
    const handled = question.mounted.key(event, digitMeant(event));
    if (handled && handled !== 'stay' && !settled && question.mounted.complete()) {
      const next = this.waiting();
      if (next) {
        this.goTo(next);
      }
      this.tellCurrent();
    }
    return Boolean(handled);
  }
}
