// The search box: what is typed is asked of the source, and what it finds is chosen from a list.

let active = -1;
let options = [];
let chosenEarly = false; // Enter was pressed before the answer came

function showResults() {
  const input = document.getElementById('search');
  const query = input.value.trim();
  const box = document.getElementById('results');
  chosenEarly = false;
  if (!query) {
    drop('search');
    options = [];
    return closeResults();
  }
  box.hidden = false;
  input.setAttribute('aria-expanded', 'true');
  if (!box.children.length || !options.length) empty(box).append(messageRow(t('searching')));
  box.setAttribute('aria-busy', 'true');
  ask('search', query, (signal) => source.search(query, signal), (found) => listResults(query, found), { failed: closeResults, again: () => (input.focus(), showResults()) });
}

function listResults(query, found) {
  const box = document.getElementById('results');
  options = found;
  active = options.length ? 0 : -1;
  box.removeAttribute('aria-busy');
  empty(box);
  if (!options.length) box.append(messageRow(t('noMatch', clipped(query, 20))));
  const drawn = new Set(drawnNodes);
  options.forEach((option, i) => box.append(resultRow(option, i, drawn)));
  markActive();
  say(t('results', options.length));
  if (chosenEarly) choose(active);
}

function messageRow(text) {
  return el('li', { class: 'none', role: 'option', 'aria-disabled': 'true', 'aria-selected': 'false' }, text);
}

function resultRow(option, i, drawn) {
  const attributes = { role: 'option', id: `result-${i}`, onmousedown: (event) => (event.preventDefault(), choose(i)) };
  if (option.kind === 's') return el('li', { ...attributes, class: 'sentence' }, el('span', { class: 'glyph' }, '“'), el('div', {}, el('p', {}, excerpt(option.name, option.marks)), el('small', {}, option.where.filter(Boolean).flatMap((x, n) => [n ? ' · ' : '', named(x, 36)]))));
  if (option.kind !== 'n') {
    const words = [t(option.kind === 'i' ? 'indicator' : 'article'), ...(option.where || [])].filter(Boolean);
    return el('li', attributes, el('span', { class: 'glyph' }, option.kind === 'i' ? '#' : '¶'), named(option.name, 32), el('small', { class: 'end' }, words.flatMap((x, n) => [n ? ' · ' : '', named(x, 20)])));
  }
  const node = graph.nodes[option.id];
  const other = option.name !== node.label ? el('small', {}, named(option.name, 24)) : null;
  return el('li', attributes, shapeIcon(node.type), named(node.label, 32), other, el('small', { class: 'end' }, subtypeName(node), drawn.has(option.id) ? '' : ` · ${t('notDrawn')}`));
}

/** A long sentence from shortly before its first mark on, so that what was found is seen. */
function excerpt(text, marks) {
  const skipped = marks.length && marks[0] > 30 ? marks[0] - 16 : 0;
  return [skipped ? '…' : '', marked(Array.from(text).slice(skipped).join(''), marks.map((at) => at - skipped))];
}

function markActive() {
  const input = document.getElementById('search');
  document.querySelectorAll('#results [id^=result-]').forEach((row, i) => {
    row.setAttribute('aria-selected', String(i === active));
    if (i === active) row.scrollIntoView({ block: 'nearest' });
  });
  if (active >= 0) input.setAttribute('aria-activedescendant', `result-${active}`);
  else input.removeAttribute('aria-activedescendant');
}

function choose(i) {
  const option = options[i];
  if (!option) return;
  drop('search');
  if (option.href) return location.assign(option.href);
  closeResults();
  document.getElementById('search').value = '';
  document.getElementById('search').blur();
  if (option.kind !== 'n') return go({ selected: `${option.kind}:${option.id}`, picking: -1 });
  if (state.picking >= 0 && state.picking !== option.id) return findPath(state.picking, option.id);
  reveal(option.id);
}

/** Draw a node that may not be drawn yet, and select it. */
function reveal(id) {
  const fresh = drawnNodes.includes(id) ? [] : [id];
  const change = { selected: 'n:' + graph.nodes[id].key, path: null, removed: state.removed.filter((n) => n !== id) };
  go({ ...change, added: [...state.added, ...fresh.filter((n) => !state.added.includes(n))] });
  bring(id);
}

function closeResults() {
  const box = document.getElementById('results');
  box.hidden = true;
  box.removeAttribute('aria-busy');
  document.getElementById('search').setAttribute('aria-expanded', 'false');
  document.getElementById('search').removeAttribute('aria-activedescendant');
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
      if (asking('search')) chosenEarly = true;
      else choose(active);
    } else if (event.key === 'Escape') {
      event.stopPropagation();
      if (document.getElementById('results').hidden) input.blur();
      else closeResults();
    }
  });
}
