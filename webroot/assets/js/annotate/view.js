// What one sees of a pair, and the choice that is made on it.

import { locale } from '../base.js';

const seat = document.querySelector('[data-seat]');
const prompt = document.querySelector('[data-prompt]');
const cards = { first: document.getElementById('response-a'), second: document.getElementById('response-b') };
const texts = document.querySelector('[data-texts]').dataset;
const form = document.querySelector('[data-ballot]');
const submit = document.querySelector('[data-submit]');
const comment = document.getElementById('comment');
const note = document.querySelector('[data-note]');

/** A text of the page with {0}, {1} ... filled in. */
export const say = (key, ...values) =>
  values.reduce((text, value, k) => text.replace(`{${k}}`, value), texts[key]);

/** Reads out a short message. */
export const announce = (text) => {
  const live = document.querySelector('[data-live]');
  live.textContent = '';
  requestAnimationFrame(() => {
    live.textContent = text;
  });
};

const put = (place, text) => {
  const box = place.querySelector('[data-text]');
  box.lang = text.language;
  box.dir = text.dir;
  box.innerHTML = text.html;
  letScroll(box);
};

/** What can be scrolled sideways must be reachable by keyboard. */
const letScroll = (box) => {
  for (const wide of box.querySelectorAll('pre, table')) {
    if (wide.scrollWidth > wide.clientWidth) {
      wide.tabIndex = 0;
    }
  }
};

