// The panel: all that the graph knows of the selected node, line, article or indicator, each fact with its sentences.

function nodeLink(id, most) {
  const node = graph.nodes[id];
  return el('button', { type: 'button', class: 'node', onclick: () => reveal(id) }, shapeIcon(node.type), named(node.label, most || 24));
}

/** The small picture of a type, as in the drawing. */
function shapeIcon(type) {
  const paths = { square: 'M2 2h10v10H2z', dot: 'M7 1.5a5.5 5.5 0 1 0 .01 0z', triangle: 'M7 1.5 13 12H1z', diamond: 'M7 0.5 13.5 7 7 13.5.5 7z', star: 'M7 .5l2 4.3 4.6.6-3.4 3.2.9 4.7L7 11l-4.1 2.3.9-4.7L.4 5.4 5 4.8z' };
  return svg('svg', { class: `shape type-${type}`, viewBox: '0 0 14 14', 'aria-hidden': 'true' }, svg('path', { d: paths[graph.types[type].shape] || paths.dot }));
}

function section(title, count, ...children) {
  if (!children.flat().length) return null;
  return el('section', {}, el('h3', {}, title, count > 1 ? el('small', {}, ` ${count}`) : null), children);
}

let panelFor = '';

function panelContent() {
  const [kind, rest] = [state.selected[0], state.selected.slice(2)];
  if (state.path || state.picking >= 0) return pathPanel();
  if (kind === 'n') return nodePanel(graph.nodes[selectedNode()]);
  if (kind === 'p') return pairPanel(graph.pairById.get(rest));
  if (kind === 'a') return articlePanel(graph.articles[Number(rest)]);
  return kind === 'i' ? indicatorPanel(Number(rest)) : null;
}

/** Write the panel anew. What is still about the same thing keeps its place and its focus; something new is read from its title. */
function showPanel() {
  const panel = document.getElementById('panel');
  const body = document.getElementById('panel-body');
  const about = `${state.selected}|${state.path}|${state.picking}`;
  const reachable = () => [...body.querySelectorAll('button, a')];
  const [same, top, held] = [about === panelFor, body.scrollTop, reachable().indexOf(document.activeElement)];
  const content = panelContent();
  panelFor = about;
  panel.hidden = !content;
  document.body.classList.toggle('with-panel', Boolean(content));
  empty(body);
  if (!content) return;
  body.append(...content.filter(Boolean));
  body.scrollTop = same ? top : 0;
  if (held >= 0) ((same && reachable()[held]) || document.getElementById('panel-title')).focus({ preventScroll: true });
}

function heading(type, subtitle, title) {
  return el('header', {}, el('p', { class: 'kind' }, type !== null ? shapeIcon(type) : null, subtitle), el('h2', { id: 'panel-title', tabindex: '-1' }, named(title, 120)));
}

function nodePanel(node) {
  if (!node) return null;
  const names = node.aliases.filter((a) => a !== node.label);
  const [articles, pages] = node.named || [node.articles.length, new Set(node.articles.map((a) => graph.articles[a].page)).size];
  const counts = [[node.count, t('mentions')], [articles, t('articles')], [pages, t('pages')], [node.degree, t('ties')]];
  const facts = [
    heading(node.type, node.subtype >= 0 ? `${typeName(node)} · ${subtypeName(node)}` : typeName(node), node.label),
    names.length ? el('p', { class: 'names' }, `${t('names')} `, names.flatMap((n, i) => (i ? ['、', named(n, 40)] : [named(n, 40)]))) : null,
    el('p', { class: 'counts' }, counts.filter((c) => c[0]).map(([n, word]) => el('span', {}, el('b', {}, n), ` ${word}`))),
    nodeButtons(node),
    node.full ? null : waitingLine('details', t('reading')),
    detailSection(node),
    ...postSections(node),
    relationSection(node),
    node.stats.length ? section(t('statistics'), node.stats.length, figureTable(node.stats)) : null,
    quoteSection(node),
    evidenceSection(node),
    togetherSection(node),
    el('section', {}, el('h3', {}, t('iri')), el('p', { class: 'iri' }, link(node.iri))),
  ];
  return facts;
}

