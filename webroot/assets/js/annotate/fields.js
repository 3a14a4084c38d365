// Groups of plain inputs in questions: read, filled in, and answered with digits.

export const radiosOf = (group) => [...group.querySelectorAll('input[type="radio"]')];

/** The value that is picked in a group of radios, null for none. */
export const picked = (group) => radiosOf(group).find((radio) => radio.checked)?.value ?? null;

export const pick = (group, value) => {
  for (const radio of radiosOf(group)) {
    radio.checked = value !== null && value !== undefined && radio.value === String(value);
  }
};

export const ticked = (group) =>
  [...group.querySelectorAll('input[type="checkbox"]:checked')].map((box) => box.value);

export const tick = (group, values) => {
  for (const box of group.querySelectorAll('input[type="checkbox"]')) {
    box.checked = values?.includes(box.value) ?? false;
  }
};

/** The row in focus, else the first open one, else the last. */
export const currentRow = (rows, isOpen) =>
  rows.find((row) => row.contains(document.activeElement)) ?? rows.find(isOpen) ?? rows.at(-1);

/** Picks by a digit in the current row and goes on to the next open one. */
export const pickByDigit = (rows, digit, changed) => {
  const row = currentRow(rows, (each) => picked(each) === null);
  const radio = radiosOf(row).find(({ value }) => value === String(digit));
  if (!radio) {
    return false;
  }
  radio.checked = true;
  changed();
  const next = rows.find((each) => picked(each) === null);
  (next ? radiosOf(next)[0] : radio).focus();
  return next ? 'stay' : true;
};

/** Ticks or unticks by a digit in the current row. */
export const tickByDigit = (rows, digit, changed) => {
  const row = currentRow(rows, () => false) ?? rows[0];
  const box = [...row.querySelectorAll('input[type="checkbox"]')][digit - 1];
  if (!box) {
    return false;
  }
  box.checked = !box.checked;
  box.focus();
  changed();
  return 'stay';
};
