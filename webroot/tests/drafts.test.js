import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { clock, cut, held, json, online, reset, serve, settled, text } from './browser.js';
import { Drafts } from '../assets/js/annotate/drafts.js';
import { now } from '../assets/js/annotate/outbox.js';
import { Shelf } from '../assets/js/annotate/shelf.js';

const PATH = '/studies/s';
const PAIR = { token: 'pair' };
const best = (choice) => ({ q: { choice } });

let told;

/** A window of one browser: windows share the shelf, but not their names. */
const windowOf = (shelf, name) => {
  sessionStorage.clear();
  const drafts = new Drafts(PATH, shelf, (token, other) => told.push([name, token, other]));
  drafts.of(PAIR);
  return drafts;
};

/** What the server does with drafts: the last one to write wins, and is told what another window had written. */
const keeper = () => {
  const server = { kept: null, writes: 0 };
  server.asked = serve(
    ...Array.from({ length: 4 }, () => () => {
      const { writer, base, answers, note } = server.asked.at(-1).json;
      const { kept } = server;
      const replaced = kept && kept.writer !== writer && server.writes > base;
      server.kept = { writer, answers, note };
      server.writes += 1;
      return json(200, { writes: server.writes, ...(replaced ? { replaced: { answers: kept.answers, note: kept.note } } : {}) })();
    }),
  );
  return server;
};

beforeEach(() => {
  reset();
  told = [];
});

test('what is entered goes to the server a second later, once for many changes', async () => {
  const asked = serve(json(200, { writes: 1 }));
  const shelf = new Shelf('s|ada');
  const drafts = windowOf(shelf, 'one');
  drafts.keep('pair', { answers: best('first'), note: '', shownAt: now(), activeMs: 100 });
  await clock.pass(400);
  drafts.keep('pair', { answers: best('second'), note: 'Why?', shownAt: now() - 400, activeMs: 500 });
  assert.equal(asked.length, 0);
  assert.deepEqual(shelf.draft('pair').answers, best('second'), 'this browser has it at once');
  await clock.pass(700);
  assert.equal(asked.length, 1);
  assert.equal(asked[0].url, '/studies/s/assignments/pair/draft');
  const { writer, ...sent } = asked[0].json;
  assert.match(writer, /^[0-9a-f-]{36}$/);
  assert.deepEqual(sent, { base: 0, answers: best('second'), note: 'Why?', shown_ms_ago: 1000, active_ms: 500 });
  assert.equal(shelf.draft('pair').dirty, false);
  await clock.pass(60_000);
  assert.equal(asked.length, 1);
});

test('the same once more is not sent again', async () => {
  const asked = serve(json(200, { writes: 1 }));
  const drafts = windowOf(new Shelf('s|ada'), 'one');
  const draft = { answers: best('first'), note: '', shownAt: now(), activeMs: 100 };
  drafts.keep('pair', draft);
  await clock.pass(2000);
  drafts.keep('pair', { ...draft, activeMs: 900 });
  await clock.pass(60_000);
  assert.equal(asked.length, 1);
});

test('a draft that could not be sent is sent later, also after garbage and when the server is busy', async () => {
  const asked = serve(cut, json(503, {}), json(429, {}), text(200, '<h1>hotel</h1>'), json(200, { writes: 1 }));
  const shelf = new Shelf('s|ada');
  windowOf(shelf, 'one').keep('pair', { answers: best('first'), note: '', shownAt: now(), activeMs: 1 });
  await clock.pass(1000);
  assert.equal(asked.length, 1);
  await clock.pass(20_000);
  assert.equal(asked.length, 5);
  assert.equal(shelf.draft('pair').dirty, false);
});

test('a draft of a pair that is not held any more is given up', async () => {
  const asked = serve(json(409, { code: 'lease-lost' }));
  windowOf(new Shelf('s|ada'), 'one').keep('pair', { answers: best('first'), note: '', shownAt: now(), activeMs: 1 });
  await clock.pass(60_000);
  assert.equal(asked.length, 1);
});

test('of two windows the last one to write wins and is offered what the other had entered', async () => {
  const server = keeper();
  // Two devices, so that each has a shelf of its own.
  const first = windowOf(new Shelf('s|ada'), 'first');
  const second = windowOf(new Shelf('s|ada at another device'), 'second');
  first.keep('pair', { answers: best('first'), note: 'mine', shownAt: now(), activeMs: 1 });
  await clock.pass(1500);
  second.keep('pair', { answers: best('second'), note: '', shownAt: now(), activeMs: 1 });
  await clock.pass(1500);
  assert.notEqual(server.asked[0].json.writer, server.asked[1].json.writer);
  assert.deepEqual(told, [['second', 'pair', { answers: best('first'), note: 'mine' }]]);
  assert.deepEqual(server.kept.answers, best('second'));
});

test('a window that knows what the other wrote replaces it without a word', async () => {
  const server = keeper();
  const first = windowOf(new Shelf('s|ada'), 'first');
  first.keep('pair', { answers: best('first'), note: '', shownAt: now(), activeMs: 1 });
  await clock.pass(1500);
  const second = windowOf(new Shelf('other device'), 'second');
  second.of({ token: 'pair', draft: { answers: best('first'), writes: 1, shown_ms_ago: 10, active_ms: 5 } });
  second.keep('pair', { answers: best('tie'), note: '', shownAt: now(), activeMs: 1 });
  await clock.pass(1500);
  assert.equal(server.asked[1].json.base, 1);
  assert.deepEqual(told, []);
});

