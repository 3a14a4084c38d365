import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { clock, cut, json, reset, serve, settled, text, visits } from './browser.js';
import { Shelf } from '../assets/js/annotate/shelf.js';
import { wait } from '../assets/js/annotate/waiting.js';

const DATA = { path: '/studies/s' };
const state = (word) => json(200, { state: word, assignments: [] });

beforeEach(() => {
  reset();
  document.body.innerHTML = '<p data-polling hidden>We look again.</p>';
  Object.defineProperty(document, 'hidden', { value: false, configurable: true });
});

test('a page without a pair looks again, more and more seldom, and goes on when there is one', async () => {
  const asked = serve(state('none_right_now'), cut, json(503, {}), json(429, {}), state('assigned'));
  wait('none-right-now', DATA, new Shelf('s|ada'));
  assert.equal(document.querySelector('[data-polling]').hidden, false);
  await clock.pass(3900);
  assert.equal(asked.length, 0);
  await clock.pass(60_000);
  assert.equal(asked.length, 5);
  assert.equal(asked[0].url, '/studies/s/assignments');
  assert.deepEqual(visits, ['/studies/s/annotate']);
});

test('a page that nobody sees asks for nothing until somebody does', async () => {
  const asked = serve(state('paused'), state('paused'));
  Object.defineProperty(document, 'hidden', { value: true, configurable: true });
  wait('paused', DATA, new Shelf('s|ada'));
  await clock.pass(600_000);
  assert.equal(asked.length, 0);
  Object.defineProperty(document, 'hidden', { value: false, configurable: true });
  document.dispatchEvent(new window.Event('visibilitychange'));
  await settled();
  assert.equal(asked.length, 1);
});

test('whoever is signed out is led to the door; a page of a stranger\'s network is none of ours', async () => {
  serve(json(401, {}));
  wait('paused', DATA, new Shelf('s|ada'));
  await clock.pass(5000);
  assert.deepEqual(visits, ['/studies/s/annotate']);
  reset();
  document.body.innerHTML = '<p data-polling hidden></p>';
  serve(text(200, '<h1>hotel</h1>'), state('paused'));
  wait('paused', DATA, new Shelf('s|ada'));
  await clock.pass(5000);
  assert.deepEqual(visits, []);
});

test('who is finished is not asked again, but what was on its way is still sent', async () => {
  const shelf = new Shelf('s|ada');
  shelf.change(({ outbox }) => outbox.push({ key: 'k', kind: 'vote', token: 't', url: '/studies/s/votes', body: {} }));
  const asked = serve(json(200, { state: 'finished', assignments: [], number: 1 }));
  wait('finished', DATA, shelf);
  await clock.pass(600_000);
  assert.deepEqual(asked.map(({ url }) => url), ['/studies/s/votes']);
  assert.deepEqual(visits, ['/studies/s/annotate']);
});
