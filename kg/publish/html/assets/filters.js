// Which nodes and lines are visible: the drawn part, minus what the filters take away.

function articlePasses(article) {
  const a = graph.articles[article];
  if (!a) return state.page < 0 && !state.from && !state.to;
  if (state.page >= 0 && a.page !== state.page) return false;
  if (state.from && (!a.date || a.date < state.from)) return false;
  return !(state.to && (!a.date || a.date > state.to));
}

function filtering() {
  return state.page >= 0 || state.from || state.to;
}

/** The ids of all nodes that are drawn, in order of weight. */
function visibleNodes() {
  const passes = filtering() ? graph.articles.map((_, i) => articlePasses(i)) : null;
  const removed = new Set(state.removed);
  const limit = state.base === 'all' ? graph.nodes.length : state.base === 'core' ? graph.about.shown : 0;
  const found = [];
  const take = (id) => {
    const node = graph.nodes[id];
    if (removed.has(id) || state.typesOff.has(node.type)) return;
    if (passes && !node.articles.some((a) => passes[a])) return;
    found.push(id);
  };
  // A filter by page or date looks at the whole file: the part of the day is small enough to draw.
  if (passes && state.base === 'core' && graph.nodes.length > limit) {
    for (let id = 0; id < graph.nodes.length && found.length < Math.max(limit, 400); id++) take(id);
  } else {
    for (let id = 0; id < limit; id++) take(id);
  }
  const known = new Set(found);
  for (const id of state.added) if (!known.has(id)) take(id);
  const pinned = [selectedNode(), state.picking, ...(pathNow ? pathNow.nodes : [])];
  const now = new Set(found);
  for (const id of pinned) if (id >= 0 && !now.has(id)) found.push(id), now.add(id);
  return found;
}

function edgeVisible(edge) {
  if (state.kindsOff.has(edge.kind)) return false;
  if (!filtering() || !edge.snippets.length) return true;
  return edge.snippets.some((s) => articlePasses(graph.snippets[s].article));
}

/** The pairs between visible nodes that have a visible edge; pairs of the path are always there. */
function visiblePairs(nodes) {
  const known = new Set(nodes);
  const onPath = new Set(pathNow ? pathNow.pairs.map((p) => p.id) : []);
  const found = [];
  for (const id of nodes) {
    for (const pair of graph.nodes[id].pairs) {
      if (pair.a === id && known.has(pair.b) && (onPath.has(pair.id) || pair.edges.some(edgeVisible))) found.push(pair);
    }
  }
  return found;
}

/** Neighbours over edges that the filters let through, the heaviest first. */
function neighbours(id) {
  return graph.nodes[id].pairs.filter((p) => p.edges.some(edgeVisible)).map((p) => otherEnd(p, id)).sort((a, b) => a - b);
}
