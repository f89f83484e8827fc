// The drawing: vis-network with our places, colours and lines. It shows what `visibleNodes` and `visiblePairs` say.

let network = null;
let nodeSet = null;
let lineSet = null;
let drawnNodes = [];
let drawnPairs = [];
let drawnSet = new Set();
let colours = null;
let hovered = -1;
const moved = new Map(); // places of nodes that were drawn later or dragged
const loose = new Set(); // nodes drawn without any neighbour beside them, so far

function readColours() {
  const style = getComputedStyle(document.documentElement);
  const dark = isDark();
  const get = (name) => style.getPropertyValue(name).trim();
  return {
    ground: get('--ground'), ink: get('--ink'), muted: get('--muted'), line: get('--line'), accent: get('--accent'), faint: get('--faint'),
    types: graph.types.map((x) => (dark ? x.dark : x.light)),
  };
}

/** A colour towards another: `part` 0 is the first, 1 the second (both #rrggbb). */
function mixed(one, other, part) {
  const at = (hex, i) => parseInt(hex.slice(1 + 2 * i, 3 + 2 * i), 16);
  return '#' + [0, 1, 2].map((i) => Math.round(at(one, i) * (1 - part) + at(other, i) * part).toString(16).padStart(2, '0')).join('');
}

/** The colours of a node; one that steps back is mixed with the ground, so that lines do not shine through it. */
function nodeColours(type, back) {
  const fill = back ? mixed(colours.types[type], colours.ground, 0.75) : colours.types[type];
  const raised = { background: fill, border: colours.ink };
  return { background: fill, border: colours.ground, highlight: raised, hover: raised };
}

function place(id) {
  return moved.get(id) || graph.nodes[id];
}

function drawNetwork(drawn) {
  colours = readColours();
  const nodes = drawn.nodes.map((n) => ({ ...n, label: undefined, font: undefined, group: undefined, color: nodeColours(graph.nodes[n.id].type, false) }));
  nodeSet = new vis.DataSet(nodes);
  lineSet = new vis.DataSet(drawn.edges.map((e) => ({ ...e, ...lineLook(graph.pairById.get(e.id)) })));
  drawnNodes = nodes.map((n) => n.id);
  drawnPairs = drawn.edges.map((e) => graph.pairById.get(e.id));
  network = new vis.Network(document.getElementById('canvas'), { nodes: nodeSet, edges: lineSet }, drawn.options);
  network.on('click', clicked);
  network.on('doubleClick', (event) => nodeUnder(event) >= 0 && expand(nodeUnder(event)));
  network.on('hoverNode', (event) => hover(event.node));
  network.on('blurNode', () => hover(-1));
  network.on('hoverEdge', (event) => tip(graph.pairById.get(event.edge), event.pointer.DOM));
  network.on('blurEdge', () => tip(null));
  network.on('dragStart', () => tip(null));
  network.on('dragEnd', (event) => {
    for (const id of event.nodes) moved.set(id, network.getPosition(id));
    forgetLabels();
  });
  document.getElementById('canvas').addEventListener('mousemove', (event) => {
    if (!crowded() || event.buttons) return;
    const id = crowdAt({ x: event.offsetX, y: event.offsetY });
    if (id !== hovered) hover(id);
  });
  network.on('beforeDrawing', (context) => {
    if (crowded()) drawCrowd(context);
    drawUnder(context);
  });
  network.on('afterDrawing', drawLabels);
}

function hover(id) {
  hovered = id;
  document.getElementById('canvas').classList.toggle('pointing', id >= 0);
  if (!crowded()) forgetLabels();
  network.redraw();
}

function tip(pair, at) {
  const box = document.getElementById('tip');
  box.hidden = !pair;
  if (!pair) return;
  empty(box).append(...pair.edges.filter(edgeVisible).slice(0, 6).map((e) => el('div', {}, named(graph.nodes[e.from].label, 16), ` — ${edgeText(e)} → `, named(graph.nodes[e.to].label, 16))));
  box.style.left = `${Math.min(at.x + 12, innerWidth - 260)}px`;
  box.style.top = `${at.y + 12}px`;
}

/** The node that an event of the drawing means, by its symbol or its name, or -1. */
function nodeUnder(event) {
  const at = event.pointer.DOM;
  const id = event.nodes.length ? event.nodes[0] : crowded() ? crowdAt(at) : -1;
  return id >= 0 ? id : labelAt(at.x, at.y);
}

function clicked(event) {
  const id = nodeUnder(event);
  if (id >= 0) {
    if (state.picking >= 0 && state.picking !== id) return findPath(state.picking, id);
    return select(id);
  }
  if (event.edges.length) return go({ selected: 'p:' + event.edges[0] });
  if (state.selected || state.path) go({ selected: '', path: null, picking: -1 });
}

