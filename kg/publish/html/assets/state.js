// What the reader looks at. Everything in it is written into the address after `#`, so a link reopens the same view.

function freshState() {
  return {
    selected: '', // n:KEY a node, p:A-B a pair, a:NUMBER an article, i:NUMBER an indicator
    path: null, // [from, to]
    picking: -1, // the node a path is looked for from
    base: 'core', // or all, or none
    added: [],
    removed: [],
    typesOff: new Set(),
    kindsOff: new Set(graph.kinds.map((k, i) => (k.weak ? i : -1)).filter((i) => i >= 0)),
    page: -1,
    from: '',
    to: '',
    view: 'graph',
  };
}

let state = null;

function selectedNode() {
  return state.selected.startsWith('n:') ? graph.byKey.get(state.selected.slice(2)) ?? -1 : -1;
}

function writeHash() {
  const parts = [];
  const put = (name, value) => value && parts.push(`${name}=${encodeURIComponent(value).replace(/%2F/g, '/').replace(/%3A/g, ':')}`);
  put('s', outward(state.selected));
  if (state.path) put('path', state.path.map((i) => graph.nodes[i].key).join('~'));
  if (state.base !== 'core') put('base', state.base);
  put('add', state.added.map((i) => graph.nodes[i].key).join('~'));
  put('cut', state.removed.map((i) => graph.nodes[i].key).join('~'));
  put('off', [...state.typesOff].map((i) => graph.types[i].id).join('~'));
  const kinds = graph.kinds.map((k, i) => (state.kindsOff.has(i) === k.weak ? '' : k.id)).filter(Boolean);
  put('flip', kinds.join('~'));
  if (state.page >= 0) put('page', graph.pages[state.page].name);
  put('from', state.from);
  put('to', state.to);
  if (state.view !== 'graph') put('view', state.view);
  if (languageChosen) put('lang', ['zh', 'en'][language]);
  return parts.length ? '#' + parts.join('&') : '#';
}

let languageChosen = false;

function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return '';
  }
}

function readHash(hash) {
  const next = freshState();
  const words = new Map(hash.replace(/^#/, '').split('&').map((part) => part.split('=')).filter((p) => p.length === 2).map(([k, v]) => [k, decoded(v)]));
  const nodes = (text) => (text || '').split('~').map((k) => graph.byKey.get(k)).filter((i) => i !== undefined);
  const get = (name) => words.get(name) || '';
  next.selected = inward(get('s'));
  const path = nodes(get('path'));
  next.path = path.length === 2 ? path : null;
  next.base = ['core', 'all', 'none'].includes(get('base')) ? get('base') : 'core';
  next.added = nodes(get('add'));
  next.removed = nodes(get('cut'));
  for (const id of get('off').split('~')) {
    const at = graph.types.findIndex((x) => x.id === id);
    if (at >= 0) next.typesOff.add(at);
  }
  for (const id of get('flip').split('~')) {
    const at = graph.kinds.findIndex((x) => x.id === id);
    if (at >= 0) next.kindsOff.has(at) ? next.kindsOff.delete(at) : next.kindsOff.add(at);
  }
  next.page = graph.pages.findIndex((p) => p.name === get('page'));
  next.from = /^\d{4}-\d\d-\d\d$/.test(get('from')) ? get('from') : '';
  next.to = /^\d{4}-\d\d-\d\d$/.test(get('to')) ? get('to') : '';
  next.view = get('view') === 'list' ? 'list' : 'graph';
  if (get('lang')) {
    language = get('lang') === 'en' ? 1 : 0;
    languageChosen = true;
  }
  return next;
}

/** A selection as the address says it: by names that stay, not by numbers of this file. */
function outward(selection) {
  const [kind, rest] = [selection[0], selection.slice(2)];
  if (kind === 'p') return 'p:' + rest.split('-').map((i) => graph.nodes[i].key).join('~');
  if (kind === 'a') return 'a:' + graph.articles[rest].key;
  return kind === 'i' ? 'i:' + graph.indicators[rest] : selection;
}

/** The other way; what this file does not hold is no selection. */
function inward(text) {
  const [kind, rest] = [text[0], text.slice(2)];
  if (kind === 'n') return graph.byKey.has(rest) ? text : '';
  if (kind === 'p') {
    const pair = rest.split('~').map((k) => graph.byKey.get(k)).sort((a, b) => a - b).join('-');
    return graph.pairById.has(pair) ? 'p:' + pair : '';
  }
  const at = kind === 'a' ? graph.articles.findIndex((a) => a.key === rest) : kind === 'i' ? graph.indicators.indexOf(rest) : -1;
  return at >= 0 ? `${kind}:${at}` : '';
}

/** Change the state, remember it in the address, and draw what follows from it. */
function go(change, replace) {
  Object.assign(state, change);
  const hash = writeHash();
  if (hash !== (location.hash || '#')) {
    expectedHash = hash;
    if (replace) history.replaceState(null, '', hash);
    else history.pushState(null, '', hash);
  }
  refresh();
}

let expectedHash = '';
