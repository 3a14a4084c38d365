// A free text.

/** @type {Mount} */
export const mount = (root, { block, say, changed }) => {
  const field = root.querySelector('textarea');
  const line = root.querySelector('[data-left-line]');
  const least = block.least ?? 1;
  const length = () => [...field.value].length;
  const paint = () => {
    line.textContent = block.most ? say('left', block.most - length()) : '';
  };
  root.addEventListener('input', () => {
    paint();
    changed();
  });
  return {
    value: () => (field.value.trim() === '' ? null : { text: field.value }),
    set: (value) => {
      field.value = value?.text ?? '';
      paint();
    },
    complete: () => field.value.trim() !== '' && length() >= least,
    focus: () => field.focus(),
    missing: () => say('missing', least),
  };
};
