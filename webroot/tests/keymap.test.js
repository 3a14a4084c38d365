import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { cut, json, online, reset, serve, settled } from './browser.js';
import { actionOf, canBe, capOf, change, digitMeant, isChanged, keyOf, load, nameOf, send, sendLater } from '../assets/js/annotate/keymap.js';

const pressed = (key, code = '', shiftKey = false) => ({ key, code, shiftKey });

beforeEach(() => {
  reset();
  load(null, 's|ada');
});

test('keys have their usual meaning, whatever the script of the keyboard', () => {
  assert.equal(actionOf(nameOf(pressed('s', 'KeyS'))), 'skip');
  assert.equal(actionOf(nameOf(pressed('S', 'KeyS', true))), 'skip');
  assert.equal(actionOf(nameOf(pressed('ы', 'KeyS'))), 'skip', 'Russian');
  assert.equal(actionOf(nameOf(pressed('س', 'KeyS'))), 'skip', 'Arabic');
  assert.equal(nameOf(pressed('é', 'Digit2', true)), 'é');
  assert.equal(actionOf('x'), null);
  assert.equal(capOf('submit'), '⏎');
  assert.equal(capOf('skip'), 'S');
});

test('digits count wherever they lie, but not with Shift', () => {
  assert.equal(digitMeant(pressed('2', 'Digit2')), 2);
  assert.equal(digitMeant(pressed('é', 'Digit2')), 2, 'French, where digits need Shift');
  assert.equal(digitMeant(pressed('2', 'Numpad2')), 2);
  assert.equal(digitMeant(pressed('@', 'Digit2', true)), null);
  assert.equal(digitMeant(pressed('s', 'KeyS')), null);
});

test('an action has the key that it was given, until all have their usual ones again', () => {
  change('skip', 'x');
  assert.equal(keyOf('skip'), 'x');
  assert.equal(actionOf('x'), 'skip');
  assert.equal(actionOf('s'), null);
  change('skip', 'y');
  assert.equal(actionOf('x'), null);
  assert.equal(isChanged(), true);
  change('skip', 's');
  assert.equal(isChanged(), false);
  change('digit-1', 'j');
  assert.equal(digitMeant(pressed('j', 'KeyJ')), 1);
  change(null);
  assert.equal(isChanged(), false);
});

test('only letters, digits and signs can be given, and Enter to what it submits', () => {
  assert.equal(canBe('skip', 'x'), true);
  assert.equal(canBe('skip', ' '), false);
  assert.equal(canBe('skip', 'F5'), false);
  assert.equal(canBe('skip', 'Enter'), false);
  assert.equal(canBe('submit', 'Enter'), true);
});

test('what is kept is taken as far as it makes sense', () => {
  load({ skip: 'x', note: 7, undo: 'F5', unheard: 'u', constructor: 'c', __proto__: { history: 'p' }, submit: null }, 's|ada');
  assert.equal(keyOf('skip'), 'x');
  assert.equal(keyOf('note'), 'n');
  assert.equal(keyOf('undo'), 'z');
  assert.equal(keyOf('history'), 'h');
  assert.equal(actionOf('u'), null);
  assert.equal(actionOf('c'), 'read-3');
  load({ constructor: 'c' }, 's|ada');
  assert.equal(isChanged(), false);
  for (const garbage of ['skip', 7, [], true]) {
    load(garbage, 's|ada');
    assert.equal(isChanged(), false, String(garbage));
  }
});

test('changes that the server could not be told are told when the connection is back, and stand until then', async () => {
  const asked = serve(cut, cut, json(200, {}));
  change('skip', 'x');
  await assert.rejects(send('/studies/s'));
  load({}, 's|ada');
  assert.equal(keyOf('skip'), 'x', 'newer than what the server keeps');
  sendLater('/studies/s');
  await settled();
  online();
  await settled();
  assert.equal(asked.length, 3);
  assert.deepEqual(asked[2].json, { keys: { skip: 'x' } });
  load({ skip: 'q' }, 's|ada');
  assert.equal(keyOf('skip'), 'q', 'now the server has them');
  sendLater('/studies/s');
  await settled();
  assert.equal(asked.length, 3);
});

test('one annotator\'s changes that were not sent are not another\'s', async () => {
  serve(json(503, {}));
  change('skip', 'x');
  await assert.rejects(send('/studies/s'), /503/);
  load({ skip: 'q' }, 's|bob');
  assert.equal(keyOf('skip'), 'q');
});
