// Text of pages is untrusted: it reaches the page only through `el` and `shown`, as text nodes, never as markup.

const CONTROLS = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u2028\u2029\u202a-\u202e\u2060\u2066-\u2069\ufeff]/g;

/** Text as it is shown: controls that reorder or hide text become a visible mark, one for one, so offsets stay. */
function shown(text) {
  return String(text).replace(/[\n\t]/g, ' ').replace(CONTROLS, '\ufffd');
}

/** Cut text for a place with little room, by whole characters. */
function clipped(text, most) {
  const points = Array.from(shown(text).slice(0, most * 2 + 2));
  return points.length > most ? points.slice(0, most - 1).join('') + '…' : points.join('');
}

/** An element with attributes and children; strings become text nodes. `on…` attributes are listeners. */
function el(tag, attributes, ...children) {
  const node = document.createElement(tag);
  fill(node, attributes);
  append(node, children);
  return node;
}

function svg(tag, attributes, ...children) {
  const node = document.createElementNS('http://www.w3.org/2000/svg', tag);
  fill(node, attributes);
  append(node, children);
  return node;
}

function fill(node, attributes) {
  for (const [name, value] of Object.entries(attributes || {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith('on')) node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? '' : String(value));
  }
}

function append(node, children) {
  for (const child of children.flat(3)) {
    if (child === null || child === undefined || child === false) continue;
    node.append(child instanceof Node ? child : document.createTextNode(shown(child)));
  }
}

/** A name from the graph, isolated so that its writing direction touches nothing around it. */
function named(text, most) {
  return el('bdi', { title: most && Array.from(text).length > most ? shown(text) : null }, most ? clipped(text, most) : text);
}

/** A link, only for web addresses; anything else (javascript:, data:, a path) stays text. */
function link(address, text) {
  let url = null;
  try {
    url = new URL(address);
  } catch {
    return named(text || address, 80);
  }
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return named(text || address, 80);
  return el('a', { href: url.href, target: '_blank', rel: 'noopener noreferrer nofollow' }, named(text || address, 80));
}

/** A sentence with the given places ([begin, end, begin, end, …], in code points) marked. */
function marked(text, marks) {
  const points = Array.from(text);
  const parts = [];
  let at = 0;
  const spans = [];
  for (let i = 0; i + 1 < marks.length; i += 2) spans.push([marks[i], marks[i + 1]]);
  spans.sort((a, b) => a[0] - b[0]);
  for (const [begin, end] of spans) {
    if (begin < at || end <= begin) continue;
    parts.push(points.slice(at, begin).join(''), el('mark', {}, points.slice(begin, end).join('')));
    at = end;
  }
  parts.push(points.slice(at).join(''));
  return parts;
}

function empty(node) {
  node.replaceChildren();
  return node;
}
