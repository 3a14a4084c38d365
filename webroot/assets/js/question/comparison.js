// Which of two is better, and how much: levels as radios in visual order, reasons after a tie.

/** @type {Mount} */
export const mount = (root, { changed }) => {
  const levels = [...root.querySelectorAll('.levels input')];
  const inOrder = levels.filter((level) => level.value !== 'both_bad');
  const reasons = root.querySelector('[data-reasons]');
  const options = [...(reasons?.querySelectorAll('input') ?? [])];
  const picked = () => levels.find((level) => level.checked)?.value ?? null;
  const reason = () => options.find((option) => option.checked)?.value ?? null;

  const fold = () => {
    if (reasons) {
      reasons.hidden = picked() !== 'tie';
      if (reasons.hidden) {
        options.forEach((option) => { option.checked = false; });
      }
    }
  };

  /** @param {Found} level */
  const pick = (level) => {
    level.checked = true;
    level.focus();
    fold();
    changed();
    if (level.value === 'tie' && reason() === null) {
      options[0]?.focus();
    }
  };

  root.addEventListener('change', () => {
    fold();
    changed();
  });
  fold();

  return {
    value: () => {
      const chosen = picked();
      if (chosen === null) {
        return null;
      }
      const [choice, strength] = chosen.split('-');
      return { choice, ...(strength ? { strength: Number(strength) } : {}), ...(reason() ? { reason: reason() } : {}) };
    },
    set: (value) => {
      const word = value && (value.strength ? `${value.choice}-${value.strength}` : value.choice);
      levels.forEach((level) => { level.checked = level.value === word; });
      options.forEach((option) => { option.checked = option.value === value?.reason; });
      fold();
    },
    complete: () => picked() !== null && (picked() !== 'tie' || !reasons || reason() !== null),
    focus: () => {
      const first = picked() === 'tie' ? options[0] : (levels.find((level) => level.checked) ?? levels[0]);
      first.focus();
    },
    key: (event, digit) => {
      if (digit === null) {
        return false;
      }
      if (reasons?.contains(event.target)) {
        options[digit - 1]?.click();
        return true;
      }
      const level = digit === 0 ? levels.find(({ value }) => value === 'both_bad') : inOrder[digit - 1];
      if (level) {
        pick(level);
      }
      return Boolean(level);
    },
  };
};
