// Keeps one page for the time without a connection: the annotator's seat. It always asks the server
// first, and answers with what it keeps only when the server cannot be reached. Signing in or out,
// and every other form that is sent, makes it forget the page: it never shows one person's page to
// another, and none that is older than half a day.

const KEPT = 'agon-seat';
const ASSETS = 'agon-seat-assets';
const LONGEST = 12 * 3600 * 1000;
const AWAY = [502, 503, 504];

const worker = /** @type {ServiceWorkerGlobalScope} */ (/** @type {unknown} */ (self));

/** @param {URL} url */
const isSeat = (url) => /\/studies\/[^/]+\/annotate$/.test(url.pathname);
/** @param {URL} url */
const isDoor = (url) => /\/(return|join)(\/|$)/.test(url.pathname);
/** @param {URL} url */
const isAsset = (url) => /\/assets\/[0-9a-f]{12}\//.test(url.pathname);

const forget = () => caches.delete(KEPT);

worker.addEventListener('install', (event) => {
  // What scripts send goes past the worker, where browsers can say so: it has nothing to do with it.
  /** @type {any} */ (event).addRoutes?.({ condition: { requestMethod: 'POST', requestMode: 'cors' }, source: 'network' });
  worker.skipWaiting();
});
worker.addEventListener('activate', (event) => event.waitUntil(worker.clients.claim()));

worker.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.mode === 'navigate') {
    if (request.method !== 'GET' || isDoor(url)) {
      event.waitUntil(forget());
    } else if (isSeat(url)) {
      event.respondWith(seat(event, url));
    }
  } else if (request.method === 'GET' && url.origin === worker.location.origin && isAsset(url)) {
    event.respondWith(asset(request));
  }
});

worker.addEventListener('message', (event) => {
  const { keep, assets, page, release, headers } = event.data;
  if (release) {
    // A page that is closing cannot be sure that its own request gets through the worker.
    event.waitUntil(fetch(release, { method: 'POST', headers }).catch(() => {}));
  }
  if (keep && isSeat(new URL(keep, worker.location.origin))) {
    event.waitUntil(keepPage(keep, assets, page));
  }
});

/**
 * The page as it is now, and all that it has loaded.
 *
 * @param {string} path
 * @param {string[]} assets
 * @param {{ body: string, headers: [string, string][] } | null} page
 */
const keepPage = async (path, assets, page) => {
  if (page) {
    await put(path, new Response(page.body, { headers: page.headers }));
  }
  const cache = await caches.open(ASSETS);
  const there = new Set((await cache.keys()).map(({ url }) => url));
  await Promise.all(
    assets.filter((url) => !there.has(url) && isAsset(new URL(url))).map((url) => cache.add(url).catch(() => {})),
  );
  // Files of an earlier version of the site are of no use any more.
  const version = /\/assets\/([0-9a-f]{12})\//.exec(assets[0] ?? '')?.[1];
  const old = (await cache.keys()).filter(({ url }) => version && !url.includes(version));
  await Promise.all(old.map((request) => cache.delete(request)));
};

/**
 * Keeps a page with a pair on it; anything else means that there is nothing to keep.
 *
 * @param {string} path
 * @param {Response} response
 */
const put = async (path, response) => {
  if (response.ok && !response.redirected && response.headers.get('Agon-Seat') === 'assigned') {
    const headers = new Headers(response.headers);
    headers.delete('Content-Encoding');
    headers.delete('Content-Length');
    headers.set('Agon-Kept', String(Date.now()));
    const page = (await response.text()).replace('<html ', '<html data-kept ');
    const cache = await caches.open(KEPT);
    await cache.put(path, new Response(page, { status: 200, headers }));
  } else {
    await forget();
  }
};

/**
 * @param {FetchEvent} event
 * @param {URL} url
 */
const seat = async (event, url) => {
  let response = null;
  try {
    response = await fetch(event.request);
  } catch (failure) {
    const kept = await keptPage(url);
    if (!kept) {
      throw failure;
    }
    return kept;
  }
  if (AWAY.includes(response.status)) {
    return (await keptPage(url)) ?? response;
  }
  event.waitUntil(put(url.pathname, response.clone()));
  return response;
};

/** @param {URL} url */
const keptPage = async (url) => {
  const kept = await caches.match(url.pathname, { cacheName: KEPT });
  const age = Date.now() - Number(kept?.headers.get('Agon-Kept'));
  if (!kept || age > LONGEST) {
    await forget();
    return null;
  }
  return kept;
};

/**
 * Files under a hash never change.
 *
 * @param {Request} request
 */
const asset = async (request) => {
  const kept = await caches.match(request.url, { cacheName: ASSETS });
  return kept ?? fetch(request);
};
