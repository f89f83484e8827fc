// Search over all names of all nodes of the file, indicators and headlines. Chinese needs no blanks: 海关统计司 also finds 海关总署统计分析司.

let names = null;

function folded(text) {
  return text.normalize('NFKC').toLowerCase().replace(/\s+/g, '');
}

function searchNames() {
  if (!names) names = graph.nodes.map((n) => [n.label, ...n.aliases].map((name) => ({ name, key: folded(name) })));
  return names;
}

/** How well a query fits a name: 4 the same, 3 its beginning, 2 inside it, 1 its characters in this order, 0 not. */
function fits(query, key) {
  if (key === query) return 4;
  const at = key.indexOf(query);
  if (at >= 0) return at === 0 ? 3 : 2;
  if (query.length < 2 || query.length > key.length) return 0;
  let i = 0;
  for (const c of key) if (c === query[i]) i++;
  return i >= query.length ? 1 : 0;
}

function namesLike(text) {
  const query = folded(text);
  if (!query) return [];
  const found = [];
  searchNames().forEach((list, id) => {
    let best = 0;
    let name = '';
    for (const entry of list) {
      const score = fits(query, entry.key);
      if (score > best) [best, name] = [score, entry.name];
    }
    if (best) found.push({ kind: 'n', id, name, score: best });
  });
  found.sort((a, b) => b.score - a.score || a.id - b.id);
  const indicators = byText(graph.indicators.map((i) => i.name), query, 'i');
  const articles = byText(graph.articles.map((a) => a.headline), query, 'a');
  return [...found.slice(0, 12), ...indicators.slice(0, 4), ...articles.slice(0, 4)];
}

function byText(texts, query, kind) {
  return texts.map((name, id) => ({ kind, id, name, score: name ? fits(query, folded(name)) : 0 })).filter((x) => x.score >= 2).sort((a, b) => b.score - a.score || a.id - b.id);
}
