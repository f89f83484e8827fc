// What is shown, as a file: a picture or a table. turtle.js writes the third form.

function download(name, blob) {
  const address = URL.createObjectURL(blob);
  const anchor = el('a', { href: address, download: name });
  document.body.append(anchor);
  anchor.click();
  anchor.remove();
  setTimeout(() => URL.revokeObjectURL(address), 10000);
}

const SHARP = 2; // pixels of the picture for one of the screen

/** The view as it stands, twice as fine, with the title above and the meaning of the symbols below. */
function picture() {
  const area = visibleArea();
  const scale = network.getScale();
  const [width, height, head, foot] = [(area[2] - area[0]) * scale, (area[3] - area[1]) * scale, 56, 44];
  const canvas = newCanvas(Math.round(width * SHARP), Math.round((height + head + foot) * SHARP));
  const context = canvas.getContext('2d');
  context.fillStyle = colours.ground;
  context.fillRect(0, 0, canvas.width, canvas.height);
  const drawing = newCanvas(canvas.width, Math.round(height * SHARP));
  const drawn = paintInto(drawing, area, scale * SHARP, scale);
  const names = crowded() ? labels : arrange(drawn, scale, area);
  paintLabels(drawn, scale, names.filter((l) => inside(l.box, area)));
  context.drawImage(drawing, 0, head * SHARP);
  context.scale(SHARP, SHARP);
  context.textBaseline = 'middle';
  context.fillStyle = colours.ink;
  context.font = `650 18px ${FONT}`;
  context.fillText(clipped(graph.about.title, 60), 24, head / 2);
  context.font = `400 12px ${FONT}`;
  context.fillStyle = colours.muted;
  context.textAlign = 'right';
  context.fillText(document.getElementById('note').textContent, width - 24, head / 2);
  context.textAlign = 'left';
  paintKey(context, 24, head + height + foot / 2);
  return canvas;
}

/** Symbols and their meaning, in one line. */
function paintKey(context, left, middle) {
  let x = left;
  context.strokeStyle = colours.ground;
  context.lineWidth = 1;
  graph.types.forEach((type, i) => {
    const count = drawnNodes.filter((id) => graph.nodes[id].type === i).length;
    if (!count) return;
    context.fillStyle = colours.types[i];
    context.beginPath();
    SHAPES[type.shape](context, x + 6, middle, 6 * type.scale);
    context.closePath();
    context.fill();
    const text = `${either(type.zh, type.en)} ${count}`;
    context.fillStyle = colours.ink;
    context.fillText(text, x + 19, middle);
    x += 19 + context.measureText(text).width + 22;
  });
}

/** A CSV field; a leading = + - @ is kept from being run as a formula. */
function csvField(value) {
  if (typeof value === 'number') return String(value);
  const text = String(value);
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\n\r]/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe;
}

const COLUMNS = [
  'record', 'iri', 'type', 'subtype', 'label', 'aliases', 'mentions', 'relation', 'target_iri', 'target_label', 'evidence', 'page', 'headline', 'published',
  'value', 'upper', 'unit', 'measure', 'comparator', 'basis', 'start', 'end', 'reported_by',
];

function csvText() {
  const rows = [...drawnNodes.map(entityRecord), ...drawnPairs.flatMap((p) => p.edges.filter(edgeVisible)).map(relationRecord), ...shownStats().map(figureRecord), ...shownQuotes().map(quoteRecord)];
  return [COLUMNS, ...rows.map((record) => COLUMNS.map((name) => record[name] ?? ''))].map((row) => row.map(csvField).join(',')).join('\r\n') + '\r\n';
}

function entityRecord(id) {
  const n = graph.nodes[id];
  return { record: 'entity', iri: n.iri, type: graph.types[n.type].id, subtype: n.subtype >= 0 ? graph.subtypes[n.subtype].id : '', label: n.label, aliases: n.aliases.join('；'), mentions: n.count };
}

function relationRecord(e) {
  const [s, o] = [graph.nodes[e.from], graph.nodes[e.to]];
  return { record: 'relation', iri: s.iri, label: s.label, relation: e.label ? `post: ${e.label}` : graph.kinds[e.kind].id, target_iri: o.iri, target_label: o.label, ...proof(e.snippets) };
}

function figureRecord(s) {
  const basis = Array.isArray(s.basis) ? periodText(graph.periods[s.basis[0]]) : s.basis;
  const area = typeof s.area === 'number' && s.area ? graph.nodes[s.area - 1].iri : '';
  return {
    record: 'figure', iri: s.iri, label: graph.indicators[s.indicator].name, relation: 'figure', target_iri: area, target_label: endText(s.area), value: s.value, upper: s.upper ?? '', unit: s.unit,
    measure: s.measure, comparator: s.comparator, basis: basis || '', start: s.period ? s.period.start : '', end: s.period ? s.period.end : '', reported_by: endText(s.source), ...proof(s.snippet >= 0 ? [s.snippet] : []),
  };
}

function quoteRecord(q) {
  const speaker = graph.nodes[q.speaker];
  return { record: 'quotation', iri: q.iri, label: q.text, relation: 'speaker', target_iri: speaker.iri, target_label: speaker.label, ...proof(q.snippets) };
}

/** The sentences behind a fact, and where the first of them stands. */
function proof(snippets) {
  const first = graph.snippets[snippets[0]];
  const article = first && graph.articles[first.article];
  return { evidence: snippets.map((i) => graph.snippets[i].text).join(' | '), page: first ? graph.pages[first.page].name : '', headline: article ? article.headline : '', published: article ? article.date : '' };
}

/** Figures of which a place, a source or a policy is drawn. */
function shownStats() {
  return graph.stats.filter((s) => [s.area, s.source, s.policy].some((end) => typeof end === 'number' && drawnSet.has(end - 1)));
}

function shownQuotes() {
  return graph.quotes.filter((q) => drawnSet.has(q.speaker));
}

function wireExport() {
  const on = (id, act) => document.getElementById(id).addEventListener('click', act);
  on('export-png', () => picture().toBlob((blob) => download('jingwei.png', blob), 'image/png'));
  on('export-csv', () => ask('export', 'csv', source.everythingShown, () => download('jingwei.csv', new Blob(['\ufeff', csvText()], { type: 'text/csv;charset=utf-8' }))));
  on('export-ttl', () => ask('export', 'ttl', source.everythingShown, () => download('jingwei.ttl', new Blob([turtleText()], { type: 'text/turtle;charset=utf-8' }))));
}
