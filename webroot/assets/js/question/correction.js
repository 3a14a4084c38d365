// A response put right: the text is edited, what has changed is shown, each change has its type.

import { edits, show } from '../annotate/diff.js';
import { pick, picked } from '../annotate/fields.js';

/** @type {Mount} */
export const mount = (root, { block, shown, say, changed }) => {
  const which = root.querySelector('[data-which]');
  const field = root.querySelector('[data-corrected]');
  const diff = root.querySelector('[data-diff]');
  const list = root.querySelector('[data-list]');
  const right = root.querySelector('[data-right]');
  const template = root.querySelector('[data-types]');
  const typed = (block.types ?? []).length > 0;
  let types = new Map();

  const original = () => shown.responses[Number(picked(which)) - 1].text;
  // A text field has line feeds only; what was imported with other line ends keeps them where it is unchanged.
  const changes = () => {
    const text = original();
    return text.includes('\r') && field.value === text.replaceAll('\r\n', '\n').replaceAll('\r', '\n') ? [] : edits(text, field.value);
  };
  /** @param {Edit} edit */
  const keyOf = ({ start, end, replacement }) => `${start}|${end}|${replacement}`;
  /** @param {Edit} edit */
  const nearest = (edit) => types.get(keyOf(edit)) ?? [...types].find(([key]) => key.startsWith(`${edit.start}|`))?.[1] ?? '';

  const paint = () => {
    const found = changes();
    const kept = new Map(found.map((edit) => [keyOf(edit), nearest(edit)]));
    types = kept;
    const { language, dir } = shown.responses[Number(picked(which)) - 1];
    field.lang = language;
    diff.lang = language;
    diff.dir = dir;
    show(diff, original(), found);
    list.replaceChildren(...(typed ? found.map(row) : []));
    right.closest('label').hidden = found.length > 0;
    if (found.length > 0) {
      right.checked = false;
    }
  };

  /** @param {Edit} edit */
  const row = (edit) => {
    const item = document.createElement('li');
    item.className = 'row edit-row';
    const what = document.createElement('span');
    what.className = 'span-quote';
    what.dir = 'auto';
    show(what, original().slice(edit.start, edit.end), [{ start: 0, end: edit.end - edit.start, replacement: edit.replacement }]);
    const select = document.createElement('select');
    select.setAttribute('aria-label', say('typeOf', `${original().slice(edit.start, edit.end)} → ${edit.replacement}`));
    select.append(new Option(say('type'), ''), template.content.cloneNode(true));
    select.value = types.get(keyOf(edit)) ?? '';
    select.addEventListener('change', () => {
      types.set(keyOf(edit), select.value);
      changed();
    });
    item.append(what, select);
    return item;
  };

  const start = () => {
    field.value = original();
    types = new Map();
    right.checked = false;
    paint();
  };

  field.addEventListener('input', () => {
    paint();
    changed();
  });
  which.addEventListener('change', () => {
    start();
    changed();
  });
  right.addEventListener('change', () => changed());
  root.querySelector('[data-reset]').addEventListener('click', () => {
    start();
    changed();
    field.focus();
  });

  const made = () => changes().map((edit) => ({ ...edit, ...(typed ? { type: types.get(keyOf(edit)) ?? '' } : {}) }));
  return {
    value: () => {
      const found = made();
      return found.length === 0 && !right.checked
        ? null
        : { response: Number(picked(which)), text: found.length === 0 ? original() : field.value, edits: found };
    },
    set: (value) => {
      pick(which, value?.response ?? 1);
      start();
      if (value) {
        field.value = value.text;
        right.checked = value.edits.length === 0;
        types = new Map(value.edits.map((/** @type {Edit & { type?: string }} */ edit) => [keyOf(edit), edit.type ?? '']));
        paint();
      }
    },
    complete: () => {
      const found = made();
      return found.length === 0 ? right.checked : !typed || found.every(({ type }) => type);
    },
    focus: () => (list.querySelector('select') && changes().length > 0 ? [...list.querySelectorAll('select')].find((s) => !s.value) ?? field : field).focus(),
    missing: () => say('missing'),
  };
};
