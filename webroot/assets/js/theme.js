// Runs before the first paint: puts the chosen colours on <html>. Not a module, so that it is not deferred.
(() => {
  const KEY = 'agon.theme';
  const CHOICES = ['auto', 'light', 'dark'];
  let current = 'auto';
  try {
    const stored = localStorage.getItem(KEY) ?? '';
    current = CHOICES.includes(stored) ? stored : 'auto';
  } catch {
    // Without storage a choice holds for one page.
  }
  const apply = () => {
    if (current === 'auto') {
      delete document.documentElement.dataset.theme;
    } else {
      document.documentElement.dataset.theme = current;
    }
  };
  /** @param {Found} button */
  const label = (button) => {
    const text = button.dataset[`title${current[0].toUpperCase()}${current.slice(1)}`];
    button.title = text;
    button.setAttribute('aria-label', text);
  };
  /** @param {Found} button */
  const choose = (button) => {
    current = CHOICES[(CHOICES.indexOf(current) + 1) % CHOICES.length];
    try {
      localStorage.setItem(KEY, current);
    } catch {
      // As above.
    }
    apply();
    label(button);
  };
  apply();
  document.addEventListener('DOMContentLoaded', () => {
    for (const button of document.querySelectorAll('[data-theme-switch]')) {
      label(button);
      button.hidden = false;
      button.addEventListener('click', () => choose(button));
    }
  });
})();
