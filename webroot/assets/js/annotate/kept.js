// What a reload without a connection needs: the page, which the service worker keeps, and the pairs
// that are held now. Both lie in one cache, so that the worker forgets both together.

/** As in seat-worker.js. */
export const KEPT = 'agon-seat';

/** @param {string} path */
const heldUrl = (path) => `${path}/annotate/held`;

/** Whether this page came from the worker because the server could not be reached. */
export const isKept = () => document.documentElement.dataset.kept !== undefined;

/**
 * Keeps {pseudonym, assignments, done}: what is held now; a browser that keeps nothing has only the page.
 *
 * @param {string} path
 * @param {Held} held
 */
export const keepHeld = async (path, held) => {
  try {
    const cache = await caches.open(KEPT);
    await cache.put(heldUrl(path), new Response(JSON.stringify(held)));
  } catch {
    // Private windows and plain HTTP know no caches.
  }
};

/** @param {string} name */
const leftKey = (name) => `agon.left.${name}`;

/**
 * Notes which pairs this tab gave back as it was left: a reload may be quicker than they are.
 *
 * @param {string} name
 * @param {string[]} tokens
 */
export const noteLeft = (name, tokens) => {
  try {
    sessionStorage.setItem(leftKey(name), JSON.stringify(tokens));
  } catch {
    // Without storage a pair that was given back may be shown for a moment.
  }
};

/**
 * The pairs noted when this tab was left last, once.
 *
 * @param {string} name
 */
export const takeLeft = (name) => {
  try {
    const left = JSON.parse(sessionStorage.getItem(leftKey(name))) ?? [];
    sessionStorage.removeItem(leftKey(name));
    return left;
  } catch {
    return [];
  }
};

/**
 * What somebody held last, null when nothing is known of it or the server has answered.
 *
 * @param {string} path
 * @param {string} pseudonym
 * @returns {Promise<Held | null>}
 */
export const heldBefore = async (path, pseudonym) => {
  if (!isKept()) {
    return null;
  }
  try {
    const kept = await caches.match(heldUrl(path), { cacheName: KEPT });
    const held = await kept?.json();
    return held?.pseudonym === pseudonym ? held : null;
  } catch {
    return null;
  }
};

/** This page as the server writes it; null when the worker has it. Asked for here, since a page that is
    left asks for nothing any more: the worker would, and so take pairs that were just given back. */
const pageToKeep = async () => {
  if (await caches.match(location.pathname, { cacheName: KEPT })) {
    return null;
  }
  const response = await fetch(location.pathname, { headers: { Accept: 'text/html' } });
  return response.ok && !response.redirected ? { body: await response.text(), headers: [...response.headers] } : null;
};

/**
 * Lets the worker keep this page with what it loads; `script` is the worker's address.
 *
 * @param {string} script
 */
export const keepPage = async (script) => {
  try {
    if (isKept() || !navigator.serviceWorker) {
      return;
    }
    await navigator.serviceWorker.register(script);
    const { active } = await navigator.serviceWorker.ready;
    const assets = performance
      .getEntriesByType('resource')
      .map(({ name }) => name)
      .filter((name) => name.startsWith(location.origin) && name.includes('/assets/'));
    active?.postMessage({ keep: location.pathname, assets, page: await pageToKeep() });
  } catch {
    // Without a worker a reload needs the connection; answers and drafts lie in storage all the same.
  }
};
