import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { reset, settled, useCaches } from './browser.js';
import { heldBefore, isKept, keepHeld, noteLeft, takeLeft } from '../assets/js/annotate/kept.js';

const PATH = '/studies/s';
const HELD = { pseudonym: 'ada', assignments: [{ token: 'pair' }], done: 3 };

beforeEach(reset);

test('a page that comes back without a connection finds the pairs that were held', async () => {
  useCaches();
  await keepHeld(PATH, HELD);
  assert.equal(await heldBefore(PATH, 'ada'), null, 'a page from the server goes by the server');
  document.documentElement.dataset.kept = '';
  assert.equal(isKept(), true);
  assert.deepEqual(await heldBefore(PATH, 'ada'), HELD);
});

test('nobody finds the pairs of another annotator or of another study', async () => {
  useCaches();
  document.documentElement.dataset.kept = '';
  await keepHeld(PATH, HELD);
  assert.equal(await heldBefore(PATH, 'bob'), null);
  assert.equal(await heldBefore('/studies/other', 'ada'), null);
});

test('a browser without caches, or with garbage in them, has nothing and goes on', async () => {
  document.documentElement.dataset.kept = '';
  await keepHeld(PATH, HELD);
  assert.equal(await heldBefore(PATH, 'ada'), null);
  const caches = useCaches();
  const cache = await caches.open('agon-seat');
  for (const garbage of ['{', 'null', '[]']) {
    await cache.put(`${PATH}/annotate/held`, new Response(garbage));
    assert.equal(await heldBefore(PATH, 'ada'), null, garbage);
  }
  await settled();
});

test('which pairs were given back is known once, and only in this tab', () => {
  assert.deepEqual(takeLeft('s|ada'), []);
  noteLeft('s|ada', ['a', 'b']);
  assert.deepEqual(takeLeft('s|bob'), []);
  assert.deepEqual(takeLeft('s|ada'), ['a', 'b']);
  assert.deepEqual(takeLeft('s|ada'), []);
  sessionStorage.setItem('agon.left.s|ada', '{');
  assert.deepEqual(takeLeft('s|ada'), []);
});
