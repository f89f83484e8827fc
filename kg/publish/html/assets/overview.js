// Thousands of nodes at once: painted by the page itself into a picture wider than the view. Moving and zooming show that picture, shifted
// and scaled; it is painted anew, sharp and with the names that fit, as soon as the view rests.

const MANY = 1500; // nodes that vis-network still draws one by one
const REST = 140; // milliseconds without a change until the view is at rest
const MOST_PIXELS = 14e6;
let scene = null; // {canvas, box, scale}: the picture, and the part of the drawing it shows
let far = null; // the same of the whole drawing, coarse, for what the picture does not reach
let lastView = '';
let restTimer = 0;
let cells = null; // the drawn nodes by place

function crowded() {
  return drawnNodes.length > MANY;
}

function forgetScene() {
  scene = null;
  far = null;
  cells = null;
}

/** Draw the crowd below everything else; vis-network holds no nodes meanwhile. */
function drawCrowd(context) {
  const scale = network.getScale();
  const area = visibleArea();
  const view = `${area} ${scale}`;
  if (!scene) scene = paintedScene(area, scale);
  else if (view !== lastView) {
    clearTimeout(restTimer);
    restTimer = setTimeout(rest, REST);
  }
  lastView = view;
  // Scaled pixels are good enough on the way, and drawn in a third of the time.
  context.imageSmoothingEnabled = false;
  if (!inside(area, scene.box)) {
    far ??= paintedFar();
    drawPicture(context, far);
    context.fillStyle = colours.ground;
    context.fillRect(scene.box[0], scene.box[1], scene.box[2] - scene.box[0], scene.box[3] - scene.box[1]);
  }
  drawPicture(context, scene);
  context.imageSmoothingEnabled = true;
}

function drawPicture(context, { canvas, box }) {
  context.drawImage(canvas, box[0], box[1], box[2] - box[0], box[3] - box[1]);
}

/** The view rests: paint it anew, unless the picture still fits it. */
function rest() {
  if (!scene || (scene.scale === network.getScale() && inside(visibleArea(), scene.box))) return;
  scene = null;
  network.redraw();
}

/** The picture of the view and of a margin around it, pixel by pixel as it will be shown. */
function paintedScene(area, scale) {
  const [width, height] = [(area[2] - area[0]) * scale, (area[3] - area[1]) * scale];
  const ratio = Math.min(devicePixelRatio || 1, Math.sqrt(MOST_PIXELS / (width * height * 2.9)));
  const [mx, my] = [Math.round(width * 0.35 * ratio), Math.round(height * 0.35 * ratio)];
  const step = scale * ratio;
  const box = [area[0] - mx / step, area[1] - my / step, 0, 0];
  const canvas = newCanvas(Math.round(width * ratio) + 2 * mx, Math.round(height * ratio) + 2 * my);
  [box[2], box[3]] = [box[0] + canvas.width / step, box[1] + canvas.height / step];
  const context = paintInto(canvas, box, step, scale);
  labelRegion = box;
  labels = arrange(context, scale, box);
  labelsFor = scale;
  paintLabels(context, scale, labels);
  return { canvas, box, scale };
}

function paintedFar() {
  const places = drawnNodes.map(place);
  const box = [Infinity, Infinity, -Infinity, -Infinity];
  for (const { x, y } of places) [box[0], box[1], box[2], box[3]] = [Math.min(box[0], x - 60), Math.min(box[1], y - 60), Math.max(box[2], x + 60), Math.max(box[3], y + 60)];
  const step = Math.min(1, 1600 / Math.max(box[2] - box[0], box[3] - box[1]));
  const canvas = newCanvas(Math.ceil((box[2] - box[0]) * step), Math.ceil((box[3] - box[1]) * step));
  paintInto(canvas, box, step, step);
  return { canvas, box };
}

function newCanvas(width, height) {
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [Math.max(1, width), Math.max(1, height)];
  return canvas;
}

/** Paint lines and nodes of a part of the drawing; `step` is pixels a unit, `scale` the zoom it is painted for. */
function paintInto(canvas, box, step, scale) {
  const context = canvas.getContext('2d');
  context.setTransform(step, 0, 0, step, -box[0] * step, -box[1] * step);
  const near = brightNodes();
  paintLines(context, box, scale, near);
  paintNodes(context, box, scale, near);
  return context;
}

