// Start: read the data, draw, and keep all parts of the page in step with the state.

let graph = null;
let sayTimer = 0;

/** Tell screen readers, and with `visibly` everybody, one sentence. */
function say(text, visibly) {
  document.getElementById('status').textContent = text;
  if (!visibly) return;
  const toast = document.getElementById('toast');
  toast.textContent = text;
  toast.hidden = false;
  clearTimeout(sayTimer);
  sayTimer = setTimeout(() => (toast.hidden = true), 2600);
}

function isDark() {
  const chosen = document.documentElement.dataset.theme;
  return chosen ? chosen === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
}

/** Keep a choice for the next visit; a server is told as well, for its other pages. */
function remember(name, value) {
  if (source.remote) document.cookie = `jingwei.${name}=${value}; path=/; max-age=31536000; samesite=lax`;
  try {
    localStorage.setItem('jingwei.' + name, value);
  } catch {
    // A file opened from a mail may have no storage; the choice then lasts as long as the page.
  }
}

function remembered(name) {
  try {
    return localStorage.getItem('jingwei.' + name);
  } catch {
    return null;
  }
}

function applyTheme() {
  colours = readColours();
}

function toggleTheme() {
  document.documentElement.dataset.theme = isDark() ? 'light' : 'dark';
  remember('theme', document.documentElement.dataset.theme);
  applyTheme();
  refresh();
}

function toggleLanguage() {
  language = 1 - language;
  languageChosen = true;
  remember('language', language ? 'en' : 'zh');
  translate();
  go({}, true);
}

/** Put the words of the chosen language into the frame of the page. */
function translate() {
  document.documentElement.lang = ['zh-CN', 'en'][language];
  for (const node of document.querySelectorAll('[data-t]')) node.textContent = t(node.dataset.t);
  for (const node of document.querySelectorAll('[data-t-label]')) {
    node.setAttribute('aria-label', t(node.dataset.tLabel));
    node.setAttribute('title', t(node.dataset.tLabel));
  }
  document.getElementById('search').placeholder = source.remote ? t('searchTexts') : t('search');
  document.getElementById('canvas').setAttribute('aria-label', t('canvasHelp'));
  for (const node of document.querySelectorAll('#site a')) node.textContent = either(node.dataset.zh, node.dataset.en);
  if (graph.about) document.getElementById('show-all').textContent = t(source.most() < graph.about.entities ? 'most' : 'all', source.most());
}

function toggleMenu() {
  const menu = document.getElementById('menu');
  menu.hidden = !menu.hidden;
  document.getElementById('menu-button').setAttribute('aria-expanded', String(!menu.hidden));
  if (!menu.hidden) menu.querySelector('button').focus();
}

function toggleLegend() {
  const legend = document.getElementById('legend');
  legend.hidden = !legend.hidden;
  document.getElementById('legend-button').setAttribute('aria-expanded', String(!legend.hidden));
}

function showCounts() {
  const about = graph.about;
  const [drawn, all] = [drawnNodes.length, about.entities];
  const note = document.getElementById('note');
  const first = drawn === about.shown && state.base === 'core' && !state.added.length && !filtering();
  note.textContent = first ? (drawn < all ? t('partial', drawn, all) : t('whole', all)) : t('counted', drawn, all);
  if (!source.holdsAll()) note.textContent += ' ' + t('left', all, source.most());
  const blank = document.getElementById('blank');
  blank.hidden = drawn > 0;
  if (!drawn) empty(blank).append(el('p', {}, all ? t('nothing') : t('emptyGraph')), el('p', { class: 'quiet' }, all ? '' : t('emptyHint')));
  for (const base of ['core', 'all']) document.getElementById('show-' + base).setAttribute('aria-pressed', String(state.base === base));
}

let lastSelected = '';

/** Everything on the page, from the state. */
function refresh() {
  computePath();
  syncCanvas();
  showPanel();
  showLegend();
  showList();
  showCounts();
  document.getElementById('list-button').setAttribute('aria-pressed', String(state.view === 'list'));
  document.getElementById('menu').hidden = true;
  document.getElementById('menu-button').setAttribute('aria-expanded', 'false');
  if (state.selected !== lastSelected) {
    lastSelected = state.selected;
    const id = selectedNode();
    if (id >= 0) say(t('selected', graph.nodes[id].label, subtypeName(graph.nodes[id]), graph.nodes[id].degree));
  }
  supply();
}

