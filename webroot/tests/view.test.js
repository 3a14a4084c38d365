import assert from 'node:assert/strict';
import { test } from 'node:test';
import './browser.js';

document.body.innerHTML = `<div data-seat-texts
  data-marked="{0}: {1}" data-twice="{0}, {0}" data-left='{"one": "{0} is left", "other": "{0} are left"}'></div>
  <div id="own" data-marked="own {1} {0}"></div>`;
const { say, sayOf } = await import('../assets/js/annotate/view.js');

test('a text takes its values, each wherever it is named', () => {
  assert.equal(say('marked', 'a', 'b'), 'a: b');
  assert.equal(say('twice', 'a'), 'a, a');
  assert.equal(say('left', 1), '1 is left');
  assert.equal(say('left', 2), '2 are left');
});

test('a value is not read as a text with places of its own', () => {
  assert.equal(say('marked', '{1}', 'b'), '{1}: b');
  assert.equal(say('marked', '$&', '$$ $1'), '$&: $$ $1');
});

test('what has no text or no value is shown as it is', () => {
  assert.equal(say('unheard'), 'unheard');
  assert.equal(say('marked', 'a'), 'a: {1}');
});

test('an element\'s own texts go first', () => {
  const own = sayOf(document.getElementById('own'));
  assert.equal(own('marked', 'a', 'b'), 'own b a');
  assert.equal(own('twice', 'a'), 'a, a');
});

test('a name in Arabic does not turn the words around it', () => {
  assert.equal(say('marked', 'سلام', 'b'), '\u2068سلام\u2069: b');
});
