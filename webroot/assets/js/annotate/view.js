// What one sees of a comparison: the prompt and the responses on their cards.

import { locale } from '../base.js';
import { colour, fetchColours, hasCode } from '../content.js';

const seat = document.querySelector('[data-seat]');
const prompt = document.querySelector('[data-prompt]');
const responses = document.querySelector('[data-responses]');
const switches = document.querySelector('[data-switches]');
const texts = document.querySelector('[data-seat-texts]').dataset;
const form = document.querySelector('[data-ballot]');
const submit = document.querySelector('[data-submit]');
const comment = document.getElementById('comment');
const note = document.querySelector('details[data-note]');

const plurals = new Intl.PluralRules(locale);

/**
 * A text that counts comes as a JSON object of its plurals: the first value chooses.
 *
 * @param {string} text
 * @param {unknown} count
 */
const formOf = (text, count) => {
  if (!text.startsWith('{"')) {
    return text;
  }
  const forms = JSON.parse(text);
  return forms[plurals.select(Number(count))] ?? forms.other;
};

const RTL = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/;

/**
 * A name in the letters of the other direction must not turn the words around it.
 *
 * @param {unknown} value
 */
const isolated = (value) => {
  const text = String(value);
  const turns = document.documentElement.dir === 'rtl' ? /\p{L}/u.test(text) && !RTL.test(text) : RTL.test(text);
  return turns ? `\u2068${text}\u2069` : text;
};

/**
 * Values stand as they are, whatever signs they hold.
 *
 * @param {string} text
 * @param {unknown[]} values
 */
const fill = (text, values) =>
  formOf(text, values[0]).replace(/\{(\d+)\}/g, (/** @type {string} */ place, /** @type {string} */ k) =>
    k in values ? isolated(values[Number(k)]) : place,
  );

/**
 * A text of the page with {0}, {1} ... filled in.
 *
 * @type {Say}
 */
export const say = (key, ...values) => fill(texts[key] ?? key, values);

/**
 * The same, of an element's own data attributes first.
 *
 * @param {Found | null} own
 * @returns {Say}
 */
export const sayOf = (own) => (key, ...values) => fill(own?.dataset[key] ?? texts[key] ?? key, values);

/**
 * Reads out a short message.
 *
 * @param {string} text
 */
export const announce = (text) => {
  const live = document.querySelector('[data-live]');
  live.textContent = '';
  requestAnimationFrame(() => {
    live.textContent = text;
  });
};

/** The cards of the responses in the order of the screen. */
export const cards = () => [...responses.children];

/**
 * @param {Found} place
 * @param {ShownText} text
 */
const put = (place, text) => {
  const box = place.querySelector('[data-text]');
  box.lang = text.language;
  box.dir = text.dir;
  box.innerHTML = text.html;
  sayRoles(box);
  colour(box);
  letScroll(box);
};

/**
 * What a condition of the study changes about the page; without one, nothing.
 *
 * @param {Assignment} assignment
 */
const look = (assignment) => {
  const { layout = 'side', prompt: whole = 'whole', note: offered = 'offered', html = '' } = assignment.look ?? {};
  seat.classList.toggle('stacked', layout === 'stacked');
  seat.classList.toggle('prompt-folded', whole === 'folded');
  seat.classList.toggle('no-note', offered === 'hidden');
  seat.classList.toggle('note-open', offered === 'open');
  const instruction = document.querySelector('[data-instruction]');
  instruction.hidden = html === '';
  instruction.querySelector('[data-instruction-text]').innerHTML = html;
  cards().forEach((card, k) => explain(card, assignment.responses[k].explanation));
};

/**
 * @param {Found} card
 * @param {ShownText | undefined} text
 */
const explain = (card, text) => {
  const place = card.querySelector('[data-explanation]');
  place.hidden = !text;
  const box = place.querySelector('[data-explanation-text]');
  box.lang = text?.language ?? '';
  box.dir = text?.dir ?? 'auto';
  box.innerHTML = text?.html ?? '';
  sayRoles(box);
  colour(box);
  letScroll(box);
};

/**
 * Who speaks in a dialogue, in the language of the page.
 *
 * @param {Found} box
 */
const sayRoles = (box) => {
  for (const mark of box.querySelectorAll('span[data-role]:empty')) {
    const { role, count } = mark.dataset;
    mark.textContent = say(`role${role[0].toUpperCase()}${role.slice(1)}`, count ? Number(count).toLocaleString(locale) : '');
  }
};

