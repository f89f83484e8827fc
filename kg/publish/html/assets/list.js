// The same content as text: every drawn node with its ties, for screen readers and for reading in order.

let listFor = '';

/** Write the list anew when what it says has changed; reading and focus stay where they are otherwise. */
function showList() {
  const box = document.getElementById('list');
  const open = state.view === 'list';
  box.hidden = !open;
  document.getElementById('canvas').inert = open;
  const says = open ? `${language} ${drawnNodes} ${drawnPairs.length} ${[...state.flipped]} ${[state.page, state.from, state.to]}` : '';
  if (says === listFor) return;
  listFor = says;
  const held = [...box.querySelectorAll('button')].indexOf(document.activeElement);
  empty(box);
  if (!open) return;
  const visible = new Set(drawnNodes);
  box.append(el('h2', { id: 'list-title', tabindex: '-1' }, t('listTitle')));
  if (!drawnNodes.length) box.append(el('p', {}, t('nothing')));
  graph.types.forEach((type, i) => {
    const nodes = drawnNodes.filter((id) => graph.nodes[id].type === i);
    if (nodes.length) box.append(el('section', {}, el('h3', {}, shapeIcon(i), either(type.zh, type.en), el('small', {}, ` ${nodes.length}`)), el('ul', {}, nodes.slice(0, 1000).map((id) => listRow(id, visible)))));
  });
  if (held >= 0) (box.querySelectorAll('button')[held] || document.getElementById('list-title')).focus();
}

function listRow(id, visible) {
  const node = graph.nodes[id];
  const ties = [];
  for (const pair of node.pairs) {
    if (!visible.has(otherEnd(pair, id))) continue;
    for (const edge of pair.edges) if (edgeVisible(edge) && !graph.kinds[edge.kind].weak) ties.push([edge, otherEnd(pair, id)]);
  }
  const words = ties.slice(0, 6).flatMap(([edge, other], i) => [i ? '；' : '', `${wordsFrom(edge, id)} `, named(graph.nodes[other].label, 20)]);
  return el('li', {}, nodeLink(id), el('small', {}, subtypeName(node), node.count ? ` · ${node.count} ${t('mentions')}` : ''), words.length ? el('span', { class: 'ties' }, words, ties.length > 6 ? ' …' : '') : null);
}
