// Where the graph comes from, in the one file: the part that is drawn first lies open, everything else is packed and read while the
// reader looks at it, or at once when the view needs it. source_server.js is the same interface in front of a server.

let arriving = null; // the promise of everything
let whole = false;

/** Take everything in, once. */
function complete() {
  arriving ??= unpacked('data').then((raw) => {
    absorb(raw);
    whole = true;
    document.documentElement.dataset.whole = 'true';
  });
  return arriving;
}

const source = {
  remote: false,

  /** The first part; the rest follows when the page has been drawn and has nothing else to do. */
  start: () => {
    absorb(readJson('core'));
    const quiet = window.requestIdleCallback || ((act) => setTimeout(act, 1));
    setTimeout(() => quiet(() => complete().then(refresh, fail)), 120);
  },

  /** Everything, when an address speaks of something that is not known yet. */
  ensure: (hash) => (whole || (keysIn(hash).every((key) => graph.byKey.has(key)) && !/[#&](s=[ai](:|%3A)|page=|from=|to=|base=all)/i.test(hash)) ? null : complete()),

  wishes: () => {
    if (whole) return [];
    const found = [];
    if (state.selected) found.push({ subject: 'details', key: state.selected, question: complete });
    if (state.path) found.push({ subject: 'path', key: state.path.join('-'), question: complete });
    if (state.base === 'all' || filtering()) found.push({ subject: 'part', key: `${state.base} ${state.page} ${state.from} ${state.to}`, question: complete });
    return found;
  },

  neighbours: () => (whole ? null : complete),
  search: (text) => (whole ? namesLike(text) : complete().then(() => namesLike(text))),
  path: (from, to) => (whole ? shortest(from, to, false) || shortest(from, to, true) || { nodes: [from, to], pairs: [], weak: false, none: true } : null),
  everythingShown: () => (whole ? null : complete()),
  pageOf: () => '',
  most: () => graph.about.embedded,
  holdsAll: () => graph.about.embedded >= graph.about.entities,
  pageNames: () => [...new Set(graph.pages.map((p) => p.name))].sort(),
  dates: () => {
    const dates = graph.articles.map((a) => a.date).filter(Boolean).sort();
    return dates.length ? [dates[0], dates[dates.length - 1]] : null;
  },

  passes: (id) => !whole || graph.nodes[id].articles.some(articlePasses),

  /** The nodes that the view starts from. A filter by page or date looks at the whole file: the part of the day is small enough to draw. */
  part: () => {
    const shown = graph.about.shown;
    if (state.base === 'none') return [];
    if (!filtering()) return state.base === 'all' && !whole ? null : graph.nodes.slice(0, state.base === 'all' ? undefined : shown).map((n) => n.id);
    if (!whole) return null;
    const passes = passingArticles();
    const found = graph.nodes.filter((n) => !hiddenByHand(n.id) && n.articles.some((a) => passes[a])).map((n) => n.id);
    return state.base === 'all' ? found : found.slice(0, Math.max(shown, 400));
  },
};

/** The shortest path over stated relations, or `weak` over co-mentions too; null when there is none. */
function shortest(from, to, weak) {
  const before = new Map([[from, null]]);
  let front = [from];
  while (front.length && !before.has(to)) {
    const next = [];
    for (const id of front) {
      for (const pair of graph.nodes[id].pairs) {
        const other = otherEnd(pair, id);
        if (before.has(other) || !pair.edges.some((e) => weak || !graph.kinds[e.kind].weak)) continue;
        before.set(other, pair);
        next.push(other);
      }
    }
    front = next.sort((a, b) => a - b);
  }
  if (!before.has(to)) return null;
  const nodes = [to];
  const pairs = [];
  while (nodes[0] !== from) {
    const pair = before.get(nodes[0]);
    pairs.unshift(pair);
    nodes.unshift(otherEnd(pair, nodes[0]));
  }
  return { nodes, pairs, weak };
}
