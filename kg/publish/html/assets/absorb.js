// One answer, or the whole file, taken into the graph. kg/publish/html/payload.py writes what is read here: the two are one format.
// Numbers in an answer are its own. What has an IRI is known by it, so nothing is there twice, and a node known by name fills up later.

/** Take `raw` in; returns the numbers that its nodes have in the graph, in its order. */
function absorb(raw) {
  const iri = (stem, rest) => raw.stems[stem] + rest;
  const into = {
    iri,
    types: taken('types', raw.types, (r) => r[0], ([id, zh, en, shape, scale, light, dark]) => ({ id, zh, en, shape, scale, light, dark })),
    subtypes: taken('subtypes', raw.subtypes, (r) => r[0], ([id, zh, en]) => ({ id, zh, en })),
    kinds: taken('kinds', raw.kinds, (r) => r[0], ([id, zh, en, weak, zhBack, enBack]) => ({ id, zh, en, weak: Boolean(weak), zhBack, enBack, count: 0 })),
    indicators: taken('indicators', raw.indicators, (r) => iri(r[1], r[2]), ([name, stem, rest]) => ({ name, iri: iri(stem, rest) })),
    units: taken('units', raw.units, (r) => r, (r) => r),
    periods: taken('periods', raw.periods, String, ([start, end, label]) => ({ start: start || '', end: end || '', label: label || '' })),
    pages: taken('pages', raw.pages, (r) => iri(r[1], r[2]), ([name, stem, rest]) => ({ name, iri: iri(stem, rest) })),
  };
  if (!graph.about) graph.about = raw.about;
  if (!graph.fullRank) graph.fullRank = raw.nodes.slice(0, graph.about.shown).map((r) => r[8]).sort((a, b) => b - a).slice(0, 10).pop() || 1;
  into.nodes = taken('nodes', raw.nodes, (r) => iri(r[0], r[1]), (row, id) => lightNode(row, id, into));
  into.articles = taken('articles', raw.articles, (r) => iri(r[9], r[10]), (row, id) => readArticle(row, id, into));
  into.snippets = taken('snippets', raw.snippets, (r) => `${into.pages[r[1]]}:${r[2]}`, ([article, page, begin, text, cut]) => ({ article: article ? into.articles[article - 1] : -1, page: into.pages[page], begin, text, open: cut & 1, closed: cut & 2 }));
  raw.nodes.forEach((row, i) => fillNode(graph.nodes[into.nodes[i]], row, into));
  for (const row of raw.edges) absorbEdge(row, into);
  for (const row of raw.posts) absorbPost(row, into);
  for (const row of raw.quotes) absorbQuote(row, into);
  for (const row of raw.stats) absorbStat(row, into);
  return into.nodes;
}

/** The numbers of rows in a table of the graph; a row that is not known yet is added to it. */
function taken(name, rows, keyOf, make) {
  const [table, known] = [graph[name], graph.known[name]];
  return rows.map((row) => {
    const key = keyOf(row);
    let at = known.get(key);
    if (at === undefined) {
      at = table.length;
      known.set(key, at);
      table.push(make(row, at));
    }
    return at;
  });
}

/** An end of a fact in the graph's numbers: a node's plus one, or the name of what is no node here. */
function end(value, into) {
  return typeof value === 'number' && value ? into.nodes[value - 1] + 1 : value;
}

function readArticle([headline, date, assumed, publisher, page, url, kind, place, authors, stem, rest], id, into) {
  return {
    id, iri: into.iri(stem, rest), key: keyOf(into.iri(stem, ''), rest), headline: headline || '', date: date || '', assumed: Boolean(assumed), publisher: publisher || '',
    page: page ? into.pages[page - 1] : -1, url: url || '', kind: kind || '', place: place || '', authors: authors.map((a) => end(a, into)),
  };
}

function lightNode([stem, rest, label, type, subtype, count, x, y, degree, rank, , , , , , , joined], id, into) {
  const key = keyOf(into.iri(stem, ''), rest);
  graph.byKey.set(key, id);
  // A link to a node that a merge has joined with this one opens this one.
  for (const [stem, rest] of joined || []) graph.byKey.set(keyOf(into.iri(stem, ''), rest), id);
  const size = (9 + 13 * Math.sqrt(Math.min(1.7, rank / graph.fullRank))) * graph.types[into.types[type]].scale;
  return {
    id, iri: into.iri(stem, rest), key, label, type: into.types[type], subtype: subtype ? into.subtypes[subtype - 1] : -1, count, x, y, degree, rank, size,
    full: false, rest: 0, aliases: [], articles: [], evidence: [], left: 0, details: {}, pairs: [], posts: [], stats: [], quotes: [],
  };
}

