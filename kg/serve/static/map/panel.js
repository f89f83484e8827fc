// What stands beside the map: the list of places, one place, the figures to choose from, the values of one of them.
import { called, count, el, kinds, pick, told } from "./words.js";

const ROWS = 150;

const web = (href) => (typeof href === "string" && (/^\/(?!\/)/.test(href) || /^https?:\/\//.test(href)) ? href : null);
const link = (ref) => (web(ref.href) ? el("a", { href: ref.href }, el("bdi", {}, ref.label)) : el("bdi", {}, ref.label));
const heading = (text, note) => el("h2", { tabindex: "-1" }, text, note ? el("small", {}, note) : null);

// The name that the graph has, where the page calls a place otherwise.
const own = (place) => (place.own === place.name ? null : [" ", el("bdi", { class: "own", lang: "zh-CN" }, place.own)]);

// A list of rows that words narrow down; `row` makes one, `text` is what the words are looked for in.
function narrowed(items, label, text, row, more = "") {
  const list = el("ul", { class: "choices" });
  const rest = el("p", { class: "note", role: "status" });
  const input = el("input", { type: "search", placeholder: label, "aria-label": label, autocomplete: "off" });
  const show = () => {
    const words = input.value.trim().split(/\s+/).filter(Boolean);
    const found = items.filter((item) => words.every((word) => text(item).includes(word)));
    list.replaceChildren(...found.slice(0, ROWS).map(row));
    rest.textContent = !found.length
      ? pick("没有符合的。", "Nothing matches.")
      : found.length > ROWS
        ? pick(`显示前 ${ROWS} 个，共 ${count(found.length)} 个`, `The first ${ROWS} of ${count(found.length)}`)
        : more;
  };
  input.addEventListener("input", show);
  show();
  return [el("div", { class: "narrow" }, input), list, rest];
}

export function placesPanel({ places, unplaced, total }, { choose, point }) {
  const row = (place) => {
    const button = el(
      "button", { type: "button", class: "choice", onclick: () => choose(place) },
      el("span", {}, el("bdi", {}, place.name), own(place)), el("small", {}, kinds[place.kind ?? ""] ?? ""), el("span", { class: "amount", title: told(place) }, count(place.mentions), place.figures ? ` · ${count(place.figures)}` : ""),
    );
    button.addEventListener("focus", () => point(place));
    button.addEventListener("pointerenter", () => point(place));
    for (const kind of ["blur", "pointerleave"]) button.addEventListener(kind, () => point(null));
    return el("li", {}, button);
  };
  const shown = places.length + unplaced.length;
  const note = total > shown ? pick(`图中共有 ${count(total)} 个地点，这里是提及最多的`, `The graph has ${count(total)} places; these are spoken of most`) : "";
  return [
    heading(pick("地点", "Places"), count(places.length)),
    el("p", { class: "note" }, pick("数字为提及次数 · 数据项数", "Numbers: mentions · figures")),
    ...narrowed(places, pick("找地点", "Find a place"), (place) => `${place.name} ${place.own}`, row, note),
    unplaced.length ? el("details", { class: "unplaced" }, el("summary", {}, pick(`没有坐标的地点（${count(unplaced.length)}）`, `Places without coordinates (${count(unplaced.length)})`)), el("ul", { class: "choices" }, unplaced.slice(0, ROWS).map(row))) : null,
  ];
}

export function placePanel(place, { back, choose }) {
  const codes = [place.division, place.country].filter(Boolean).join(" · ");
  const facts = [
    [pick("位于", "In"), place.within.length ? place.within.flatMap((ref, i) => [i ? pick("，", ", ") : null, link(ref)]) : null],
    [pick("又称", "Also called"), place.names.length ? place.names.flatMap((name, i) => [i ? pick("、", ", ") : null, el("bdi", {}, name)]) : null],
    [pick("代码", "Code"), codes],
    [pick("坐标", "Coordinates"), place.latitude === null ? null : `${place.latitude}, ${place.longitude}`],
  ];
  return [
    el("button", { type: "button", class: "back", onclick: back }, pick("‹ 全部地点", "‹ All places")),
    heading([el("bdi", {}, called(place, place.label)), own({ name: called(place, place.label), own: place.label })], kinds[place.subtype ?? ""]),
    el("p", { class: "totals" }, told(place), place.located ? pick(`，机构 ${count(place.located)} 个`, `, ${count(place.located)} organizations`) : ""),
    el("p", { class: "buttons" }, el("a", { class: "button strong", href: web(place.href) }, pick("打开页面", "Open its page"))),
    el("dl", { class: "facts" }, facts.filter(([, value]) => value).map(([name, value]) => [el("dt", {}, name), el("dd", {}, value)])),
    place.latest.length ? [el("h3", {}, pick("最新数据", "Latest figures")), el("ul", { class: "figures-list" }, place.latest.map(figureRow))] : null,
    place.organizations.length ? [el("h3", {}, pick("位于此地的机构", "Organizations here")), el("ul", { class: "chips" }, place.organizations.map((ref) => el("li", {}, link(ref))))] : null,
    place.sentences.length ? [el("h3", {}, pick("最近的报道", "Latest reports")), place.sentences.map(sentence)] : null,
  ];
}

function figureRow(figure) {
  const source = figure.quotes[0];
  return el(
    "li", {},
    el("span", { class: "what" }, link(figure.indicator), el("small", {}, [figure.period_text, figure.basis_text].filter(Boolean).join(" · "))),
    source && web(source.href) ? el("a", { class: "value", href: source.href }, figure.value_text) : el("span", { class: "value" }, figure.value_text),
  );
}

function sentence(quote) {
  const article = quote.article ?? {};
  return el(
    "blockquote", {},
    el("p", {}, quote.pieces.map(([text, marked]) => (marked ? el("mark", {}, text) : text))),
    el("footer", {}, el("a", { href: web(quote.href) }, el("bdi", {}, article.headline ?? pick("看原文", "Go to the text"))), article.publisher ? el("bdi", {}, article.publisher) : null, article.date ? el("time", { datetime: article.date }, article.date) : null),
  );
}

const levels = (s) => [["provinces", "省", "provinces"], ["prefectures", "市", "cities"], ["countries", "国", "countries"]]
  .filter(([level]) => s.levels[level]).map(([level, zh, en]) => pick(`${s.levels[level]} ${zh}`, `${s.levels[level]} ${en}`)).join(pick("、", ", "));

export function seriesPanel(series, choose) {
  const title = (s) => [s.basis_text, s.unit_text].filter(Boolean).join(" · ");
  const row = (s) => el("li", {}, el("button", { type: "button", class: "choice", onclick: () => choose(s) }, el("bdi", {}, s.label), el("small", {}, title(s)), el("span", { class: "amount" }, levels(s))));
  return [
    heading(pick("按数据着色", "Shade by figures"), count(series.length)),
    el("p", { class: "note" }, pick("选一项指标，各地按最新数值着色。", "Choose an indicator; areas are shaded by their latest value.")),
    ...narrowed(series, pick("找指标", "Find an indicator"), (s) => s.label, row),
  ];
}

export function valuesPanel(chosen, { values, periods }, shade, actions) {
  const select = el("select", { "aria-label": pick("时期", "Period") }, el("option", { value: "" }, pick("各地最新", "Latest of each")), periods.map((period) => el("option", { value: `${period.start}/${period.end}`, selected: actions.period === `${period.start}/${period.end}` }, `${period.text || pick("未说明时期", "no period stated")} (${period.areas})`)));
  select.addEventListener("change", () => actions.choosePeriod(select.value));
  return [
    el("button", { type: "button", class: "back", onclick: actions.back }, pick("‹ 全部指标", "‹ All indicators")),
    heading(chosen.label, [chosen.basis_text, chosen.unit_text].filter(Boolean).join(" · ")),
    el("div", { class: "narrow" }, select),
    el("ul", { class: "legend", "aria-label": pick("图例", "Legend") }, shade.steps.map((step) => el("li", {}, el("span", { class: `key ${step.name}`, "aria-hidden": "true" }), actions.range(step)))),
    el("table", {}, el("thead", {}, el("tr", {}, [pick("地区", "Area"), pick("数值", "Value"), pick("时期", "Period")].map((head, i) => el("th", { scope: "col", class: i === 1 ? "number" : null }, head)))), el("tbody", {}, values.map((figure) => el("tr", {}, el("th", { scope: "row" }, el("button", { type: "button", class: "inline", onclick: () => actions.go(figure) }, called(figure, figure.area.label))), el("td", { class: "number" }, figure.quotes[0] && web(figure.quotes[0].href) ? el("a", { href: figure.quotes[0].href }, figure.value_text) : figure.value_text, figure.others.length ? el("small", { title: pick("还有别的说法", "other reports differ") }, " ≠") : null), el("td", {}, figure.period_text))))),
    values.length ? null : el("p", { class: "note" }, pick("这个时期没有数值。", "No values for this period.")),
  ];
}
