// Where the graph comes from, on the server: a first part, and the rest when the reader asks for it. Same interface as source_file.js.

const NEIGHBOURS = 200; // that one answer gives of a node
const OVERVIEW = 10000; // nodes of the largest view
const parts = new Map(); // what a view starts from → the ids of its nodes
const paths = new Map(); // 'from-to' → the path
const passing = new Map(); // the words of a filter → node added by the reader → whether the filter lets it through
const reports = new Set(); // articles and indicators, as an address selects them, that are known

const source = {
  remote: true,

  start: (signal) => fetched('start', {}, signal).then((answer) => parts.set('core', absorb(answer))),

  /** Make what an address speaks of known, as far as the store has it: nodes, an article, an indicator. */
  ensure: (hash, signal) => {
    const missing = [...new Set(keysIn(hash))].filter((key) => !graph.byKey.has(key));
    const chunks = Array.from({ length: Math.ceil(missing.length / 20) }, (_, i) => missing.slice(20 * i, 20 * i + 20));
    const asked = chunks.map((key) => fetched('node', { key }, signal).then(absorbNodes));
    const report = askReport(hashWords(hash).get('s') || '', signal);
    return asked.length || report ? Promise.all([...asked, report]) : null;
  },

  /** What the view needs and the graph does not hold: a subject, what is asked of it, and the question. */
  wishes: () => {
    const found = [];
    const part = partKey();
    if (part && !parts.has(part)) found.push({ subject: 'part', key: part, question: (signal) => askPart(part, signal) });
    const ids = needed().filter((id) => !graph.nodes[id].full);
    if (ids.length) found.push({ subject: 'details', key: ids.join(), question: (signal) => details(ids, signal) });
    const unjudged = filtering() ? state.added.filter((id) => !passed().has(id)) : [];
    if (unjudged.length) found.push({ subject: 'passing', key: `${partKey()} ${unjudged}`, question: (signal) => askPassing(unjudged, signal) });
    if (state.path && !paths.has(state.path.join('-'))) found.push({ subject: 'path', key: state.path.join('-'), question: (signal) => askPath(...state.path, signal) });
    return found;
  },

  /** The question that makes `most` more neighbours of a node known, or null when enough are. */
  neighbours: (id, most) => {
    const node = graph.nodes[id];
    if (!node.full) return (signal) => details([id], signal);
    return node.rest && undrawn(id).length < most ? (signal) => details([id], signal, node.asked) : null;
  },

  search: (text, signal) => pause(150, signal).then(() => fetched('search', { q: text }, signal)).then(searchOptions),
  /** The details of all that is drawn, for an export: the store is asked for twenty nodes at a time. */
  everythingShown: async (signal) => {
    const ids = drawnNodes.filter((id) => !graph.nodes[id].full);
    for (let at = 0; at < ids.length; at += 20) await details(ids.slice(at, at + 20), signal);
  },

  path: (from, to) => paths.get(`${from}-${to}`) || null,
  /** Whether a node that was added is named in what the filters let through; true until the answer is here. */
  passes: (id) => passed().get(id) !== false,
  part: () => (state.base === 'none' ? [] : parts.get(partKey()) || null),
  most: () => Math.min(graph.about.entities, OVERVIEW),
  holdsAll: () => true,
  pageNames: () => (graph.about.pageNames.length || !graph.about.pages ? graph.about.pageNames : null),
  dates: () => (graph.about.first ? [graph.about.first, graph.about.last] : null),

  /** The page of the site about a node of the graph, at a place of it if given; empty for what is no node of ours. */
  pageOf: (iri, place) => {
    const { base } = graph.about;
    if (!iri || !iri.startsWith(base)) return '';
    return `/id/${iri.slice(base.length)}${place === undefined ? '' : `#c${place}`}`;
  },
};

/** The JSON of an address under /explore/. A refusal of the server is an error with its own sentence. */
async function fetched(name, values, signal) {
  const words = Object.entries(values).flatMap(([key, value]) => [value].flat().map((v) => [key, v]));
  let answer = null;
  try {
    answer = await fetch(`/explore/${name}?${new URLSearchParams(words)}`, { signal, headers: { Accept: 'application/json' } });
    if (answer.ok) return await answer.json();
  } catch (error) {
    if (signal.aborted) throw error;
    throw new Error(t('noAnswer'));
  }
  const sentence = (await answer.text().catch(() => '')).trim();
  throw new Error(t('refused', sentence || answer.status));
}

function pause(time, signal) {
  return new Promise((go, stop) => {
    const timer = setTimeout(go, time);
    signal.addEventListener('abort', () => (clearTimeout(timer), stop(signal.reason)));
  });
}

