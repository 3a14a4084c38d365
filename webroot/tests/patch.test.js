import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { reset } from './browser.js';
import { patch } from '../assets/js/patch.js';

let animated;

beforeEach(() => {
  reset();
  animated = [];
  window.HTMLElement.prototype.animate = function animate() {
    animated.push(this.dataset.key);
  };
});

/** The element that a text is. */
const parse = (html) => {
  const template = document.createElement('template');
  template.innerHTML = html;
  return template.content.firstElementChild;
};

const page = (html) => {
  document.body.innerHTML = html;
  return document.body.firstElementChild;
};

const table = (...rows) =>
  `<table><tbody>${rows.map(([key, text]) => `<tr data-key="${key}"><td><a href="#${key}">${text}</a></td></tr>`).join('')}</tbody></table>`;

test('what says the same is the same node, what does not says the new', () => {
  const shown = page('<div><p id="a">one</p><p id="b" class="old">two</p></div>');
  const [a, b] = shown.children;
  patch(shown, parse('<div><p id="a">one</p><p id="b" title="t">three</p></div>'));
  assert.equal(shown.children[0], a);
  assert.equal(shown.children[1], b);
  assert.equal(shown.innerHTML, '<p id="a">one</p><p id="b" title="t">three</p>');
});

test('a link keeps the focus, a text its selection, while figures around them change', () => {
  const shown = page('<div><a href="#x">Why?</a><p>1 vote</p><p>selected words</p></div>');
  shown.querySelector('a').focus();
  const text = shown.children[2].firstChild;
  document.getSelection().setBaseAndExtent(text, 2, text, 8);
  patch(shown, parse('<div><a href="#y">Why?</a><p>2 votes</p><p>selected words</p></div>'));
  assert.equal(document.activeElement, shown.querySelector('a'));
  assert.equal(document.activeElement.getAttribute('href'), '#y');
  assert.equal(document.getSelection().toString(), 'lected');
  assert.equal(shown.children[1].textContent, '2 votes');
});

test('rows are known by their keys: they move with their focus and glide to their place', () => {
  const shown = page(table(['a', 'A 1'], ['b', 'B 1'], ['c', 'C 1']));
  const rows = Object.fromEntries([...shown.querySelectorAll('tr')].map((row, k) => {
    Object.defineProperty(row, 'offsetTop', { get: () => [...row.parentNode.rows].indexOf(row) * 20 });
    return [row.dataset.key, [row, k]];
  }));
  rows.c[0].querySelector('a').focus();
  patch(shown, parse(table(['c', 'C 9'], ['a', 'A 1'], ['b', 'B 2'])));
  const now = [...shown.querySelectorAll('tr')];
  assert.deepEqual(now, [rows.c[0], rows.a[0], rows.b[0]]);
  assert.deepEqual(now.map((row) => row.textContent), ['C 9', 'A 1', 'B 2']);
  assert.equal(document.activeElement, rows.c[0].querySelector('a'));
  assert.deepEqual(animated, ['c', 'a', 'b']);
});

test('rows come and go', () => {
  const shown = page(table(['a', 'A'], ['b', 'B'], ['c', 'C']));
  const kept = shown.querySelector('[data-key="c"]');
  patch(shown, parse(table(['d', 'D'], ['c', 'C'])));
  assert.deepEqual([...shown.querySelectorAll('tr')].map((row) => row.dataset.key), ['d', 'c']);
  assert.equal(shown.querySelector('[data-key="c"]'), kept);
  patch(shown, parse('<table><tbody></tbody></table>'));
  assert.equal(shown.querySelectorAll('tr').length, 0);
});

test('a focus on a row that goes is not moved to another one', () => {
  const shown = page(table(['a', 'A'], ['b', 'B']));
  shown.querySelector('[data-key="a"] a').focus();
  patch(shown, parse(table(['b', 'B'])));
  assert.equal(document.activeElement, document.body);
});

test('what a reader has folded open stays open', () => {
  const shown = page('<div><details open><summary>More</summary>1</details></div>');
  patch(shown, parse('<div><details><summary>More</summary>2</details></div>'));
  assert.equal(shown.firstChild.open, true);
  assert.match(shown.textContent, /2/);
});

test('another kind of element, or another number of them, takes the place of the old', () => {
  const shown = page('<div><p>one</p></div>');
  patch(shown, parse('<div><h2>one</h2></div>'));
  assert.equal(shown.innerHTML, '<h2>one</h2>');
  patch(shown, parse('<div><h2>one</h2><p>two</p></div>'));
  assert.equal(shown.innerHTML, '<h2>one</h2><p>two</p>');
});

test('comments are patched like texts', () => {
  const shown = page('<div><!--a--><b>x</b></div>');
  patch(shown, parse('<div><!--b--><b>x</b></div>'));
  assert.equal(shown.innerHTML, '<!--b--><b>x</b>');
});