function select(id, replace) {
  go({ selected: id >= 0 ? 'n:' + graph.nodes[id].key : '' }, replace);
}

/** How the line of a pair looks: solid for stated relations, dotted for co-mentions, bright on the path and at the selection. */
function lineLook(pair) {
  const seen = pair.edges.filter(edgeVisible);
  const stated = seen.filter((e) => !graph.kinds[e.kind].weak);
  const weak = !stated.length;
  const chosen = selectedNode();
  const onPath = pathNow && pathNow.pairs.includes(pair);
  const near = onPath || (chosen >= 0 && (pair.a === chosen || pair.b === chosen)) || state.selected === 'p:' + pair.id;
  const dimmed = !near && (chosen >= 0 || pathNow);
  const forward = stated.some((e) => e.from === pair.a);
  const backward = stated.some((e) => e.from === pair.b);
  return {
    from: pair.a, to: pair.b,
    color: { color: near ? colours.accent : weak ? colours.faint : colours.line, opacity: dimmed ? 0.25 : 1, inherit: false, highlight: colours.accent, hover: colours.accent },
    width: onPath ? 3.5 : near ? 2.2 : weak ? 1 : Math.min(3.5, 1.4 + 0.3 * stated.length),
    dashes: weak ? [2, 4] : false,
    arrows: { to: { enabled: near && forward, scaleFactor: 0.55 }, from: { enabled: near && backward, scaleFactor: 0.55 } },
  };
}

function nodeLook(id, near) {
  const node = graph.nodes[id];
  const at = place(id);
  const strong = id === selectedNode() || (pathNow && pathNow.nodes.includes(id));
  return {
    id, shape: graph.types[node.type].shape, size: node.size, x: at.x, y: at.y,
    color: nodeColours(node.type, near && !near.has(id)), borderWidth: strong ? 3 : 1.5,
  };
}

/** Nodes that stay bright while something is selected; null when nothing is. */
function brightNodes() {
  if (pathNow) return new Set(pathNow.nodes);
  const chosen = selectedNode();
  if (chosen >= 0) return new Set([chosen, ...neighbours(chosen)]);
  if (state.selected.startsWith('p:')) return new Set(state.selected.slice(2).split('-').map(Number));
  if (state.selected.startsWith('a:')) {
    return new Set(namedIn(graph.articles[Number(state.selected.slice(2))]));
  }
  return null;
}

/** Bring the drawing to what the state says, touching only what changed. */
function syncCanvas() {
  const nodes = visibleNodes();
  const before = new Set(drawnNodes);
  const after = new Set(nodes);
  for (const id of nodes) if (needsPlace(id, before)) moved.set(id, freePlace(id, after));
  drawnNodes = nodes;
  drawnSet = after;
  drawnPairs = visiblePairs(nodes);
  forgetLabels();
  forgetScene();
  if (crowded()) {
    nodeSet.clear();
    lineSet.clear();
    return network.redraw();
  }
  const lines = new Set(drawnPairs.map((p) => p.id));
  lineSet.remove(lineSet.getIds().filter((id) => !lines.has(id)));
  nodeSet.remove(nodeSet.getIds().filter((id) => !after.has(id)));
  const near = brightNodes();
  nodeSet.update(nodes.map((id) => nodeLook(id, near)));
  lineSet.update(drawnPairs.map((pair) => ({ id: pair.id, ...lineLook(pair) })));
  const chosen = selectedNode();
  network.selectNodes(chosen >= 0 && after.has(chosen) ? [chosen] : [], false);
}

/** Nodes outside of the first part get a place when they are drawn; one that stood alone moves when its first neighbour is known. */
function needsPlace(id, before) {
  if (loose.has(id)) return graph.nodes[id].pairs.some((p) => before.has(otherEnd(p, id)));
  if (moved.has(id)) return false;
  return graph.nodes[id].x === null || (!before.has(id) && state.base !== 'all' && id >= graph.about.shown);
}

function settled(id) {
  return !loose.has(id) && (moved.has(id) || (id < graph.about.shown && graph.nodes[id].x !== null));
}

