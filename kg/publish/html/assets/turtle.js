// What is shown as Turtle, in the terms of the graph contract: entities, posts, relations, figures, quotations, and the sentences behind them.
// Where the page does not know an IRI of the graph (statements, units, periods) a blank node says the same.

const PREFIXES = {
  kg: 'https://w3id.org/jingwei/ontology#', rdf: 'http://www.w3.org/1999/02/22-rdf-syntax-ns#', rdfs: 'http://www.w3.org/2000/01/rdf-schema#', skos: 'http://www.w3.org/2004/02/skos/core#',
  org: 'http://www.w3.org/ns/org#', schema: 'https://schema.org/', prov: 'http://www.w3.org/ns/prov#', xsd: 'http://www.w3.org/2001/XMLSchema#', owl: 'http://www.w3.org/2002/07/owl#',
  nif: 'http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#', itsrdf: 'http://www.w3.org/2005/11/its/rdf#', dcterms: 'http://purl.org/dc/terms/', geo: 'http://www.w3.org/2003/01/geo/wgs84_pos#',
  qb: 'http://purl.org/linked-data/cube#', 'sdmx-measure': 'http://purl.org/linked-data/sdmx/2009/measure#', 'sdmx-attribute': 'http://purl.org/linked-data/sdmx/2009/attribute#', 'sdmx-dimension': 'http://purl.org/linked-data/sdmx/2009/dimension#',
};

function ttlIri(iri) {
  return `<${iri.replace(/[\u0000-\u0020<>"{}|^`\\]/g, (c) => '%' + c.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0'))}>`;
}

