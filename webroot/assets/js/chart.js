// Draws the charts of a page from the figures that stand beside them. The table beneath each says the
// same, so that nobody needs the picture.
const { Chart } = window;
const root = document.documentElement;
const rightToLeft = root.dir === 'rtl';
const digits = Number(document.querySelector('[data-digits]')?.dataset.digits ?? 1);
const numbers = new Intl.NumberFormat(root.dataset.locale || undefined, { maximumFractionDigits: digits });
const COLOURS = 6;
const MOST_SHOWN = 6;
const MOST_LISTED = 12;
const MOST_STRETCH = 4;
const ROW = 32;
const SHAPES = ['circle', 'triangle', 'rect', 'rectRot', 'star', 'crossRot'];
const SIGNS = '●▲■◆✱✕';

/**
 * @param {string} tag
 * @param {string} classes
 */
const element = (tag, classes, text = '') => {
  const made = document.createElement(tag);
  made.className = classes;
  made.textContent = text;
  return made;
};

/**
 * A colour that the page gives an element, with some of its strength.
 *
 * @param {string} colour
 * @param {number} share
 */
const faded = (colour, share) => {
  const parts = colour.match(/[\d.]+/g) ?? ['0', '0', '0'];
  return `rgba(${parts[0]}, ${parts[1]}, ${parts[2]}, ${share})`;
};

/** @param {number | null} value */
const told = (value) => (value === null ? '–' : numbers.format(value));

/**
 * @param {number | null} low
 * @param {number | null} high
 */
const from = (low, high) => `${told(low)} – ${told(high)}`;

/**
 * What all charts share: the page's colours and font, no animation, no legend of its own.
 *
 * @param {Found} plot
 * @param {Record<'x' | 'y', string>} title
 * @param {Record<string, object>} more
 */
const options = (plot, title, more) => {
  const style = getComputedStyle(plot);
  Chart.defaults.color = style.color;
  Chart.defaults.borderColor = style.borderTopColor;
  Chart.defaults.font.family = style.fontFamily;
  /**
   * @param {string} name
   * @param {string} text
   */
  const axis = (name, text) => ({
    type: 'linear',
    title: { display: text !== '', text },
    ticks: { callback: (/** @type {number} */ value) => numbers.format(value), includeBounds: false, maxRotation: 0 },
    ...more[name],
  });
  return {
    animation: false,
    responsive: true,
    maintainAspectRatio: false,
    plugins: { legend: { display: false }, tooltip: { rtl: rightToLeft, ...more.tooltip } },
    scales: { x: axis('x', title.x), y: axis('y', title.y) },
    ...more.chart,
  };
};

/** @param {number[]} numbersSeen */
const extent = (numbersSeen) => {
  const known = numbersSeen.filter((value) => value !== null);
  const low = Math.min(...known);
  const high = Math.max(...known);
  const margin = Math.max((high - low) * 0.02, 1);
  return { min: low - margin, max: high + margin, size: high - low };
};

/**
 * From the lowest to the highest end of all intervals. Where those of a first quarter of the votes are so
 * wide that nothing else could be told apart, the axis leaves them out and says so.
 *
 * @param {Series[]} series
 * @param {number} settled
 */
const span = (series, settled) => {
  const all = extent(series.flatMap(({ low, high }) => [...low, ...high]));
  const later = extent(
    series.flatMap(({ values, low, high }) => [...values, ...low.slice(settled), ...high.slice(settled)]),
  );
  return all.size <= MOST_STRETCH * later.size ? { ...all, cut: false } : { ...later, cut: true };
};

/**
 * Which series are shown, each with the least colour and sign that no other one has.
 *
 * @param {Series[]} series
 * @param {Map<string, boolean>} chosen
 * @returns {Picks}
 */
const picked = (series, chosen) => {
  const slots = new Map();
  /** @param {string} name */
  const show = (name) => {
    const taken = new Set(slots.values());
    let slot = 0;
    while (taken.has(slot)) {
      slot += 1;
    }
    slots.set(name, slot);
  };
  series.forEach(({ name }, i) => {
    if (chosen.get(name) ?? i < MOST_SHOWN) {
      show(name);
    }
  });
  return {
    slots,
    toggle: (name) => {
      if (slots.has(name)) {
        slots.delete(name);
      } else {
        show(name);
      }
      chosen.set(name, slots.has(name));
    },
  };
};

/**
 * The buttons of a legend: those that are shown, and of the others those that the reader looks for.
 *
 * @param {Found} figure
 * @param {LineFigures} figures
 * @param {Picks} picks
 */
