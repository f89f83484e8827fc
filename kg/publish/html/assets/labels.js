// Names on the drawing: always readable, never on top of each other. The heaviest nodes are named first; zooming in names more.

const FONT = '"PingFang SC", "Noto Sans CJK SC", "Noto Sans SC", "Microsoft YaHei", "Source Han Sans SC", sans-serif';
let labels = null; // the labels of the present zoom, in canvas coordinates
let labelsFor = 1; // the zoom they were arranged for
let namesTimer = 0;
let labelRegion = null;
const widths = new Map();

function forgetLabels() {
  labels = null;
}

function textWidth(context, text) {
  const key = context.font + text;
  if (!widths.has(key)) widths.set(key, context.measureText(text).width);
  return widths.get(key);
}

/** Rings behind the selected and the hovered node. */
function drawUnder(context) {
  const scale = network.getScale();
  for (const id of new Set([selectedNode(), hovered, state.picking])) {
    if (id < 0 || !drawnSet.has(id)) continue;
    const { x, y } = place(id);
    context.beginPath();
    context.arc(x, y, symbolSize(id, scale) + 7 / scale, 0, 2 * Math.PI);
    context.fillStyle = colours.accent;
    context.globalAlpha = 0.22;
    context.fill();
    context.globalAlpha = 1;
  }
}

function drawLabels(context) {
  const scale = network.getScale();
  if (crowded()) return drawHoveredName(context, scale);
  const area = visibleArea();
  const grownBy = scale / labelsFor;
  if (!labels || grownBy > 1.3 || grownBy < 0.77 || !inside(area, labelRegion)) {
    labelRegion = grown(area);
    labels = arrange(context, scale, labelRegion);
    labelsFor = scale;
  } else if (scale !== labelsFor) {
    // On the way to another zoom the names grow with the drawing; they are arranged anew when it rests.
    clearTimeout(namesTimer);
    namesTimer = setTimeout(() => (forgetLabels(), network.redraw()), REST);
  }
  paintLabels(context, labelsFor, labels);
}

function paintLabels(context, scale, list) {
  context.textBaseline = 'middle';
  context.textAlign = 'center';
  context.lineJoin = 'round';
  for (const label of list) paintLabel(context, scale, label);
  context.globalAlpha = 1;
}

function paintLabel(context, scale, label) {
  context.font = `${label.bold ? 600 : 400} ${label.size / scale}px ${FONT}`;
  context.globalAlpha = label.faint ? 0.35 : 1;
  context.lineWidth = 3.5 / scale;
  context.strokeStyle = colours.ground;
  context.strokeText(label.text, label.x, label.y);
  context.fillStyle = label.colour;
  context.fillText(label.text, label.x, label.y);
}

/** In a crowd names belong to the picture; only the one under the pointer is drawn on top of it. */
function drawHoveredName(context, scale) {
  if (hovered < 0 || !drawnSet.has(hovered)) return;
  paintLabels(context, scale, [labelBox(context, scale, hovered, new Taken(90 / scale), true)]);
}

function visibleArea() {
  const canvas = document.getElementById('canvas');
  const a = network.DOMtoCanvas({ x: 0, y: 0 });
  const b = network.DOMtoCanvas({ x: canvas.clientWidth, y: canvas.clientHeight });
  return [a.x, a.y, b.x, b.y];
}

function inside(small, large) {
  return small[0] >= large[0] && small[1] >= large[1] && small[2] <= large[2] && small[3] <= large[3];
}

function grown([x0, y0, x1, y1]) {
  const w = (x1 - x0) * 0.6;
  const h = (y1 - y0) * 0.6;
  return [x0 - w, y0 - h, x1 + w, y1 + h];
}

/** Boxes already taken, found by cell. */
class Taken {
  constructor(cell) {
    this.cell = cell;
    this.cells = new Map();
  }

  each(box, act) {
    const c = this.cell;
    for (let i = Math.floor(box[0] / c); i <= Math.floor(box[2] / c); i++) {
      for (let j = Math.floor(box[1] / c); j <= Math.floor(box[3] / c); j++) {
        const key = i * 100003 + j;
        if (act(key)) return true;
      }
    }
    return false;
  }

  hits(box, own) {
    return this.each(box, (key) => (this.cells.get(key) || []).some((b) => b.own !== own && b[0] < box[2] && b[2] > box[0] && b[1] < box[3] && b[3] > box[1]));
  }

  add(box, own) {
    box.own = own;
    this.each(box, (key) => {
      if (!this.cells.has(key)) this.cells.set(key, []);
      this.cells.get(key).push(box);
      return false;
    });
  }
}

function symbolSize(id, scale) {
  return graph.nodes[id].size * (crowded() ? crowdPart(scale) : 1);
}

