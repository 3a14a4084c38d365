// The best of several, or none: radios, and the digit of the response.

/** @type {Mount} */
export const mount = (root, { shown, changed }) => {
  const options = [...root.querySelectorAll('input')];
  const picked = () => options.find((option) => option.checked)?.value ?? null;

  const paint = () => {
    shown.responses.forEach(({ card, position }) => card.classList.toggle('won', picked() === String(position)));
  };

  root.addEventListener('change', () => {
    paint();
    changed();
  });

  return {
    value: () => (picked() === null ? null : { best: picked() === 'none' ? null : Number(picked()) }),
    set: (value) => {
      const word = value === null ? null : String(value.best ?? 'none');
      options.forEach((option) => { option.checked = option.value === word; });
      paint();
    },
    complete: () => picked() !== null,
    focus: () => (options.find((option) => option.checked) ?? options[0]).focus(),
    key: (event, digit) => {
      const option = digit === null ? null : options.find(({ value }) => value === (digit === 0 ? 'none' : String(digit)));
      if (!option) {
        return false;
      }
      option.checked = true;
      option.focus();
      paint();
      changed();
      return true;
    },
    unmount: () => shown.responses.forEach(({ card }) => card.classList.remove('won')),
  };
};
