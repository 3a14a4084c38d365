/**
 * The digit of a key, also of the number pad and of keyboards whose digits need Shift; else null.
 *
 * @param {KeyName} event
 */
export const digitOf = (event) => {
  if (event.shiftKey) {
    return null;
  }
  const digit = /^(?:Digit|Numpad)([0-9])$/.exec(event.code)?.[1] ?? (/^[0-9]$/.test(event.key) ? event.key : null);
  return digit === null ? null : Number(digit);
};
