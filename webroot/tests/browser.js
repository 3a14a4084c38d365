// A browser for scripts that run without one: a document by jsdom, a clock that tests turn on, and a
// server that answers what it is told to. Imported first, so that it is there before the scripts.

import { webcrypto } from 'node:crypto';
import { JSDOM } from 'jsdom';

const { window } = new JSDOM('<!doctype html><html lang="en"><body></body></html>', { url: 'https://agon.test/studies/s/annotate' });

const put = (name, value) => Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });

/** Where the page was sent, by location.assign and the like. */
export const visits = [];

put('window', window);
put('document', window.document);
put('localStorage', window.localStorage);
put('sessionStorage', window.sessionStorage);
put('navigator', { language: 'en' });
put('CharacterData', window.CharacterData);
put('HTMLElement', window.HTMLElement);
put('Element', window.Element);
put('location', {
  origin: 'https://agon.test',
  pathname: '/studies/s/annotate',
  assign: (url) => visits.push(url),
  replace: (url) => visits.push(url),
});
if (!globalThis.crypto) {
  put('crypto', webcrypto);
}
window.matchMedia = () => ({ matches: false, addEventListener: () => {} });

/** What scripts listen to on the window and the document, so that it can end with a test. */
const listening = [];
for (const target of [window, window.document]) {
  const listen = target.addEventListener.bind(target);
  target.addEventListener = (type, listener, options) => {
    listening.push(() => target.removeEventListener(type, listener, options));
    listen(type, listener, options);
  };
}

/** Time goes on only when a test says so. */
export const clock = {
  now: 0,
  waiting: new Map(),
  /** How long the next one waits, null when nothing does. */
  get next() {
    const times = [...this.waiting.values()].map(({ at }) => at);
    return times.length === 0 ? null : Math.min(...times) - this.now;
  },
  /** Lets milliseconds go by, and what was waiting for one of them happen. */
  async pass(ms) {
    const end = this.now + ms;
    await settled();
    for (;;) {
      const due = [...this.waiting].filter(([, { at }]) => at <= end).sort(([, a], [, b]) => a.at - b.at)[0];
      if (!due) {
        break;
      }
      const [id, { at, run }] = due;
      this.waiting.delete(id);
      this.now = Math.max(this.now, at);
      run();
      await settled();
    }
    this.now = end;
  },
};

let ids = 0;
// As browsers do: what is too long for 31 bits does not wait at all.
const wait = (ms) => (ms > 2_147_483_647 ? 1 : Math.max(1, Math.ceil(ms) || 0));
put('setTimeout', (run, ms) => {
  ids += 1;
  if (ms === 0) {
    // The document's own: our scripts wait for some time, or not at all.
    setImmediate(run);
    return ids;
  }
  clock.waiting.set(ids, { at: clock.now + wait(ms), run });
  return ids;
});
put('clearTimeout', (id) => clock.waiting.delete(id));
put('performance', { timeOrigin: 1_700_000_000_000, now: () => clock.now, getEntriesByType: () => [] });

/** Everything that needs no time has happened. */
export const settled = async () => {
  for (let round = 0; round < 5; round += 1) {
    await new Promise((resolve) => { setImmediate(resolve); });
  }
};

/** An answer of the server's. */
export const json = (status, content, headers = {}) => () =>
  new Response(JSON.stringify(content), { status, headers: { 'Content-Type': 'application/json', ...headers } });
export const text = (status, content, headers = {}) => () => new Response(content, { status, headers });
export const cut = () => {
  throw new TypeError('Failed to fetch');
};
/** Answers nothing until `release` is called. */
export const held = (reply) => {
  let release;
  const until = new Promise((resolve) => { release = resolve; });
  return Object.assign(() => until.then(reply), { release: () => release() });
};

/** Answers one request after another as told, and takes down what was asked; what comes beyond is cut off. */
export const serve = (...replies) => {
  const asked = [];
  put('fetch', async (url, options = {}) => {
    const { body } = options;
    asked.push({ url: String(url), ...options, json: typeof body === 'string' ? JSON.parse(body) : body });
    return (replies.shift() ?? cut)();
  });
  return asked;
};

/** Everything is as it was before the first test. */
export const reset = () => {
  window.localStorage.clear();
  window.sessionStorage.clear();
  document.body.replaceChildren();
  delete document.documentElement.dataset.kept;
  listening.splice(0).forEach((end) => end());
  clock.waiting.clear();
  visits.length = 0;
  put('caches', undefined);
  serve();
};

/** Says that the connection is back. */
export const online = () => window.dispatchEvent(new window.Event('online'));

/** Caches as a browser keeps them; `kept` are the texts by cache and address. */
export const fakeCaches = () => {
  const kept = new Map();
  const open = async (name) => {
    if (!kept.has(name)) {
      kept.set(name, new Map());
    }
    const cache = kept.get(name);
    return {
      put: async (url, response) => { cache.set(String(url), response); },
      add: async (url) => { cache.set(String(url), await fetch(url)); },
      keys: async () => [...cache.keys()].map((url) => ({ url })),
      delete: async ({ url }) => cache.delete(url),
    };
  };
  return {
    kept,
    open,
    delete: async (name) => kept.delete(name),
    match: async (url, { cacheName }) => kept.get(cacheName)?.get(String(url))?.clone(),
  };
};

export const useCaches = () => {
  const all = fakeCaches();
  put('caches', all);
  return all;
};