const legendOf = (figure, figures, picks) => {
  const legend = figure.querySelector('[data-legend]');
  const search = figure.querySelector('[data-search]');
  const input = search?.querySelector('input');
  const many = Boolean(search) && figures.series.length > MOST_LISTED;
  const list = () => {
    const wanted = many ? input.value.trim().toLocaleLowerCase() : '';
    const matching = figures.series.filter(({ name }) => name.toLocaleLowerCase().includes(wanted));
    const others = matching.filter(({ name }) => !picks.slots.has(name)).slice(0, many ? MOST_LISTED : undefined);
    const listed = new Set(others.map(({ name }) => name));
    const focused = /** @type {HTMLElement | null} */ (document.activeElement)?.dataset?.series;
    const entries = figures.series
      .filter(({ name }) => picks.slots.has(name) || listed.has(name))
      .map(({ name }) => {
        const slot = picks.slots.get(name);
        const entry = document.createElement('li');
        const toggle = element('button', 'chart-toggle');
        toggle.type = 'button';
        toggle.dataset.series = name;
        if (slot !== undefined) {
          const swatch = element('span', `chart-swatch series-${slot % COLOURS}${slot < COLOURS ? '' : ' dashed'}`);
          const sign = element('span', `chart-sign series-${slot % COLOURS}`, SIGNS[slot % COLOURS]);
          sign.setAttribute('aria-hidden', 'true');
          toggle.append(swatch, sign);
        }
        toggle.append(element('span', 'chart-name', name));
        toggle.setAttribute('aria-pressed', String(slot !== undefined));
        toggle.addEventListener('click', () => {
          picks.toggle(name);
          list();
          figure.dispatchEvent(new Event('redraw'));
        });
        entry.append(toggle);
        return entry;
      });
    legend.replaceChildren(...entries);
    if (focused !== undefined) {
      [...legend.querySelectorAll('button')].find((button) => button.dataset.series === focused)?.focus();
    }
    if (many) {
      const found = picks.slots.size + others.length;
      search.querySelector('[data-count]').textContent = search.dataset.found
        .replace('{0}', numbers.format(found))
        .replace('{1}', numbers.format(figures.series.length));
    }
  };
  if (search) {
    search.hidden = !many;
    input.oninput = list;
  }
  list();
  return legend;
};

/**
 * Lines with bands of their intervals; which of them are seen is up to the reader.
 *
 * @param {Found} figure
 * @param {Found} plot
 * @param {LineFigures} figures
 * @param {Map<string, boolean>} chosen
 */
const lines = (figure, plot, figures, chosen) => {
  const picks = picked(figures.series, chosen);
  const legend = legendOf(figure, figures, picks);
  /** @param {number[]} values */
  const points = (values) => values.map((y, i) => ({ x: figures.votes[i], y }));
  return () => {
    const shown = figures.series.filter(({ name }) => picks.slots.has(name));
    const datasets = shown.flatMap((series) => {
      const slot = picks.slots.get(series.name) ?? 0;
      const colour = getComputedStyle(legend.querySelector(`.series-${slot % COLOURS}`)).color;
      const bound = { pointRadius: 0, pointHitRadius: 0, borderWidth: 0, bound: true };
      return [
        {
          label: series.name,
          series,
          data: points(series.values),
          borderColor: colour,
          backgroundColor: colour,
          borderWidth: 2,
          borderDash: slot < COLOURS ? [] : [6, 4],
          pointRadius: 3,
          pointStyle: SHAPES[slot % COLOURS],
        },
        { ...bound, data: points(series.high) },
        { ...bound, data: points(series.low), fill: '-1', backgroundColor: faded(colour, 0.12) },
      ];
    });
    const names = { x: figure.dataset.x, y: figure.dataset.y };
    const { min, max, cut } = shown.length ? span(shown, Math.floor(figures.votes.length / 4)) : {};
    figure.querySelector('[data-cut]')?.toggleAttribute('hidden', !cut);
    return {
      type: 'line',
      data: { datasets },
      options: options(plot, names, {
        x: { reverse: rightToLeft, min: 0, max: figures.votes.at(-1) },
        y: { position: rightToLeft ? 'right' : 'left', min, max },
        chart: { interaction: { mode: 'index', intersect: false } },
        tooltip: {
          filter: (/** @type {any} */ item) => !item.dataset.bound,
          callbacks: {
            title: (/** @type {any} */ items) => (items.length ? `${figure.dataset.x}: ${numbers.format(items[0].parsed.x)}` : ''),
            label: (/** @type {any} */ { dataset, dataIndex, parsed }) =>
              `${dataset.label}: ${numbers.format(parsed.y)} (${from(dataset.series.low[dataIndex], dataset.series.high[dataIndex])})`,
          },
        },
      }),
    };
  };
};

/**
 * @param {CanvasRenderingContext2D} context
 * @param {string} text
 * @param {number} room
 */
const shortened = (context, text, room) => {
  let kept = text;
  while (kept.length > 1 && context.measureText(kept).width > room) {
    kept = kept.slice(0, -1);
  }
  return kept === text ? text : `${kept}…`;
};

/**
 * Whiskers through the points of a chart, and a line where the figures say.
 *
 * @param {ForestFigures} figures
 * @param {string} colour
 * @param {number | null} mark
 * @param {string} ground
 */
