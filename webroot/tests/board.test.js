import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { clock } from './browser.js';

const totals = (summary) => `<p data-part="totals" data-summary="${summary}">${summary}</p>`;

document.body.innerHTML = `<div data-follow hidden data-live="Live" data-paused="Paused" data-waiting="Waiting" data-polling="Polling">
  <span data-pulse></span><span data-state></span><button data-pause data-resume-text="Resume" data-pause-text="Pause">Pause</button></div>
  <p data-announce></p>
  <div data-board data-version="1-0" data-events="/studies/s/board/events" data-fragment="/studies/s/board">${totals('1 vote, a leads')}</div>`;
Object.defineProperty(document, 'hidden', { value: false, configurable: true });

let stream;
globalThis.EventSource = class {
  constructor(url) {
    this.url = String(url);
    this.on = {};
    stream = this;
  }

  addEventListener(type, listener) {
    this.on[type] = listener;
  }

  close() {
    this.closed = true;
  }
};
location.href = 'https://agon.test/studies/s/board';
location.search = '';
await import('../assets/js/board.js');
await new Promise((resolve) => { setImmediate(resolve); });

const said = () => document.querySelector('[data-announce]').textContent;
const event = (id, summary) => stream.on.board({ data: totals(summary), lastEventId: id });

beforeEach(async () => {
  stream.on.open();
  await clock.pass(20_000);
});

test('the board moves with the stream and says from where it goes on', () => {
  assert.equal(stream.url, 'https://agon.test/studies/s/board/events?after=1-0');
  event('2-0', '2 votes, a leads');
  assert.equal(document.querySelector('[data-part]').textContent, '2 votes, a leads');
  assert.equal(document.querySelector('[data-board]').dataset.version, '2-0');
  assert.equal(document.querySelector('[data-state]').textContent, 'Live');
});

test('the board is read out every ten seconds at most, and the last time as it stands then', async () => {
  event('3-0', '3 votes, a leads');
  await clock.pass(10);
  assert.equal(said(), '3 votes, a leads');
  event('4-0', '4 votes, tied');
  await clock.pass(1000);
  event('6-0', '6 votes, b leads');
  await clock.pass(1000);
  assert.equal(said(), '3 votes, a leads', 'not twice within ten seconds');
  await clock.pass(9000);
  assert.equal(said(), '6 votes, b leads', 'nobody is left with what is over');
});

test('a reader who pauses the board closes the stream', () => {
  document.querySelector('[data-pause]').click();
  assert.equal(stream.closed, true);
  assert.equal(document.querySelector('[data-state]').textContent, 'Paused');
});
