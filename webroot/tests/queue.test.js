import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { clock, cut, json, online, reset, serve, settled, text, useCaches, visits } from './browser.js';
import { belongTo } from '../assets/js/annotate/owner.js';
import { Queue, UNKNOWN } from '../assets/js/annotate/queue.js';
import { Shelf } from '../assets/js/annotate/shelf.js';

const pair = (token, more = {}) => ({ token, revision: 0, deadline: '', ...more });
const assigned = (...tokens) => ({ state: 'assigned', assignments: tokens.map((token) => pair(token)) });

let shelf;
let told;

/** A queue that began with some pairs; answers to those of `onTheWay` wait to be sent. */
const queueOf = async (tokens, { onTheWay = [], ...more } = {}) => {
  shelf = new Shelf('s|ada');
  onTheWay.forEach((item) => shelf.change(({ outbox }) => outbox.push(item)));
  const outbox = {
    has: (token) => shelf.outbox.some((item) => item.token === token),
    get waiting() { return shelf.outbox.length; },
  };
  const note = (what) => () => told.push(what);
  const queue = new Queue(
    { path: '/studies/s', pseudonym: 'ada', work: assigned(...tokens), done: 3 },
    { outbox, shelf, previewing: false, ...more },
    { prepare: () => {}, show: note('show'), away: note('away'), signedOut: note('signedOut'), replaced: note('replaced') },
  );
  await queue.start();
  return queue;
};

const tokens = (queue) => queue.pairs.map(({ token }) => token);

beforeEach(() => {
  reset();
  useCaches();
  belongTo('ada');
  told = [];
});

test('a page begins with what is held, without what is answered already', async () => {
  const queue = await queueOf(['a', 'b'], { onTheWay: [{ kind: 'vote', token: 'a' }, { kind: 'vote', token: 'z' }, { kind: 'undo', token: 'z' }] });
  assert.deepEqual(tokens(queue), ['b']);
  assert.equal(queue.done, 4, 'one more than the server knows');
});

test('a page that comes back without a connection goes on with what was held', async () => {
  const before = await queueOf(['a', 'b', 'c']);
  before.pairs.shift();
  before.done += 1;
  before.keep();
  await settled();
  document.documentElement.dataset.kept = '';
  const queue = await queueOf(['a', 'b', 'c']);
  assert.deepEqual(tokens(queue), ['b', 'c']);
  assert.equal(queue.done, 4);
});

test('pairs that were just given back are not shown, and the server is asked anew', async () => {
  serve(cut);
  (await queueOf(['a', 'b', 'c'])).giveBack();
  const asked = serve(json(200, assigned('a', 'd')));
  const queue = await queueOf(['a', 'b', 'c']);
  assert.deepEqual(tokens(queue), ['a']);
  await clock.pass(500);
  assert.equal(asked.length, 1);
  assert.deepEqual(tokens(queue), ['a', 'd']);
});

test('pairs in advance are given back, but not what is shown, begun, or answered before', async () => {
  const asked = serve(...Array.from({ length: 4 }, () => json(200, {})));
  const queue = await queueOf(['a', 'b', 'c', 'd', 'e']);
  shelf.keepDraft('b', { note: 'begun here' });
  queue.pairs[2].draft = { writes: 1 };
  queue.pairs[3].revision = 2;
  queue.giveBack();
  assert.deepEqual(asked.map(({ url, keepalive }) => [url, keepalive]), [['/studies/s/assignments/e/release', true]]);
});

test('what the server says replaces the pairs in advance; the one that is read stays', async () => {
  const queue = await queueOf(['a', 'b']);
  queue.adopt({ ...assigned('c', 'a'), state: 'assigned' });
  assert.deepEqual(tokens(queue), ['a', 'c']);
  assert.deepEqual(told, [], 'nothing is shown anew');
});

test('a pair that is not held any more gives way, unless somebody has begun it', async () => {
  const queue = await queueOf(['a']);
  queue.adopt(assigned('b'));
  assert.deepEqual(tokens(queue), ['b']);
  assert.deepEqual(told, ['show']);
  shelf.keepDraft('b', { answers: { q: 1 } });
  queue.adopt(assigned('c'));
  assert.deepEqual(tokens(queue), ['b', 'c']);
});

test('what is on its way does not come back, and nothing is known without a connection', async () => {
  const queue = await queueOf(['a', 'b']);
  queue.pairs.shift();
  shelf.change(({ outbox }) => outbox.push({ kind: 'vote', token: 'a' }));
  queue.adopt(assigned('a', 'b', 'c'));
  assert.deepEqual(tokens(queue), ['b', 'c']);
  queue.adopt(UNKNOWN);
  assert.deepEqual(tokens(queue), ['b', 'c']);
});

test('a pair put first is there once', async () => {
  const queue = await queueOf(['a', 'b']);
  queue.putFirst(pair('b', { revision: 2 }));
  assert.deepEqual(queue.pairs.map(({ token, revision }) => [token, revision]), [['b', 2], ['a', 0]]);
});

test('when nothing is left the page of the state comes, but not while answers are on their way', async () => {
  const queue = await queueOf(['a'], { onTheWay: [{ kind: 'vote', token: 'a' }] });
  queue.adopt({ state: 'finished', assignments: [] });
  assert.deepEqual(visits, []);
  shelf.change((content) => { content.outbox = []; });
  queue.number = 12;
  queue.adopt({ state: 'finished', assignments: [] });
  assert.deepEqual(visits, ['/studies/s/annotate?saved=12']);
});

test('asking the server: signed out, somebody else, busy, garbage, cut', async () => {
  const queue = await queueOf(['a', 'b']);
  serve(json(401, {}), json(409, { code: 'other-annotator' }), json(503, {}), text(200, '<h1>hotel</h1>'), text(200, 'null'), json(200, {}), cut);
  const answers = [];
  for (let round = 0; round < 7; round += 1) {
    answers.push(await queue.refresh());
  }
  assert.deepEqual(answers, [true, true, false, false, false, false, false]);
  assert.deepEqual(told, ['signedOut', 'replaced', 'away', 'away', 'away', 'away']);
  assert.equal(queue.unreachable, true);
  assert.deepEqual(tokens(queue), ['a', 'b'], 'nothing is lost');
});

test('a kept page looks for the server until it is back, never twice at once', async () => {
  const queue = await queueOf(['a']);
  const asked = serve(cut, cut, json(200, assigned('a')));
  let back = false;
  queue.lookAgain().then(() => { back = true; });
  await settled();
  for (let flap = 0; flap < 5; flap += 1) {
    online();
  }
  await settled();
  assert.equal(asked.length, 1);
  await clock.pass(5000);
  assert.equal(asked.length, 2, 'a connection that comes and goes starts no second row of questions');
  await clock.pass(5000);
  assert.equal(back, true);
  await clock.pass(60_000);
  online();
  await settled();
  assert.equal(asked.length, 3);
});

test('a preview asks and keeps nothing', async () => {
  const queue = await queueOf(['a'], { previewing: true });
  const asked = serve();
  assert.equal(await queue.refresh(), true);
  assert.equal(asked.length, 0);
});