const whiskers = (figures, colour, mark, ground) => ({
  id: 'whiskers',
  beforeDatasetsDraw: (/** @type {any} */ { ctx, chartArea, scales: { x, y } }) => {
    /** @type {(...at: number[]) => void} */
    const line = (fromX, fromY, toX, toY) => {
      ctx.beginPath();
      ctx.moveTo(fromX, fromY);
      ctx.lineTo(toX, toY);
      ctx.stroke();
    };
    ctx.save();
    if (mark !== null) {
      const at = x.getPixelForValue(mark);
      ctx.strokeStyle = ground;
      ctx.lineWidth = 1.5;
      line(at, chartArea.top, at, chartArea.bottom);
    }
    ctx.strokeStyle = colour;
    ctx.lineWidth = 2;
    figures.names.forEach((name, row) => {
      const at = y.getPixelForValue(row);
      if (figures.low[row] === null) {
        return;
      }
      line(x.getPixelForValue(figures.low[row]), at, x.getPixelForValue(figures.high[row]), at);
    });
    ctx.restore();
  },
});

/**
 * One row a name: its value with its interval, about a line where there is one to compare with.
 *
 * @param {Found} figure
 * @param {Found} plot
 * @param {ForestFigures} figures
 */
const forest = (figure, plot, figures) => () => {
  const colour = getComputedStyle(figure.querySelector('[data-colour]')).color;
  const ground = getComputedStyle(figure).backgroundColor;
  const line = figures.line === undefined ? 0 : figures.line;
  const sure = figures.names.map((name, row) => {
    const [least, most] = [figures.low[row], figures.high[row]];
    return line === null || least === null || most === null || least > line || most < line;
  });
  const ends = [line, ...figures.values, ...figures.low, ...figures.high].filter((value) => value !== null);
  const low = Math.min(...ends);
  const high = Math.max(...ends);
  const margin = (high - low) * 0.04 || 1;
  const room = plot.clientWidth * 0.35;
  plot.style.height = `${ROW * figures.names.length + 72}px`;
  return {
    type: 'scatter',
    data: {
      datasets: [
        {
          data: figures.values.map((x, y) => ({ x: x ?? NaN, y })),
          pointRadius: 5,
          pointHoverRadius: 6,
          pointBorderWidth: 2,
          pointBorderColor: colour,
          pointBackgroundColor: sure.map((known) => (known ? colour : ground)),
        },
      ],
    },
    options: options(plot, { x: figure.dataset.y, y: '' }, {
      x: { reverse: rightToLeft, min: low - margin, max: high + margin },
      y: {
        reverse: true,
        position: rightToLeft ? 'right' : 'left',
        min: -0.5,
        max: figures.names.length - 0.5,
        grid: { display: false },
        afterBuildTicks: (/** @type {any} */ axis) => {
          axis.ticks = figures.names.map((name, value) => ({ value }));
        },
        ticks: {
          autoSkip: false,
          /**
           * @this {any}
           * @param {number} value
           */
          callback(value) {
            return shortened(this.ctx, figures.names[value] ?? '', room);
          },
        },
      },
      tooltip: {
        callbacks: {
          label: (/** @type {any} */ { dataIndex }) =>
            `${figures.names[dataIndex]}: ${told(figures.values[dataIndex])}${
              figures.low[dataIndex] === null ? '' : ` (${from(figures.low[dataIndex], figures.high[dataIndex])})`
            }`,
        },
      },
    }),
    plugins: [whiskers(figures, colour, line, getComputedStyle(plot).color)],
  };
};

/** @type {Record<string, (figure: Found, plot: Found, figures: any, chosen: Map<string, boolean>) => () => object>} */
const KINDS = { lines, forest };

/** @param {Found} figure */
const read = (figure) => JSON.parse(figure.querySelector('[data-figures]').textContent);

/** @param {Partial<LineFigures & ForestFigures>} figures */
const named = ({ names, series }) => JSON.stringify(names ?? series?.map(({ name }) => name));

for (const figure of document.querySelectorAll('[data-chart]')) {
  const plot = figure.querySelector('[data-plot]');
  const figures = read(figure);
  const chosen = new Map();
  figure.hidden = false;
  let plan = KINDS[figure.dataset.chart](figure, plot, figures, chosen);
  const canvas = plot.querySelector('canvas');
  let chart = new Chart(canvas, plan());
  const redraw = () => {
    chart.destroy();
    chart = new Chart(canvas, plan());
  };
  figure.addEventListener('redraw', redraw);
  figure.addEventListener('figures', () => {
    const before = named(figures);
    Object.assign(figures, read(figure));
    if (named(figures) !== before) {
      plan = KINDS[figure.dataset.chart](figure, plot, figures, chosen);
    }
    redraw();
  });
  new MutationObserver(redraw).observe(root, { attributeFilter: ['data-theme'] });
  window.matchMedia('(prefers-color-scheme: dark)').addEventListener('change', redraw);
}