/**
 * Fetches what the texts of a comparison that comes later need.
 *
 * @param {Assignment} assignment
 */
export const prepare = ({ prompt: asked, responses: answers }) => {
  if ([asked, ...answers].some(({ html }) => hasCode(html))) {
    fetchColours().catch(() => {});
  }
};

/**
 * What can be scrolled sideways must be reachable by keyboard.
 *
 * @param {Found} box
 */
const letScroll = (box) => {
  for (const wide of box.querySelectorAll('pre, table, .formula')) {
    if (wide.scrollWidth > wide.clientWidth) {
      wide.tabIndex = 0;
    }
  }
};

/**
 * @param {Found} element
 * @param {ShownResponse} response
 */
const reletter = (element, { side, letter }) => {
  const disc = element.querySelector('.letter');
  disc.className = `letter ${side}`;
  disc.textContent = letter;
  element.querySelector('[data-name], .words').textContent = say('response', letter);
};

/**
 * As many cards and links to them as there are responses.
 *
 * @param {ShownResponse[]} list
 */
const fit = (list) => {
  responses.className = `responses of-${list.length}`;
  while (responses.children.length > list.length) {
    responses.lastElementChild.remove();
    switches.lastElementChild.remove();
  }
  while (responses.children.length < list.length) {
    const response = list[responses.children.length];
    const card = responses.firstElementChild.cloneNode(true);
    card.className = `response card ${response.side}`;
    card.id = `response-${response.side}`;
    card.setAttribute('aria-labelledby', `${card.id}-heading`);
    card.querySelector('h2').id = `${card.id}-heading`;
    reletter(card, response);
    responses.append(card);
    const link = switches.firstElementChild.cloneNode(true);
    link.href = `#${card.id}`;
    link.dataset.switch = response.side;
    link.removeAttribute('aria-current');
    reletter(link, response);
    switches.append(link);
  }
};

const fold = () => {
  const button = prompt.querySelector('[data-fold]');
  const text = prompt.querySelector('[data-text]');
  prompt.classList.remove('folded');
  const most = seat.classList.contains('prompt-folded') ? 120 : window.innerHeight * 0.36;
  const long = text.scrollHeight > most;
  prompt.classList.toggle('folded', long);
  button.hidden = !long;
  button.textContent = say('unfold');
  button.setAttribute('aria-expanded', 'false');
};

export const unfold = () => {
  const button = prompt.querySelector('[data-fold]');
  const folded = prompt.classList.toggle('folded');
  button.textContent = say(folded ? 'unfold' : 'fold');
  button.setAttribute('aria-expanded', String(!folded));
};

/**
 * Responses of more than two screens can be folded; at first they are open.
 *
 * @param {Found} card
 */
const letFold = (card) => {
  const button = card.querySelector('[data-fold-response]');
  card.classList.remove('folded');
  button.hidden = card.querySelector('[data-text]').scrollHeight <= 2 * window.innerHeight;
  tellFolded(button, false);
};

/**
 * @param {Found} button
 * @param {boolean} folded
 */
const tellFolded = (button, folded) => {
  button.textContent = say(folded ? 'unfold' : 'fold');
  button.setAttribute('aria-expanded', String(!folded));
};

responses?.addEventListener('click', (event) => {
  const button = event.target.closest('[data-fold-response]');
  if (button) {
    const card = button.closest('[data-response-card]');
    tellFolded(button, card.classList.toggle('folded'));
    card.scrollIntoView({ block: 'nearest' });
  }
});

/**
 * Shows a comparison; `instead` is false for the one that came with the page.
 *
 * @param {Assignment} assignment
 * @param {boolean} instead
 */
export const showPair = (assignment, instead) => {
  if (instead) {
    fit(assignment.responses);
    put(prompt, assignment.prompt);
    cards().forEach((card, k) => put(card, assignment.responses[k]));
    look(assignment);
    form.elements.assignment.value = assignment.token;
    document.querySelectorAll('[data-notice]').forEach((old) => old.remove());
    window.scrollTo(0, 0);
  } else {
    document.querySelectorAll('[data-seat] [data-text]').forEach(letScroll);
  }
  paint(null);
  seat.classList.remove('waiting');
  seat.removeAttribute('aria-busy');
  letAnswer(true);
  showAway(false);
  fold();
  cards().forEach(letFold);
};

