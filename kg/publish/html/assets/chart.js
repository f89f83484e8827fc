// A small line chart of one indicator over time; the table beside it says the same for those who cannot see it.

/** `points` are {at: days, value, title}; `format` writes a value on the axis. */
function lineChart(points, format, title) {
  const [w, h, left, right, top, bottom] = [320, 120, 8, 8, 16, 20];
  const xs = points.map((p) => p.at);
  const ys = points.map((p) => p.value);
  const [x0, x1] = [Math.min(...xs), Math.max(...xs)];
  let [y0, y1] = [Math.min(...ys), Math.max(...ys)];
  if (y0 === y1) [y0, y1] = [y0 - 1, y1 + 1];
  const x = (v) => left + ((v - x0) / (x1 - x0 || 1)) * (w - left - right);
  const y = (v) => h - bottom - ((v - y0) / (y1 - y0)) * (h - top - bottom);
  const path = points.map((p, i) => `${i ? 'L' : 'M'}${x(p.at).toFixed(1)} ${y(p.value).toFixed(1)}`).join('');
  const picture = svg('svg', { class: 'chart', viewBox: `0 0 ${w} ${h}`, role: 'img', 'aria-label': shown(title) });
  if (y0 < 0 && y1 > 0) picture.append(svg('line', { class: 'zero', x1: left, x2: w - right, y1: y(0), y2: y(0) }));
  picture.append(svg('path', { class: 'run', d: path }));
  for (const p of points) picture.append(svg('circle', { class: 'dot', cx: x(p.at), cy: y(p.value), r: 3 }, svg('title', {}, p.title)));
  const [first, last] = [points[0], points[points.length - 1]];
  picture.append(svg('text', { x: left, y: h - 5 }, first.label), svg('text', { x: w - right, y: h - 5, 'text-anchor': 'end' }, last.label));
  const high = points.find((p) => p.value === Math.max(...ys));
  const anchor = x(high.at) > w * 0.7 ? 'end' : x(high.at) < w * 0.3 ? 'start' : 'middle';
  picture.append(svg('text', { class: 'peak', x: x(high.at), y: y(high.value) - 6, 'text-anchor': anchor }, format(high.value)));
  return picture;
}
