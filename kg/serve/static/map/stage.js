// The drawing: land, areas, places, names. It knows nothing of panels; it tells who asks what was pointed at or chosen.
import { Camera } from "./camera.js";
import { drawn, rings, within } from "./outlines.js";
import { albers, naturalEarth } from "./projection.js";
import { names, pick, svg, told } from "./words.js";

const UNIT = 1000;
const CHINA = [72, 17.4, 136, 54];
const AROUND_CHINA = [24, -12, 192, 82];
const WORLD = [-30, -56, 330, 78];
const LARGEST = 22;
const NAMES = 70;
const NEAR = 2.5;
const APART = 22; // pixels between places of which only the larger is drawn

export class Stage {
  constructor(element, { point, choose }) {
    this.element = element;
    this.layers = {};
    this.world = svg("g", { class: "world" });
    for (const name of ["land", "areas", "finer", "inset", "circles", "names"]) {
      this.layers[name] = svg("g", { class: name });
      this.world.append(this.layers[name]);
    }
    element.append(this.world);
    this.camera = new Camera(element, this.world, (k, ended) => this.#moved(k, ended));
    for (const kind of ["pointerover", "pointerout"]) {
      element.addEventListener(kind, (event) => point(kind === "pointerover" ? event.target.closest("[data-key]") : null, event));
    }
    element.addEventListener("click", (event) => {
      const target = event.target.closest("[data-key]");
      if (target && this.camera.travelled < 6) choose(target.dataset.key, target.dataset.code);
    });
  }

  // Draws the outlines of a view; `sources` are the answers of the server: { world, provinces }.
  draw(view, sources) {
    const p = view === "world" ? naturalEarth() : albers();
    this.project = (longitude, latitude) => p(longitude, latitude).map((value) => value * UNIT);
    this.view = view;
    this.areas = new Map();
    for (const layer of Object.values(this.layers)) layer.replaceChildren();
    if (view === "world") {
      this.#outlines("areas", sources.world);
      this.#fit(WORLD);
      return;
    }
    this.#outlines("land", sources.world, within(AROUND_CHINA), "CN");
    this.#outlines("areas", sources.provinces);
    this.#fit(CHINA);
    this.#inset(sources.provinces.south_china_sea);
  }

  // Finer areas over the drawn ones: the prefectures of China.
  refine(source) {
    if (this.view === "china" && !this.layers.finer.firstChild) this.#outlines("finer", source);
  }

  #outlines(layer, source, keep, without) {
    for (const [code, packed] of Object.entries(source.outlines)) {
      if (code === without) continue;
      const shape = drawn(rings(packed, source.scale), this.project, keep);
      if (!shape) continue;
      const path = svg("path", { d: shape.path, "fill-rule": "evenodd", class: "area" });
      if (layer !== "land" && code) {
        path.dataset.code = code;
        path.dataset.key = "";
        this.areas.set(code, { ...shape, path, name: names[code] ?? source.names[code] ?? "", layer });
      }
      this.layers[layer].append(path);
    }
  }

