// What texts need beside themselves: the colours of code. What makes them, forty kilobytes, comes
// only with a text that has some.

const CODE = 'pre > code[class^="language-"]:not([data-coloured])';
const LONGEST = 20_000;

/** @type {Window['hljs'] | null} */
let highlighter = null;
/** @type {Promise<void> | null} */
let coming = null;

/**
 * Whether a text, as HTML, has something to colour.
 *
 * @param {string} html
 */
export const hasCode = (html) => html.includes('<code class="language-');

/** Fetches what colours code, once. */
export const fetchColours = () => {
  coming ??= /** @type {Promise<void>} */ (new Promise((resolve, reject) => {
    const script = document.createElement('script');
    script.src = new URL('../lib/highlight.min.js', import.meta.url).href;
    script.addEventListener('load', () => {
      highlighter = window.hljs;
      resolve();
    });
    script.addEventListener('error', () => {
      coming = null;
      reject(new Error(script.src));
    });
    document.head.append(script);
  }));
  return coming;
};

/** @param {ParentNode} root */
const paint = (root) => {
  for (const code of root.querySelectorAll(CODE)) {
    const language = code.className.slice('language-'.length).toLowerCase();
    code.dataset.coloured = '';
    if (highlighter?.getLanguage(language) && code.textContent.length <= LONGEST) {
      code.innerHTML = highlighter.highlight(code.textContent, { language, ignoreIllegals: true }).value;
    }
  }
};

/**
 * Colours the code below an element: at once when it can, else as soon as it can.
 *
 * @param {ParentNode} root
 */
export const colour = (root) => {
  if (!root.querySelector(CODE)) {
    return;
  }
  if (highlighter) {
    paint(root);
  } else {
    fetchColours().then(() => paint(root), () => {});
  }
};
