// Which key does what: as everybody begins, and as an annotator has changed it.

import { post } from './owner.js';
import { keepSetting, setting } from './shelf.js';

/** @type {Record<string, string>} */
const USUAL = {
  submit: 'Enter', undo: 'z', skip: 's', note: 'n', question: 'q', guidelines: 'g', history: 'h', sheet: '?',
  'read-1': 'a', 'read-2': 'b', 'read-3': 'c', 'read-4': 'd', 'read-5': 'e', 'read-6': 'f',
  ...Object.fromEntries(Array.from({ length: 10 }, (_, digit) => [`digit-${digit}`, String(digit)])),
};
const CHANGED = 'key-changes';
const UNSENT = 'key-changes-unsent';

/** @type {Record<string, string>} */
let changes = {};
/** @type {string | null} */
let owner = null;

/**
 * The digit of a key, also of the number pad and of keyboards whose digits need Shift; else null.
 *
 * @param {KeyName} event
 */
const digitOf = (event) => {
  if (event.shiftKey) {
    return null;
  }
  const digit = /^(?:Digit|Numpad)([0-9])$/.exec(event.code)?.[1] ?? (/^[0-9]$/.test(event.key) ? event.key : null);
  return digit === null ? null : Number(digit);
};

/**
 * What a key is called: letters are small; those of other scripts are called as the Latin ones below them.
 *
 * @param {KeyName} event
 */
export const nameOf = (event) => {
  const digit = digitOf(event);
  if (digit !== null) {
    return String(digit);
  }
  const latin = /^Key([A-Z])$/.exec(event.code)?.[1];
  const foreign = event.key.length === 1 && event.key.charCodeAt(0) > 0x24f;
  return foreign && latin ? latin.toLowerCase() : event.key.length === 1 ? event.key.toLowerCase() : event.key;
};

/**
 * The name of the key that does something.
 *
 * @param {string} action
 */
export const keyOf = (action) => changes[action] ?? USUAL[action];

/**
 * What a key does, null for nothing.
 *
 * @param {string} name
 */
export const actionOf = (name) => Object.keys(USUAL).find((action) => keyOf(action) === name) ?? null;

/**
 * The digit that an event means, whatever key stands for it; null for none.
 *
 * @param {KeyName} event
 */
export const digitMeant = (event) => {
  const [, digit] = /^digit-([0-9])$/.exec(actionOf(nameOf(event)) ?? '') ?? [];
  return digit === undefined ? null : Number(digit);
};

/**
 * As it stands on key caps.
 *
 * @param {string} action
 */
export const capOf = (action) => (keyOf(action) === 'Enter' ? '⏎' : keyOf(action).toUpperCase());

/**
 * Whether a key can be given to an action: a letter, a digit or a sign.
 *
 * @param {string} action
 * @param {string} name
 */
export const canBe = (action, name) => (name === 'Enter' ? action === 'submit' : name.length === 1 && name !== ' ');

/** @param {any} given */
const known = (given) =>
  Object.fromEntries(Object.entries(given ?? {}).filter(([action, key]) => Object.hasOwn(USUAL, action) && typeof key === 'string' && canBe(action, key)));

/**
 * Gives an action another key; without a key all have their usual ones again.
 *
 * @param {string | null} action
 * @param {string} [key]
 */
export const change = (action, key) => {
  const others = action ? Object.entries(changes).filter(([other]) => other !== action) : [];
  changes = Object.fromEntries(action && key && key !== USUAL[action] ? [...others, [action, key]] : others);
  keepSetting(CHANGED, changes);
};

export const isChanged = () => Object.keys(changes).length > 0;

/**
 * Tells the server, so that the keys come along to other devices; what it could not be told is told later.
 *
 * @param {string} path
 */
export const send = async (path) => {
  keepSetting(UNSENT, owner);
  const response = await post(`${path}/keys`, { keys: changes });
  if (!response.ok) {
    throw new Error(String(response.status));
  }
  keepSetting(UNSENT, null);
};

/** What this annotator has changed and the server does not know. */
const isUnsent = () => owner !== null && setting(UNSENT, null) === owner;

/**
 * Tells it what it could not be told before, as soon as that is possible.
 *
 * @param {string} path
 */
export const sendLater = (path) => {
  if (isUnsent()) {
    send(path).catch(() => window.addEventListener('online', () => sendLater(path), { once: true }));
  }
};

/**
 * Takes what the server keeps for the annotator of a seat, or what this browser does where it has nothing or something newer.
 *
 * @param {Record<string, string> | null} kept
 * @param {string} seat
 */
export const load = (kept, seat) => {
  owner = seat;
  changes = known(kept && !isUnsent() ? kept : setting(CHANGED, {}));
};
