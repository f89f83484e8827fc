// The graph as the page knows it: nodes, edges and facts by number. It starts empty and grows by what absorb.js takes in.

function emptyGraph() {
  const names = ['types', 'subtypes', 'kinds', 'indicators', 'units', 'periods', 'pages', 'snippets', 'articles', 'nodes', 'posts', 'quotes', 'stats'];
  return {
    ...Object.fromEntries(names.map((name) => [name, []])),
    known: Object.fromEntries(names.map((name) => [name, new Map()])), // from what names a row for good, such as its IRI, to its number
    about: null, edges: [], pairs: [], pairById: new Map(), byKey: new Map(), fullRank: 0,
  };
}

/** A short name for the address: the last two parts of the IRI, a long hash cut. It stays the same when the file is made anew. */
function keyOf(stem, rest) {
  const folder = stem.split('/').filter(Boolean).pop() || '';
  return `${folder.slice(-16)}/${rest}`;
}

/** The nodes that an article names; a server tells them, a file knows them from its nodes. */
function namedIn(article) {
  return article.inside || graph.nodes.filter((n) => n.articles.includes(article.id)).map((n) => n.id);
}

function otherEnd(pair, id) {
  return pair.a === id ? pair.b : pair.a;
}

/** The name of an end of a fact: a node by its number plus one, or a name as text. */
function endText(end) {
  return typeof end === 'number' ? (end ? graph.nodes[end - 1].label : '') : end;
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
