// Passages of the texts, each marked with a type of the study's own taxonomy.

import { pick, picked, radiosOf } from '../annotate/fields.js';
import { Raw } from '../annotate/raw.js';

/** @type {Mount} */
export const mount = (root, { block, shown, say, announce, changed }) => {
  /** @type {{ id: string, label: string, color?: number }[]} */
  const kinds = block.types;
  const types = root.querySelector('[data-types]');
  const list = root.querySelector('[data-list]');
  const noneBox = root.querySelector('[data-none-box]');
  /** @param {string} id */
  const colorOf = (id) => {
    const k = kinds.findIndex((type) => type.id === id);
    return kinds[k]?.color ?? (k % 8) + 1;
  };
  /** @param {string} id */
  const labelOf = (id) => kinds.find((type) => type.id === id)?.label ?? id;
  const texts = [...root.querySelectorAll('[data-response]')].map((section) => {
    const response = Number(section.dataset.response);
    const text = response === 0 ? shown.prompt : shown.responses[response - 1];
    const raw = new Raw(section.querySelector('[data-raw]'), text, {
      snap: block.words !== false,
      mark: (passage) => mark({ response, raw }, passage),
      begin: () => texts.filter((other) => other.raw !== raw).forEach((other) => other.raw.leave()),
      read: announce,
    });
    return { response, raw };
  });
  /** @type {Span[]} */
  let spans = [];

  const paint = () => {
    for (const { response, raw } of texts) {
      raw.show(spans.filter((span) => span.response === response).map((span) => ({ ...span, color: colorOf(span.type) })));
    }
    list.replaceChildren(...spans.map(row));
    noneBox.closest('label').hidden = spans.length > 0;
  };

  /**
   * @param {Span} span
   * @param {number} k
   */
  const row = (span, k) => {
    const text = texts.find(({ response }) => response === span.response);
    const quote = text?.raw.text.slice(span.start, span.end) ?? '';
    const item = document.createElement('li');
    item.className = 'row';
    const swatch = document.createElement('span');
    swatch.className = 'swatch';
    swatch.dataset.color = String(colorOf(span.type));
    const label = document.createElement('span');
    label.className = 'span-label';
    label.dir = 'auto';
    label.textContent = labelOf(span.type);
    const quoted = document.createElement('q');
    quoted.className = 'span-quote';
    quoted.dir = 'auto';
    quoted.textContent = quote;
    item.append(swatch, label, quoted);
    if (block.note) {
      const note = document.createElement('input');
      note.type = 'text';
      note.maxLength = 2000;
      note.dir = 'auto';
      note.value = span.note ?? '';
      note.placeholder = say('note');
      note.setAttribute('aria-label', `${say('note')}: ${quote}`);
      note.addEventListener('input', () => {
        span.note = note.value;
        changed();
      });
      item.append(note);
    }
    const remove = document.createElement('button');
    remove.type = 'button';
    remove.className = 'button small quiet';
    remove.textContent = say('remove');
    remove.setAttribute('aria-label', `${say('remove')}: ${quote}`);
    remove.addEventListener('click', () => {
      spans.splice(k, 1);
      paint();
      changed();
      (list.querySelectorAll('button')[Math.min(k, spans.length - 1)] ?? texts[0].raw.element).focus();
    });
    item.append(remove);
    return item;
  };

  /**
   * @param {typeof texts[number]} text
   * @param {Passage | null} passage
   */
  const mark = (text, passage) => {
    if (!passage) {
      announce(say('nothing'));
      return;
    }
    if (spans.some((s) => s.response === text.response && s.start < passage.end && passage.start < s.end)) {
      announce(say('overlap'));
      return;
    }
    const type = picked(types) ?? '';
    spans.push({ response: text.response, start: passage.start, end: passage.end, type });
    spans.sort((a, b) => a.response - b.response || a.start - b.start);
    noneBox.checked = false;
    document.getSelection().removeAllRanges();
    text.raw.leave();
    paint();
    announce(say('marked', labelOf(type), text.raw.text.slice(passage.start, passage.end)));
    changed();
  };

  root.querySelector('[data-mark]').addEventListener('click', () => {
    const text = texts.find(({ raw }) => raw.passage());
    mark(text ?? texts[0], text?.raw.passage() ?? null);
  });
  noneBox.addEventListener('change', () => changed());

  const clean = () =>
    spans.map(({ response, start, end, type, note }) => ({
      response, start, end, type, ...(note?.trim() ? { note: note.trim() } : {}),
    }));
  return {
    value: () => (spans.length === 0 && !noneBox.checked ? null : { spans: clean() }),
    set: (value) => {
      spans = (value?.spans ?? []).map((/** @type {Span} */ span) => ({ ...span }));
      noneBox.checked = value !== null && value !== undefined && spans.length === 0;
      paint();
    },
    complete: () => spans.length > 0 || noneBox.checked,
    focus: () => texts[0].raw.element.focus(),
    missing: () => say('missing'),
    key: (event, digit) => {
      const step = texts[0].raw.sideways(event.key);
      if (step && !event.shiftKey) {
        texts[0].raw.step(step);
        return 'stay';
      }
      const radio = digit === null ? undefined : radiosOf(types)[digit - 1];
      if (digit === 0 && spans.length === 0) {
        noneBox.checked = !noneBox.checked;
        changed();
        return noneBox.checked || 'stay';
      }
      if (!radio) {
        return false;
      }
      pick(types, radio.value);
      const text = texts.find(({ raw }) => raw.passage());
      if (text) {
        mark(text, text.raw.passage());
      }
      return 'stay';
    },
  };
};
