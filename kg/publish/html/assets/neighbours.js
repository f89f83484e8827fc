// Expanding and collapsing: the neighbours of a node come and go, forty at a time.

const AT_ONCE = 40;

/** Do something once at least `most` neighbours of a node that are not drawn are known, or all there are. */
function withNeighbours(id, most, act) {
  const question = source.neighbours(id, most);
  if (question) ask('neighbours', `${id} ${graph.nodes[id].pairs.length}`, question, act);
  else act();
}

/** Neighbours of a node that are not drawn, and would be if added. */
function undrawn(id) {
  const known = new Set(drawnNodes);
  return neighbours(id).filter((n) => !known.has(n) && !state.typesOff.has(graph.nodes[n].type));
}

function expand(id) {
  withNeighbours(id, AT_ONCE, () => {
    const fresh = undrawn(id).slice(0, AT_ONCE);
    const removed = state.removed.filter((n) => !fresh.includes(n));
    go({ selected: 'n:' + graph.nodes[id].key, added: [...state.added, ...fresh.filter((n) => !state.added.includes(n))], removed });
  });
}

/** Take away the neighbours that hang on this node alone. */
function collapse(id) {
  const visible = new Set(drawnNodes);
  const gone = neighbours(id).filter((n) => visible.has(n) && neighbours(n).every((o) => o === id || !visible.has(o)));
  const list = new Set(gone);
  const cut = gone.filter((n) => n < graph.about.shown || state.base === 'all');
  go({ added: state.added.filter((n) => !list.has(n)), removed: [...new Set([...state.removed, ...cut])] });
}

/** Draw a node and its neighbours only. */
function focusOn(id) {
  withNeighbours(id, 60, () => {
    go({ base: 'none', added: [id, ...neighbours(id).slice(0, 60)], removed: [], selected: 'n:' + graph.nodes[id].key });
    fit(null, true);
  });
}
