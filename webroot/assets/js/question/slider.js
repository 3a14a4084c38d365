// A score from 0 to 100 for each response: a slider and a number that say the same.

/** @type {Mount} */
export const mount = (root, { shown, say, changed }) => {
  const rows = [...root.querySelectorAll('[data-slider]')].map((row) => ({
    row,
    range: row.querySelector('[data-range]'),
    number: row.querySelector('input[type="number"]'),
  }));
  const goesOn = root.querySelector('[data-goes-on-line]');
  rows.forEach(({ range }) => { range.hidden = false; });

  /** @param {typeof rows[number]} entry */
  const score = ({ number }) => {
    const text = number.value.trim();
    return /^[0-9]{1,3}$/.test(text) && Number(text) <= 100 ? Number(text) : null;
  };

  const paint = () => {
    rows.forEach((entry) => {
      const value = score(entry);
      entry.row.classList.toggle('untouched', value === null);
      entry.number.toggleAttribute('aria-invalid', entry.number.value !== '' && value === null);
      entry.range.value = String(value ?? 50);
      entry.range.setAttribute('aria-valuetext', value === null ? '–' : String(value));
    });
    const values = rows.map(score);
    if (goesOn) {
      const best = Math.max(...values.map(Number));
      const letters = shown.responses.filter((response, k) => values[k] === best).map(({ letter }) => letter);
      goesOn.textContent = values.includes(null)
        ? ''
        : say(letters.length === 1 ? 'goesOn' : 'goesOnSeveral', letters.join(', '));
    }
  };

  /**
   * @param {typeof rows[number]} entry
   * @param {string | number | null | undefined} value
   */
  const put = (entry, value) => {
    entry.number.value = value === null || value === undefined ? '' : String(value);
  };

  root.addEventListener('input', (event) => {
    const entry = rows.find(({ row }) => row.contains(event.target));
    if (entry && event.target === entry.range) {
      put(entry, entry.range.value);
    }
    paint();
    changed();
  });

  // A slider that is let go at the middle says 50, although it has not moved.
  root.addEventListener('pointerup', (event) => {
    const entry = rows.find(({ range }) => range === event.target);
    if (entry && score(entry) === null) {
      put(entry, entry.range.value);
      paint();
      changed();
    }
  });

  const current = () =>
    rows.find(({ row }) => row.contains(document.activeElement)) ?? rows.find((entry) => score(entry) === null) ?? rows[rows.length - 1];

  return {
    value: () => (rows.every(({ number }) => number.value === '') ? null : { values: rows.map(score) }),
    set: (value) => {
      rows.forEach((entry, k) => put(entry, value?.values[k]));
      paint();
    },
    complete: () => rows.every((entry) => score(entry) !== null),
    focus: () => (rows.find((entry) => score(entry) === null) ?? rows[0]).range.focus(),
    missing: () => say('missing'),
    key: (event, digit) => {
      if (digit === null) {
        return false;
      }
      const entry = current();
      put(entry, digit * 10);
      entry.range.focus();
      paint();
      changed();
      return 'stay';
    },
  };
};
