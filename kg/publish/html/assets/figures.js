// Statistics as people write them: 45.47万亿元, 同比 +3.8%, 约 200 家; small tables, and a line where there are three points in time.

const BEFORE = { MoreThan: ['超 ', '> '], LessThan: ['不足 ', '< '], About: ['约 ', '≈ '] };
const UNITS = { CNY: ['元', 'CNY'], USD: ['美元', 'USD'], EUR: ['欧元', 'EUR'], JPY: ['日元', 'JPY'], HKD: ['港元', 'HKD'], GBP: ['英镑', 'GBP'], pp: ['个百分点', 'pp'] };

function plainNumber(value) {
  return new Intl.NumberFormat(either('zh-CN', 'en'), { maximumFractionDigits: 6, useGrouping: Math.abs(value) >= 1e4 }).format(value);
}

/** 45470000000000 is 45.47万亿 in Chinese, 45.47 trillion in English. */
function bigNumber(value) {
  const size = Math.abs(value);
  const steps = either([[1e12, '万亿'], [1e8, '亿'], [1e4, '万']], [[1e12, ' trillion'], [1e9, ' billion'], [1e6, ' million']]);
  for (const [step, word] of steps) if (size >= step) return plainNumber(Number((value / step).toPrecision(12))) + word;
  return plainNumber(value);
}

function unitText(unit) {
  const known = UNITS[unit];
  return known ? either(...known) : unit;
}

function valueText(stat, value) {
  const unit = unitText(stat.unit);
  if (stat.measure === 'Rank') return t('rank', plainNumber(value)) + (language ? '' : stat.unit);
  const sign = value > 0 && (stat.measure === 'ChangeRate' || stat.measure === 'AbsoluteChange') ? '+' : '';
  const number = sign + bigNumber(value);
  return unit === '%' ? number + '%' : language && unit ? `${number} ${unit}` : number + unit;
}

function figureText(stat) {
  const before = BEFORE[stat.comparator] ? either(...BEFORE[stat.comparator]) : '';
  const upper = stat.upper === null ? '' : ` – ${valueText(stat, stat.upper)}`;
  return before + valueText(stat, stat.value) + upper;
}

function basisText(stat) {
  if (!stat.basis) return ['Level', ''].includes(stat.measure) ? '' : t(stat.measure);
  if (Array.isArray(stat.basis)) return t('comparedWith', periodText(graph.periods[stat.basis[0]]));
  return t(stat.basis);
}

/** A period in the shortest words: its label, 2025年, 2025年1月 to 3月, or its two days. */
function periodText(period) {
  if (!period) return '';
  if (period.label && !language) return period.label;
  const { start, end } = period;
  if (!start || start === end) return end || start;
  if (start.endsWith('-01-01') && end.endsWith('-12-31')) {
    const [a, b] = [start.slice(0, 4), end.slice(0, 4)];
    return a === b ? either(`${a}年`, a) : either(`${a}–${b}年`, `${a}–${b}`);
  }
  if (start.slice(0, 7) === end.slice(0, 7) && start.endsWith('-01') && Number(end.slice(8)) >= 28) return start.slice(0, 7);
  return `${start} – ${end}`;
}

function endName(end) {
  if (!end) return null;
  return typeof end === 'number' ? nodeLink(end - 1, 12) : named(end, 12);
}

/** All figures, grouped by indicator, unit and measure, the largest groups first. */
function figureGroups(stats) {
  const groups = new Map();
  for (const stat of stats) {
    const key = [stat.indicator, stat.unit, stat.measure, JSON.stringify(stat.basis)].join('|');
    if (!groups.has(key)) groups.set(key, []);
    groups.get(key).push(stat);
  }
  return [...groups.values()].sort((a, b) => b.length - a.length || a[0].id - b[0].id);
}

/** The same figure told several times is one row with all its evidence. */
function mergedFigures(stats) {
  const found = new Map();
  for (const s of stats) {
    const key = JSON.stringify([s.indicator, s.value, s.upper, s.unit, s.measure, s.comparator, s.basis, s.period, s.area, s.source, s.policy]);
    if (!found.has(key)) found.set(key, { ...s, places: [] });
    if (s.snippet >= 0) found.get(key).places.push([s.snippet, ...s.marks]);
  }
  return [...found.values()];
}

function figureTable(all, indicator) {
  const groups = figureGroups(mergedFigures(all));
  const charts = groups.map(chartOf).filter(Boolean);
  const most = 12;
  const rows = groups.flat();
  const body = el('tbody', {}, rows.slice(0, most).map((s) => figureRow(s, indicator)));
  const table = el('table', { class: 'figures' }, body);
  const parts = [...charts.slice(0, 4), table];
  if (rows.length > most) {
    const button = el('button', { type: 'button', class: 'quiet', onclick: () => {
      body.replaceChildren(...rows.map((s) => figureRow(s, indicator)));
      button.remove();
    } }, t('showAll', rows.length));
    parts.push(button);
  }
  return parts;
}

function figureRow(stat, indicator) {
  const ends = [endName(stat.area), endName(stat.source), endName(stat.policy)].filter(Boolean);
  const what = indicator ? null : indicatorLink(stat.indicator);
  const [button, box] = sources(stat.places);
  const words = [basisText(stat), periodText(stat.period)].filter(Boolean).map((x) => el('span', {}, x));
  return el('tr', {}, el('td', {}, what, el('div', { class: 'where' }, words, ends, button), box), el('td', { class: 'number' }, figureText(stat)));
}

/** A line when one indicator of one place has three or more values at different times. */
function chartOf(group) {
  const lines = new Map();
  for (const stat of group) {
    if (!stat.period || !stat.period.end || stat.measure === 'Rule') continue;
    const key = JSON.stringify(stat.area);
    if (!lines.has(key)) lines.set(key, new Map());
    lines.get(key).set(stat.period.end, stat);
  }
  for (const line of lines.values()) {
    if (line.size < 3) continue;
    const points = [...line.values()].sort((a, b) => (a.period.end < b.period.end ? -1 : 1)).map((s) => ({
      at: Date.parse(s.period.end) / 864e5, value: s.value, label: periodText(s.period), title: `${periodText(s.period)}: ${figureText(s)}`,
    }));
    const first = group[0];
    const title = [graph.indicators[first.indicator].name, basisText(first)].filter(Boolean).join(' · ');
    return el('figure', {}, el('figcaption', {}, named(title, 40)), lineChart(points, (v) => valueText(first, v), title));
  }
  return null;
}
