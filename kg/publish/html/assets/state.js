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
    flipped: new Set(), // kinds of lines that are not as at first: co-mentions shown, or others hidden
    page: '',
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
  put('flip', [...state.flipped].join('~'));
  put('page', state.page);
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

/** The parts of an address by name. */
function hashWords(hash) {
  return new Map(hash.replace(/^#/, '').split('&').map((part) => part.split('=')).filter((p) => p.length === 2).map(([k, v]) => [k, decoded(v)]));
}

/** The keys of all nodes that an address speaks of. */
function keysIn(hash) {
  const words = hashWords(hash);
  const selected = words.get('s') || '';
  const chosen = /^[np]:/.test(selected) ? selected.slice(2) : '';
  return ['path', 'add', 'cut'].map((name) => words.get(name) || '').concat(chosen).flatMap((text) => text.split('~')).filter(Boolean);
}

function readHash(hash) {
  const next = freshState();
  const words = hashWords(hash);
  const get = (name) => words.get(name) || '';
  const list = (name) => get(name).split('~').filter(Boolean);
  const nodes = (name) => list(name).map((k) => graph.byKey.get(k)).filter((i) => i !== undefined);
  const day = (name) => (/^\d{4}-\d\d-\d\d$/.test(get(name)) ? get(name) : '');
  next.selected = inward(get('s'));
  const path = nodes('path');
  next.path = path.length === 2 ? path : null;
  next.base = ['core', 'all', 'none'].includes(get('base')) ? get('base') : 'core';
  next.added = nodes('add');
  next.removed = nodes('cut');
  next.typesOff = new Set(list('off').map((id) => graph.types.findIndex((x) => x.id === id)).filter((at) => at >= 0));
  next.flipped = new Set(list('flip').filter((id) => source.remote || graph.known.kinds.has(id)));
  next.page = source.remote || graph.pages.some((p) => p.name === get('page')) ? get('page') : '';
  next.from = day('from');
  next.to = day('to');
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
  return kind === 'i' ? 'i:' + graph.indicators[rest].name : selection;
}

/** The other way; what the graph does not hold is no selection. */
function inward(text) {
  const [kind, rest] = [text[0], text.slice(2)];
  if (kind === 'n') return graph.byKey.has(rest) ? 'n:' + graph.nodes[graph.byKey.get(rest)].key : '';
  if (kind === 'p') {
    const pair = rest.split('~').map((k) => graph.byKey.get(k)).sort((a, b) => a - b).join('-');
    return graph.pairById.has(pair) ? 'p:' + pair : '';
  }
  const at = kind === 'a' ? graph.articles.findIndex((a) => a.key === rest) : kind === 'i' ? graph.indicators.findIndex((i) => i.name === rest) : -1;
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
