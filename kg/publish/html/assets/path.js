// The shortest path between two nodes: over stated relations, and only if there is none also over co-mentions.

let pathNow = null; // {nodes, pairs, weak} of the state's path, or {none: true}

function search2(from, to, weak) {
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

function computePath() {
  pathNow = null;
  if (!state.path) return;
  const [from, to] = state.path;
  pathNow = search2(from, to, false) || search2(from, to, true) || { nodes: [from, to], pairs: [], weak: false, none: true };
}

function findPath(from, to) {
  go({ path: [from, to], picking: -1, selected: '' });
  if (pathNow && !pathNow.none) fit(pathNow.nodes, true);
}

function pathPanel() {
  const cancel = el('button', { type: 'button', onclick: () => go({ path: null, picking: -1 }) }, pathNow ? t('close') : t('cancel'));
  if (!pathNow) {
    return [heading(null, t('path'), graph.nodes[state.picking].label), el('p', {}, t('pathPick', clipped(graph.nodes[state.picking].label, 30))), el('div', { class: 'buttons' }, cancel)];
  }
  const [from, to] = state.path.map((i) => clipped(graph.nodes[i].label, 30));
  if (pathNow.none) return [heading(null, t('path'), `${from} – ${to}`), el('p', {}, t('pathNone', from, to)), el('div', { class: 'buttons' }, cancel)];
  const steps = [el('li', {}, nodeLink(pathNow.nodes[0]))];
  pathNow.pairs.forEach((pair, i) => {
    const here = pathNow.nodes[i];
    const edges = pair.edges.filter((e) => pathNow.weak || !graph.kinds[e.kind].weak);
    const facts = [...new Map(edges.map((e) => [`${e.kind}${e.label}${e.from}`, e])).values()].map((edge) => {
      const [button, box] = sources(placesOf(edge.snippets, [edge.from, edge.to]));
      return el('div', { class: 'step' }, el('div', { class: 'fact' }, relationWords(edge, here), button || el('small', {}, t('noSource'))), box);
    });
    steps.push(el('li', {}, facts, nodeLink(pathNow.nodes[i + 1])));
  });
  return [
    heading(null, `${t('path')} · ${t('pathLength', pathNow.pairs.length)}`, `${from} – ${to}`),
    pathNow.weak ? el('p', { class: 'quiet' }, t('pathWeak')) : null,
    el('ol', { class: 'path' }, steps),
    el('div', { class: 'buttons' }, cancel, el('button', { type: 'button', onclick: copyLink }, t('copyLink'))),
  ];
}