/** A free spot beside the drawn neighbour that pulls a new node most; its computed place when it has none, else one in the middle of the view. */
function freePlace(id, visible) {
  const anchors = graph.nodes[id].pairs.filter((p) => visible.has(otherEnd(p, id)) && settled(otherEnd(p, id)));
  anchors.sort((p, q) => strength(q) - strength(p) || otherEnd(p, id) - otherEnd(q, id));
  if (!anchors.length && graph.nodes[id].x !== null) return { x: graph.nodes[id].x, y: graph.nodes[id].y };
  if (anchors.length) loose.delete(id);
  else loose.add(id);
  const anchor = anchors.length ? place(otherEnd(anchors[0], id)) : network.getViewPosition();
  const taken = [...visible].filter((other) => other !== id && (settled(other) || (loose.has(other) && moved.has(other)))).map(place);
  const start = Math.atan2(anchor.y, anchor.x);
  for (let i = 0; i < 160; i++) {
    const radius = 84 + 11 * Math.sqrt(i) * 2;
    const angle = start + i * 2.399963;
    const spot = { x: Math.round(anchor.x + radius * 1.2 * Math.cos(angle)), y: Math.round(anchor.y + radius * Math.sin(angle)) };
    if (taken.every((o) => Math.abs(o.x - spot.x) > 66 || Math.abs(o.y - spot.y) > 42)) return spot;
  }
  return { x: anchor.x + 90, y: anchor.y + 40 };
}

function strength(pair) {
  return pair.edges.reduce((sum, e) => sum + (graph.kinds[e.kind].weak ? 0.2 : 1) * e.weight, 0);
}

/** Move the view to a node, unless it already stands well inside it. */
function bring(id) {
  const canvas = document.getElementById('canvas');
  const at = network.canvasToDOM(place(id));
  const [left, top, right, bottom] = freeArea();
  const margin = 70;
  if (at.x > left + margin && at.x < right - margin && at.y > top + margin && at.y < bottom - margin && network.getScale() > 0.45) return;
  const scale = Math.min(1.3, Math.max(network.getScale(), 0.8));
  const offset = { x: (left + right) / 2 - canvas.clientWidth / 2, y: (top + bottom) / 2 - canvas.clientHeight / 2 };
  network.moveTo({ position: place(id), scale, offset, animation: calm() ? false : { duration: 350, easingFunction: 'easeInOutQuad' } });
}

/** The part of the canvas that no panel covers: left, top, right, bottom. */
function freeArea() {
  const canvas = document.getElementById('canvas').getBoundingClientRect();
  const panel = document.getElementById('panel');
  let right = canvas.width;
  let bottom = canvas.height;
  if (!panel.hidden) {
    const box = panel.getBoundingClientRect();
    if (box.width < innerWidth * 0.9) right = Math.min(right, box.left - canvas.left);
    else bottom = Math.min(bottom, box.top - canvas.top);
  }
  const legend = document.getElementById('legend');
  const left = !legend.hidden && innerWidth > 900 ? legend.getBoundingClientRect().right - canvas.left : 0;
  return [left, 0, right, bottom];
}

/** Show everything that is drawn in the part of the canvas that is free. */
function fit(ids, animated, least) {
  const list = (ids && ids.length ? ids : drawnNodes).map(place);
  if (!list.length) return;
  const xs = list.map((p) => p.x);
  const ys = list.map((p) => p.y);
  const [x0, x1, y0, y1] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const [left, top, right, bottom] = inner(freeArea());
  const canvas = document.getElementById('canvas');
  const scale = Math.min(1.1, Math.max(least || 0.02, Math.min((right - left) / (x1 - x0 || 1), (bottom - top) / (y1 - y0 || 1))));
  const offset = { x: (left + right) / 2 - canvas.clientWidth / 2, y: (top + bottom) / 2 - canvas.clientHeight / 2 };
  network.moveTo({ position: { x: (x0 + x1) / 2, y: (y0 + y1) / 2 }, scale, offset, animation: animated && !calm() ? { duration: 350, easingFunction: 'easeInOutQuad' } : false });
}

/** An area less the room that names need at its edges. */
function inner([left, top, right, bottom]) {
  const side = Math.min(140, (right - left) * 0.12);
  return [left + side, top + 34, right - side, bottom - 64];
}

/** The first view: everything, unless that would be too small to read; then the middle of the most connected part. */
function firstView() {
  fit(null, false);
  if (network.getScale() >= LEAST_SCALE || crowded()) return;
  const heart = drawnNodes.slice(0, Math.min(40, Math.round(drawnNodes.length / 6)));
  fit(heart, false, LEAST_SCALE);
}

const LEAST_SCALE = innerWidth > 900 ? 0.2 : 0.42;

function calm() {
  return matchMedia('(prefers-reduced-motion: reduce)').matches;
}

function zoom(factor) {
  network.moveTo({ scale: Math.min(5, Math.max(0.02, network.getScale() * factor)), animation: calm() ? false : { duration: 150, easingFunction: 'linear' } });
}
