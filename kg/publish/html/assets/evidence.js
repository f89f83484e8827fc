// The sentences behind a fact, with the words marked, and where they stand.

/** One sentence with its marks, and where it stands: headline, publisher, date, page. */
function sentence([id, ...marks]) {
  const s = graph.snippets[id];
  return el('blockquote', {}, el('p', {}, s.open ? '…' : '', marked(s.text, marks), s.closed ? '…' : ''), el('footer', {}, origin(s, marks[0])));
}

/** Where a sentence comes from; on the server a link to its place in the text, else a button to what the file knows of the article. */
function origin(s, mark) {
  const parts = [];
  const article = graph.articles[s.article];
  const page = graph.pages[s.page];
  if (article) {
    const title = named(article.headline || t(article.kind || 'noHeadline'), 40);
    const href = source.pageOf(article.iri, s.begin + (mark || 0));
    parts.push(href ? el('a', { href }, title) : el('button', { type: 'button', class: 'name', onclick: () => go({ selected: 'a:' + article.id }) }, title));
    if (article.publisher) parts.push(named(article.publisher, 20));
    parts.push(dateText(article));
  }
  if (page) {
    const href = article ? '' : source.pageOf(page.iri, s.begin);
    parts.push(href ? el('a', { href }, named(page.name, 36)) : named(page.name, 36));
  }
  return parts.flatMap((part, i) => (i ? [' · ', part] : [part]));
}

/** The name of an indicator: on the server a link to its page, else a button to what the file knows of it. */
function indicatorLink(id) {
  const { name, iri } = graph.indicators[id];
  const href = source.pageOf(iri);
  return href ? el('a', { href }, named(name, 30)) : el('button', { type: 'button', class: 'name', onclick: () => go({ selected: 'i:' + id }) }, named(name, 30));
}

function dateText(article) {
  if (!article.date) return t('undated');
  const day = el('time', { datetime: article.date }, article.date);
  return article.assumed ? el('span', {}, day, `（${t('assumed')}）`) : day;
}

/** A button and the box it opens with the sentences behind a fact; `places` are [snippet, begin, end, …]. */
function sources(places) {
  if (!places.length) return [null, null];
  const box = el('div', { class: 'sources', hidden: true });
  const button = el('button', { type: 'button', class: 'evidence', 'aria-expanded': 'false', onclick: () => {
    if (!box.children.length) box.append(...places.map(sentence));
    box.hidden = !box.hidden;
    button.setAttribute('aria-expanded', String(!box.hidden));
  } }, t('evidenceOf'), places.length > 1 ? ` ${places.length}` : '');
  return [button, box];
}

/** One line of a list of facts, with its evidence under it. */
function factLine(parts, places) {
  const [button, box] = sources(places);
  return el('li', {}, el('div', { class: 'fact' }, parts, button), box);
}

/** Marks of the given nodes in a sentence, as far as the file knows them. */
function placesOf(snippets, ids) {
  return snippets.map((id) => [id, ...ids.flatMap((n) => (graph.nodes[n].evidence.find((e) => e[0] === id) || []).slice(1))]);
}
