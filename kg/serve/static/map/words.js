// What the map says, in the language of the page.

export const english = document.documentElement.lang.startsWith("en");

export const pick = (zh, en) => (english ? en : zh);

export const kinds = {
  Country: pick("国家", "country"), Province: pick("省级", "province"), City: pick("地级市", "city"), County: pick("区县", "county"),
  Region: pick("区域", "region"), Site: pick("场所", "site"), "": pick("其他", "other"),
};

// Code of a country or division → its English name; empty on Chinese pages, whose names are those of the graph.
export const names = {};

// What the page calls a place or an area: its English name where there is one, else its own.
export const called = (one, own) => names[one.division ?? one.country ?? ""] ?? own;

export const count = (n) => n.toLocaleString(english ? "en" : "zh-CN");

// "江苏省, 提及 12 次, 数据 3 项"
export const told = (place) =>
  [pick(`提及 ${count(place.mentions)} 次`, `${count(place.mentions)} mentions`), pick(`数据 ${count(place.figures)} 项`, `${count(place.figures)} figures`)].join(pick("，", ", "));

// Controls that reorder or hide text are shown as a mark, as on all pages.
const CONTROLS = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u2028\u2029\u202a-\u202e\u2060\u2066-\u2069\ufeff]/g;
export const visible = (text) => String(text ?? "").replace(CONTROLS, "\ufffd");

// An element with attributes and children; text is only ever text.
export function el(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  fill(made, attributes, children);
  return made;
}

export function svg(name, attributes = {}, ...children) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", name);
  fill(made, attributes, children);
  return made;
}

function fill(made, attributes, children) {
  for (const [key, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (key === "onclick") made.addEventListener("click", value);
    else made.setAttribute(key, value === true ? "" : visible(value));
  }
  for (const child of children.flat(Infinity)) {
    if (child === null || child === undefined || child === false) continue;
    made.append(child instanceof Node ? child : visible(child));
  }
}
