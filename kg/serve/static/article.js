// The card of a mark: on hover, on focus, and to stay on a click or tap. Its words are copies of the list in the margin.
"use strict";
(() => {
  const text = document.getElementById("text");
  const card = document.getElementById("card");
  const inside = card.querySelector(".inside");
  let mark = null;
  let pinned = false;
  let waiting = 0;

  // With the card, the browser's own hints would only cover it.
  for (const one of text.querySelectorAll(".m[title]")) one.removeAttribute("title");

  function told(number) {
    const entry = document.getElementById(`f${number}`);
    const copy = document.createElement("div");
    copy.className = "one";
    if (entry) for (const child of entry.cloneNode(true).childNodes) copy.append(child.cloneNode(true));
    return copy;
  }

  function order(one) {
    // The shortest mark is what was pointed at; what stands around it follows.
    const own = one.getAttribute("href").slice(2);
    return [own, ...one.dataset.facts.split(" ").filter((number) => number !== own)];
  }

  function light(on) {
    if (!mark) return;
    const own = mark.getAttribute("href");
    for (const piece of text.querySelectorAll(`.m[href="${own}"]`)) piece.classList.toggle("lit", on);
    const entry = document.getElementById(own.slice(1));
    if (entry) entry.classList.toggle("lit", on && pinned);
  }

  function show(one, stay) {
    clearTimeout(waiting);
    if (pinned && !stay) return;
    if (mark && mark !== one) light(false);
    mark = one;
    pinned = stay;
    inside.replaceChildren(...order(one).map(told));
    card.classList.toggle("pinned", stay);
    card.hidden = false;
    light(true);
    put(one);
    if (stay) reveal(document.getElementById(one.getAttribute("href").slice(1)));
  }

  function put(one) {
    const at = one.getClientRects()[0] || one.getBoundingClientRect();
    const { offsetWidth: width, offsetHeight: height } = card;
    const left = Math.max(12, Math.min(at.left, document.documentElement.clientWidth - width - 12));
    const below = at.bottom + 8 + height < innerHeight || at.top < height + 8;
    card.style.left = `${left + scrollX}px`;
    card.style.top = `${(below ? at.bottom + 8 : at.top - height - 8) + scrollY}px`;
  }

  function reveal(entry) {
    const margin = entry && entry.closest(".margin");
    if (margin && margin.scrollHeight > margin.clientHeight) margin.scrollTop = entry.offsetTop - margin.offsetTop - 60;
  }

  function hide() {
    clearTimeout(waiting);
    light(false);
    card.hidden = true;
    pinned = false;
    mark = null;
  }

  const later = () => {
    clearTimeout(waiting);
    if (!pinned) waiting = setTimeout(hide, 250);
  };
  const of = (event) => (event.target instanceof Element ? event.target.closest(".m") : null);

  text.addEventListener("pointerover", (event) => event.pointerType === "mouse" && of(event) && show(of(event), false));
  text.addEventListener("pointerout", (event) => of(event) && later());
  text.addEventListener("focusin", (event) => of(event) && of(event).matches(":focus-visible") && show(of(event), false));
  text.addEventListener("focusout", later);
  text.addEventListener("click", (event) => {
    const one = of(event);
    if (!one || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    show(one, true);
    if (event.detail === 0) (card.querySelector(".inside a") || card.querySelector(".close")).focus();
  });
  card.addEventListener("pointerenter", () => clearTimeout(waiting));
  card.addEventListener("pointerleave", later);
  card.querySelector(".close").addEventListener("click", hide);
  document.addEventListener("click", (event) => {
    if (pinned && !of(event) && !card.contains(event.target)) hide();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || card.hidden) return;
    const back = mark;
    hide();
    if (back && document.activeElement !== back) back.focus();
    hide();
  });

  // Characters of the page as the graph writes them (#char=20,23) lead to the same place as #c20.
  function arrive() {
    const characters = /^#char=(\d+)/.exec(location.hash);
    if (!characters) return;
    const place = document.getElementById(`c${characters[1]}`);
    if (!place) return;
    place.classList.add("found");
    place.scrollIntoView({ block: "center" });
  }
  addEventListener("hashchange", arrive);
  arrive();
})();
