// Keeps a page beside the leaderboard up to date: asks every few seconds how far the board counts and
// loads what is new.
import { localise } from './base.js';
import { follow, jittered } from './follow.js';
import { patch } from './patch.js';

const moving = document.querySelector('[data-moving]');
const POLL_MS = 5000;
const SLOWEST_MS = 60000;
let timer = 0;
/** @type {AbortController | null} */
let asking = null;
let version = '';
let failures = 0;

const stop = () => {
  clearTimeout(timer);
  asking?.abort();
  asking = null;
};

/**
 * The version of the board now; it begins with the number up to which it counts.
 *
 * @param {AbortSignal} signal
 */
const versionNow = async (signal) => {
  const answer = await fetch(moving.dataset.version, {
    headers: version ? { 'If-None-Match': version } : {},
    cache: 'no-store',
    signal,
  });
  if (answer.status !== 200 && answer.status !== 304) {
    throw new Error(String(answer.status));
  }
  return answer.headers.get('ETag') ?? version;
};

/**
 * Charts draw what is new by themselves: they stay as they are but for their figures.
 *
 * @param {Found} fresh
 */
const keepCharts = (fresh) => {
  const shown = [...moving.querySelectorAll('[data-chart]')];
  const charts = [...fresh.querySelectorAll('[data-chart]')];
  if (shown.length !== charts.length || moving.childNodes.length !== fresh.childNodes.length) {
    return null;
  }
  charts.forEach((chart, k) => {
    const own = shown[k];
    Object.assign(own.dataset, chart.dataset);
    for (const part of ['figcaption', '[data-figures]']) {
      patch(own.querySelector(part), chart.querySelector(part));
    }
    own.querySelector('canvas').ariaLabel = chart.querySelector('canvas').ariaLabel;
    chart.replaceWith(own.cloneNode(true));
  });
  return shown;
};

/** @param {AbortSignal} signal */
const load = async (signal) => {
  const answer = await fetch(window.location.href, { cache: 'no-store', signal });
  if (answer.status === 429 || answer.status >= 500) {
    throw new Error(String(answer.status));
  }
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
  const fresh = page.querySelector('[data-moving]');
  const charts = answer.ok && fresh ? keepCharts(fresh) : null;
  if (charts === null) {
    window.location.reload();
    return;
  }
  patch(moving, fresh);
  localise(moving);
  charts.forEach((chart) => chart.dispatchEvent(new Event('figures')));
};

const ask = async () => {
  stop();
  const asked = new AbortController();
  asking = asked;
  try {
    version = await versionNow(asked.signal);
    if (Number(version.replaceAll('"', '').split('-')[0]) > Number(moving.dataset.number)) {
      await load(asked.signal);
    }
    failures = 0;
  } catch {
    failures += 1;
  }
  if (asked.signal.aborted) {
    return;
  }
  show(failures ? 'waiting' : 'polling');
  timer = setTimeout(ask, jittered(Math.min(SLOWEST_MS, POLL_MS * 2 ** failures)));
};

const show = follow(ask, stop);
