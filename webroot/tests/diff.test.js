import assert from 'node:assert/strict';
import { test } from 'node:test';
import './browser.js';
import { edits, show } from '../assets/js/annotate/diff.js';

/** What edits make of a text. */
const applied = (text, changes) => {
  let at = 0;
  let made = '';
  for (const { start, end, replacement } of changes) {
    assert.ok(at <= start && start <= end && end <= text.length, 'edits are in order and apart');
    made += text.slice(at, start) + replacement;
    at = end;
  }
  return made + text.slice(at);
};

test('words are changed as a whole, and what is the same is left alone', () => {
  assert.deepEqual(edits('Dew is wet.', 'Rain is wet.'), [{ start: 0, end: 3, replacement: 'Rain' }]);
  assert.deepEqual(edits('a b c', 'a c'), [{ start: 2, end: 4, replacement: '' }]);
  assert.deepEqual(edits('a c', 'a b c'), [{ start: 2, end: 2, replacement: 'b ' }]);
  assert.deepEqual(edits('one two three', 'one 2 three 4'), [
    { start: 4, end: 7, replacement: '2' },
    { start: 13, end: 13, replacement: ' 4' },
  ]);
});

test('equal texts have no edits, empty ones do', () => {
  assert.deepEqual(edits('', ''), []);
  assert.deepEqual(edits('same', 'same'), []);
  assert.deepEqual(edits('', 'new'), [{ start: 0, end: 0, replacement: 'new' }]);
  assert.deepEqual(edits('old', ''), [{ start: 0, end: 3, replacement: '' }]);
});

test('an Arabic word with its marks is one word', () => {
  const from = 'اَلطَّقْسُ جَمِيلٌ اليوم';
  const to = 'اَلطَّقْسُ حَارٌّ اليوم';
  const [edit, ...others] = edits(from, to);
  assert.deepEqual(others, []);
  assert.equal(from.slice(edit.start, edit.end), 'جَمِيلٌ');
  assert.equal(edit.replacement, 'حَارٌّ');
});

test('no edit cuts an emoji in two', () => {
  const from = 'a 👍 b 😀😀 c';
  const to = 'a 👎 b 😀 c';
  const found = edits(from, to);
  assert.equal(applied(from, found), to);
  for (const { start, end, replacement } of found) {
    assert.ok(from.slice(0, start).isWellFormed?.() ?? true);
    assert.ok(from.slice(start, end).isWellFormed?.() ?? true);
    assert.ok(replacement.isWellFormed?.() ?? true);
  }
  assert.deepEqual(edits('👍', '👎'), [{ start: 0, end: 2, replacement: '👎' }]);
});

test('whatever the texts are, the edits make the second of the first', () => {
  const parts = ['a', 'b', ' ', '\n', '.', 'سلام', 'é', 'e\u0301', '👍', '👨‍👩‍👧', '中', '\ud83d', '\r\n', '<b>', '12'];
  let seed = 7;
  const next = (below) => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((seed / 2_147_483_648) * below);
  };
  const random = () => Array.from({ length: next(14) }, () => parts[next(parts.length)]).join('');
  for (let round = 0; round < 2000; round += 1) {
    const [from, to] = [random(), random()];
    assert.equal(applied(from, edits(from, to)), to, JSON.stringify([from, to]));
  }
});

test('texts too long to be compared word by word are one edit', () => {
  const [from, to] = ['x ', 'y '].map((word) => `same ${word.repeat(2500)}end`);
  const found = edits(from, to);
  assert.equal(found.length, 1);
  assert.equal(applied(from, found), to);
});

test('what is shown is text, whatever it says', () => {
  const element = document.createElement('p');
  const from = 'a <img src=x> b';
  const to = 'a <script>alert(1)</script> b';
  show(element, from, edits(from, to));
  assert.equal(element.querySelector('img, script'), null);
  const read = (gone) => [...element.childNodes].filter((node) => node.nodeName !== gone).map((node) => node.textContent).join('');
  assert.equal(read('INS'), from);
  assert.equal(read('DEL'), to);
});
