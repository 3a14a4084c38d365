import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { clock, cut, held, json, online, reset, serve, settled, text } from './browser.js';
import { Outbox, uuid } from '../assets/js/annotate/outbox.js';
import { belongTo } from '../assets/js/annotate/owner.js';
import { Shelf } from '../assets/js/annotate/shelf.js';

const WORK = { state: 'assigned', assignments: [], number: 7 };

let told;

const outboxOf = (shelf = new Shelf('s|ada')) => {
  told = { receipts: [], refusals: [], states: [], signedOut: 0, replaced: 0 };
  const outbox = new Outbox(shelf, {
    changed: () => told.states.push(outbox.state),
    receipt: (item, work) => told.receipts.push([item.key, work.number]),
    refused: (item, status, problem) => told.refusals.push([item.key, status, problem.code]),
    signedOut: () => { told.signedOut += 1; },
    replaced: () => { told.replaced += 1; },
  });
  return outbox;
};

const vote = (key, more = {}) => ({ key, kind: 'vote', token: `t-${key}`, url: '/studies/s/votes', body: { choice: 'first' }, ...more });

const keys = (asked) => asked.map(({ headers }) => headers['Idempotency-Key']);

beforeEach(() => {
  reset();
  belongTo('ada');
});

test('answers are sent one after another, each with its key and in its annotator\'s name', async () => {
  const first = held(json(200, WORK));
  const asked = serve(first, json(200, { ...WORK, number: 8 }));
  const outbox = outboxOf();
  outbox.add(vote('one'));
  outbox.add(vote('two'));
  await settled();
  assert.deepEqual(keys(asked), ['one'], 'the second one waits for the first one');
  assert.equal(outbox.state, 'saving');
  first.release();
  await settled();
  assert.deepEqual(keys(asked), ['one', 'two']);
  assert.equal(asked[0].headers['Agon-Annotator'], 'ada');
  assert.deepEqual(asked[0].json, { choice: 'first' });
  assert.deepEqual(told.receipts, [['one', 7], ['two', 8]]);
  assert.equal(outbox.state, 'saved');
});

test('a server that is busy is asked again with the same key, each time later, and the answer counts once', async () => {
  const asked = serve(json(503, {}), json(502, {}), json(500, {}), json(200, WORK));
  const outbox = outboxOf();
  outbox.add(vote('one'));
  const waits = [];
  for (let round = 0; round < 3; round += 1) {
    await settled();
    assert.equal(outbox.state, 'offline');
    waits.push(clock.next);
    await clock.pass(clock.next);
  }
  assert.deepEqual(keys(asked), ['one', 'one', 'one', 'one']);
  assert.deepEqual(told.receipts, [['one', 7]]);
  waits.forEach((wait, k) => {
    const usual = 800 * 2 ** k;
    assert.ok(wait >= usual * 0.75 && wait <= usual * 1.25, `${wait} ms instead of about ${usual}`);
  });
});

test('the longest wait is about twenty seconds', async () => {
  serve(...Array.from({ length: 12 }, () => json(503, {})));
  outboxOf().add(vote('one'));
  for (let round = 0; round < 11; round += 1) {
    await settled();
    await clock.pass(clock.next);
  }
  assert.ok(clock.next <= 25_000);
});

test('whoever asks to be left alone for a time is, even when more answers come and the page is looked at again', async () => {
  const asked = serve(json(429, {}, { 'Retry-After': '30' }), json(200, WORK), json(200, WORK));
  const outbox = outboxOf();
  outbox.add(vote('one'));
  await settled();
  outbox.add(vote('two'));
  online();
  document.dispatchEvent(new window.Event('visibilitychange'));
  await clock.pass(29_000);
  assert.deepEqual(keys(asked), ['one']);
  await clock.pass(2000);
  assert.deepEqual(keys(asked), ['one', 'one', 'two']);
});

test('a proxy\'s page with Retry-After is heard although it is no JSON', async () => {
  const asked = serve(text(503, '<h1>Busy</h1>', { 'Retry-After': '12' }), json(200, WORK));
  outboxOf().add(vote('one'));
  await clock.pass(11_900);
  assert.equal(asked.length, 1);
  await clock.pass(200);
  assert.equal(asked.length, 2);
});

test('a Retry-After that no timer can hold, or that is no number, does not become a storm of requests', async () => {
  for (const after of ['99999999999', '-5', 'Wed, 21 Oct 2026 07:28:00 GMT', 'soon']) {
    reset();
    const asked = serve(json(503, {}, { 'Retry-After': after }));
    outboxOf().add(vote('one'));
    await clock.pass(500);
    assert.equal(asked.length, 1, after);
    assert.ok(clock.next <= 600_000, `${after}: ${clock.next} ms`);
  }
});

test('whoever is signed out is told, and nothing more is sent', async () => {
  for (const reply of [json(401, { code: 'unauthorized' }), text(401, '<h1>Sign in</h1>')]) {
    reset();
    const asked = serve(reply);
    const outbox = outboxOf();
    outbox.add(vote('one'));
    await settled();
    outbox.add(vote('two'));
    online();
    await clock.pass(60_000);
    assert.equal(told.signedOut, 1);
    assert.equal(asked.length, 1);
    assert.equal(outbox.waiting, 2, 'both stay until somebody signs in');
    assert.equal(outbox.state, 'offline');
  }
});

test('an answer is kept for its own annotator when somebody else has signed in', async () => {
  const asked = serve(json(409, { code: 'other-annotator' }));
  const outbox = outboxOf();
  outbox.add(vote('one'));
  await clock.pass(60_000);
  assert.equal(told.replaced, 1);
  assert.equal(asked.length, 1);
  assert.equal(outbox.has('t-one'), true);
  assert.deepEqual(told.refusals, []);
});

