// Whether each response follows a principle, and the passage that shows it.

import { pick, picked, radiosOf } from '../annotate/fields.js';
import { Raw } from '../annotate/raw.js';

/** @type {Mount} */
export const mount = (root, { block, shown, say, announce, changed }) => {
  /** @typedef {{ row: Found, quoted: Found, clear: Found, raw: Raw, element: Found, quote: Passage | null }} Verdict */
  /** @type {Verdict[]} */
  const verdicts = [...root.querySelectorAll('[data-verdict]')].map((element, k) => ({
    row: element.querySelector('[data-row]'),
    quoted: element.querySelector('[data-quoted]'),
    clear: element.querySelector('[data-clear]'),
    raw: new Raw(element.querySelector('[data-raw]'), shown.responses[k], {
      mark: (passage) => {
        cite(verdicts[k], passage);
        goOn();
      },
      begin: () => verdicts.filter((other) => other !== verdicts[k]).forEach(({ raw }) => raw.leave()),
      read: announce,
    }),
    element,
    quote: null,
  }));
  const rows = verdicts.map(({ row }) => row);

  /** @param {Verdict} verdict */
  const paint = (verdict) => {
    const { quote, quoted, clear, raw } = verdict;
    quoted.hidden = quote === null;
    clear.hidden = quote === null;
    quoted.textContent = quote ? raw.text.slice(quote.start, quote.end) : '';
    raw.show(quote ? [{ ...quote, color: 1 }] : []);
  };
  /**
   * @param {Verdict} verdict
   * @param {Passage | null} quote
   */
  const cite = (verdict, quote) => {
    verdict.quote = quote;
    document.getSelection().removeAllRanges();
    verdict.raw.leave();
    paint(verdict);
    changed();
  };
  for (const verdict of verdicts) {
    verdict.element.querySelector('[data-cite]').addEventListener('click', () => {
      const passage = verdict.raw.passage();
      if (passage) {
        cite(verdict, passage);
      } else {
        announce(say('nothing'));
        verdict.raw.element.focus();
      }
    });
    verdict.clear.addEventListener('click', () => cite(verdict, null));
  }
  root.addEventListener('change', () => changed());
  /** @param {Verdict} verdict */
  const done = ({ row, quote }) => picked(row) !== null && (!block.quote || quote !== null);
  /**
   * To what is still open of a verdict.
   *
   * @param {Verdict} verdict
   */
  const goTo = ({ row, raw }) => (picked(row) === null ? radiosOf(row)[0] : raw.element).focus();
  const goOn = () => {
    const open = verdicts.find((verdict) => !done(verdict));
    if (open) {
      goTo(open);
    }
  };
  return {
    value: () =>
      verdicts.every(({ row, quote }) => picked(row) === null && quote === null)
        ? null
        : {
            verdicts: verdicts.map(({ row, quote }) => ({
              follows: picked(row) === null ? null : picked(row) === '1',
              ...(quote ? { quote } : {}),
            })),
          },
    set: (value) =>
      verdicts.forEach((verdict, k) => {
        const given = value?.verdicts[k];
        pick(verdict.row, given?.follows === true ? 1 : given?.follows === false ? 2 : null);
        verdict.quote = given?.quote ?? null;
        paint(verdict);
      }),
    complete: () => verdicts.every(done),
    focus: () => goTo(verdicts.find((verdict) => !done(verdict)) ?? verdicts[0]),
    missing: () => say(rows.every((row) => picked(row) !== null) ? 'missingQuote' : 'missing'),
    key: (event, digit) => {
      const verdict =
        verdicts.find(({ element }) => element.contains(document.activeElement)) ?? verdicts.find((each) => !done(each)) ?? verdicts[0];
      const radio = digit === null ? undefined : radiosOf(verdict.row).find(({ value }) => value === String(digit));
      if (!radio) {
        return false;
      }
      radio.checked = true;
      changed();
      if (done(verdict)) {
        radio.focus();
        goOn();
      } else {
        goTo(verdict);
      }
      return verdicts.every(done) ? true : 'stay';
    },
  };
};
