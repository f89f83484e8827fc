// Which nodes and lines are visible: the part that the view starts from and what was added to it, minus what the filters take away.

function articlePasses(article) {
  const a = graph.articles[article];
  if (!a) return !filtering();
  if (state.page && (a.page < 0 || graph.pages[a.page].name !== state.page)) return false;
  if (state.from && (!a.date || a.date < state.from)) return false;
  return !(state.to && (!a.date || a.date > state.to));
}

function filtering() {
  return Boolean(state.page || state.from || state.to);
}

function passingArticles() {
  return graph.articles.map((_, i) => articlePasses(i));
}

function kindHidden(kind) {
  const k = graph.kinds[kind];
  return k.weak !== state.flipped.has(k.id);
}

/** Whether the reader took a node away, alone or with its type. */
function hiddenByHand(id) {
  return state.typesOff.has(graph.nodes[id].type) || state.removed.includes(id);
}

/** The ids of all nodes that are drawn, in order of weight. */
function visibleNodes() {
  const part = source.part();
  if (!part) return drawnNodes; // it is on its way: what is drawn stays until it is here
  const found = new Set();
  const removed = new Set(state.removed);
  for (const id of part) if (!removed.has(id) && !state.typesOff.has(graph.nodes[id].type)) found.add(id);
  for (const id of state.added) if (!hiddenByHand(id) && (!filtering() || source.passes(id))) found.add(id);
  for (const id of [selectedNode(), state.picking, ...(pathNow ? pathNow.nodes : [])]) if (id >= 0) found.add(id);
  return [...found];
}

function edgeVisible(edge) {
  if (kindHidden(edge.kind)) return false;
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
