// Outlines as the server sends them: rings of [x, y, dx, dy, …] in 1/scale degrees. Here they become SVG paths.

export function rings(packed, scale) {
  return packed.map((flat) => {
    const points = [];
    let x = 0;
    let y = 0;
    for (let i = 0; i < flat.length; i += 2) {
      x += flat[i];
      y += flat[i + 1];
      points.push([x / scale, y / scale]);
    }
    return points;
  });
}

// Path, bounds and a point inside the largest ring of an outline under a projection. `keep` says which rings to draw.
export function drawn(outline, project, keep = () => true) {
  const pieces = [];
  const box = [Infinity, Infinity, -Infinity, -Infinity];
  let largest = null;
  for (const ring of outline) {
    if (!keep(ring)) continue;
    const points = ring.map(([x, y]) => project(x, y));
    pieces.push(`M${points.map(([x, y]) => `${round(x)},${round(y)}`).join("L")}Z`);
    for (const [x, y] of points) {
      box[0] = Math.min(box[0], x);
      box[1] = Math.min(box[1], y);
      box[2] = Math.max(box[2], x);
      box[3] = Math.max(box[3], y);
    }
    const area = areaOf(points);
    if (largest === null || Math.abs(area) > Math.abs(largest.area)) largest = { area, points };
  }
  return pieces.length ? { path: pieces.join(""), box, middle: middleOf(largest), area: Math.abs(largest.area) } : null;
}

// Whether a ring lies within a window of degrees: those that reach around the globe have no place on a map of one part.
export function within([west, south, east, north]) {
  return (ring) =>
    ring.every(([x]) => x >= west && x <= east) && ring.some(([x, y]) => y >= south && y <= north && x >= west && x <= east);
}

function areaOf(points) {
  let area = 0;
  for (let i = 0, j = points.length - 1; i < points.length; j = i++) {
    area += points[j][0] * points[i][1] - points[i][0] * points[j][1];
  }
  return area / 2;
}

// The centroid of a ring, or where it lies outside (a bent province), the middle of the widest run inside at its height.
function middleOf({ area, points }) {
  let cx = 0;
  let cy = 0;
  for (let i = 0, j = points.length - 1; i < points.length; j = i++) {
    const cross = points[j][0] * points[i][1] - points[i][0] * points[j][1];
    cx += (points[j][0] + points[i][0]) * cross;
    cy += (points[j][1] + points[i][1]) * cross;
  }
  if (!area) return points[0];
  const y = cy / (6 * area);
  const crossings = [];
  for (let i = 0, j = points.length - 1; i < points.length; j = i++) {
    const [ax, ay] = points[j];
    const [bx, by] = points[i];
    if (ay > y !== by > y) crossings.push(ax + ((y - ay) / (by - ay)) * (bx - ax));
  }
  crossings.sort((a, b) => a - b);
  const x = cx / (6 * area);
  let best = null;
  for (let i = 0; i + 1 < crossings.length; i += 2) {
    const run = [crossings[i], crossings[i + 1]];
    if (run[0] <= x && x <= run[1]) return [x, y];
    if (best === null || run[1] - run[0] > best[1] - best[0]) best = run;
  }
  return best ? [(best[0] + best[1]) / 2, y] : [x, y];
}

function round(value) {
  return Math.round(value * 100) / 100;
}