/** The place of the next pair while it is on its way: there is nothing to answer. */
export const showWaiting = () => {
  seat.classList.add('waiting');
  seat.setAttribute('aria-busy', 'true');
  letAnswer(false);
};

/** @param {boolean} can */
const letAnswer = (can) => {
  for (const place of document.querySelectorAll('.asked, [data-choices], .criteria, [data-reasons], .ballot .aside')) {
    place.inert = !can;
  }
};

/**
 * Says in the place of the texts that none can come without a connection.
 *
 * @param {boolean} isAway
 */
export const showAway = (isAway) => {
  seat.classList.toggle('away', isAway);
  const place = document.querySelector('[data-away]');
  if (place.hidden === isAway) {
    place.hidden = !isAway;
    if (isAway) {
      announce(place.textContent.trim());
    }
  }
};

export const focusPrompt = () =>
  document.getElementById('prompt-heading').focus({ preventScroll: true });

/**
 * Marks the cards by a choice between two: first, second, tie, both_bad or null.
 *
 * @param {string | null} choice
 */
export const paint = (choice) => {
  const equal = choice === 'tie';
  const bad = choice === 'both_bad';
  cards().forEach((card, k) => {
    const won = choice === ['first', 'second'][k];
    card.classList.toggle('won', won);
    card.classList.toggle('equal', equal);
    card.classList.toggle('bad', bad);
    const mark = card.querySelector('[data-chosen]');
    mark.hidden = !(won || equal || bad);
    mark.querySelector('[data-chosen-text]').textContent = say(equal ? 'chosenTie' : bad ? 'chosenBothBad' : 'chosen');
  });
};

/** @param {boolean} enabled */
export const enableSubmit = (enabled) => submit.setAttribute('aria-disabled', String(!enabled));

export const getNote = () => comment.value.trim();

/** @param {string | null | undefined} text */
export const setNote = (text) => {
  comment.value = text ?? '';
  note.open = Boolean(text) || seat.classList.contains('note-open');
};

export const openNote = () => {
  note.open = true;
  comment.focus();
};

// However it is opened, one goes on typing in it.
note?.querySelector('summary').addEventListener('click', (event) => {
  event.preventDefault();
  if (note.open) {
    note.open = false;
  } else {
    openNote();
  }
});

/** @param {() => void} changed */
export const onNote = (changed) => comment.addEventListener('input', changed);

/**
 * @param {number} done
 * @param {number} goal
 */
export const showProgress = (done, goal) => {
  const bar = document.querySelector('[data-progress]');
  bar.value = String(done);
  document.querySelector('[data-progress-text]').textContent =
    say('count', done.toLocaleString(locale), goal.toLocaleString(locale));
};

/**
 * @param {'saved' | 'saving' | 'offline'} state
 * @param {number} waiting
 */
export const showChip = (state, waiting) => {
  const chip = document.querySelector('[data-chip]');
  if (chip) {
    chip.hidden = false;
    chip.dataset.state = state;
    chip.textContent = { saved: say('chipSaved'), saving: say('chipSaving'), offline: say('chipOffline', waiting) }[state];
  }
};

/** Which of the stacked responses is being read. */
export const followReading = () => {
  const follow = () => {
    const middle = window.innerHeight / 2;
    const read = cards().filter((card) => card.getBoundingClientRect().top < middle).length;
    [...switches.children].forEach((link, k) => {
      link.ariaCurrent = k === Math.max(0, read - 1) ? 'true' : null;
    });
  };
  let asked = 0;
  const soon = () => {
    cancelAnimationFrame(asked);
    asked = requestAnimationFrame(follow);
  };
  window.addEventListener('scroll', soon, { passive: true });
  window.addEventListener('resize', soon);
  follow();
  switches.addEventListener('click', (event) => {
    const link = event.target.closest('[data-switch]');
    if (link) {
      event.preventDefault();
      readCard(document.getElementById(link.hash.slice(1)));
    }
  });
};

/** @param {Found} card */
export const readCard = (card) => {
  card.scrollIntoView({ block: 'start', behavior: matchMedia('(prefers-reduced-motion: reduce)').matches ? 'auto' : 'smooth' });
  card.focus({ preventScroll: true });
};
