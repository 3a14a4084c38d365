import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { reset } from './browser.js';
import { keepSetting, setting, Shelf } from '../assets/js/annotate/shelf.js';

const KEY = 'agon.seat.s|ada';
const { setItem } = window.Storage.prototype;

const fill = () => {
  window.Storage.prototype.setItem = () => {
    throw new window.DOMException('full', 'QuotaExceededError');
  };
};

beforeEach(() => {
  window.Storage.prototype.setItem = setItem;
  reset();
});

test('a second tab sees what the first one keeps, and both add to it', () => {
  const [one, two] = [new Shelf('s|ada'), new Shelf('s|ada')];
  one.change(({ outbox }) => outbox.push({ key: '1' }));
  two.change(({ outbox }) => outbox.push({ key: '2' }));
  assert.deepEqual(one.outbox.map(({ key }) => key), ['1', '2']);
  assert.deepEqual(new Shelf('s|bob').outbox, [], 'another annotator has a shelf of their own');
});

test('drafts are kept, dropped, and forgotten with their pairs; an empty shelf leaves nothing behind', () => {
  const shelf = new Shelf('s|ada');
  shelf.keepDraft('a', { note: 'x' });
  shelf.keepDraft('b', { note: 'y' });
  shelf.keepDraftsOf(['b']);
  assert.equal(shelf.draft('a'), undefined);
  assert.deepEqual(shelf.draft('b'), { note: 'y' });
  shelf.dropDraft('b');
  assert.equal(localStorage.getItem(KEY), null);
});

test('what cannot be read is as good as nothing', () => {
  for (const stored of ['{', 'null', '[]', '7', '"text"', '{"outbox": {}, "drafts": {}}', '{"outbox": []}', '{"outbox": [], "drafts": 7}']) {
    localStorage.setItem(KEY, stored);
    const shelf = new Shelf('s|ada');
    assert.deepEqual(shelf.outbox, [], stored);
    shelf.change(({ outbox }) => outbox.push({ key: '1' }));
    assert.equal(shelf.outbox.length, 1, stored);
  }
});

test('an answer is not lost when the storage is full, although something older lies there', () => {
  const shelf = new Shelf('s|ada');
  shelf.keepDraft('pair', { note: 'begun' });
  fill();
  shelf.change(({ outbox }) => outbox.push({ key: '1' }));
  assert.equal(shelf.durable, false, 'so that the page can warn before it is left');
  assert.deepEqual(shelf.outbox, [{ key: '1' }]);
  window.Storage.prototype.setItem = setItem;
  shelf.change(({ outbox }) => outbox.push({ key: '2' }));
  assert.equal(shelf.durable, true);
  assert.deepEqual(new Shelf('s|ada').outbox.map(({ key }) => key), ['1', '2']);
});

test('a setting is kept for the browser; unreadable ones are as usual', () => {
  assert.equal(setting('advance', false), false);
  keepSetting('advance', true);
  assert.equal(setting('advance', false), true);
  localStorage.setItem('agon.setting.advance', '{');
  assert.equal(setting('advance', false), false);
  fill();
  keepSetting('advance', true);
  assert.equal(setting('advance', false), false);
});
