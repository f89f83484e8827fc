// The map: what is asked of the server, and how drawing and panel follow what the reader chooses.
import { placePanel, placesPanel, seriesPanel, valuesPanel } from "./panel.js";
import { shades } from "./shades.js";
import { Stage } from "./stage.js";
import { called, el, english, names, pick, told, visible } from "./words.js";

const find = (id) => document.getElementById(id);
const root = find("map");
const panel = find("map-panel");
const tip = find("map-tip");
const status = find("map-status");
const narrow = matchMedia("(max-width: 1000px)");
const query = new URLSearchParams(location.search);
const state = {
  view: query.get("view") === "world" ? "world" : "china", mode: query.get("mode") === "figures" ? "figures" : "places",
  place: query.get("place"), kind: query.get("kind") ?? "", from: query.get("from") ?? "", to: query.get("to") ?? "", series: query.get("series") ?? "", period: query.get("period") ?? "",
};
const outlines = {};
let data = { places: [], unplaced: [], total: 0 };
let series = null;
let asked = 0;

const stage = new Stage(find("map-stage"), { point: pointed, choose: chosen });

async function get(address, parameters = {}) {
  const asking = new URLSearchParams(Object.entries(parameters).filter(([, value]) => value));
  const answer = await fetch(`${address}?${asking}`, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error((await answer.text()).trim() || String(answer.status));
  return answer.json();
}

const outline = (layer) => (outlines[layer] ??= get(`/map/outlines/${layer}.json`, { v: root.dataset.version }));

// English pages need the English names before anything is written.
const naming = english ? get("/map/names/en.json", { v: root.dataset.version }).then((found) => Object.assign(names, found)) : null;

// Runs one question at a time for the panel: an answer that comes after the next question was asked is let go.
async function during(work) {
  const turn = ++asked;
  root.setAttribute("aria-busy", "true");
  status.textContent = "";
  const slow = setTimeout(() => (status.textContent = pick("正在读取…", "Loading…")), 400);
  try {
    const show = await work();
    if (turn === asked) show?.();
  } catch (error) {
    if (turn === asked) fail(error, work);
  } finally {
    clearTimeout(slow);
    if (turn === asked) {
      root.removeAttribute("aria-busy");
      if (status.textContent === pick("正在读取…", "Loading…")) status.textContent = "";
    }
  }
}

function fail(error, work) {
  panel.replaceChildren(
    el("div", { class: "empty", role: "alert" }, el("p", {}, pick("读取失败。", "This could not be read.")), el("p", {}, error.message), el("button", { type: "button", class: "button", onclick: () => during(work) }, pick("再试一次", "Try again"))),
  );
}

function show(parts, { focus = false } = {}) {
  panel.replaceChildren(...parts.flat(Infinity).filter(Boolean));
  panel.scrollTop = 0;
  if (!focus) return;
  panel.querySelector("h2")?.focus({ preventScroll: true });
  // Where the panel lies below the map, both stay in sight.
  if (narrow.matches) window.scrollTo({ top: panel.offsetTop - window.innerHeight * 0.5 });
}

function remember() {
  const kept = new URLSearchParams(location.search);
  for (const key of ["view", "mode", "place", "kind", "from", "to", "series", "period"]) {
    const plain = { view: "china", mode: "places" }[key] ?? "";
    if (state[key] && state[key] !== plain) kept.set(key, state[key]);
    else kept.delete(key);
  }
  history.replaceState(null, "", `${location.pathname}${kept.size ? `?${kept}` : ""}`);
  for (const part of root.querySelectorAll(".of-places")) part.hidden = state.mode === "figures";
  for (const button of root.querySelectorAll("[data-set]")) {
    const [key, value] = button.dataset.set.split("=");
    button.setAttribute("aria-pressed", String(state[key] === value));
  }
}

const weigh = (place) => place.mentions + place.figures;
const listed = (list) => (state.kind ? list.filter((place) => (place.kind ?? "other") === state.kind) : list);

function drawPlaces() {
  if (state.mode === "figures") return;
  const places = listed(data.places);
  stage.shade(null);
  const drawn = stage.places(places, weigh);
  find("map-empty").hidden = drawn > 0;
  if (state.place) stage.mark(byIri(state.place));
}

const byIri = (iri) => data.places.find((place) => place.iri === iri) ?? data.unplaced.find((place) => place.iri === iri);

function showPlaces(focus = false) {
  state.place = null;
  remember();
  stage.mark(null);
  show(placesPanel({ places: listed(data.places), unplaced: listed(data.unplaced), total: data.total }, { choose: (place) => openPlace(place.iri, true), point: showAt }), { focus });
}

function openPlace(iri, go) {
  state.place = iri;
  remember();
  const known = byIri(iri);
  if (known) {
    stage.mark(known);
    const at = go ? stage.spot(known) : null;
    if (at) stage.camera.go(at, known.kind === "Province" || known.kind === "Country" ? 1.6 : 4);
  }
  during(async () => {
    const place = await get("/map/place", { iri });
    return () => show(placePanel(place, { back: () => (state.mode === "figures" ? openFigures({ focus: true, again: true }) : showPlaces(true)), choose: openPlace }), { focus: true });
  });
}

function chosen(key, code) {
  if (key) openPlace(key, false);
  else if (code) {
    const area = stage.areas.get(code);
    status.textContent = pick(`${area.name}：没有报道提到`, `${area.name}: no page speaks of it`);
  }
}

function pointed(target, event) {
  if (!target) {
    tip.hidden = true;
    return;
  }
  const place = byIri(target.dataset.key);
  const area = stage.areas.get(target.dataset.code ?? "");
  const value = area && state.values?.get(target.dataset.code);
  const name = place?.name ?? area?.name;
  if (!name || event.pointerType === "touch") return;
  const near = place ? stage.absorbed(place.iri) : 0;
  const more = near ? pick(`，附近还有 ${near} 个地点，放大可见`, `; ${near} more nearby, zoom in to see them`) : "";
  tell([name, value ? `${value.value_text} ${value.period_text}` : state.mode === "places" && place ? told(place) + more : ""], event.clientX, event.clientY);
}

function showAt(place) {
  const at = place && stage.spot(place);
  stage.mark(place);
  if (!at) {
    tip.hidden = true;
    return;
  }
  const frame = find("map-stage").getBoundingClientRect();
  const [x, y] = stage.camera.at(at);
  if (x < 0 || y < 0 || x > frame.width || y > frame.height) tip.hidden = true;
  else tell([place.name, told(place)], frame.left + x, frame.top + y);
}

function tell([name, more], x, y) {
  const frame = find("map-stage").getBoundingClientRect();
  tip.replaceChildren(el("b", {}, name), more ? el("span", {}, more) : "");
  tip.hidden = false;
  tip.style.setProperty("left", `${Math.min(x - frame.left + 14, frame.width - tip.offsetWidth - 6)}px`);
  tip.style.setProperty("top", `${Math.max(6, y - frame.top - tip.offsetHeight - 10)}px`);
}

async function draw() {
  const needed = state.view === "world" ? ["world"] : ["world", "provinces"];
  const [, ...loaded] = await Promise.all([naming, ...needed.map(outline)]);
  stage.draw(state.view, Object.fromEntries(needed.map((layer, i) => [layer, loaded[i]])));
  if (state.view === "china") stage.refine(await outline("prefectures"));
}

async function load() {
  const [answer] = await Promise.all([get("/map/data", { from: state.from, to: state.to }), naming]);
  const read = (row) => Object.fromEntries(answer.columns.map((column, i) => [column, row[i]]));
  const keep = (place) => ({ ...place, name: visible(called(place, place.name)), own: visible(place.name) });
  data = { places: answer.places.map(read).map(keep), unplaced: answer.unplaced.map(read).map(keep), total: answer.total };
}

const keyOf = (one) => [one.indicator, one.measure, one.unit_iri, one.basis ?? ""].join("|");

// The indicators to choose from, or the one that was chosen before.
function openFigures({ focus = false, again = false } = {}) {
  if (!again) Object.assign(state, { series: "", period: "" });
  Object.assign(state, { place: null, values: null });
  remember();
  stage.places([], weigh);
  stage.shade(new Map());
  find("map-empty").hidden = true;
  during(async () => {
    series ??= (await get("/map/series")).series;
    const chosenBefore = series.find((one) => keyOf(one) === state.series);
    return () => {
      if (chosenBefore) openSeries(chosenBefore, state.period, false);
      else if (series.length) show(seriesPanel(series, (one) => openSeries(one)), { focus });
      else show([el("div", { class: "empty" }, el("p", {}, pick("图中还没有可以在地区之间比较的数据。", "The graph has no figures yet that areas could be compared by.")))]);
    };
  });
}

// Shades the areas; a newly chosen indicator brings the map that has more of its areas.
function openSeries(one, period = "", follow = true) {
  Object.assign(state, { series: keyOf(one), period });
  const abroad = (one.levels.countries ?? 0) > Math.max(one.levels.provinces ?? 0, one.levels.prefectures ?? 0);
  const turn = follow && state.view !== (abroad ? "world" : "china");
  if (turn) state.view = abroad ? "world" : "china";
  remember();
  during(async () => {
    const answer = await get("/map/values", { indicator: one.indicator, measure: one.measure, unit_iri: one.unit_iri, basis: one.basis, period });
    if (turn) await draw();
    return () => {
      stage.places([], weigh);
      showValues(one, answer);
    };
  });
}

function showValues(one, answer) {
  const code = (figure) => figure.division ?? figure.country;
  const here = answer.values.filter((figure) => stage.areas.has(code(figure)) && Number.isFinite(Number(figure.value)));
  const shade = shades(here.map((figure) => Number(figure.value)));
  state.values = new Map(here.map((figure) => [code(figure), figure]));
  stage.shade(new Map(here.map((figure) => [code(figure), shade.classOf(Number(figure.value))])));
  for (const figure of here) stage.areas.get(code(figure)).path.dataset.key = figure.area.iri;
  const text = (value) => here.find((figure) => Number(figure.value) === value)?.value_text ?? String(value);
  const range = (step) => (step.low === step.high ? text(step.low) : `${text(step.low)} – ${text(step.high)}`);
  const sorted = [...answer.values].sort((a, b) => Number(b.value) - Number(a.value));
  show(
    valuesPanel(one, { values: sorted, periods: answer.periods }, shade, {
      back: () => openFigures({ focus: true }), choosePeriod: (period) => openSeries(one, period, false), period: state.period, range,
      go: (figure) => openPlace(figure.area.iri, false),
    }),
    { focus: true },
  );
}

function refresh() {
  remember();
  if (state.mode === "figures") openFigures({ again: true });
  else {
    stage.shade(null);
    state.values = null;
    drawPlaces();
    showPlaces();
  }
}

for (const button of root.querySelectorAll("[data-set]")) {
  button.addEventListener("click", () => {
    const [key, value] = button.dataset.set.split("=");
    state[key] = value;
    remember();
    during(async () => {
      if (key === "view") await draw();
      return refresh;
    });
  });
}
find("map-kind").addEventListener("change", (event) => {
  state.kind = event.target.value;
  refresh();
});
for (const key of ["from", "to"]) {
  find(`map-${key}`).addEventListener("change", (event) => {
    state[key] = event.target.value;
    remember();
    during(async () => {
      await load();
      return refresh;
    });
  });
}
find("map-in").addEventListener("click", () => stage.camera.zoom(1.5));
find("map-out").addEventListener("click", () => stage.camera.zoom(1 / 1.5));
find("map-home").addEventListener("click", () => stage.camera.home());

find("map-kind").value = state.kind;
find("map-from").value = state.from;
find("map-to").value = state.to;
const first = state.place;
remember();
during(async () => {
  await Promise.all([draw(), load()]);
  return () => {
    refresh();
    root.dataset.ready = "true";
    if (first) openPlace(first, true);
  };
});
