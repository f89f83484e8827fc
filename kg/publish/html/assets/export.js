// What is shown, as a file: picture, table or Turtle.

function download(name, blob) {
  const address = URL.createObjectURL(blob);
  const anchor = el('a', { href: address, download: name });
  document.body.append(anchor);
  anchor.click();
  anchor.remove();
  setTimeout(() => URL.revokeObjectURL(address), 10000);
}

function exportPng() {
  const source = document.querySelector('#canvas canvas');
  const copy = document.createElement('canvas');
  copy.width = source.width;
  copy.height = source.height;
  const context = copy.getContext('2d');
  context.fillStyle = colours.ground;
  context.fillRect(0, 0, copy.width, copy.height);
  context.drawImage(source, 0, 0);
  copy.toBlob((blob) => download('jingwei.png', blob), 'image/png');
}

/** A CSV field; a leading = + - @ is kept from being run as a formula. */
function csvField(value) {
  const text = String(value);
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\n\r]/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe;
}

function csvText() {
  const rows = [['record', 'iri', 'type', 'subtype', 'label', 'aliases', 'mentions', 'relation', 'target_iri', 'target_label', 'evidence']];
  for (const id of drawnNodes) {
    const n = graph.nodes[id];
    rows.push(['entity', n.iri, graph.types[n.type].id, n.subtype >= 0 ? graph.subtypes[n.subtype].id : '', n.label, n.aliases.join('；'), n.count, '', '', '', '']);
  }
  for (const pair of drawnPairs) {
    for (const e of pair.edges.filter(edgeVisible)) {
      const [s, o] = [graph.nodes[e.from], graph.nodes[e.to]];
      rows.push(['relation', s.iri, '', '', s.label, '', '', e.label ? `post: ${e.label}` : graph.kinds[e.kind].id, o.iri, o.label, e.snippets.map((i) => graph.snippets[i].text).join(' | ')]);
    }
  }
  return rows.map((row) => row.map(csvField).join(',')).join('\r\n') + '\r\n';
}

const PREFIXES = {
  kg: 'https://w3id.org/jingwei/ontology#', rdfs: 'http://www.w3.org/2000/01/rdf-schema#', skos: 'http://www.w3.org/2004/02/skos/core#',
  org: 'http://www.w3.org/ns/org#', schema: 'https://schema.org/',
};

function ttlIri(iri) {
  return `<${iri.replace(/[\u0000-\u0020<>"{}|^`\\]/g, (c) => encodeURIComponent(c))}>`;
}

function ttlText(text) {
  const escapes = { '\\': '\\\\', '"': '\\"', '\n': '\\n', '\r': '\\r' };
  return `"${text.replace(/[\\"\n\r]/g, (c) => escapes[c])}"@zh`;
}

function turtleText() {
  const lines = Object.entries(PREFIXES).map(([p, iri]) => `@prefix ${p}: <${iri}> .`);
  lines.push('');
  for (const id of drawnNodes) {
    const n = graph.nodes[id];
    const kinds = [`kg:${graph.types[n.type].id}`, ...(n.subtype >= 0 ? [`kg:${graph.subtypes[n.subtype].id}`] : [])];
    const other = n.aliases.map((a) => ` ;\n    skos:altLabel ${ttlText(a)}`).join('');
    lines.push(`${ttlIri(n.iri)} a ${kinds.join(', ')} ;\n    rdfs:label ${ttlText(n.label)}${other} .`);
  }
  const visible = new Set(drawnNodes);
  for (const pair of drawnPairs) {
    for (const e of pair.edges.filter(edgeVisible)) {
      const kind = graph.kinds[e.kind].id;
      if (!kind.includes(':')) continue;
      const [prefix, local] = kind.split(/:(.*)/s);
      const predicate = prefix in PREFIXES && /^[A-Za-z][\w-]*$/.test(local) ? kind : ttlIri(kind);
      lines.push(`${ttlIri(graph.nodes[e.from].iri)} ${predicate} ${ttlIri(graph.nodes[e.to].iri)} .`);
    }
  }
  const postKind = graph.kinds.findIndex((k) => k.id === 'post');
  for (const post of graph.posts) {
    const to = typeof post.organization === 'number' ? post.organization - 1 : -1;
    if (!visible.has(post.person) || (to >= 0 && !visible.has(to)) || state.kindsOff.has(postKind)) continue;
    const at = to >= 0 ? ` ;\n    org:organization ${ttlIri(graph.nodes[to].iri)}` : '';
    lines.push(`${ttlIri(post.iri)} a org:Membership ;\n    org:member ${ttlIri(graph.nodes[post.person].iri)} ;\n    kg:postTitle ${ttlText(post.title)}${at} .`);
  }
  return lines.join('\n') + '\n';
}

function wireExport() {
  document.getElementById('export-png').addEventListener('click', exportPng);
  document.getElementById('export-csv').addEventListener('click', () => download('jingwei.csv', new Blob(['\ufeff', csvText()], { type: 'text/csv;charset=utf-8' })));
  document.getElementById('export-ttl').addEventListener('click', () => download('jingwei.ttl', new Blob([turtleText()], { type: 'text/turtle;charset=utf-8' })));
}
