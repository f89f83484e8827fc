// The data of the page, read back from the two JSON elements that kg/publish/html/payload.py wrote.

function readJson(id) {
  return JSON.parse(document.getElementById(id).textContent);
}

/** Turn the rows into objects that know each other by number. */
function readGraph(raw) {
  const graph = {
    about: raw.about,
    types: raw.types.map(([id, zh, en, shape, scale, light, dark]) => ({ id, zh, en, shape, scale, light, dark })),
    subtypes: raw.subtypes.map(([id, zh, en]) => ({ id, zh, en })),
    kinds: raw.kinds.map(([id, zh, en, weak, zhBack, enBack]) => ({ id, zh, en, weak: Boolean(weak), zhBack, enBack })),
    indicators: raw.indicators,
    units: raw.units,
    periods: raw.periods.map(([start, end, label]) => ({ start: start || '', end: end || '', label: label || '' })),
    pages: raw.pages.map(([name, stem, rest]) => ({ name, iri: raw.stems[stem] + rest })),
    snippets: raw.snippets.map(([article, page, begin, text, cut]) => ({ article: article - 1, page, begin, text, open: cut & 1, closed: cut & 2 })),
    articles: raw.articles.map((row, id) => readArticle(row, id, raw.stems)),
  };
  graph.nodes = raw.nodes.map((row, i) => readNode(row, i, raw.stems));
  graph.byKey = new Map(graph.nodes.map((n) => [n.key, n.id]));
  const highest = graph.nodes.slice(0, graph.about.shown).map((n) => n.rank).sort((a, b) => b - a).slice(0, 10);
  const full = highest[highest.length - 1] || 1;
  for (const node of graph.nodes) node.size = (9 + 13 * Math.sqrt(Math.min(1.7, node.rank / full))) * graph.types[node.type].scale;
  readEdges(graph, raw);
  readFacts(graph, raw);
  return graph;
}

function readArticle([headline, date, assumed, publisher, page, url, kind, place, authors, stem, rest], id, stems) {
  return { id, key: keyOf(stems[stem], rest), headline: headline || '', date: date || '', assumed: Boolean(assumed), publisher: publisher || '', page: page - 1, url: url || '', kind: kind || '', place: place || '', authors };
}

/** A short name for the address: the last two parts of the IRI, a long hash cut. It stays the same when the file is made anew. */
function keyOf(stem, rest) {
  const folder = stem.split('/').filter(Boolean).pop() || '';
  return `${folder.slice(-16)}/${rest}`;
}

function readNode(row, id, stems) {
  const [stem, rest, label, type, subtype, count, x, y, degree, rank, aliases, articles, evidence, left, details] = row;
  return {
    id, iri: stems[stem] + rest, key: keyOf(stems[stem], rest), label, type, subtype: subtype - 1, count, x, y, degree, rank, aliases,
    articles: articles.map((a) => a - 1), evidence, left, details: details || {}, pairs: [], posts: [], stats: [], quotes: [],
  };
}

/** Edges between nodes, and the pairs they join: a pair is what is drawn as one line. */
function readEdges(graph, raw) {
  graph.edges = raw.edges.map(([from, to, kind, snippets, weight]) => ({ from, to, kind, snippets, weight, label: '' }));
  const postKind = graph.kinds.findIndex((k) => k.id === 'post');
  graph.posts = raw.posts.map(([person, organization, title, attested, start, end, change, snippets, stem, rest]) => ({
    person, organization, title, attested: attested || '', start: start || '', end: end || '', change: change || '', snippets, iri: raw.stems[stem] + rest,
  }));
  for (const post of graph.posts) {
    graph.nodes[post.person].posts.push(post);
    if (typeof post.organization !== 'number' || !post.organization) continue;
    const to = post.organization - 1;
    if (to === post.person) continue;
    graph.nodes[to].posts.push(post);
    graph.edges.push({ from: post.person, to, kind: postKind, snippets: post.snippets, weight: 1, label: post.title });
  }
  graph.pairs = [];
  const known = new Map();
  graph.edges.forEach((edge, i) => {
    const [a, b] = edge.from < edge.to ? [edge.from, edge.to] : [edge.to, edge.from];
    const id = `${a}-${b}`;
    if (!known.has(id)) {
      known.set(id, graph.pairs.length);
      const pair = { id, a, b, edges: [] };
      graph.nodes[a].pairs.push(pair);
      graph.nodes[b].pairs.push(pair);
      graph.pairs.push(pair);
    }
    graph.pairs[known.get(id)].edges.push(graph.edges[i]);
  });
  graph.pairById = new Map(graph.pairs.map((p) => [p.id, p]));
}

function readFacts(graph, raw) {
  graph.quotes = raw.quotes.map(([speaker, text, snippets]) => ({ speaker, text: text || '', snippets }));
  for (const quote of graph.quotes) graph.nodes[quote.speaker].quotes.push(quote);
  graph.stats = raw.stats.map(([indicator, value, upper, unit, measure, comparator, basis, period, area, source, policy, place], id) => ({
    id, indicator, value: Number(value), upper: upper ? Number(upper) : null, unit: graph.units[unit], measure: measure || '', comparator: comparator || '',
    basis, period: period ? graph.periods[period - 1] : null, area, source, policy, snippet: place.length ? place[0] : -1, marks: place.slice(1),
  }));
  const bySnippet = new Map();
  for (const stat of graph.stats) {
    for (const end of [stat.area, stat.source, stat.policy]) {
      if (typeof end === 'number' && end && !graph.nodes[end - 1].stats.includes(stat)) graph.nodes[end - 1].stats.push(stat);
    }
    if (stat.snippet >= 0) (bySnippet.get(stat.snippet) || bySnippet.set(stat.snippet, []).get(stat.snippet)).push(stat);
  }
  graph.statsBySnippet = bySnippet;
}

function otherEnd(pair, id) {
  return pair.a === id ? pair.b : pair.a;
}

function typeName(node) {
  const type = graph.types[node.type];
  return either(type.zh, type.en);
}

function subtypeName(node) {
  if (node.subtype < 0) return typeName(node);
  const subtype = graph.subtypes[node.subtype];
  return either(subtype.zh, subtype.en);
}

function kindName(kind) {
  const k = graph.kinds[kind];
  return either(k.zh, k.en);
}

/** An edge as read from one of its ends: 发布者 from the policy, 发布 from its issuer; a post says its title. */
function wordsFrom(edge, id) {
  const kind = graph.kinds[edge.kind];
  return edge.label || (edge.from === id ? kindName(edge.kind) : either(kind.zhBack, kind.enBack));
}

/** The words on one edge: a post says its title. */
function edgeText(edge) {
  return edge.label || kindName(edge.kind);
}
