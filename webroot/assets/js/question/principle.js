// Whether each response follows a principle, and the passage that shows it.

import { pick, pickByDigit, picked, radiosOf } from '../annotate/fields.js';
import { Raw } from '../annotate/raw.js';

export const mount = (root, { block, shown, say, announce, changed }) => {
  const verdicts = [...root.querySelectorAll('[data-verdict]')].map((element, k) => ({
    row: element.querySelector('[data-row]'),
    quoted: element.querySelector('[data-quoted]'),
    clear: element.querySelector('[data-clear]'),
    raw: new Raw(element.querySelector('[data-raw]'), shown.responses[k]),
    element,
    quote: null,
  }));
  const rows = verdicts.map(({ row }) => row);

  const paint = (verdict) => {
    const { quote, quoted, clear, raw } = verdict;
    quoted.hidden = quote === null;
    clear.hidden = quote === null;
    quoted.textContent = quote ? raw.text.slice(quote.start, quote.end) : '';
    raw.show(quote ? [{ ...quote, color: 1 }] : []);
  };
  const cite = (verdict, quote) => {
    verdict.quote = quote;
    paint(verdict);
    changed();
  };
  for (const verdict of verdicts) {
    verdict.raw.onMark = (passage) => cite(verdict, passage);
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
  const done = ({ row, quote }) => picked(row) !== null && (!block.quote || quote !== null);
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
    focus: () => {
      const open = verdicts.find((verdict) => !done(verdict)) ?? verdicts[0];
      (picked(open.row) === null ? radiosOf(open.row)[0] : open.raw.element).focus();
    },
    missing: () => say(rows.every((row) => picked(row) !== null) ? 'missingQuote' : 'missing'),
    key: (event, digit) => digit !== null && pickByDigit(rows, digit, changed),
  };
};
