// Figures that follow while the page is looked at, previews of texts, and import jobs that go on.
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

for (const box of document.querySelectorAll('[data-live]')) {
  const step = async () => {
    let goesOn = true;
    if (!document.hidden) {
      try {
        goesOn = await refresh(box);
      } catch {
        // Offline for a moment: the next step tries again.
      }
    }
    const end = box.querySelector('[data-reload]');
    if (end) {
      location.replace(location.pathname);
    } else if (goesOn) {
      setTimeout(step, Number(box.dataset.every ?? EVERY));
    }
  };
  setTimeout(step, Number(box.dataset.every ?? EVERY));
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
