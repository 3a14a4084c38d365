// Figures that follow while the page is looked at, previews of texts, and jobs that go on.
import { localise } from './base.js';

const EVERY = 4000;

/**
 * Replaces the content of `box` with the fragment at its address; false when that is not possible.
 *
 * @param {Found} box
 */
const refresh = async (box) => {
  const answer = await fetch(box.dataset.live, { headers: { Accept: 'text/html' } });
  if (!answer.ok || answer.redirected) {
    return false;
  }
  const parsed = new DOMParser().parseFromString(await answer.text(), 'text/html');
  const held = box.contains(document.activeElement);
  if (!held) {
    box.replaceChildren(...parsed.body.childNodes);
    localise(box);
  }
  return true;
};

/**
 * Shows what a box says now; false when it will say nothing new.
 *
 * @param {Found} box
 */
const step = async (box) => {
  let goesOn = true;
  if (!document.hidden) {
    try {
      goesOn = await refresh(box);
    } catch {
      // Offline for a moment: the next step tries again.
    }
  }
  if (box.querySelector('[data-reload]')) {
    location.replace(location.pathname);
    return false;
  }
  return goesOn;
};

/** @param {Found} box */
const poll = async (box) => {
  if (await step(box)) {
    setTimeout(poll, Number(box.dataset.every ?? EVERY), box);
  }
};

/**
 * Follows a job: whenever the server says that it has gone on, its part of the page is read again.
 * Without such a stream the page asks by itself.
 *
 * @param {Found} box
 */
const watch = (box) => {
  const events = new EventSource(box.dataset.events);
  /** @type {Promise<void> | null} */
  let reading = null;
  events.addEventListener('job', () => {
    reading ??= step(box).then((goesOn) => {
      reading = null;
      if (!goesOn) {
        events.close();
      }
    });
  });
  events.addEventListener('error', () => {
    if (events.readyState === EventSource.CLOSED) {
      setTimeout(poll, EVERY, box);
    }
  });
};

for (const box of document.querySelectorAll('[data-live]')) {
  if (box.dataset.events) {
    watch(box);
  } else {
    setTimeout(poll, Number(box.dataset.every ?? EVERY), box);
  }
}

for (const button of document.querySelectorAll('[data-preview]')) {
  button.addEventListener('click', async (event) => {
    event.preventDefault();
    const form = button.form;
    const answer = await fetch(button.formAction, {
      method: 'POST',
      headers: { Accept: 'application/json' },
      body: new URLSearchParams(/** @type {any} */ (new FormData(form))),
    });
    if (!answer.ok) {
      return;
    }
    const texts = await answer.json();
    for (const box of document.querySelectorAll('[data-preview-of]')) {
      // Rendered and sanitised by the server.
      box.innerHTML = texts[box.dataset.previewOf];
    }
    const preview = document.querySelector('[data-preview-at]');
    preview.hidden = false;
    preview.focus();
  });
}
