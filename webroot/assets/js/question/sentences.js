// Sentences that matter: each is a button in its text; chosen ones take their reasons below.

import { sentences } from '../annotate/passages.js';
import { tick, ticked } from '../annotate/fields.js';

export const mount = (root, { block, shown, say, changed }) => {
  const list = root.querySelector('[data-list]');
  const template = root.querySelector('[data-reasons]');
  const reasons = block.reasons ?? [];
  const least = block.least ?? 0;
  const most = block.most ?? 200;
  let chosen = [];
  let touched = false;

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
      button.addEventListener('click', () => toggle({ response, sentence: k + 1, start, end }, button));
      buttons.push({ response, sentence: k + 1, button });
      element.append(button);
      at = end;
    });
    element.append(text.slice(at));
  });

  const same = (a) => (b) => a.response === b.response && a.sentence === b.sentence;
  const buttonOf = (sentence) => buttons.find(same(sentence))?.button;

  const toggle = (sentence) => {
    touched = true;
    const k = chosen.findIndex(same(sentence));
    if (k >= 0) {
      chosen.splice(k, 1);
    } else if (chosen.length < most) {
      chosen.push({ ...sentence, reasons: [] });
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
    group.addEventListener('change', () => {
      sentence.reasons = ticked(group);
      changed();
    });
    item.append(quote, group);
    return item;
  };

  const reasoned = () => reasons.length === 0 || chosen.every((sentence) => sentence.reasons.length > 0);
  return {
    value: () => (touched || chosen.length > 0 ? { sentences: chosen.map((s) => ({ ...s, reasons: [...s.reasons] })) } : null),
    set: (value) => {
      touched = value !== null && value !== undefined;
      chosen = (value?.sentences ?? []).map((sentence) => ({ ...sentence, reasons: [...(sentence.reasons ?? [])] }));
      paint();
    },
    complete: () => touched && chosen.length >= least && reasoned(),
    focus: () => (list.querySelector('input:not(:checked)') ?? buttons[0]?.button ?? root).focus(),
    missing: () => say(reasoned() ? 'missing' : 'reason', least),
    key: (event, digit) => {
      const boxes = [...(document.activeElement.closest('.sentence-row') ?? list.lastElementChild ?? root).querySelectorAll('.ticks input')];
      const box = digit === null ? undefined : boxes[digit - 1];
      if (!box) {
        return false;
      }
      box.click();
      return 'stay';
    },
  };
};