function nodeButtons(node) {
  const more = undrawn(node.id).length + node.rest;
  const button = (text, act, off) => el('button', { type: 'button', onclick: act, disabled: off }, text);
  const href = source.pageOf(node.iri);
  return el('div', { class: 'buttons' },
    href ? el('a', { href, class: 'button' }, t('fullPage')) : null,
    button(more ? `${t('expand')} +${more}` : t('expand'), () => expand(node.id), node.full && !more),
    button(t('collapse'), () => collapse(node.id), false),
    button(t('pathFrom'), () => go({ picking: node.id, path: null })),
    button(t('focus'), () => focusOn(node.id)),
    button(t('hide'), () => go({ selected: '', added: state.added.filter((n) => n !== node.id), removed: [...state.removed, node.id] })),
    button(t('copyLink'), copyLink));
}

function copyLink() {
  const done = () => say(t('copied'), true);
  const failed = () => say(t('notCopied'), true);
  if (navigator.clipboard && isSecureContext) navigator.clipboard.writeText(location.href).then(done, failed);
  else failed();
}

function detailSection(node) {
  const rows = [];
  for (const [name, value] of Object.entries(node.details)) {
    if (name === 'geo:lat' || name === 'geo:long') continue;
    const values = Array.isArray(value) ? value : [value];
    rows.push([t(name), values.flatMap((v, i) => [i ? ' ' : '', /^https?:/.test(v) ? link(v) : named(v, 80)])]);
  }
  if (node.details['geo:lat'] && node.details['geo:long']) rows.push([t('coordinates'), `${node.details['geo:lat']}, ${node.details['geo:long']}`]);
  if (!rows.length) return null;
  return el('section', {}, el('dl', {}, rows.map(([name, value]) => [el('dt', {}, name), el('dd', {}, value)])));
}

function postDate(post) {
  const span = [post.start, post.end].filter(Boolean).join(' – ');
  const change = post.change ? t(post.change) : '';
  const date = span || (post.attested ? t('attested', post.attested) : '');
  return [change, date].filter(Boolean).join(' ');
}

/** Posts told by several articles are one post, with all its evidence. */
function mergedPosts(posts) {
  const found = new Map();
  for (const post of posts) {
    const key = JSON.stringify([post.person, post.organization, post.title, post.start, post.end, post.change]);
    if (!found.has(key)) found.set(key, { ...post, snippets: [] });
    const one = found.get(key);
    one.snippets = [...new Set([...one.snippets, ...post.snippets])];
    if (post.attested && (!one.attested || post.attested < one.attested)) one.attested = post.attested;
  }
  const when = (p) => p.start || p.attested || p.end || '9';
  return [...found.values()].sort((a, b) => (when(a) < when(b) ? -1 : when(a) > when(b) ? 1 : 0));
}

/** Posts of a person, or people in post at an organization, in order of time. */
function postSections(node) {
  const posts = mergedPosts(node.posts);
  const places = (p) => placesOf(p.snippets, [p.person, ...(typeof p.organization === 'number' && p.organization ? [p.organization - 1] : [])]);
  const row = (p, other) => factLine([other, el('b', {}, named(p.title, 40)), el('small', {}, postDate(p))], places(p));
  const own = posts.filter((p) => p.person === node.id).map((p) => row(p, endName(p.organization)));
  const held = posts.filter((p) => p.person !== node.id).map((p) => row(p, nodeLink(p.person)));
  return [own.length ? section(t('posts'), own.length, el('ul', { class: 'facts' }, own)) : null, held.length ? section(t('holders'), held.length, el('ul', { class: 'facts' }, held)) : null];
}

function relationSection(node) {
  const rows = [];
  for (const pair of node.pairs) {
    for (const edge of pair.edges) {
      const kind = graph.kinds[edge.kind];
      if (!kind.weak && kind.id !== 'post') rows.push([edge, otherEnd(pair, node.id)]);
    }
  }
  rows.sort((a, b) => a[0].kind - b[0].kind || (a[0].from === node.id ? 0 : 1) - (b[0].from === node.id ? 0 : 1) || a[1] - b[1]);
  const most = 40;
  const row = ([edge, other]) => factLine([relationWords(edge, node.id), nodeLink(other)], placesOf(edge.snippets, [edge.from, edge.to]));
  const list = el('ul', { class: 'facts' }, rows.slice(0, most).map(row));
  const more = rows.length > most ? el('button', { type: 'button', class: 'quiet', onclick: (event) => (list.replaceChildren(...rows.map(row)), event.target.remove()) }, t('showAll', rows.length)) : null;
  const left = node.rest ? el('p', { class: 'quiet' }, el('a', { href: source.pageOf(node.iri) }, t('moreTies', node.rest))) : null;
  return rows.length ? section(t('related'), rows.length, [list, more, left]) : null;
}

