// Search over all names of all nodes of the file, indicators and headlines. Chinese needs no blanks: 海关统计司 also finds 海关总署统计分析司.

let names = null;
let active = -1;
let options = [];

function folded(text) {
  return text.normalize('NFKC').toLowerCase().replace(/\s+/g, '');
}

function searchNames() {
  if (!names) {
    names = graph.nodes.map((n) => [n.label, ...n.aliases].map((name) => ({ name, key: folded(name) })));
  }
  return names;
}

/** How well a query fits a name: 4 the same, 3 its beginning, 2 inside it, 1 its characters in this order, 0 not. */
function fits(query, key) {
  if (key === query) return 4;
  const at = key.indexOf(query);
  if (at >= 0) return at === 0 ? 3 : 2;
  if (query.length < 2 || query.length > key.length) return 0;
  let i = 0;
  for (const c of key) if (c === query[i]) i++;
  return i >= query.length ? 1 : 0;
}

function searchFor(text) {
  const query = folded(text);
  if (!query) return [];
  const found = [];
  searchNames().forEach((list, id) => {
    let best = 0;
    let name = '';
    for (const entry of list) {
      const score = fits(query, entry.key);
      if (score > best) [best, name] = [score, entry.name];
    }
    if (best) found.push({ kind: 'n', id, name, score: best });
  });
  found.sort((a, b) => b.score - a.score || a.id - b.id);
  const indicators = byText(graph.indicators, query, 'i');
  const articles = byText(graph.articles.map((a) => a.headline), query, 'a');
  return [...found.slice(0, 12), ...indicators.slice(0, 4), ...articles.slice(0, 4)];
}

function byText(texts, query, kind) {
  return texts.map((name, id) => ({ kind, id, name, score: name ? fits(query, folded(name)) : 0 })).filter((x) => x.score >= 2).sort((a, b) => b.score - a.score || a.id - b.id);
}

function showResults() {
  const input = document.getElementById('search');
  const box = document.getElementById('results');
  options = searchFor(input.value);
  active = options.length ? 0 : -1;
  empty(box);
  const query = input.value.trim();
  box.hidden = !query;
  input.setAttribute('aria-expanded', String(Boolean(query)));
  if (query && !options.length) box.append(el('li', { class: 'none', role: 'presentation' }, t('noMatch', clipped(query, 20))));
  const drawn = new Set(drawnNodes);
  options.forEach((option, i) => box.append(resultRow(option, i, drawn)));
  markActive();
  if (query) say(t('results', options.length));
}

function resultRow(option, i, drawn) {
  const attributes = { role: 'option', id: `result-${i}`, onmousedown: (event) => (event.preventDefault(), choose(i)) };
  if (option.kind !== 'n') {
    return el('li', attributes, el('span', { class: 'glyph' }, option.kind === 'i' ? '#' : '¶'), named(option.name, 32), el('small', {}, t(option.kind === 'i' ? 'indicator' : 'article')));
  }
  const node = graph.nodes[option.id];
  const other = option.name !== node.label ? el('small', {}, named(option.name, 24)) : null;
  return el('li', attributes, shapeIcon(node.type), named(node.label, 32), other, el('small', { class: 'end' }, subtypeName(node), drawn.has(option.id) ? '' : ` · ${t('notDrawn')}`));
}

function markActive() {
  const input = document.getElementById('search');
  document.querySelectorAll('#results [role=option]').forEach((row, i) => {
    row.setAttribute('aria-selected', String(i === active));
    if (i === active) row.scrollIntoView({ block: 'nearest' });
  });
  if (active >= 0) input.setAttribute('aria-activedescendant', `result-${active}`);
  else input.removeAttribute('aria-activedescendant');
}

function choose(i) {
  const option = options[i];
  if (!option) return;
  closeResults();
  document.getElementById('search').value = '';
  document.getElementById('search').blur();
  if (option.kind !== 'n') return go({ selected: `${option.kind}:${option.id}`, picking: -1 });
  if (state.picking >= 0 && state.picking !== option.id) return findPath(state.picking, option.id);
  reveal(option.id);
}

/** Draw a node that may not be drawn yet, with its strongest neighbours, and select it. */
function reveal(id) {
  const fresh = drawnNodes.includes(id) ? [] : [id];
  const change = { selected: 'n:' + graph.nodes[id].key, path: null, removed: state.removed.filter((n) => n !== id) };
  go({ ...change, added: [...state.added, ...fresh.filter((n) => !state.added.includes(n))] });
  bring(id);
}

function closeResults() {
  document.getElementById('results').hidden = true;
  document.getElementById('search').setAttribute('aria-expanded', 'false');
}

function wireSearch() {
  const input = document.getElementById('search');
  input.addEventListener('input', showResults);
  input.addEventListener('focus', () => input.value.trim() && showResults());
  input.addEventListener('blur', closeResults);
  input.addEventListener('keydown', (event) => {
    if (event.isComposing) return; // Enter belongs to the input method while it is open
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      if (options.length) active = (active + (event.key === 'ArrowDown' ? 1 : options.length - 1)) % options.length;
      markActive();
    } else if (event.key === 'Enter') {
      event.preventDefault();
      choose(active);
    } else if (event.key === 'Escape') {
      event.stopPropagation();
      if (document.getElementById('results').hidden) input.blur();
      else closeResults();
    }
  });
}