/** Show what an address says, once the nodes that it names are known. */
function visit(hash, look) {
  const open = () => {
    state = readHash(hash);
    translate();
    refresh();
    look();
  };
  ask('address', hash, (signal) => source.ensure(hash, signal), open, { failed: open });
}

function follow() {
  if (location.hash === expectedHash) return;
  expectedHash = location.hash;
  visit(location.hash, () => {
    if (pathNow) fit(pathNow.nodes, true);
    else if (selectedNode() >= 0) bring(selectedNode());
  });
}

function wire() {
  const on = (id, act) => document.getElementById(id).addEventListener('click', act);
  document.getElementById('menu').addEventListener('click', (event) => event.target.closest('button') && !event.currentTarget.hidden && toggleMenu());
  on('back', () => history.back());
  on('forward', () => history.forward());
  on('menu-button', toggleMenu);
  on('legend-button', toggleLegend);
  on('legend-close', toggleLegend);
  on('list-button', toggleList);
  on('theme', toggleTheme);
  on('language', toggleLanguage);
  on('fit', () => fit(null, true));
  on('zoom-in', () => zoom(1.3));
  on('zoom-out', () => zoom(1 / 1.3));
  on('panel-close', () => go({ selected: '', path: null, picking: -1 }));
  on('show-core', () => (go({ base: 'core', added: [], removed: [] }), fit(null, true)));
  on('show-all', () => (moved.clear(), go({ base: 'all', removed: [] }), fit(null, true)));
  addEventListener('popstate', follow);
  addEventListener('hashchange', follow);
  addEventListener('pointerdown', (event) => {
    const menu = document.getElementById('menu');
    if (!menu.hidden && !event.target.closest('#menu, #menu-button')) toggleMenu();
  });
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => (applyTheme(), refresh()));
  let width = innerWidth;
  addEventListener('resize', () => {
    if (Math.abs(width - innerWidth) > 150) fit(null, false);
    width = innerWidth;
  });
}

function fail(error) {
  const blank = document.getElementById('blank');
  blank.hidden = false;
  blank.textContent = t('broken');
  console.error(error);
}

function readJson(id) {
  return JSON.parse(document.getElementById(id).textContent);
}

/** Chinese or English: as chosen here before, on the site or by the browser; an address may say otherwise. */
function firstLanguage() {
  const asked = source.remote ? new URLSearchParams(location.search).get('lang') : '';
  const wished = asked || remembered('language') || navigator.language || 'zh';
  return wished.startsWith('zh') ? 0 : 1;
}

function start() {
  const theme = remembered('theme');
  if (theme === 'dark' || theme === 'light') document.documentElement.dataset.theme = theme;
  language = firstLanguage();
  graph = emptyGraph();
  translate();
  try {
    ask('start', '', source.start, opened);
  } catch (error) {
    fail(error);
  }
}

function opened() {
  state = freshState();
  expectedHash = location.hash;
  if (innerWidth <= 900) toggleLegend();
  drawNetwork(readJson('drawn'));
  wire();
  wireSearch();
  wireExport();
  wireKeyboard();
  visit(location.hash, () => {
    if (pathNow) fit(pathNow.nodes, false);
    else firstView();
    if (!pathNow && selectedNode() >= 0) bring(selectedNode());
    document.documentElement.dataset.ready = 'true';
  });
}

start();

// A window for tests and for the curious: read-only answers about the drawing.
window.jingwei = {
  view: () => ({ scale: network.getScale(), ...network.getViewPosition() }),
  counts: () => ({ nodes: drawnNodes.length, lines: drawnPairs.length }),
  labels: () => (labels || []).map((l) => ({ text: l.text, box: l.box })),
  at: (label) => {
    const node = graph.nodes.find((n) => n.label === label);
    return node ? network.canvasToDOM(place(node.id)) : null;
  },
  path: () => (pathNow ? pathNow.nodes.map((i) => graph.nodes[i].label) : null),
  csv: csvText,
  turtle: turtleText,
};