function relationWords(edge, id) {
  return el('span', { class: 'relation' }, wordsFrom(edge, id));
}

function quoteSection(node) {
  const quotes = node.quotes.map((q) => {
    const s = graph.snippets[q.snippets[0]];
    if (!q.text) return s ? sentence(placesOf(q.snippets.slice(0, 1), [node.id])[0]) : null;
    return el('blockquote', {}, el('p', {}, named(q.text)), s ? el('footer', {}, origin(s)) : null);
  }).filter(Boolean);
  return quotes.length ? section(t('quotations'), quotes.length, folded5(quotes)) : null;
}

/** The first five of many, and a button for the rest. */
function folded5(items) {
  const most = 5;
  if (items.length <= most) return items;
  const box = el('div', {}, items.slice(0, most));
  const button = el('button', { type: 'button', class: 'quiet', onclick: () => (box.append(...items.slice(most)), button.remove()) }, t('showAll', items.length));
  return [box, button];
}

function evidenceSection(node) {
  if (!node.evidence.length) return null;
  const href = source.pageOf(node.iri);
  const left = node.left ? el('p', { class: 'quiet' }, href ? el('a', { href }, t('moreThere', node.left)) : t('more', node.left)) : null;
  return section(t('evidence'), node.evidence.length, folded5(node.evidence.map(sentence)), left);
}

function togetherSection(node) {
  const ties = node.pairs.map((p) => [p.edges.find((e) => graph.kinds[e.kind].weak), otherEnd(p, node.id)]).filter((x) => x[0]);
  ties.sort((a, b) => b[0].weight - a[0].weight || a[1] - b[1]);
  const row = ([edge, other]) => factLine([nodeLink(other)], placesOf(edge.snippets, [edge.from, edge.to]));
  return ties.length ? section(t('together'), ties.length, el('ul', { class: 'facts' }, ties.slice(0, 12).map(row))) : null;
}

function pairPanel(pair) {
  if (!pair) return null;
  const facts = pair.edges.map((edge) => el('li', {}, el('div', { class: 'fact' }, nodeLink(edge.from), el('span', { class: 'relation' }, `${edgeText(edge)} →`), nodeLink(edge.to)), edge.snippets.length ? placesOf(edge.snippets, [edge.from, edge.to]).map(sentence) : el('small', {}, t('noSource'))));
  const whole = graph.nodes[pair.a].full && graph.nodes[pair.b].full;
  return [heading(null, t('related'), `${graph.nodes[pair.a].label} — ${graph.nodes[pair.b].label}`), whole ? null : waitingLine('details', t('reading')), el('ul', { class: 'facts' }, facts)];
}

function articlePanel(article) {
  if (!article) return null;
  const inside = namedIn(article);
  const stats = graph.stats.filter((s) => s.snippet >= 0 && graph.snippets[s.snippet].article === article.id);
  const by = article.authors.filter(Boolean);
  return [
    heading(null, article.kind ? t(article.kind) : t('article'), article.headline || t(article.kind || 'noHeadline')),
    el('p', { class: 'names' }, [article.publisher, article.place].filter(Boolean).flatMap((x) => [named(x, 30), ' · ']), dateText(article), graph.pages[article.page] ? [' · ', named(graph.pages[article.page].name, 60)] : null),
    by.length ? el('p', { class: 'names' }, `${t('authors')} `, by.flatMap((a, i) => [i ? '、' : '', endName(a)])) : null,
    reportButtons(article.iri),
    article.url ? el('p', {}, link(article.url, t('openOriginal'))) : null,
    inside.length ? section(t('entitiesIn'), inside.length, el('ul', { class: 'chips' }, inside.slice(0, 80).map((id) => el('li', {}, nodeLink(id))))) : null,
    stats.length ? section(t('statistics'), stats.length, figureTable(stats)) : null,
  ];
}

/** What can be done with an article or an indicator. */
function reportButtons(iri) {
  const href = source.pageOf(iri);
  return el('div', { class: 'buttons' }, href ? el('a', { href, class: 'button' }, t('fullPage')) : null, el('button', { type: 'button', onclick: copyLink }, t('copyLink')));
}

/** Indicators of one name are told as one. */
function indicatorPanel(id) {
  const { name, iri } = graph.indicators[id];
  const stats = graph.stats.filter((s) => graph.indicators[s.indicator].name === name);
  return [heading(null, t('indicator'), name), reportButtons(iri), stats.length ? section(t('statistics'), stats.length, figureTable(stats, true)) : null];
}
