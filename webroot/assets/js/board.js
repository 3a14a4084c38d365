// Follows the leaderboard: events while the page is seen, a request every few seconds where there
// is no room for one more stream, nothing while paused or hidden.
import { localise } from './base.js';
import { follow, jittered } from './follow.js';
import { patch } from './patch.js';

const board = document.querySelector('[data-board]');
const announce = document.querySelector('[data-announce]');

const POLL_MS = 5000;
const RETRY_MS = 2000;
const MOST_RETRY_MS = 30000;
const ANNOUNCE_MS = 10000;

let version = board.dataset.version;
/** @type {EventSource | null} */
let source = null;
let timer = 0;
let failures = 0;
let announcing = 0;
let nextAnnouncement = 0;

/** Reads out how the board stands: at once, but every ten seconds at most, and then what is true by then. */
const announceSoon = () => {
  clearTimeout(announcing);
  announcing = setTimeout(() => {
    nextAnnouncement = performance.now() + ANNOUNCE_MS;
    announce.textContent = board.querySelector('[data-part="totals"]')?.dataset.summary ?? '';
  }, Math.max(1, nextAnnouncement - performance.now()));
};

/** @param {ParentNode} fresh */
const sameParts = (fresh) => {
  /** @param {ParentNode} root */
  const names = (root) => [...root.querySelectorAll('[data-part]')].map((p) => p.dataset.part).join();
  return names(fresh) === names(board);
};

/**
 * Rows that came by the stream don't know the key of the link by which this page was opened.
 *
 * @param {ParentNode} root
 */
const carry = (root) => {
  const key = new URLSearchParams(location.search).get('key');
  for (const link of key ? root.querySelectorAll('a[data-carry]') : []) {
    const url = new URL(link.href);
    url.searchParams.set('key', key ?? '');
    link.href = url.href;
  }
};

/**
 * @param {string} html
 * @param {string} id
 */
const update = (html, id) => {
  const fresh = document.createElement('template');
  fresh.innerHTML = html;
  if (sameParts(fresh.content)) {
    for (const part of fresh.content.querySelectorAll('[data-part]')) {
      const shown = board.querySelector(`[data-part="${part.dataset.part}"]`);
      patch(shown, part);
    }
  } else {
    board.replaceChildren(fresh.content);
  }
  version = id;
  board.dataset.version = id;
  localise(board);
  carry(board);
  announceSoon();
};

const stop = () => {
  clearTimeout(timer);
  source?.close();
  source = null;
};

const poll = async () => {
  stop();
  show('polling');
  try {
    const answer = await fetch(board.dataset.fragment, {
      headers: { 'If-None-Match': `"${version}"` },
      cache: 'no-store',
    });
    if (answer.status === 200) {
      update(await answer.text(), (answer.headers.get('ETag') ?? '').replaceAll('"', ''));
    }
  } catch {
    show('waiting');
  }
  failures += 1;
  // Every minute or so: perhaps there is room for a stream by now.
  timer = setTimeout(failures % 12 === 0 ? listen : poll, jittered(POLL_MS));
};

const listen = () => {
  stop();
  show('waiting');
  let opened = false;
  const url = new URL(board.dataset.events, location.href);
  url.searchParams.set('after', version);
  source = new EventSource(url);
  source.addEventListener('open', () => {
    opened = true;
    failures = 0;
    show('live');
  });
  source.addEventListener('board', (event) => update(event.data, event.lastEventId));
  source.addEventListener('changed', () => {
    stop();
    timer = setTimeout(() => location.reload(), jittered(RETRY_MS));
  });
  source.addEventListener('error', () => {
    stop();
    if (!opened) {
      timer = setTimeout(poll, jittered(RETRY_MS) / 2);
      return;
    }
    failures += 1;
    show('waiting');
    timer = setTimeout(listen, jittered(Math.min(RETRY_MS * 2 ** failures, MOST_RETRY_MS)));
  });
};

const show = follow(listen, stop);