const fold = () => {
  const button = prompt.querySelector('[data-fold]');
  const text = prompt.querySelector('[data-text]');
  prompt.classList.remove('folded');
  const long = text.scrollHeight > window.innerHeight * 0.36;
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

/** Shows a pair; `instead` is false for the one that came with the page. */
export const showPair = (assignment, instead) => {
  if (instead) {
    put(prompt, assignment.prompt);
    put(cards.first, assignment.responses[0]);
    put(cards.second, assignment.responses[1]);
    form.elements.assignment.value = assignment.token;
    document.querySelectorAll('[data-notice]').forEach((old) => old.remove());
    window.scrollTo(0, 0);
  } else {
    document.querySelectorAll('[data-seat] [data-text]').forEach(letScroll);
  }
  seat.classList.remove('waiting');
  seat.removeAttribute('aria-busy');
  fold();
};

/** The place of the next pair while it is on its way. */
export const showWaiting = () => {
  seat.classList.add('waiting');
  seat.setAttribute('aria-busy', 'true');
};

export const focusPrompt = () =>
  document.getElementById('prompt-heading').focus({ preventScroll: true });

const paint = (choice) => {
  for (const [side, card] of Object.entries(cards)) {
    const won = choice === side;
    card.classList.toggle('won', won);
    card.classList.toggle('equal', choice === 'tie');
    card.classList.toggle('bad', choice === 'both_bad');
    const mark = card.querySelector('[data-chosen]');
    mark.hidden = !(won || choice === 'tie' || choice === 'both_bad');
    mark.querySelector('[data-chosen-text]').textContent =
      choice === 'tie' ? say('chosenTie') : choice === 'both_bad' ? say('chosenBothBad') : say('chosen');
  }
};

/** One question: the buttons, which a plain page would submit with, as a group of radios. */
const single = (changed) => {
  const group = document.querySelector('[data-choices]');
  const buttons = [...group.querySelectorAll('button')];
  let chosen = null;
  group.setAttribute('role', 'radiogroup');
  const choose = (choice) => {
    chosen = choice;
    for (const button of buttons) {
      const on = button.value === choice;
      button.setAttribute('aria-checked', String(on));
      button.tabIndex = on || (choice === null && button === buttons[0]) ? 0 : -1;
    }
    paint(choice);
  };
  for (const button of buttons) {
    button.type = 'button';
    button.setAttribute('role', 'radio');
    button.addEventListener('click', () => changed(button.value));
  }
  group.addEventListener('keydown', (event) => {
    const step = { ArrowLeft: -1, ArrowUp: -1, ArrowRight: 1, ArrowDown: 1 }[event.key];
    if (step) {
      const at = buttons.indexOf(document.activeElement);
      const next = buttons[(at + step + buttons.length) % buttons.length];
      next.focus();
      changed(next.value, true);
      event.preventDefault();
      event.stopPropagation();
    }
  });
  const inOrder = buttons.map((button) => button.value).filter((value) => value !== 'both_bad');
  return {
    choose,
    offers: (choice) => buttons.some((button) => button.value === choice),
    byDigit: (digit) => (digit === 0 ? 'both_bad' : inOrder[digit - 1]),
    complete: () => chosen !== null,
    draft: () => chosen,
    body: () => ({ choice: chosen }),
    said: () => say({ first: 'answeredFirst', second: 'answeredSecond', tie: 'answeredTie', both_bad: 'answeredBothBad' }[chosen]),
  };
};

/** Several criteria: a group of radios each; digits answer the one in focus or the first open one. */
const several = (changed) => {
  const groups = [...document.querySelectorAll('[data-criterion]')];
  const radios = (group) => [...group.querySelectorAll('input')];
  const picked = (group) => radios(group).find((radio) => radio.checked)?.value ?? null;
  const answers = () =>
    Object.fromEntries(groups.map((group) => [group.dataset.criterion, picked(group)]));
  const current = () =>
    groups.find((group) => group.contains(document.activeElement)) ??
    groups.find((group) => picked(group) === null) ??
    groups.at(-1);
  const set = (group, choice) =>
    radios(group).forEach((radio) => {
      radio.checked = radio.value === choice;
    });
  const repaint = () => {
    const all = new Set(Object.values(answers()));
    paint(all.size === 1 ? [...all][0] : null);
  };
  form.addEventListener('change', () => {
    repaint();
    changed(null, true);
  });
  return {
    choose: (choice) => {
      if (choice === null || typeof choice === 'object') {
        groups.forEach((group) => set(group, choice?.[group.dataset.criterion] ?? null));
      } else {
        const group = current();
        set(group, choice);
        groups[groups.indexOf(group) + 1]?.querySelector('input').focus();
      }
      repaint();
    },
    offers: (choice) => radios(groups[0]).some((radio) => radio.value === choice),
    byDigit: (digit) => {
      const values = radios(groups[0]).map((radio) => radio.value);
      return digit === 0 ? 'both_bad' : values.filter((value) => value !== 'both_bad')[digit - 1];
    },
    complete: () => groups.every((group) => picked(group) !== null),
    draft: answers,
    body: () => ({
      choices: Object.entries(answers()).map(([criterion, choice]) => ({ criterion: Number(criterion), choice })),
    }),
    said: () => say('answered'),
  };
};

/** The question or questions of the ballot; `changed(choice, byArrow)` is told what is chosen. */
export const ballot = (changed) => {
  submit.hidden = false;
  return document.querySelector('[data-choices]') ? single(changed) : several(changed);
};

export const enableSubmit = (enabled) => submit.setAttribute('aria-disabled', String(!enabled));

export const getNote = () => comment.value.trim();

export const setNote = (text) => {
  comment.value = text ?? '';
  note.open = Boolean(text);
};

export const openNote = () => {
  note.open = true;
  comment.focus();
};

export const onNote = (changed) => comment.addEventListener('input', changed);

export const showProgress = (done, goal) => {
  const bar = document.querySelector('[data-progress]');
  bar.value = done;
  document.querySelector('[data-progress-text]').textContent =
    say('count', done.toLocaleString(locale), goal.toLocaleString(locale));
};

export const showChip = (state, waiting) => {
  const chip = document.querySelector('[data-chip]');
  if (chip) {
    chip.hidden = false;
    chip.dataset.state = state;
    chip.textContent = { saved: say('chipSaved'), saving: say('chipSaving'), offline: say('chipOffline', waiting) }[state];
  }
};

/** Which of two stacked responses is being read. */
export const followReading = () => {
  const links = { 'response-a': document.querySelector('[data-switch="a"]'), 'response-b': document.querySelector('[data-switch="b"]') };
  const seen = new IntersectionObserver(
    () => {
      const middle = window.innerHeight / 2;
      const second = cards.second.getBoundingClientRect().top < middle;
      links['response-a'].ariaCurrent = second ? null : 'true';
      links['response-b'].ariaCurrent = second ? 'true' : null;
    },
    { threshold: [0, 0.25, 0.5, 0.75, 1] },
  );
  seen.observe(cards.first);
  seen.observe(cards.second);
  for (const [id, link] of Object.entries(links)) {
    link.addEventListener('click', (event) => {
      event.preventDefault();
      readCard(document.getElementById(id));
    });
  }
};

export const readCard = (card) => {
  card.scrollIntoView({ block: 'start', behavior: matchMedia('(prefers-reduced-motion: reduce)').matches ? 'auto' : 'smooth' });
  card.focus({ preventScroll: true });
};

export const responseCard = (side) => cards[side];
