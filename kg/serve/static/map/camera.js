// The part of a map that is shown: zoom and pan by wheel, mouse, touch and keyboard.

const MOST = 60;

export class Camera {
  // `stage` is the SVG, `world` the group that moves in it; `moved(k, ended)` is told of every change.
  constructor(stage, world, moved) {
    Object.assign(this, { stage, world, moved, k: 1, x: 0, y: 0, pointers: new Map(), travelled: 0 });
    stage.addEventListener("wheel", (event) => this.#wheel(event), { passive: false });
    stage.addEventListener("pointerdown", (event) => this.#down(event));
    stage.addEventListener("pointermove", (event) => this.#move(event));
    for (const kind of ["pointerup", "pointercancel"]) stage.addEventListener(kind, (event) => this.#up(event));
    stage.addEventListener("keydown", (event) => this.#key(event));
    new ResizeObserver(() => this.#resized()).observe(stage);
  }

  // Shows a box of the map whole: [left, top, right, bottom] in its own units; it is also what `home` goes back to.
  fit(box, { home = true, part = 0.94 } = {}) {
    const { clientWidth: w, clientHeight: h } = this.stage;
    if (home) this.box = box;
    if (!w || !h) return;
    const k = part * Math.min(w / (box[2] - box[0]), h / (box[3] - box[1]));
    if (home) this.base = k;
    this.k = Math.min(k, this.base * MOST);
    this.x = w / 2 - (this.k * (box[0] + box[2])) / 2;
    this.y = h / 2 - (this.k * (box[1] + box[3])) / 2;
    this.#show(true);
  }

  home() {
    if (this.box) this.fit(this.box);
  }

  // Zooms by a factor around a point of the stage, its middle if none is given.
  zoom(factor, [px, py] = [this.stage.clientWidth / 2, this.stage.clientHeight / 2], ended = true) {
    const k = Math.min(Math.max(this.k * factor, this.base * 0.7), this.base * MOST);
    this.x = px - ((px - this.x) * k) / this.k;
    this.y = py - ((py - this.y) * k) / this.k;
    this.k = k;
    this.#show(ended);
  }

  pan(dx, dy, ended = true) {
    this.x += dx;
    this.y += dy;
    this.#show(ended);
  }

  // Brings a point of the map into the middle, close enough to see what is around it.
  go([x, y], zoom = 4) {
    this.k = Math.max(this.k, this.base * zoom);
    this.x = this.stage.clientWidth / 2 - this.k * x;
    this.y = this.stage.clientHeight / 2 - this.k * y;
    this.#show(true);
  }

  // Where a point of the map stands on the stage.
  at([x, y]) {
    return [this.x + this.k * x, this.y + this.k * y];
  }

  get scale() {
    return this.k / this.base;
  }

  #show(ended) {
    // Something of the map always stays in sight.
    const { clientWidth: w, clientHeight: h } = this.stage;
    const [left, top, right, bottom] = this.box;
    this.x = Math.min(Math.max(this.x, w * 0.3 - this.k * right), w * 0.7 - this.k * left);
    this.y = Math.min(Math.max(this.y, h * 0.3 - this.k * bottom), h * 0.7 - this.k * top);
    this.world.setAttribute("transform", `translate(${this.x.toFixed(2)} ${this.y.toFixed(2)}) scale(${this.k.toFixed(5)})`);
    this.moved(this.k, ended);
  }

  #resized() {
    if (!this.box) return;
    const before = this.base ? this.scale : 1;
    const middle = this.lastSize ? [(this.lastSize[0] / 2 - this.x) / this.k, (this.lastSize[1] / 2 - this.y) / this.k] : null;
    this.fit(this.box);
    if (middle && before > 1.01) this.go(middle, before);
    this.lastSize = [this.stage.clientWidth, this.stage.clientHeight];
  }

  #spot(event) {
    const frame = this.stage.getBoundingClientRect();
    return [event.clientX - frame.left, event.clientY - frame.top];
  }

  #wheel(event) {
    event.preventDefault();
    const unit = event.deltaMode === 1 ? 20 : 1;
    this.zoom(Math.exp(-event.deltaY * unit * 0.0016), this.#spot(event), false);
    clearTimeout(this.settling);
    this.settling = setTimeout(() => this.moved(this.k, true), 160);
  }

  #down(event) {
    if (event.button !== 0) return;
    this.pointers.set(event.pointerId, this.#spot(event));
    this.travelled = 0;
  }

  #move(event) {
    const before = this.pointers.get(event.pointerId);
    if (!before) return;
    const now = this.#spot(event);
    const spread = this.#spread();
    this.pointers.set(event.pointerId, now);
    this.travelled += Math.hypot(now[0] - before[0], now[1] - before[1]);
    if (this.travelled > 4 && !this.stage.hasPointerCapture(event.pointerId)) this.stage.setPointerCapture(event.pointerId);
    const share = this.pointers.size;
    if (spread) {
      const after = this.#spread();
      if (spread.distance > 0) this.zoom(after.distance / spread.distance, after.middle, false);
    }
    this.pan((now[0] - before[0]) / share, (now[1] - before[1]) / share, false);
  }

  #spread() {
    if (this.pointers.size !== 2) return null;
    const [[ax, ay], [bx, by]] = [...this.pointers.values()];
    return { distance: Math.hypot(ax - bx, ay - by), middle: [(ax + bx) / 2, (ay + by) / 2] };
  }

  #up(event) {
    if (this.pointers.delete(event.pointerId)) this.moved(this.k, true);
  }

  #key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const step = event.shiftKey ? 160 : 60;
    const moves = {
      ArrowLeft: () => this.pan(step, 0), ArrowRight: () => this.pan(-step, 0), ArrowUp: () => this.pan(0, step),
      ArrowDown: () => this.pan(0, -step), "+": () => this.zoom(1.4), "=": () => this.zoom(1.4), "-": () => this.zoom(1 / 1.4),
      0: () => this.home(), Home: () => this.home(),
    };
    if (!(event.key in moves)) return;
    event.preventDefault();
    moves[event.key]();
  }
}
