import assert from 'node:assert/strict';
import { test } from 'node:test';
import './browser.js';
import { insideWord, sentences, wholeWords, words } from '../assets/js/annotate/passages.js';

const slices = (text, passages) => passages.map(({ start, end }) => text.slice(start, end));

test('a passage grows to whole words and loses the blanks around it', () => {
  const text = 'Rain is very wet.';
  assert.deepEqual(wholeWords(text, 6, 10), { start: 5, end: 12 });
  assert.deepEqual(wholeWords(text, 4, 8), { start: 5, end: 7 });
  assert.equal(wholeWords(text, 4, 5), null, 'a blank alone is nothing');
  assert.equal(wholeWords(text, 3, 3), null);
});

test('marks belong to their letters, emoji stay whole, Chinese characters stand alone', () => {
  assert.equal(insideWord('e\u0301a', 1), true);
  assert.equal(insideWord('中文', 1), false);
  const text = 'a 👍👎 b';
  assert.deepEqual(wholeWords(text, 3, 5), { start: 2, end: 6 });
  assert.deepEqual(slices('سَلامٌ يا عالم', words('سَلامٌ يا عالم')), ['سَلامٌ', 'يا', 'عالم']);
  assert.deepEqual(slices('it is 中文', words('it is 中文')), ['it', 'is', '中', '文']);
});

test('sentences end where they do in every script, also without an end', () => {
  const text = 'Is it? "Yes." Well...\n\n好。不好！ الطقس جميل. The end';
  assert.deepEqual(slices(text, sentences(text)), ['Is it?', '"Yes."', 'Well...', '好。', '不好！', 'الطقس جميل.', 'The end']);
  assert.deepEqual(sentences(''), []);
  assert.deepEqual(sentences(' \n '), []);
  assert.deepEqual(slices('3.5 is a number.', sentences('3.5 is a number.')), ['3.5 is a number.']);
});
