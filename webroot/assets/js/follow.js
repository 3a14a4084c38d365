// The switch of a page that moves: following while it is seen, resting while paused or hidden.

/** @param {number} ms */
export const jittered = (ms) => ms * (0.5 + Math.random());

/**
 * Lets the page follow. Answers what shows a state: live, polling or waiting.
 *
 * @param {() => void} start
 * @param {() => void} stop
 */
export const follow = (start, stop) => {
  const control = document.querySelector('[data-follow]');
  const button = control.querySelector('[data-pause]');
  let paused = false;
  /** @param {string} state */
  const show = (state) => {
    control.hidden = false;
    control.querySelector('[data-state]').textContent = control.dataset[state];
    control.querySelector('[data-pulse]').classList.toggle('on', state === 'live');
  };
  const run = () => {
    if (paused) {
      stop();
      show('paused');
    } else if (document.hidden) {
      stop();
    } else {
      start();
    }
  };
  button.addEventListener('click', () => {
    paused = !paused;
    button.textContent = paused ? button.dataset.resumeText : button.dataset.pauseText;
    run();
  });
  document.addEventListener('visibilitychange', run);
  window.addEventListener('pagehide', stop);
  window.addEventListener('pageshow', (event) => {
    if (event.persisted) {
      run();
    }
  });
  // Once whoever calls has what shows states.
  queueMicrotask(run);
  return show;
};
