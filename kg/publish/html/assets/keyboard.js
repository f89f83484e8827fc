// The keyboard does all that the mouse does.

function wireKeyboard() {
  document.addEventListener('keydown', (event) => {
    const typing = event.target.closest('input:not([type=checkbox]), select, textarea');
    if (event.key === 'Escape') return escape();
    if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
    const acts = { '/': focusSearch, l: toggleList, f: () => fit(null, true), '+': () => zoom(1.3), '=': () => zoom(1.3), '-': () => zoom(1 / 1.3), p: pathKey, '?': toggleMenu };
    const act = acts[event.key.toLowerCase()];
    if (act) {
      event.preventDefault();
      act();
    }
  });
  document.getElementById('canvas').addEventListener('keydown', canvasKey);
}

function focusSearch() {
  document.getElementById('search').focus();
}

function toggleList() {
  go({ view: state.view === 'list' ? 'graph' : 'list' });
  (state.view === 'list' ? document.getElementById('list-title') : document.getElementById('canvas')).focus();
}

function pathKey() {
  const id = selectedNode();
  if (id >= 0) {
    go({ picking: id, path: null });
    focusSearch();
  }
}

/** Close one thing: menu, path, panel, list, in this order. */
function escape() {
  if (!document.getElementById('menu').hidden) return toggleMenu();
  if (state.path || state.picking >= 0) return go({ path: null, picking: -1 });
  if (state.selected) {
    go({ selected: '' });
    return document.getElementById('canvas').focus();
  }
  if (state.view === 'list') return toggleList();
  if (!document.getElementById('legend').hidden && innerWidth <= 900) toggleLegend();
}

const WAYS = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] };

function canvasKey(event) {
  const id = selectedNode();
  const way = WAYS[event.key];
  if (way) {
    event.preventDefault();
    const next = id < 0 ? drawnNodes[0] : neighbourTowards(id, way);
    if (next !== undefined && next >= 0) {
      select(next, id >= 0);
      bring(next);
    }
  } else if (event.key === 'Enter' && id >= 0) {
    event.preventDefault();
    expand(id);
  } else if (event.key === 'Backspace' && id >= 0) {
    event.preventDefault();
    collapse(id);
  }
}

/** The neighbour that lies most in a direction; when there is none there, the nearest drawn node that does. */
function neighbourTowards(id, [dx, dy]) {
  const from = place(id);
  const visible = new Set(drawnNodes);
  const best = (ids) => {
    let found = -1;
    let least = Infinity;
    for (const other of ids) {
      const p = place(other);
      const [x, y] = [p.x - from.x, p.y - from.y];
      const along = x * dx + y * dy;
      const away = Math.abs(x * dy) + Math.abs(y * dx);
      if (other === id || along <= 0 || away > along * 1.2) continue;
      if (along + 2 * away < least) [found, least] = [other, along + 2 * away];
    }
    return found;
  };
  const near = best(neighbours(id).filter((n) => visible.has(n)));
  return near >= 0 ? near : best(drawnNodes);
}