const ESCAPED = { '\\': '\\\\', '"': '\\"', '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** A literal; half a surrogate pair is no character and becomes the mark for one. */
function ttlText(text, language) {
  const whole = text.replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '\ufffd');
  const safe = whole.replace(/[\\"\n\r\t]/g, (c) => ESCAPED[c]).replace(/[\u0000-\u001f\u007f]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);
  return `"${safe}"${language ? '@' + language : ''}`;
}

function ttlTyped(value, type) {
  return `${ttlText(String(value))}^^xsd:${type}`;
}

function ttlTerm(name) {
  const [prefix, local] = name.split(/:(.*)/s);
  return prefix in PREFIXES && /^[A-Za-z][\w-]*$/.test(local || '') ? name : ttlIri(name);
}

/** A node and what is said of it: [predicate, object] pairs, those without an object left out. */
function ttlNode(subject, pairs) {
  return `${subject} ${pairs.filter((p) => p[1]).map(([p, o]) => `${p} ${o}`).join(' ;\n    ')} .`;
}

function ttlEnd(end) {
  return typeof end === 'number' && end ? ttlIri(graph.nodes[end - 1].iri) : '';
}

/** Writes the nodes of a document once each; spans and articles that something refers to follow by themselves. */
class TurtleDocument {
  constructor() {
    this.lines = Object.entries(PREFIXES).map(([p, iri]) => `@prefix ${p}: <${iri}> .`);
    this.spans = new Map();
    this.articles = new Set();
  }

  add(subject, pairs) {
    this.lines.push(ttlNode(subject, pairs));
  }

  /** The IRI of a part of a sentence, or of the whole; what it holds is written at the end. */
  span(snippet, begin, end, entity) {
    const s = graph.snippets[snippet];
    const points = Array.from(s.text);
    const [from, to] = begin === undefined ? [0, points.length] : [begin, end];
    const iri = `${graph.pages[s.page].iri}#char=${s.begin + from},${s.begin + to}`;
    const sentence = begin === undefined && !s.open && !s.closed;
    if (!this.spans.has(iri)) this.spans.set(iri, { s, from, to, text: points.slice(from, to).join(''), sentence, entities: new Set() });
    if (entity !== undefined) this.spans.get(iri).entities.add(entity);
    if (sentence) this.spans.get(iri).sentence = true;
    if (s.article >= 0) this.articles.add(s.article);
    return ttlIri(iri);
  }

  proofs(snippets) {
    return snippets.map((i) => this.span(i)).join(', ');
  }

  text() {
    const pages = new Set();
    for (const [iri, { s, from, to, text, sentence, entities }] of this.spans) {
      pages.add(s.page);
      this.add(ttlIri(iri), [
        ['a', sentence ? 'nif:Sentence' : 'nif:Phrase'], ['nif:referenceContext', ttlIri(graph.pages[s.page].iri)], ['nif:beginIndex', s.begin + from], ['nif:endIndex', s.begin + to],
        ['nif:anchorOf', ttlText(text)], ['schema:isPartOf', s.article >= 0 ? ttlIri(graph.articles[s.article].iri) : ''], ['itsrdf:taIdentRef', [...entities].map((id) => ttlIri(graph.nodes[id].iri)).join(', ')],
      ]);
    }
    for (const id of this.articles) {
      const a = graph.articles[id];
      if (a.page >= 0) pages.add(a.page);
      this.add(ttlIri(a.iri), [
        ['a', 'schema:NewsArticle'], ['schema:isPartOf', a.page >= 0 ? ttlIri(graph.pages[a.page].iri) : ''], ['schema:headline', a.headline ? ttlText(a.headline, 'zh') : ''],
        [a.assumed ? 'kg:assumedDate' : 'schema:datePublished', a.date ? ttlTyped(a.date, 'date') : ''], ['schema:author', a.authors.map(ttlEnd).filter(Boolean).join(', ')],
      ]);
    }
    for (const id of pages) this.add(ttlIri(graph.pages[id].iri), [['a', 'nif:Context'], ['dcterms:source', ttlText(graph.pages[id].name)]]);
    return this.lines.join('\n') + '\n';
  }
}

const DETAIL_TYPES = { 'schema:datePublished': 'date', 'kg:startDate': 'date', 'kg:endDate': 'date', 'geo:lat': 'decimal', 'geo:long': 'decimal' };

function ttlEntity(turtle, node) {
  const details = Object.entries(node.details).map(([name, value]) => {
    if (name === 'owl:sameAs') return [name, value.filter((v) => /^https?:/i.test(v)).map(ttlIri).join(', ')];
    return [ttlTerm(name), DETAIL_TYPES[name] ? ttlTyped(value, DETAIL_TYPES[name]) : ttlText(value)];
  });
  const kinds = [`kg:${graph.types[node.type].id}`, ...(node.subtype >= 0 ? [`kg:${graph.subtypes[node.subtype].id}`] : [])];
  turtle.add(ttlIri(node.iri), [['a', kinds.join(', ')], ['rdfs:label', ttlText(node.label, 'zh')], ['skos:altLabel', node.aliases.map((a) => ttlText(a, 'zh')).join(', ')], ...details]);
  for (const [snippet, ...marks] of node.evidence) {
    for (let i = 0; i + 1 < marks.length; i += 2) turtle.span(snippet, marks[i], marks[i + 1], node.id);
    turtle.span(snippet);
  }
}

function ttlRelation(turtle, edge) {
  const kind = graph.kinds[edge.kind].id;
  if (!kind.includes(':')) return;
  const [subject, predicate, object] = [ttlIri(graph.nodes[edge.from].iri), ttlTerm(kind), ttlIri(graph.nodes[edge.to].iri)];
  turtle.add(subject, [[predicate, object]]);
  if (edge.snippets.length) turtle.add('[]', [['a', 'rdf:Statement'], ['rdf:subject', subject], ['rdf:predicate', predicate], ['rdf:object', object], ['prov:wasDerivedFrom', turtle.proofs(edge.snippets)]]);
}

function ttlPost(turtle, post) {
  turtle.add(ttlIri(post.iri), [
    ['a', 'org:Membership'], ['org:member', ttlIri(graph.nodes[post.person].iri)], ['org:organization', ttlEnd(post.organization)], ['kg:postTitle', ttlText(post.title, 'zh')],
    ['kg:attestedOn', post.attested ? ttlTyped(post.attested, 'date') : ''], ['kg:startDate', post.start ? ttlTyped(post.start, 'date') : ''], ['kg:endDate', post.end ? ttlTyped(post.end, 'date') : ''],
    ['kg:change', post.change ? ttlTerm(`kg:${post.change}`) : ''], ['prov:wasDerivedFrom', turtle.proofs(post.snippets)],
  ]);
}

function ttlPeriod({ start, end, label }) {
  const parts = [['kg:startDate', start ? ttlTyped(start, 'date') : ''], ['kg:endDate', end ? ttlTyped(end, 'date') : ''], ['rdfs:label', label ? ttlText(label, 'zh') : '']];
  return `[ ${parts.filter((p) => p[1]).map(([p, o]) => `${p} ${o}`).join(' ; ')} ]`;
}

function ttlStatistic(turtle, stat) {
  const indicator = graph.indicators[stat.indicator];
  const basis = Array.isArray(stat.basis) ? ttlPeriod(graph.periods[stat.basis[0]]) : stat.basis ? ttlTerm(`kg:${stat.basis}`) : '';
  const [value, upper] = stat.written;
  turtle.add(ttlIri(indicator.iri), [['a', 'skos:Concept'], ['rdfs:label', ttlText(indicator.name, 'zh')]]);
  turtle.add(ttlIri(stat.iri), [
    ['a', 'qb:Observation'], ['kg:indicator', ttlIri(indicator.iri)], ['sdmx-measure:obsValue', ttlTyped(value, 'decimal')], ['kg:upperValue', upper ? ttlTyped(upper, 'decimal') : ''],
    ['sdmx-attribute:unitMeasure', `[ skos:notation ${ttlText(stat.unit)} ]`], ['kg:measure', stat.measure ? ttlTerm(`kg:${stat.measure}`) : ''], ['kg:comparator', stat.comparator ? ttlTerm(`kg:${stat.comparator}`) : ''],
    ['kg:basis', basis], ['sdmx-dimension:refPeriod', stat.period ? ttlPeriod(stat.period) : ''], ['sdmx-dimension:refArea', ttlEnd(stat.area)], ['kg:reportedBy', ttlEnd(stat.source)], ['kg:ruleOf', ttlEnd(stat.policy)],
    ['kg:statedAt', stat.snippet >= 0 && stat.marks.length ? turtle.span(stat.snippet, stat.marks[0], stat.marks[1]) : ''], ['prov:wasDerivedFrom', stat.snippet >= 0 ? turtle.span(stat.snippet) : ''],
  ]);
}

function turtleText() {
  const turtle = new TurtleDocument();
  for (const id of drawnNodes) ttlEntity(turtle, graph.nodes[id]);
  for (const pair of drawnPairs) for (const edge of pair.edges.filter(edgeVisible)) ttlRelation(turtle, edge);
  if (!kindHidden(graph.known.kinds.get('post'))) for (const post of graph.posts) if (drawnSet.has(post.person) && (typeof post.organization !== 'number' || !post.organization || drawnSet.has(post.organization - 1))) ttlPost(turtle, post);
  for (const stat of shownStats()) ttlStatistic(turtle, stat);
  for (const quote of shownQuotes()) turtle.add(ttlIri(quote.iri), [['a', 'schema:Quotation'], ['schema:creator', ttlIri(graph.nodes[quote.speaker].iri)], ['schema:text', quote.text && !quote.text.endsWith('…') ? ttlText(quote.text, 'zh') : ''], ['prov:wasDerivedFrom', turtle.proofs(quote.snippets)]]);
  return turtle.text();
}
