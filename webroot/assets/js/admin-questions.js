// The editor of a study's questions: line numbers, problems named while one types, and the page that
// annotators will get in a frame beside it.

const form = document.querySelector('[data-questions-form]');
const text = form.elements.form;
const gutter = document.querySelector('[data-gutter]');
const box = document.querySelector('[data-problems]');
const frame = document.querySelector('[data-frame]');
const frameBox = document.querySelector('[data-frame-box]');
const PAUSE_MS = 500;

/** @type {string | null} */
let shown = null;
let timer = 0;
let asked = 0;
let scrolled = 0;

const number = () => {
  const lines = text.value.split('\n').length;
  gutter.textContent = Array.from({ length: lines }, (_, k) => k + 1).join('\n');
  gutter.scrollTop = text.scrollTop;
};

/**
 * The line of a problem: where JSON broke off, or where the question of a path begins.
 *
 * @param {{ path: string, message: string }} problem
 */
const lineOf = ({ path, message }) => {
  const told = /line (\d+)/.exec(message);
  if (told) {
    return Number(told[1]);
  }
  const block = Number(/^blocks\[(\d+)\]/.exec(path)?.[1] ?? 0);
  const name = /\.([a-z_]+)/.exec(path)?.[1];
  const starts = [...text.value.matchAll(/"type"\s*:/g)].map((match) => match.index);
  const from = starts[block] ?? 0;
  const own = name ? text.value.slice(from, starts[block + 1]).search(new RegExp(`"${name}"\\s*:`)) : -1;
  return text.value.slice(0, from + Math.max(0, own)).split('\n').length;
};

/** @param {number} line */
const goTo = (line) => {
  const lines = text.value.split('\n');
  const start = lines.slice(0, line - 1).join('\n').length + (line > 1 ? 1 : 0);
  text.focus();
  text.setSelectionRange(start, start + (lines[line - 1]?.length ?? 0));
  text.scrollTop = Math.max(0, (line - 5) * Number.parseFloat(getComputedStyle(text).lineHeight));
};

/** @param {{ path: string, message: string }[]} problems */
const tell = (problems) => {
  box.replaceChildren();
  text.setAttribute('aria-invalid', String(problems.length > 0));
  const line = document.createElement('p');
  line.className = problems.length === 0 ? 'fine' : 'error';
  line.textContent = problems.length === 0 ? box.dataset.ok : box.dataset.wrong;
  box.append(line);
  if (problems.length > 0) {
    const list = document.createElement('ul');
    list.className = 'error';
    for (const problem of problems) {
      const item = document.createElement('li');
      const button = document.createElement('button');
      const path = document.createElement('code');
      button.type = 'button';
      path.textContent = problem.path;
      button.append(path, ` ${problem.message}`);
      button.addEventListener('click', () => goTo(lineOf(problem)));
      item.append(button);
      list.append(item);
    }
    box.append(list);
  }
};

/** Posts the form into the frame, which then shows the page itself. */
const show = () => {
  if (shown === text.value) {
    return;
  }
  shown = text.value;
  try {
    scrolled = frame.contentWindow.scrollY;
  } catch {
    scrolled = 0;
  }
  const post = document.createElement('form');
  post.method = 'post';
  post.action = frame.dataset.url;
  post.target = frame.name;
  post.hidden = true;
  const field = document.createElement('textarea');
  field.name = 'form';
  field.value = text.value;
  post.append(field);
  document.body.append(post);
  post.submit();
  post.remove();
};

const check = async () => {
  const mine = ++asked;
  try {
    const response = await fetch(frame.dataset.check, {
      method: 'POST',
      headers: { Accept: 'application/json' },
      body: new URLSearchParams({ form: text.value }),
    });
    const { problems } = await response.json();
    if (mine === asked && problems) {
      tell(problems);
      if (problems.length === 0) {
        show();
      }
    }
  } catch {
    // Offline for a moment: the next change asks again.
  }
};

const changed = () => {
  number();
  clearTimeout(timer);
  timer = setTimeout(check, PAUSE_MS);
};

/** @param {string} content */
const put = (content) => {
  // As if typed, so that the browser's own undo brings the old text back.
  text.focus();
  text.select();
  if (!document.execCommand('insertText', false, content.trim())) {
    text.value = content.trim();
  }
  text.setSelectionRange(0, 0);
  text.scrollTop = 0;
  changed();
};

frame.addEventListener('load', () => frame.contentWindow.scrollTo(0, scrolled));
text.addEventListener('input', changed);
text.addEventListener('scroll', () => { gutter.scrollTop = text.scrollTop; });

for (const link of document.querySelectorAll('[data-example]')) {
  link.addEventListener('click', async (event) => {
    event.preventDefault();
    link.closest('details').open = false;
    const response = await fetch(link.href);
    put(await response.text());
  });
}

document.addEventListener('click', (event) => {
  const menu = document.querySelector('[data-examples]');
  if (!menu.contains(event.target)) {
    menu.open = false;
  }
});

const file = document.querySelector('[data-file]');
const fileButton = document.querySelector('[data-file-button]');
fileButton.hidden = false;
fileButton.addEventListener('click', () => file.click());
file.addEventListener('change', async () => {
  const [chosen] = file.files ?? [];
  if (chosen) {
    // So that the same file, changed meanwhile, can be chosen again.
    file.value = '';
    put(await chosen.text());
  }
});

const widths = document.querySelector('[data-widths]');
widths.hidden = false;
widths.addEventListener('click', (event) => {
  const button = event.target.closest('[data-width]');
  if (button) {
    for (const other of widths.children) {
      other.setAttribute('aria-pressed', String(other === button));
    }
    frameBox.classList.toggle('phone', button.dataset.width === 'phone');
  }
});

frameBox.hidden = false;
number();
check();
