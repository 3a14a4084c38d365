// A note on the responses that is written before the prompt is shown.

/** @type {Mount} */
export const mount = (root, { block, say, changed }) => {
  const field = root.querySelector('[data-note-text]');
  const button = root.querySelector('[data-reveal]');
  const prompt = document.querySelector('[data-prompt]');
  const least = block.least ?? 1;
  const started = performance.now();
  /** @type {number | null} */
  let seconds = null;

  const paint = () => {
    prompt.hidden = seconds === null;
    field.readOnly = seconds !== null;
    button.hidden = seconds !== null;
    button.disabled = [...field.value.trim()].length < least;
  };
  const reveal = () => {
    seconds = Math.min(86_400, Math.round((performance.now() - started) / 1000));
    paint();
    changed();
    document.getElementById('prompt-heading').focus();
  };
  button.addEventListener('click', reveal);
  root.addEventListener('input', () => {
    paint();
    changed();
  });
  return {
    value: () =>
      field.value.trim() === '' ? null : { note: field.value.trim(), ...(seconds === null ? {} : { seconds }) },
    set: (value) => {
      field.value = value?.note ?? '';
      seconds = value?.seconds ?? null;
      paint();
    },
    complete: () => seconds !== null,
    focus: () => (seconds === null && !button.disabled ? button : field).focus(),
    missing: () => say('missing'),
    unmount: () => {
      prompt.hidden = false;
    },
  };
};
