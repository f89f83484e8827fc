// The shortest path between two nodes: over stated relations, and only if there is none also over co-mentions.

let pathNow = null; // {nodes, pairs, weak, none} of the state's path; null while it is looked for

function computePath() {
  pathNow = state.path ? source.path(...state.path) : null;
}

function findPath(from, to) {
  go({ path: [from, to], picking: -1, selected: '' });
  if (pathNow && !pathNow.none) fit(pathNow.nodes, true);
}

function pathPanel() {
  const cancel = el('button', { type: 'button', onclick: () => go({ path: null, picking: -1 }) }, pathNow ? t('close') : t('cancel'));
  if (!state.path) {
    return [heading(null, t('path'), graph.nodes[state.picking].label), el('p', {}, t('pathPick', clipped(graph.nodes[state.picking].label, 30))), el('div', { class: 'buttons' }, cancel)];
  }
  const [from, to] = state.path.map((i) => clipped(graph.nodes[i].label, 30));
  if (!pathNow) return [heading(null, t('path'), `${from} – ${to}`), waitingLine('path', t('pathSearch')), el('div', { class: 'buttons' }, cancel)];
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