/** What only a full row says; the place of a node is kept once it has one, so nothing jumps. */
function fillNode(node, row, into) {
  const [, , , , , , x, y, , , aliases, articles, evidence, left, details, full] = row;
  if (node.x === null) [node.x, node.y] = [x, y];
  if (node.full) return;
  if (aliases.length) node.aliases = aliases;
  if (!full) return;
  node.full = true;
  node.articles = articles.map((a) => into.articles[a - 1]);
  node.evidence = evidence.map(([snippet, ...marks]) => [into.snippets[snippet], ...marks]);
  node.left = left;
  node.details = details || {};
}

/** The pair of two nodes: what is drawn as one line. */
function pairOf(one, other) {
  const [a, b] = one < other ? [one, other] : [other, one];
  const id = `${a}-${b}`;
  let pair = graph.pairById.get(id);
  if (!pair) {
    pair = { id, a, b, edges: [] };
    graph.pairById.set(id, pair);
    graph.pairs.push(pair);
    graph.nodes[a].pairs.push(pair);
    graph.nodes[b].pairs.push(pair);
  }
  return pair;
}

function addEdge(edge) {
  pairOf(edge.from, edge.to).edges.push(edge);
  graph.edges.push(edge);
  graph.kinds[edge.kind].count++;
}

function absorbEdge([from, to, kind, sources, weight], into) {
  const edge = { from: into.nodes[from], to: into.nodes[to], kind: into.kinds[kind], snippets: sources.map((s) => into.snippets[s]), weight, label: '' };
  const same = pairOf(edge.from, edge.to).edges.find((e) => e.kind === edge.kind && e.from === edge.from);
  if (!same) addEdge(edge);
  else if (edge.snippets.length > same.snippets.length) same.snippets = edge.snippets;
}

function absorbPost([person, organization, title, attested, start, finish, change, sources, stem, rest], into) {
  const iri = into.iri(stem, rest);
  const snippets = sources.map((s) => into.snippets[s]);
  const to = end(organization, into);
  const known = graph.posts.length;
  const [at] = taken('posts', [iri], (x) => x, () => ({
    person: into.nodes[person], organization: '', title, attested: attested || '', start: start || '', end: finish || '', change: change || '', snippets: [], iri, edge: null,
  }));
  const post = graph.posts[at];
  if (at === known) graph.nodes[post.person].posts.push(post);
  if (snippets.length > post.snippets.length) post.snippets = snippets;
  if (typeof post.organization === 'number' && post.organization) {
    if (post.edge) post.edge.snippets = post.snippets;
    return;
  }
  post.organization = to;
  if (typeof to !== 'number' || !to || to - 1 === post.person) return;
  graph.nodes[to - 1].posts.push(post);
  post.edge = { from: post.person, to: to - 1, kind: graph.known.kinds.get('post'), snippets: post.snippets, weight: 1, label: title };
  addEdge(post.edge);
}

function absorbQuote([speaker, text, sources, stem, rest], into) {
  const quote = { speaker: into.nodes[speaker], text: text || '', snippets: sources.map((s) => into.snippets[s]), iri: into.iri(stem, rest) };
  if (graph.known.quotes.has(quote.iri)) return;
  graph.known.quotes.set(quote.iri, graph.quotes.push(quote) - 1);
  graph.nodes[quote.speaker].quotes.push(quote);
}

/** A figure; told again by another answer, it may know an end as a node that was only a name before. */
function absorbStat([indicator, value, upper, unit, measure, comparator, basis, period, area, source, policy, place, stem, rest], into) {
  const ends = [area, source, policy].map((x) => end(x, into));
  const made = {
    id: graph.stats.length, indicator: into.indicators[indicator], value: Number(value), upper: upper ? Number(upper) : null, unit: graph.units[into.units[unit]],
    measure: measure || '', comparator: comparator || '', basis: Array.isArray(basis) ? [into.periods[basis[0]]] : basis, period: period ? graph.periods[into.periods[period - 1]] : null,
    area: 0, source: 0, policy: 0, snippet: place.length ? into.snippets[place[0]] : -1, marks: place.slice(1), written: [value, upper], iri: into.iri(stem, rest),
  };
  const [at] = taken('stats', [made], () => made.iri, (stat) => stat);
  const stat = graph.stats[at];
  const fresh = stat === made;
  ['area', 'source', 'policy'].forEach((role, i) => {
    if (typeof stat[role] === 'number' && stat[role]) return;
    stat[role] = ends[i];
    if (typeof ends[i] !== 'number' || !ends[i]) return;
    const stats = graph.nodes[ends[i] - 1].stats;
    if (fresh ? stats[stats.length - 1] !== stat : !stats.includes(stat)) stats.push(stat);
  });
}