/** The nodes whose facts the view shows: the selected one, or the two ends of the selected line. */
function needed() {
  if (state.selected.startsWith('p:')) return state.selected.slice(2).split('-').map(Number);
  const id = selectedNode();
  return id >= 0 ? [id] : [];
}

function details(ids, signal, skip) {
  const iris = ids.map((id) => graph.nodes[id].iri);
  return fetched('node', skip ? { iri: iris, skip } : { iri: iris }, signal).then((answer) => {
    absorbNodes(answer);
    for (const id of ids) {
      graph.nodes[id].full = true; // what the answer did not say, the store does not know
      graph.nodes[id].asked = (skip || 0) + NEIGHBOURS;
    }
  });
}

/** Take in opened nodes; what is told of each besides: neighbours left out, and in how many articles and pages it is named in all. */
function absorbNodes(answer) {
  const ids = absorb(answer);
  const left = new Map(answer.rest);
  for (const [i, articles, pages] of answer.named) {
    const node = graph.nodes[ids[i]];
    node.named = [articles, pages];
    node.rest = left.get(i) || 0;
    node.asked = node.asked || NEIGHBOURS;
  }
}

/** What the present view starts from: 'core', 'all', or the words of a filter by page or date; empty for nothing. */
function partKey() {
  if (state.base === 'none') return '';
  if (!filtering()) return state.base;
  return new URLSearchParams(['from', 'to', 'page'].filter((name) => state[name]).map((name) => [name, state[name]])).toString();
}

function askPart(part, signal) {
  const question = part === 'all' ? fetched('all', { n: OVERVIEW }, signal) : fetched('start', Object.fromEntries(new URLSearchParams(part)), signal);
  return question.then((answer) => parts.set(part, absorb(answer)));
}

/** What is known of added nodes under the present filter: id → whether it passes. */
function passed() {
  const key = partKey();
  if (!passing.has(key)) passing.set(key, new Map());
  return passing.get(key);
}

function askPassing(ids, signal) {
  const known = passed();
  const limits = Object.fromEntries(['from', 'to', 'page'].filter((name) => state[name]).map((name) => [name, state[name]]));
  const chunks = Array.from({ length: Math.ceil(ids.length / 100) }, (_, i) => ids.slice(100 * i, 100 * i + 100));
  return Promise.all(chunks.map((part) => fetched('passing', { iri: part.map((id) => graph.nodes[id].iri), ...limits }, signal))).then((answers) => {
    const found = new Set(answers.flatMap((answer) => answer.passing));
    for (const id of ids) known.set(id, found.has(graph.nodes[id].iri));
  });
}

/** The question for the article or indicator that an address selects, null when there is none or its answer is here. */
function askReport(selected, signal) {
  const [kind, name] = [selected.slice(0, 2), selected.slice(2)];
  if (!['a:', 'i:'].includes(kind) || !name || reports.has(selected)) return null;
  return fetched(...(kind === 'a:' ? ['article', { key: name }] : ['indicator', { name }]), signal).then((answer) => {
    const ids = absorb(answer);
    reports.add(selected);
    if (kind === 'a:') graph.articles.find((a) => a.key === name).inside = answer.inside.map((i) => ids[i]);
  });
}

function askPath(from, to, signal) {
  return fetched('path', { from: graph.nodes[from].iri, to: graph.nodes[to].iri }, signal).then((answer) => {
    const ids = absorb(answer);
    const nodes = answer.path ? answer.path.map((i) => ids[i]) : [from, to];
    const pairs = answer.path ? nodes.slice(1).map((id, i) => pairOf(nodes[i], id)) : [];
    paths.set(`${from}-${to}`, { nodes, pairs, weak: answer.weak, none: !answer.path });
  });
}

/** What a search found, as rows to choose from: nodes to draw; indicators, articles and sentences to open. */
function searchOptions(answer) {
  const ids = absorb(answer);
  const { nodes, indicators, articles, sentences } = answer.hits;
  const found = nodes.map(([i, name]) => ({ kind: 'n', id: ids[i], name }));
  if (state.picking >= 0) return found; // a path ends at a node
  return [
    ...found,
    ...indicators.map(([name, iri, count]) => ({ kind: 'i', name, href: source.pageOf(iri), where: [t('figuresOf', count)] })),
    ...articles.map(([name, iri, date, publisher]) => ({ kind: 'a', name, href: source.pageOf(iri), where: [publisher, date] })),
    ...sentences.map(([name, marks, page, iri, headline, date, begin]) => ({ kind: 's', name, marks, href: source.pageOf(iri, begin), where: [headline, date, page] })),
  ];
}
