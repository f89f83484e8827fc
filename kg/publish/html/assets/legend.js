// Legend and filters in one: what each shape and line means, with a box to hide it; dates; pages.

function showLegend() {
  const box = empty(document.getElementById('legend-body'));
  const counts = new Map();
  for (const id of drawnNodes) counts.set(graph.nodes[id].type, (counts.get(graph.nodes[id].type) || 0) + 1);
  const types = graph.types.map((type, i) => ({ i, type })).filter(({ i }) => graph.nodes.some((n) => n.type === i));
  box.append(
    fieldset(t('types'), types.map(({ type, i }) => toggle(!state.typesOff.has(i), (on) => go({ typesOff: flipped(state.typesOff, i, !on) }), shapeIcon(i), either(type.zh, type.en), counts.get(i) || 0))),
    fieldset(t('relations'), graph.kinds.map((kind, i) => ({ kind, i, n: kind.count })).filter((x) => x.n).sort((a, b) => a.kind.weak - b.kind.weak || b.n - a.n).map(({ kind, i, n }) => toggle(!kindHidden(i), () => go({ flipped: flipped(state.flipped, kind.id, !state.flipped.has(kind.id)) }), lineIcon(kind.weak), either(kind.zh, kind.en), n))),
    dateFields(),
    pageField(),
  );
  if (filtering() || state.typesOff.size || state.added.length || state.removed.length || state.base !== 'core') {
    box.append(el('button', { type: 'button', class: 'quiet', onclick: () => (moved.clear(), go({ ...freshState(), selected: state.selected, view: state.view }), fit(null, true)) }, t('reset')));
  }
}

function flipped(set, value, present) {
  const next = new Set(set);
  if (present) next.add(value);
  else next.delete(value);
  return next;
}

function fieldset(title, children) {
  return el('fieldset', {}, el('legend', {}, title), children);
}

function toggle(on, act, icon, text, count) {
  const input = el('input', { type: 'checkbox', onchange: (event) => act(event.target.checked) });
  input.checked = on;
  return el('label', { class: 'toggle' }, input, icon, el('span', {}, text), el('small', {}, count));
}

function lineIcon(weak) {
  return svg('svg', { class: 'shape line', viewBox: '0 0 14 14', 'aria-hidden': 'true' }, svg('path', { d: 'M0 7h14', 'stroke-dasharray': weak ? '2 2.5' : null }));
}

function dateFields() {
  const dates = source.dates();
  if (!dates) return '';
  const field = (name) => {
    const input = el('input', { type: 'date', min: dates[0], max: dates[1], onchange: (event) => go({ [name]: event.target.value }) });
    input.value = state[name];
    return el('label', { class: 'field' }, el('span', {}, t(name)), input);
  };
  return fieldset(t('dates'), [field('from'), field('to')]);
}

/** Which page to look at: a list of them, or a field for a name when there are too many to list. */
function pageField() {
  const choose = (event) => (go({ page: event.target.value.trim() }), fit(null, true));
  const names = source.pageNames();
  if (!names) {
    const input = el('input', { type: 'text', class: 'page', 'aria-label': t('page'), placeholder: t('pageName'), onchange: choose });
    input.value = state.page;
    return fieldset(t('page'), [input]);
  }
  if (names.length < 2) return '';
  const select = el('select', { 'aria-label': t('page'), onchange: choose }, el('option', { value: '' }, t('allPages')), names.map((name) => el('option', { value: name }, clipped(name, 60))));
  select.value = state.page;
  return fieldset(t('page'), [select]);
}
