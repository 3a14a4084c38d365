// Follows the leaderboard: events while the page is seen, a request every few seconds where there
// is no room for one more stream, nothing while paused or hidden.
import { localise } from './base.js';

const board = document.querySelector('[data-board]');
const follow = document.querySelector('[data-follow]');
const announce = document.querySelector('[data-announce]');
const button = follow.querySelector('[data-pause]');
const still = window.matchMedia('(prefers-reduced-motion: reduce)');

const POLL_MS = 5000;
const RETRY_MS = 2000;
const MOST_RETRY_MS = 30000;
const ANNOUNCE_MS = 10000;

let version = board.dataset.version;
let paused = false;
let source = null;
let timer = 0;
let failures = 0;
let announced = 0;

const jittered = (ms) => ms * (0.5 + Math.random());

const show = (state) => {
  follow.hidden = false;
  follow.querySelector('[data-state]').textContent = follow.dataset[state];
  follow.querySelector('[data-pulse]').classList.toggle('on', state === 'live');
};

const places = (rows) => new Map(rows.map((row) => [row.dataset.key, row.offsetTop]));

/** Lets rows glide from where they were to where they are. */
const glide = (rows, before) => {
  for (const row of rows) {
    const from = before.get(row.dataset.key);
    const moved = from === undefined ? 0 : from - row.offsetTop;
    if (moved) {
      row.animate([{ transform: `translateY(${moved}px)` }, { transform: 'none' }], {
        duration: 350,
        easing: 'ease-out',
      });
    }
  }
};

/** Makes a node say what a fresh one says; what is equal stays, with its focus and selection. */
const patch = (shown, fresh) => {
  if (shown.isEqualNode(fresh)) {
    return;
  }
  const nodes = [...fresh.childNodes];
  if (shown.nodeName !== fresh.nodeName || shown.childNodes.length !== nodes.length) {
    shown.replaceWith(fresh);
    return;
  }
  if (shown instanceof CharacterData) {
    shown.data = fresh.data;
    return;
  }
  for (const { name } of [...shown.attributes]) {
    if (!fresh.hasAttribute(name)) {
      shown.removeAttribute(name);
    }
  }
  for (const { name, value } of fresh.attributes) {
    if (shown.getAttribute(name) !== value) {
      shown.setAttribute(name, value);
    }
  }
  [...shown.childNodes].forEach((child, k) => patch(child, nodes[k]));
};

/** Brings the rows of the table up to date; a row is known by its generator. */
const patchRows = (shown, fresh) => {
  const known = new Map([...shown.rows].map((row) => [row.dataset.key, row]));
  const wanted = [...fresh.rows];
  const moves = wanted.map((row) => row.dataset.key).join() !== [...known.keys()].join();
  const before = moves && !still.matches ? places([...shown.rows]) : new Map();
  const focused = shown.contains(document.activeElement) ? document.activeElement : null;
  wanted.forEach((row, k) => {
    const own = known.get(row.dataset.key);
    if (own) {
      patch(own, row);
      known.delete(row.dataset.key);
    }
    const there = own ?? row;
    if (shown.rows[k] !== there) {
      shown.insertBefore(there, shown.rows[k] ?? null);
    }
  });
  known.forEach((row) => row.remove());
  if (focused && focused !== document.activeElement) {
    focused.focus({ preventScroll: true });
  }
  glide(before.size > 0 ? [...shown.rows] : [], before);
};

const sameParts = (fresh) => {
  const names = (root) => [...root.querySelectorAll('[data-part]')].map((p) => p.dataset.part).join();
  return names(fresh) === names(board);
};

/** Rows that came by the stream don't know the key of the link by which this page was opened. */
const carry = (root) => {
  const key = new URLSearchParams(location.search).get('key');
  for (const link of key ? root.querySelectorAll('a[data-carry]') : []) {
    const url = new URL(link.href);
    url.searchParams.set('key', key);
    link.href = url;
  }
};

const update = (html, id) => {
  const fresh = document.createElement('template');
  fresh.innerHTML = html;
  if (sameParts(fresh.content)) {
    for (const part of fresh.content.querySelectorAll('[data-part]')) {
      const shown = board.querySelector(`[data-part="${part.dataset.part}"]`);
      if (part.dataset.part === 'rows') {
        patchRows(shown, part);
      } else {
        patch(shown, part);
      }
    }
  } else {
    board.replaceChildren(fresh.content);
  }
  version = id;
  board.dataset.version = id;
  localise(board);
  carry(board);
  const now = Date.now();
  if (now - announced > ANNOUNCE_MS) {
    announced = now;
    announce.textContent = board.querySelector('[data-part="totals"]')?.dataset.summary ?? '';
  }
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
      update(await answer.text(), answer.headers.get('ETag').replaceAll('"', ''));
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

const run = () => {
  if (paused) {
    stop();
    show('paused');
  } else if (document.hidden) {
    stop();
  } else {
    listen();
  }
};

button.addEventListener('click', () => {
  paused = !paused;
  button.textContent = paused ? button.dataset.resumeText : button.dataset.pauseText;
  run();
});
document.addEventListener('visibilitychange', run);
window.addEventListener('pagehide', stop);
window.addEventListener('pageshow', (event) => {
  if (event.persisted) {
    run();
  }
});
run();