test('what is entered while a draft is on its way follows it, and does not overtake it', async () => {
  const slow = held(json(200, { writes: 1 }));
  const asked = serve(slow, json(200, { writes: 2 }));
  const drafts = windowOf(new Shelf('s|ada'), 'one');
  drafts.keep('pair', { answers: best('first'), note: '', shownAt: now(), activeMs: 1 });
  await clock.pass(1000);
  drafts.keep('pair', { answers: best('second'), note: '', shownAt: now(), activeMs: 1 });
  await clock.pass(5000);
  assert.equal(asked.length, 1);
  slow.release();
  await clock.pass(1000);
  assert.equal(asked.length, 2);
  assert.deepEqual(asked[1].json.answers, best('second'));
  assert.equal(asked[1].json.base, 1);
});

test('a pair that was answered meanwhile hears no more of its draft', async () => {
  const slow = held(json(200, { writes: 1, replaced: { note: 'theirs' } }));
  const asked = serve(slow);
  const shelf = new Shelf('s|ada');
  const drafts = windowOf(shelf, 'one');
  drafts.keep('pair', { answers: best('first'), note: '', shownAt: now(), activeMs: 1 });
  await clock.pass(1000);
  drafts.forget('pair');
  shelf.dropDraft('pair');
  slow.release();
  await clock.pass(60_000);
  assert.equal(asked.length, 1);
  assert.deepEqual(told, []);
  assert.equal(shelf.draft('pair'), undefined);
});

test('a page that is left sends what was entered last at once; what outlives a page is short', async () => {
  const asked = serve(json(200, { writes: 1 }), json(200, { writes: 2 }));
  const drafts = windowOf(new Shelf('s|ada'), 'one');
  drafts.keep('pair', { answers: best('first'), note: '', shownAt: now(), activeMs: 1 });
  drafts.sendAll();
  await settled();
  assert.equal(asked.length, 1);
  assert.equal(asked[0].keepalive, true);
  drafts.keep('pair', { answers: { q: 'x'.repeat(20_000) }, note: '', shownAt: now(), activeMs: 1 });
  drafts.sendAll();
  await settled();
  assert.equal(asked[1].keepalive, false);
});

test('the connection that is back brings the draft at once', async () => {
  const asked = serve(cut, json(200, { writes: 1 }));
  windowOf(new Shelf('s|ada'), 'one').keep('pair', { answers: best('first'), note: '', shownAt: now(), activeMs: 1 });
  await clock.pass(1000);
  assert.equal(asked.length, 1);
  online();
  await settled();
  assert.equal(asked.length, 2);
});

test('one goes on with the later of what this browser and the server know', () => {
  const shelf = new Shelf('s|ada');
  const drafts = windowOf(shelf, 'one');
  const theirs = { answers: best('second'), note: 'n', writes: 3, shown_ms_ago: 5000, active_ms: 4000 };
  assert.equal(drafts.of(PAIR), undefined);
  const taken = drafts.of({ token: 'pair', draft: theirs });
  assert.deepEqual(taken, { answers: best('second'), note: 'n', shownAt: now() - 5000, activeMs: 4000, writes: 3 });
  shelf.keepDraft('pair', { answers: best('first'), writes: 3, dirty: true });
  assert.deepEqual(drafts.of({ token: 'pair', draft: { ...theirs, writes: 9 } }).answers, best('first'), 'what the server does not know stands');
  shelf.keepDraft('pair', { answers: best('first'), writes: 4, dirty: false });
  assert.deepEqual(drafts.of({ token: 'pair', draft: theirs }).answers, best('first'), 'what the server knew before is older');
  assert.deepEqual(drafts.of({ token: 'pair', draft: { ...theirs, writes: 5 } }).answers, best('second'));
});

test('a draft that was not sent before the page was loaded again is sent then', async () => {
  const asked = serve(json(200, { writes: 4 }));
  const shelf = new Shelf('s|ada');
  shelf.keepDraft('pair', { answers: best('first'), note: '', shownAt: now(), activeMs: 1, writes: 3, dirty: true });
  windowOf(shelf, 'one');
  await clock.pass(1000);
  assert.equal(asked[0].json.base, 3);
});

test('times longer than a day, and in the future, are told as what the server takes', async () => {
  const asked = serve(json(200, { writes: 1 }), json(200, { writes: 2 }));
  const drafts = windowOf(new Shelf('s|ada'), 'one');
  drafts.keep('pair', { answers: best('first'), note: '', shownAt: 0, activeMs: 1e12 });
  await clock.pass(1000);
  assert.equal(asked[0].json.shown_ms_ago, 86_400_000);
  assert.equal(asked[0].json.active_ms, 86_400_000);
  drafts.keep('pair', { answers: best('tie'), note: '', shownAt: now() + 1e9, activeMs: 1 });
  await clock.pass(1000);
  assert.equal(asked[1].json.shown_ms_ago, 0);
});