test('what the server refuses is told with its reason and not sent again', async () => {
  const asked = serve(json(409, { code: 'lease-lost' }), json(422, { code: 'invalid', errors: [] }));
  const outbox = outboxOf();
  outbox.add(vote('one'));
  outbox.add(vote('two'));
  await clock.pass(60_000);
  assert.deepEqual(told.refusals, [['one', 409, 'lease-lost'], ['two', 422, 'invalid']]);
  assert.equal(asked.length, 2);
  assert.equal(outbox.waiting, 0);
});

test('an answer counts as stored only when the server itself says so', async () => {
  const strangers = ['<html>Welcome to our hotel</html>', '{"state": "assi', '', 'null', '[]', '"ok"', '{}'];
  const asked = serve(...strangers.map((content) => text(200, content)), json(200, WORK));
  const outbox = outboxOf();
  outbox.add(vote('one'));
  for (const content of strangers) {
    await settled();
    assert.equal(outbox.waiting, 1, content);
    assert.equal(outbox.state, 'offline', content);
    await clock.pass(clock.next);
  }
  assert.equal(asked.length, strangers.length + 1);
  assert.deepEqual(told.receipts, [['one', 7]]);
});

test('a refusal that nobody can read is no refusal', async () => {
  const asked = serve(text(403, '<h1>Blocked by the firewall</h1>'), text(400, 'null'), json(200, WORK));
  const outbox = outboxOf();
  outbox.add(vote('one'));
  await clock.pass(10_000);
  assert.equal(asked.length, 3);
  assert.deepEqual(told.refusals, []);
  assert.deepEqual(told.receipts, [['one', 7]]);
});

test('a cut network loses nothing, and the answer goes at once when it is back', async () => {
  const asked = serve(cut, json(200, WORK));
  const outbox = outboxOf();
  outbox.add(vote('one'));
  await settled();
  assert.equal(outbox.state, 'offline');
  assert.ok(asked[0].signal instanceof AbortSignal, 'no request waits for ever');
  online();
  await settled();
  assert.deepEqual(keys(asked), ['one', 'one']);
  assert.equal(outbox.state, 'saved');
});

test('an answer taken back before it was sent is never sent', async () => {
  const first = held(json(200, WORK));
  const asked = serve(first, json(200, WORK));
  const outbox = outboxOf();
  outbox.add(vote('one'));
  outbox.add(vote('two'));
  await settled();
  assert.equal(outbox.cancel('two'), true);
  assert.equal(outbox.cancel('one'), false, 'that one may have arrived');
  first.release();
  await clock.pass(60_000);
  assert.deepEqual(keys(asked), ['one']);
});

test('an answer that was on the wire once cannot be called back, although it failed', async () => {
  serve(cut);
  const outbox = outboxOf();
  outbox.add(vote('one'));
  await settled();
  assert.equal(outbox.cancel('one'), false);
  assert.equal(outbox.waiting, 1);
});

test('all of a pair that is not held any more goes', async () => {
  serve(cut);
  const outbox = outboxOf();
  outbox.add(vote('one', { token: 'pair' }));
  outbox.add(vote('undo', { token: 'pair', kind: 'undo' }));
  outbox.add(vote('other'));
  outbox.removeAll('pair');
  assert.equal(outbox.has('pair'), false);
  assert.equal(outbox.waiting, 1);
});

test('a page that is loaded again goes on with what was on its way, by the same keys', async () => {
  serve(cut);
  outboxOf().add(vote('one'));
  await settled();
  clock.waiting.clear();
  const asked = serve(json(200, WORK));
  outboxOf().wake();
  await settled();
  assert.deepEqual(keys(asked), ['one']);
  assert.deepEqual(told.receipts, [['one', 7]]);
});

test('the server is told how long ago the pair was shown when it is asked, a day at most', async () => {
  const asked = serve(cut, json(200, WORK), json(200, WORK));
  const outbox = outboxOf();
  const shownAt = performance.timeOrigin + clock.now - 500;
  outbox.add(vote('one', { shownAt }));
  await settled();
  assert.equal(asked[0].json.shown_ms_ago, 500);
  await clock.pass(2000);
  assert.ok(asked[1].json.shown_ms_ago > 500);
  outbox.add(vote('old', { shownAt: 1 }));
  await settled();
  assert.equal(asked[2].json.shown_ms_ago, 86_400_000);
});

test('a page that fails over one answer still sends the others', async () => {
  const asked = serve(json(200, WORK), json(200, WORK));
  const shelf = new Shelf('s|ada');
  shelf.change(({ outbox }) => outbox.push(vote('one')));
  const outbox = outboxOf(shelf);
  outbox.on.receipt = () => {
    throw new Error('a broken page');
  };
  await assert.rejects(outbox.run(), /a broken page/, 'nothing is ignored in silence');
  outbox.on.receipt = () => {};
  outbox.add(vote('two'));
  await settled();
  assert.deepEqual(keys(asked), ['one', 'two']);
});

test('keys are UUIDs also where the page came over plain HTTP', () => {
  const own = crypto.randomUUID;
  Object.defineProperty(crypto, 'randomUUID', { value: undefined, configurable: true });
  const made = Array.from({ length: 50 }, uuid);
  Object.defineProperty(crypto, 'randomUUID', { value: own, configurable: true });
  made.forEach((key) => assert.match(key, /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/));
  assert.equal(new Set(made).size, 50);
});