  #inset(sea) {
    const box = this.camera.box;
    const s = (0.165 * (box[3] - box[1])) / 93.1;
    const group = svg("g", { transform: `translate(${box[2] - 64 * s} ${box[3] - 93.1 * s}) scale(${s})` });
    group.append(svg("rect", { width: 64, height: 93.1, class: "frame" }));
    sea.forEach((ring, i) => {
      group.append(svg("path", { d: `M${ring.map((at) => at.join(",")).join("L")}Z`, class: i < 2 ? "area" : "dash" }));
    });
    group.append(svg("text", { x: 32, y: 91, "text-anchor": "middle" }, pick("南海诸岛", "South China Sea")));
    this.layers.inset.append(group);
  }

  #box([west, south, east, north]) {
    const edge = [];
    for (let i = 0; i <= 24; i++) {
      const x = west + ((east - west) * i) / 24;
      const y = south + ((north - south) * i) / 24;
      edge.push(this.project(x, south), this.project(x, north), this.project(west, y), this.project(east, y));
    }
    const xs = edge.map(([x]) => x);
    const ys = edge.map(([, y]) => y);
    return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
  }

  // China fills less of its corners than of its box of degrees: the drawn provinces are what has to fit.
  #fit(degrees) {
    const box = this.#box(degrees);
    if (this.view === "china") {
      const drawnAreas = [...this.areas.values()].map((area) => area.box);
      box[0] = Math.min(...drawnAreas.map((b) => b[0]));
      box[1] = Math.min(...drawnAreas.map((b) => b[1]));
      box[2] = Math.max(...drawnAreas.map((b) => b[2]));
    }
    this.camera.fit(box);
  }

  // Where a place stands: in the middle of its outline when the view has it, at its coordinates otherwise.
  spot(place) {
    const area = this.areas.get(place.division ?? place.country ?? "");
    if (area && area.layer === "areas") return area.middle;
    if (place.latitude === null) return null;
    if (this.view === "china") {
      const [west, south, east, north] = [68, 2, 140, 56];
      const inside = place.longitude > west && place.longitude < east && place.latitude > south && place.latitude < north;
      if (!inside || place.country) return null;
    }
    return this.project(place.longitude, place.latitude);
  }

  // Places as circles, the largest first so that small ones stay in reach. `weigh` gives what a circle stands for.
  places(list, weigh) {
    const shown = list.map((place) => ({ place, at: this.spot(place), weight: weigh(place) })).filter(({ at, weight }) => at && weight > 0);
    shown.sort((a, b) => b.weight - a.weight);
    const most = shown[0]?.weight ?? 1;
    this.circles = new Map();
    this.layers.circles.replaceChildren();
    for (const { place, at, weight } of shown) {
      const r = Math.max(3, LARGEST * Math.sqrt(weight / most));
      const circle = svg("circle", { cx: at[0].toFixed(2), cy: at[1].toFixed(2), class: place.division ? "place inland" : "place" });
      circle.style.setProperty("--r", r.toFixed(1));
      circle.dataset.key = place.iri;
      circle.append(svg("title", {}, `${place.name}\n${told(place)}`));
      const area = this.areas.get(place.division ?? place.country ?? "");
      const coarse = place.kind === "Province" || place.kind === "Country";
      this.circles.set(place.iri, { circle, at, r, name: area?.name || place.name, inland: Boolean(place.division), coarse, near: 0 });
      this.layers.circles.append(circle);
    }
    for (const place of list) {
      const area = this.areas.get(place.division ?? place.country ?? "");
      if (area) area.path.dataset.key = place.iri;
    }
    this.#names();
    return shown.length;
  }

  // Shades areas: code → CSS class. Null takes all shades off.
  shade(classes) {
    for (const [code, area] of this.areas) {
      area.path.setAttribute("class", classes?.has(code) ? `area shaded ${classes.get(code)}` : "area");
    }
    this.element.classList.toggle("figures", classes !== null);
    this.#names();
  }

  // Marks the chosen place.
  mark(place) {
    for (const marked of this.element.querySelectorAll(".chosen")) marked.classList.remove("chosen");
    if (!place) return;
    this.circles?.get(place.iri)?.circle.classList.add("chosen");
    this.areas.get(place.division ?? place.country ?? "")?.path.classList.add("chosen");
  }

  #moved(k, ended) {
    this.element.style.setProperty("--k", k.toFixed(5));
    // From afar, the places of China would hide China.
    this.far = this.view === "world" && this.camera.scale < NEAR;
    this.element.classList.toggle("far", this.far);
    if (ended) {
      clearTimeout(this.naming);
      this.naming = setTimeout(() => this.#names(), 30);
    }
  }

  // How many smaller places a drawn one stands for at this scale.
  absorbed(iri) {
    return this.circles?.get(iri)?.near ?? 0;
  }

  // Where many places lie close together, the most spoken of is drawn with a ring, and stands for the others until the
  // reader comes nearer. Countries and provinces are always drawn.
  #cluster() {
    const heads = new Map();
    const cell = ([x, y], dx = 0, dy = 0) => `${Math.floor(x / APART) + dx}:${Math.floor(y / APART) + dy}`;
    for (const one of this.circles?.values() ?? []) {
      const at = this.camera.at(one.at);
      const beside = [-1, 0, 1].flatMap((dx) => [-1, 0, 1].flatMap((dy) => heads.get(cell(at, dx, dy)) ?? []));
      const head = one.coarse ? null : beside.find((other) => Math.hypot(other.x - at[0], other.y - at[1]) < APART);
      one.near = 0;
      one.circle.classList.toggle("absorbed", Boolean(head));
      if (head) head.one.near++;
      else if (!one.coarse) heads.set(cell(at), [...(heads.get(cell(at)) ?? []), { one, x: at[0], y: at[1] }]);
    }
    for (const one of this.circles?.values() ?? []) one.circle.classList.toggle("cluster", one.near > 0);
  }

  // Names that do not overlap: of shaded areas, or of the largest circles in sight.
  #names() {
    this.#cluster();
    const figures = this.element.classList.contains("figures");
    const { clientWidth: w, clientHeight: h } = this.element;
    const taken = [];
    const made = [];
    const candidates = figures
      ? [...this.areas.values()].filter((area) => area.path.classList.contains("shaded")).map((area) => ({ at: area.middle, name: area.name, r: 0 }))
      : [...(this.circles?.values() ?? [])];
    for (const { at, name, r, inland, circle } of candidates) {
      if (made.length >= NAMES) break;
      if ((inland && this.far) || circle?.classList.contains("absorbed")) continue;
      const [x, y] = this.camera.at(at);
      if (x < 0 || y < 0 || x > w || y > h) continue;
      const width = [...name].reduce((sum, c) => sum + (c.charCodeAt(0) > 255 ? 12.5 : 7), 0);
      const low = y + (r ? r + 13 : 4);
      const box = [x - width / 2 - 2, low - 12, x + width / 2 + 2, low + 3];
      if (taken.some((b) => b[0] < box[2] && box[0] < b[2] && b[1] < box[3] && box[1] < b[3])) continue;
      taken.push(box);
      const text = svg("text", { x: at[0].toFixed(2), y: at[1].toFixed(2), "text-anchor": "middle" }, name);
      text.style.setProperty("--down", String(low - y));
      made.push(text);
    }
    this.layers.names.replaceChildren(...made);
  }
}
