// What every page gets: local times, the mark on the current navigation link, copy buttons,
// questions before dangerous forms, and forms that are not sent twice by a double click.

/** How numbers and times are written in the language of the page. */
export const locale = document.documentElement.dataset.locale ?? document.documentElement.lang;

/**
 * Where an arrow key goes along a line of the page: -1 back, 1 onwards; undefined for other keys.
 *
 * @param {string} key
 */
export const along = (key) => {
  const step = { ArrowLeft: -1, ArrowRight: 1 }[key];
  return step && (document.documentElement.dir === 'rtl' ? -step : step);
};

const localTime = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' });

/**
 * Shows the times below `root` in the reader's own zone; the title keeps UTC.
 *
 * @param {ParentNode} [root]
 */
export const localise = (root = document) => {
  for (const time of root.querySelectorAll('time[datetime]:not([data-local])')) {
    const date = new Date(time.dateTime);
    if (!Number.isNaN(date.getTime())) {
      time.title = time.textContent;
      time.textContent = localTime.format(date);
      time.dataset.local = '';
    }
  }
};

/**
 * Shows a short message. Answers a function that removes it.
 *
 * @param {string} text
 * @param {{ action?: Action, seconds?: number, kind?: string }} [how]
 */
export const toast = (text, { action, seconds = 6, kind = 'info' } = {}) => {
  const box = document.querySelector('[data-toasts]');
  const item = document.createElement('div');
  item.className = `toast ${kind}`;
  const message = document.createElement('span');
  message.textContent = text;
  item.append(message);
  const remove = () => item.remove();
  if (action) {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'button small';
    button.textContent = action.label;
    button.addEventListener('click', () => {
      remove();
      action.run();
    });
    item.append(button);
  }
  box.append(item);
  setTimeout(remove, seconds * 1000);
  return remove;
};

/** @param {Found} button */
const copy = async (button) => {
  const source = document.getElementById(button.dataset.copy);
  await navigator.clipboard.writeText(source.value ?? source.textContent.trim());
  toast(button.dataset.copied);
};

document.addEventListener('click', (event) => {
  const button = event.target.closest('[data-copy]');
  if (button) {
    copy(button);
  }
});

document.addEventListener('submit', (event) => {
  const form = event.target;
  const question = event.submitter?.dataset.confirm ?? form.dataset.confirm;
  if (question && !window.confirm(question)) {
    event.preventDefault();
    return;
  }
  if (form.method !== 'post' || event.defaultPrevented) {
    return;
  }
  if (form.dataset.sent !== undefined) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = '';
  setTimeout(() => delete form.dataset.sent, 3000);
});

window.addEventListener('pageshow', () => {
  for (const form of document.querySelectorAll('form[data-sent]')) {
    delete form.dataset.sent;
  }
});

for (const link of document.querySelectorAll('a[data-nav]')) {
  if (location.pathname === link.pathname || location.pathname.startsWith(`${link.pathname}/`)) {
    link.setAttribute('aria-current', 'page');
  }
}

for (const button of document.querySelectorAll('[data-copy]')) {
  button.hidden = !navigator.clipboard;
}

// Where there are more tabs than a phone is wide, the present one is in view.
for (const tabs of document.querySelectorAll('.tabs')) {
  const current = tabs.querySelector('[aria-current]');
  const [box, all] = [current?.getBoundingClientRect(), tabs.getBoundingClientRect()];
  if (box && (box.left < all.left || box.right > all.right)) {
    tabs.scrollLeft += box.left + box.width / 2 - all.left - all.width / 2;
  }
}

// Code in texts gets its colours from a module that comes only with it.
if (document.querySelector('.prose pre > code[class]')) {
  import('./content.js').then(({ colour }) => colour(document));
}

document.querySelector('main [aria-invalid="true"]')?.focus();

localise();