/** Choose which names stand where, at one zoom: below, right, above or left of the node, where nothing else is. */
function arrange(context, scale, region) {
  const taken = new Taken(90 / scale);
  const [left, , right] = freeArea();
  const edges = [left, right].map((x) => network.DOMtoCanvas({ x, y: 0 }).x);
  const near = brightNodes();
  const inRegion = drawnNodes.filter((id) => {
    const p = place(id);
    return p.x > region[0] && p.x < region[2] && p.y > region[1] && p.y < region[3];
  });
  for (const id of inRegion) {
    const { x, y } = place(id);
    const r = symbolSize(id, scale);
    if (crowded() && r * scale < 6) continue; // a name may stand on dots
    taken.add([x - r, y - r, x + r, y + r], id);
  }
  const chosen = selectedNode();
  const weight = (id) => (id === chosen || id === hovered ? 3e9 : near && near.has(id) ? 2e9 : 0) + graph.nodes[id].rank;
  const found = [];
  for (const id of [...inRegion].sort((a, b) => weight(b) - weight(a) || a - b).slice(0, 900)) {
    const label = labelBox(context, scale, id, taken, id === chosen || id === hovered, edges);
    if (label) {
      label.faint = Boolean(near && !near.has(id));
      found.push(label);
    }
    if (found.length > (crowded() ? 160 : 500)) break;
  }
  return found.concat(lineLabels(context, scale, taken));
}

let boldRank = -1;

/** The rank above which names are bold: the first tenth of what is drawn at first. */
function boldFrom() {
  if (boldRank < 0) {
    const ranks = graph.nodes.slice(0, graph.about.shown).map((n) => n.rank).sort((a, b) => b - a);
    boldRank = ranks[Math.floor(ranks.length / 10)] || 0;
  }
  return boldRank;
}

/** `edges` are left and right of what is seen: a name that would be cut there stands on another side of its node. */
function labelBox(context, scale, id, taken, forced, edges) {
  const node = graph.nodes[id];
  const { x, y } = place(id);
  const big = node.rank > boldFrom() || forced;
  const size = big ? 13.5 : 12;
  context.font = `${big ? 600 : 400} ${size}px ${FONT}`;
  const text = clipped(node.label, forced ? 30 : 14);
  const w = (textWidth(context, text) / 2 + 3) / scale;
  const h = (size / 2 + 2.5) / scale;
  const gap = symbolSize(id, scale) + 3 / scale;
  const spots = [[x, y + gap + h], [x + gap + w, y], [x, y - gap - h], [x - gap - w, y]];
  for (const [cx, cy] of spots) {
    const box = [cx - w, cy - h, cx + w, cy + h];
    const cut = edges && x > edges[0] && x < edges[1] && (box[0] < edges[0] || box[2] > edges[1]);
    if (forced || !(cut || taken.hits(box, id))) {
      taken.add(box, -1);
      return { id, text, x: cx, y: cy, box, size, bold: big, colour: colours.ink };
    }
  }
  return null;
}

/** On the lines at the selected node, or of the path, what they say. */
function lineLabels(context, scale, taken) {
  const chosen = selectedNode();
  const pairs = pathNow ? pathNow.pairs : chosen >= 0 ? graph.nodes[chosen].pairs.filter((p) => drawnSet.has(p.a) && drawnSet.has(p.b) && p.edges.some(edgeVisible)) : [];
  const found = [];
  for (const pair of pairs) {
    const edge = pair.edges.find((e) => edgeVisible(e) && !graph.kinds[e.kind].weak);
    if (!edge) continue;
    const a = place(pair.a);
    const b = place(pair.b);
    if (Math.hypot(a.x - b.x, a.y - b.y) * scale < 70) continue;
    context.font = `400 11px ${FONT}`;
    const text = clipped(edgeText(edge), 12);
    if (found.filter((l) => l.text === text).length >= 5) continue; // the same word fifty times says nothing
    const w = (textWidth(context, text) / 2 + 2) / scale;
    const h = 8 / scale;
    for (const part of [0.5, 0.4, 0.6, 0.3, 0.7]) {
      const [x, y] = [a.x + (b.x - a.x) * part, a.y + (b.y - a.y) * part];
      const box = [x - w, y - h, x + w, y + h];
      if (taken.hits(box, -2)) continue;
      taken.add(box, -1);
      found.push({ id: -1, text, x, y, box, size: 11, bold: false, colour: colours.muted });
      break;
    }
  }
  return found;
}

/** The node whose name stands at a point of the screen, or -1. */
function labelAt(x, y) {
  const p = network.DOMtoCanvas({ x, y });
  const hit = (labels || []).find((l) => l.id >= 0 && p.x > l.box[0] && p.x < l.box[2] && p.y > l.box[1] && p.y < l.box[3]);
  return hit ? hit.id : -1;
}