function paintLines(context, box, scale, near) {
  const looks = { weak: [], stated: [], near: [] };
  const chosen = selectedNode();
  const onPath = new Set(pathNow ? pathNow.pairs : []);
  for (const pair of drawnPairs) {
    const [a, b] = [place(pair.a), place(pair.b)];
    if (Math.max(a.x, b.x) < box[0] || Math.min(a.x, b.x) > box[2] || Math.max(a.y, b.y) < box[1] || Math.min(a.y, b.y) > box[3]) continue;
    const bright = onPath.has(pair) || (chosen >= 0 && (pair.a === chosen || pair.b === chosen));
    looks[bright ? 'near' : pair.edges.some((e) => !graph.kinds[e.kind].weak && edgeVisible(e)) ? 'stated' : 'weak'].push([a, b]);
  }
  const calm = (near ? 0.35 : 1) * (crowded() ? Math.min(0.8, 0.22 + scale * 0.9) : 1);
  strokeLines(context, looks.weak, colours.faint, 0.8, scale, calm * 0.7);
  strokeLines(context, looks.stated, colours.line, 1, scale, calm);
  strokeLines(context, looks.near, colours.accent, 2, scale, 1);
}

function strokeLines(context, lines, colour, width, scale, alpha) {
  context.strokeStyle = colour;
  context.lineWidth = width * Math.max(1, Math.min(1.4, scale)) / scale;
  context.globalAlpha = alpha;
  for (let at = 0; at < lines.length; at += 250) {
    context.beginPath();
    for (const [a, b] of lines.slice(at, at + 250)) {
      context.moveTo(a.x, a.y);
      context.lineTo(b.x, b.y);
    }
    context.stroke();
  }
  context.globalAlpha = 1;
}

function paintNodes(context, box, scale, near) {
  const least = 1.7 / scale;
  const faded = colours.types.map((colour) => mixed(colour, colours.ground, 0.75));
  context.strokeStyle = colours.ground;
  context.lineWidth = 1 / scale;
  for (let i = drawnNodes.length - 1; i >= 0; i--) {
    const node = graph.nodes[drawnNodes[i]];
    const { x, y } = place(node.id);
    const r = Math.max(least, symbolSize(node.id, scale));
    if (x + r < box[0] || x - r > box[2] || y + r < box[1] || y - r > box[3]) continue;
    context.fillStyle = (near && !near.has(node.id) ? faded : colours.types)[node.type];
    if (r * scale < 2.4) {
      context.fillRect(x - r, y - r, 2 * r, 2 * r);
      continue;
    }
    context.beginPath();
    SHAPES[graph.types[node.type].shape](context, x, y, r);
    context.closePath();
    context.fill();
    context.stroke();
  }
}

/** How large symbols are in a crowd, of their size elsewhere: seen from afar they leave room for the lines and the names. */
function crowdPart(scale) {
  return Math.min(1, 0.36 + 0.5 * scale);
}

/** Outlines as vis-network draws them. */
const SHAPES = {
  square: (c, x, y, r) => c.rect(x - r, y - r, 2 * r, 2 * r),
  dot: (c, x, y, r) => c.arc(x, y, r, 0, 2 * Math.PI),
  triangle: (c, x, y, r) => polygon(c, [[x, y - 1.05 * r], [x + 1.15 * r, y + 0.95 * r], [x - 1.15 * r, y + 0.95 * r]]),
  diamond: (c, x, y, r) => polygon(c, [[x, y + r], [x + r, y], [x, y - r], [x - r, y]]),
  star: (c, x, y, r) => polygon(c, Array.from({ length: 10 }, (_, n) => {
    const reach = 0.82 * r * (n % 2 ? 0.5 : 1.3);
    return [x + reach * Math.sin((n * Math.PI) / 5), y + 0.08 * r - reach * Math.cos((n * Math.PI) / 5)];
  })),
};

function polygon(context, points) {
  points.forEach(([x, y], i) => (i ? context.lineTo(x, y) : context.moveTo(x, y)));
}

/** The drawn node at a point of the screen, or -1; small ones have a target of nine pixels around them. */
function crowdAt(at) {
  const size = 120;
  if (!cells) {
    cells = new Map();
    for (const id of drawnNodes) {
      const { x, y } = place(id);
      const key = `${Math.floor(x / size)} ${Math.floor(y / size)}`;
      if (!cells.has(key)) cells.set(key, []);
      cells.get(key).push(id);
    }
  }
  const { x, y } = network.DOMtoCanvas(at);
  const slack = 9 / network.getScale();
  let [found, least] = [-1, Infinity];
  const reach = Math.min(6, Math.ceil((slack + 30) / size));
  for (let i = Math.floor(x / size) - reach; i <= Math.floor(x / size) + reach; i++) {
    for (let j = Math.floor(y / size) - reach; j <= Math.floor(y / size) + reach; j++) {
      for (const id of cells.get(`${i} ${j}`) || []) {
        const p = place(id);
        const away = Math.hypot(p.x - x, p.y - y) - graph.nodes[id].size * crowdPart(network.getScale());
        if (away < Math.min(slack, least)) [found, least] = [id, away];
      }
    }
  }
  return found;
}
