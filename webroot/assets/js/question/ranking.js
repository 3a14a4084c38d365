// An order of the responses, with ties: ranks as numbers are the truth; dragging, buttons and keys
// write them.

/**
 * Ranks 1, 2, 2, 4 of anything that sorts, such as 1, 3, 3, 8.
 *
 * @param {number[]} raw
 */
export const competitionRanks = (raw) => raw.map((own) => 1 + raw.filter((other) => other < own).length);

/** @type {Mount} */
export const mount = (root, { block, shown, say, announce, changed }) => {
  const list = root.querySelector('ol');
  const ties = block.ties !== false;
  const rows = [...list.children].map((row, k) => ({
    row,
    letter: shown.responses[k].letter,
    handle: row.querySelector('[data-handle]'),
    field: row.querySelector('input'),
    from: 0,
    moved: false,
  }));
  /** @typedef {typeof rows[number]} Row */
  root.querySelectorAll('[data-handle], [data-moves], [data-hint]').forEach((extra) => { extra.hidden = false; });

  /** @param {Row} entry */
  const rank = ({ field }) => (/^[1-9]$/.test(field.value.trim()) ? Number(field.value) : null);
  const ranks = () => rows.map(rank);
  const full = () => !ranks().includes(null);
  const distinct = () => new Set(ranks()).size === rows.length;

  /** Rows as they stand in the list. */
  const inOrder = () => [...list.children].flatMap((row) => rows.filter((entry) => entry.row === row));

  /** Groups of equal rows, the best first; in the order of the list while some have no rank. */
  const groups = () => {
    const ordered = inOrder();
    if (!full()) {
      return ordered.map((entry) => [entry]);
    }
    const found = [...new Set(ranks())].sort((a, b) => Number(a) - Number(b));
    return found.map((value) => ordered.filter((entry) => rank(entry) === value));
  };

  /** @param {Row[][]} grouped */
  const write = (grouped) => {
    let next = 1;
    for (const group of grouped) {
      group.forEach(({ field }) => { field.value = String(next); });
      next += group.length;
    }
  };

  const paint = () => {
    let above = null;
    for (const entry of inOrder()) {
      const own = rank(entry);
      entry.row.classList.toggle('unranked', own === null);
      entry.row.classList.toggle('tied', full() && own !== null && own === above);
      above = own;
    }
  };

  /** Sorts the list by its ranks once all are there; what has the focus keeps it. */
  const settle = () => {
    if (full()) {
      const focused = root.contains(document.activeElement) ? /** @type {HTMLElement} */ (document.activeElement) : null;
      competitionRanks(ranks().map(Number)).forEach((value, k) => { rows[k].field.value = String(value); });
      const sorted = [...rows].sort((a, b) => Number(a.field.value) - Number(b.field.value));
      if (sorted.some(({ row }, k) => list.children[k] !== row)) {
        sorted.forEach(({ row }) => list.append(row));
        focused?.focus();
      }
    }
    paint();
  };

  /** @param {Row} entry */
  const told = (entry) => {
    settle();
    announce(say('moved', entry.letter, entry.field.value));
    changed();
  };

  /**
   * @param {Row} entry
   * @param {number} step
   */
  const move = (entry, step) => {
    const grouped = groups();
    const at = grouped.findIndex((group) => group.includes(entry));
    const alone = grouped[at].length === 1;
    grouped[at] = grouped[at].filter((other) => other !== entry);
    const to = alone ? at + step : step < 0 ? at : at + 1;
    const rest = alone ? grouped.filter((group) => group.length > 0) : grouped;
    rest.splice(Math.max(0, Math.min(rest.length, to)), 0, [entry]);
    write(rest);
    told(entry);
  };

  /** @param {Row} entry */
  const tie = (entry) => {
    const grouped = groups();
    const at = grouped.findIndex((group) => group.includes(entry));
    if (at > 0) {
      grouped[at - 1].push(entry);
      grouped[at] = grouped[at].filter((other) => other !== entry);
      write(grouped.filter((group) => group.length > 0));
    }
    told(entry);
  };

  /** @param {Element} target */
  const entryOf = (target) => rows.find(({ row }) => row.contains(target));

  root.addEventListener('click', (event) => {
    const button = event.target.closest('[data-move], [data-tie]');
    const entry = button && entryOf(button);
    if (entry) {
      if (button.dataset.move) {
        move(entry, Number(button.dataset.move));
      } else {
        tie(entry);
      }
      button.focus();
    }
  });

  root.addEventListener('input', () => {
    paint();
    changed();
  });
  root.addEventListener('change', () => {
    settle();
    changed();
  });

  root.addEventListener('keydown', (event) => {
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    const entry = entryOf(event.target);
    if (!step || !entry || event.target.matches('input')) {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
    if (event.shiftKey) {
      move(entry, step);
      entry.handle.focus();
    } else {
      const ordered = inOrder();
      ordered[(ordered.indexOf(entry) + step + ordered.length) % ordered.length].handle.focus();
    }
  });

  // Dragging moves the row while the pointer moves; letting go writes the ranks. The list holds the
  // pointer: a row that is moved in the document would lose it.
  /** @type {Row | null} */
  let dragged = null;
  /**
   * @param {Row} held
   * @param {number} y
   */
  const over = (held, y) => {
    const others = inOrder().filter((entry) => entry !== held);
    const next = others.find(({ row }) => {
      const box = row.getBoundingClientRect();
      return y < box.top + box.height / 2;
    });
    list.insertBefore(held.row, next ? next.row : null);
  };
  const drop = () => {
    if (dragged) {
      const entry = dragged;
      dragged = null;
      entry.row.classList.remove('dragged');
      const kept = full() ? groups().map((group) => group.filter((other) => other !== entry)) : [];
      const ordered = inOrder();
      const before = ordered.slice(0, ordered.indexOf(entry));
      const rest = kept.length > 0 ? kept.filter((group) => group.length > 0) : ordered.filter((other) => other !== entry).map((other) => [other]);
      const to = rest.filter((group) => group.every((other) => before.includes(other))).length;
      rest.splice(to, 0, [entry]);
      write(rest);
      told(entry);
    }
  };
  root.addEventListener('pointerdown', (event) => {
    const handle = event.target.closest('[data-handle]');
    if (handle && event.button === 0) {
      dragged = /** @type {Row} */ (entryOf(handle));
      dragged.row.classList.add('dragged');
      dragged.from = event.clientY;
      dragged.moved = false;
      list.setPointerCapture(event.pointerId);
    }
  });
  root.addEventListener('pointermove', (event) => {
    if (dragged && (dragged.moved || Math.abs(event.clientY - dragged.from) > 4)) {
      dragged.moved = true;
      over(dragged, event.clientY);
    }
  });
  const letGo = () => {
    if (dragged && !dragged.moved) {
      dragged.row.classList.remove('dragged');
      dragged = null;
    }
    drop();
  };
  root.addEventListener('pointerup', letGo);
  root.addEventListener('pointercancel', letGo);

  const current = () =>
    rows.find(({ row }) => row.contains(document.activeElement)) ?? rows.find((entry) => rank(entry) === null) ?? null;

  return {
    value: () => {
      const entered = ranks();
      if (entered.every((value) => value === null)) {
        return null;
      }
      return { ranks: full() ? competitionRanks(entered.map(Number)) : entered };
    },
    set: (value) => {
      rows.forEach(({ row, field }, k) => {
        field.value = value?.ranks[k] ?? '';
        list.append(row);
      });
      settle();
    },
    complete: () => full() && ranks().every((value) => Number(value) <= rows.length) && (ties || distinct()),
    focus: () => (rows.find((entry) => rank(entry) === null) ?? rows[0]).handle.focus(),
    missing: () => say(full() ? 'shared' : 'missing'),
    key: (event, digit) => {
      const entry = current();
      if (!entry || digit === null || digit < 1 || digit > rows.length) {
        return false;
      }
      entry.field.value = String(digit);
      const next = rows.find((other) => rank(other) === null);
      settle();
      (next ?? entry).handle.focus();
      changed();
      return true;
    },
  };
};
