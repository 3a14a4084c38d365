import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { beforeEach, test } from 'node:test';
import vm from 'node:vm';
import { fakeCaches } from './browser.js';

const SCRIPT = readFileSync(new URL('../assets/js/seat-worker.js', import.meta.url), 'utf8');
const SITE = 'https://agon.test';
const SEAT = `${SITE}/studies/s/annotate`;
const HASH = '0123456789ab';

let handlers;
let caches;
let network;
let now;

beforeEach(() => {
  handlers = {};
  caches = fakeCaches();
  network = async () => {
    throw new TypeError('Failed to fetch');
  };
  now = 1_700_000_000_000;
  const fetched = (request, options) => network(request.url ?? request, options);
  globalThis.fetch = fetched;
  vm.runInNewContext(SCRIPT, {
    self: {
      addEventListener: (type, handler) => { handlers[type] = handler; },
      location: new URL(SITE),
      skipWaiting: () => {},
      clients: { claim: async () => {} },
    },
    caches,
    fetch: fetched,
    Response,
    Headers,
    URL,
    Date: { now: () => now },
    console,
  });
});

/** What the worker does about a request: its answer, null when it leaves it alone. */
const request = async (url, { mode = 'navigate', method = 'GET' } = {}) => {
  const later = [];
  let answer = null;
  handlers.fetch({
    request: { url, mode, method },
    waitUntil: (work) => later.push(work),
    respondWith: (given) => { answer = given; },
  });
  const response = await answer;
  await Promise.all(later);
  return response;
};

const message = async (data) => {
  const later = [];
  handlers.message({ data: { assets: [], ...data }, waitUntil: (work) => later.push(work) });
  await Promise.all(later);
};

const page = (status = 200, headers = { 'Agon-Seat': 'assigned', 'Content-Encoding': 'gzip' }) => async () =>
  new Response('<html lang="en">the pair</html>', { status, headers });

test('the page with a pair is there without a connection, and says that it was kept', async () => {
  network = page();
  assert.equal(await (await request(SEAT)).text(), '<html lang="en">the pair</html>');
  network = async () => { throw new TypeError('cut'); };
  const kept = await request(SEAT);
  assert.equal(await kept.text(), '<html data-kept lang="en">the pair</html>');
  assert.equal(kept.headers.get('Content-Encoding'), null);
});

test('with a connection the server is always asked', async () => {
  network = page();
  await request(SEAT);
  network = async () => new Response('<html >newer', { headers: { 'Agon-Seat': 'assigned' } });
  assert.equal(await (await request(SEAT)).text(), '<html >newer');
});

test('a proxy that says that the server is away counts as no connection, a fault of the server does not', async () => {
  network = page();
  await request(SEAT);
  for (const status of [502, 503, 504]) {
    network = page(status);
    assert.match(await (await request(SEAT)).text(), /data-kept/, String(status));
  }
  network = page(500);
  assert.equal((await request(SEAT)).status, 500);
});

test('without a page that was kept the failure is the browser\'s to show', async () => {
  await assert.rejects(request(SEAT), /Failed to fetch/);
  network = page(503);
  assert.equal((await request(SEAT)).status, 503);
});

test('a page without a pair is not kept, and takes the place of the one that was', async () => {
  for (const headers of [{}, { 'Agon-Seat': 'finished' }]) {
    network = page();
    await request(SEAT);
    network = page(200, headers);
    await request(SEAT);
    network = async () => { throw new TypeError('cut'); };
    await assert.rejects(request(SEAT), /cut/);
  }
});

test('whoever signs in or out, or sends any form, leaves no page behind', async () => {
  const doors = [
    [`${SITE}/studies/s/join`],
    [`${SITE}/return/token`],
    [`${SITE}/me/leave`, { method: 'POST' }],
  ];
  for (const [url, how] of doors) {
    network = page();
    await request(SEAT);
    assert.equal(await request(url, how), null, 'the worker answers nothing itself');
    network = async () => { throw new TypeError('cut'); };
    await assert.rejects(request(SEAT), /cut/, url);
  }
});

test('a page older than half a day is forgotten', async () => {
  network = page();
  await request(SEAT);
  network = async () => { throw new TypeError('cut'); };
  now += 12 * 3600 * 1000 + 1;
  await assert.rejects(request(SEAT), /cut/);
  now -= 3600 * 1000;
  await assert.rejects(request(SEAT), /cut/);
});

test('one study\'s page does not stand for another\'s, and no other page is kept', async () => {
  network = page();
  await request(SEAT);
  network = async () => { throw new TypeError('cut'); };
  await assert.rejects(request(`${SITE}/studies/other/annotate`), /cut/);
  for (const url of [`${SITE}/`, `${SITE}/studies/s/board`, `${SITE}/studies/s/annotate/held`, `${SITE}/admin/studies`]) {
    assert.equal(await request(url), null, url);
  }
  assert.equal(await request(`${SITE}/studies/s/votes`, { mode: 'cors', method: 'POST' }), null);
});

test('files under a hash come from what is kept, others from the network', async () => {
  const file = `${SITE}/assets/${HASH}/js/annotate.js`;
  network = async () => new Response('kept');
  await message({ keep: '/studies/s/annotate', assets: [file, 'https://elsewhere.test/a.js', `${SITE}/assets/js/loose.js`] });
  assert.deepEqual([...caches.kept.get('agon-seat-assets').keys()], [file]);
  network = async () => new Response('network');
  assert.equal(await (await request(file, { mode: 'cors' })).text(), 'kept');
  assert.equal(await (await request(`${SITE}/assets/${HASH}/js/other.js`, { mode: 'cors' })).text(), 'network');
  assert.equal(await request(`https://elsewhere.test/assets/${HASH}/a.js`, { mode: 'cors' }), null);
});

test('files of an earlier version of the site go', async () => {
  network = async () => new Response('file');
  await message({ keep: '/studies/s/annotate', assets: [`${SITE}/assets/aaaaaaaaaaaa/js/a.js`] });
  await message({ keep: '/studies/s/annotate', assets: [`${SITE}/assets/bbbbbbbbbbbb/js/a.js`] });
  assert.deepEqual([...caches.kept.get('agon-seat-assets').keys()], [`${SITE}/assets/bbbbbbbbbbbb/js/a.js`]);
});

test('a page can ask that only an annotation page is kept, and that a pair is given back', async () => {
  const asked = [];
  network = async (url, options) => {
    asked.push([url, options.method, options.headers]);
    throw new TypeError('cut');
  };
  await message({ keep: '/admin/studies', page: { body: '<html >secret', headers: [['Agon-Seat', 'assigned']] } });
  assert.equal(caches.kept.size, 0);
  await message({ release: '/studies/s/assignments/t/release', headers: { 'Agon-Annotator': 'ada' } });
  assert.deepEqual(asked, [['/studies/s/assignments/t/release', 'POST', { 'Agon-Annotator': 'ada' }]]);
});
