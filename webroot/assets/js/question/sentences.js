// Sentences that matter: each is a button in its text; chosen ones take their reasons below.

import { along } from '../base.js';
import { sentences } from '../annotate/passages.js';
import { paintCaps } from '../annotate/caps.js';
import { tick, ticked, walkGroups } from '../annotate/fields.js';

/** @type {Mount} */
export const mount = (root, { block, shown, say, changed }) => {
  const list = root.querySelector('[data-list]');
  const template = root.querySelector('[data-reasons]');
  const reasons = block.reasons ?? [];
  const least = block.least ?? 0;
  const most = block.most ?? 200;
  /** @typedef {{ response: number, sentence: number }} Place */
  /** @type {ChosenSentence[]} */
  let chosen = [];
  let touched = false;
  /** @type {ChosenSentence | null} */
  let latest = null;

  /** @type {{ response: number, sentence: number, button: Found }[]} */
  const buttons = [];
  [...root.querySelectorAll('[data-response]')].forEach((section) => {
    const response = Number(section.dataset.response);
    const { text, language, dir } = shown.responses[response - 1];
    const element = section.querySelector('[data-sentences]');
    element.lang = language;
    element.dir = dir;
    let at = 0;
    sentences(text).forEach(({ start, end }, k) => {
      element.append(text.slice(at, start));
      const button = document.createElement('button');
      button.type = 'button';
      button.className = 'sentence';
      button.textContent = text.slice(start, end);
      button.setAttribute('aria-pressed', 'false');
      button.addEventListener('click', () => toggle({ response, sentence: k + 1, start, end }));
      buttons.push({ response, sentence: k + 1, button });
      element.append(button);
      at = end;
    });
    element.append(text.slice(at));
    if (text.trim() === '') {
      const nothing = document.createElement('span');
      nothing.className = 'nothing';
      nothing.textContent = say('roleEmpty');
      element.append(nothing);
    }
  });

  /**
   * Arrows go from sentence to sentence.
   *
   * @param {number} step
   */
  const walk = (step) => {
    const at = buttons.findIndex(({ button }) => button === document.activeElement);
    buttons[at < 0 ? (step > 0 ? 0 : buttons.length - 1) : Math.max(0, Math.min(buttons.length - 1, at + step))]?.button.focus();
  };

  /** @type {(a: Place) => (b: Place) => boolean} */
  const same = (a) => (b) => a.response === b.response && a.sentence === b.sentence;
  /** @param {Place} sentence */
  const buttonOf = (sentence) => buttons.find(same(sentence))?.button;

  /** @param {Sentence} sentence */
  const toggle = (sentence) => {
    touched = true;
    const k = chosen.findIndex(same(sentence));
    if (k >= 0) {
      chosen.splice(k, 1);
    } else if (chosen.length < most) {
      latest = { ...sentence, reasons: [] };
      chosen.push(latest);
      chosen.sort((a, b) => a.response - b.response || a.sentence - b.sentence);
    }
    paint();
    changed();
  };

  const paint = () => {
    for (const entry of buttons) {
      entry.button.setAttribute('aria-pressed', String(chosen.some(same(entry))));
    }
    list.replaceChildren(...(reasons.length > 0 ? chosen.map(row) : []));
  };

  /** @param {ChosenSentence} sentence */
  const row = (sentence) => {
    const item = document.createElement('li');
    item.className = 'row sentence-row';
    const quote = document.createElement('q');
    quote.className = 'span-quote';
    quote.dir = 'auto';
    quote.textContent = buttonOf(sentence)?.textContent ?? '';
    const group = document.createElement('div');
    group.className = 'ticks';
    group.setAttribute('role', 'group');
    group.setAttribute('aria-label', say('reasonsOf', quote.textContent));
    group.append(template.content.cloneNode(true));
    tick(group, sentence.reasons);
    item.append(quote, group);
    paintCaps(item);
    walkGroups(group, [group]);
    group.addEventListener('change', () => {
      sentence.reasons = ticked(group);
      changed();
    });
    return item;
  };

  /** The reasons that digits go to: of the sentence in focus if it is chosen, else of the one chosen last. */
  const rowInHand = () => {
    const focused = buttons.find(({ button }) => button === document.activeElement);
    const k = focused ? chosen.findIndex(same(focused)) : -1;
    return document.activeElement?.closest('.sentence-row') ?? list.children[k >= 0 ? k : chosen.findIndex((sentence) => sentence === latest)] ?? list.lastElementChild;
  };

  const reasoned = () => reasons.length === 0 || chosen.every((sentence) => sentence.reasons.length > 0);
  return {
    value: () => (touched || chosen.length > 0 ? { sentences: chosen.map((s) => ({ ...s, reasons: [...s.reasons] })) } : null),
    set: (value) => {
      touched = value !== null && value !== undefined;
      chosen = (value?.sentences ?? []).map((/** @type {ChosenSentence} */ sentence) => ({ ...sentence, reasons: [...(sentence.reasons ?? [])] }));
      paint();
    },
    complete: () => touched && chosen.length >= least && reasoned(),
    focus: () => (list.querySelector('input:not(:checked)') ?? buttons[0]?.button ?? root).focus(),
    missing: () => say(reasoned() ? 'missing' : 'reason', least),
    key: (event, digit) => {
      const step = along(event.key) ?? (root.contains(document.activeElement) ? { ArrowUp: -1, ArrowDown: 1 }[event.key] : undefined);
      if (step && !event.shiftKey) {
        walk(step);
        return 'stay';
      }
      const boxes = [...(rowInHand() ?? root).querySelectorAll('.ticks input')];
      const box = digit === null ? undefined : boxes[digit - 1];
      if (!box) {
        return false;
      }
      box.click();
      return 'stay';
    },
  };
};
