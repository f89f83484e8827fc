// The query editor: YASGUI on this server's endpoint, and the named queries beside it. Nothing leaves this server.
"use strict";

const page = document.querySelector(".editor");
const endpoint = new URL(page.dataset.endpoint, location.href).href;
const base = page.dataset.base;
const message = document.getElementById("message");
const state = document.getElementById("state");
const cancel = document.getElementById("cancel");
const SLOW = 2;

// YASGUI would ask prefix.cc and LOV for names; this page asks nobody.
Yasgui.Yasqe.defaults.autocompleters = ["variables"];

const editor = new Yasgui(document.getElementById("yasgui"), {
  requestConfig: { endpoint, method: "POST" },
  copyEndpointOnNewTab: false,
  endpointCatalogueOptions: { getData: () => [{ endpoint }] },
  persistenceId: null,
  autofocus: false,
  yasqe: {
    createShareableLink: null,
    value: 'PREFIX kg: <https://w3id.org/jingwei/ontology#>\nPREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>\n\nSELECT ?body ?name WHERE {\n  ?body a kg:GovernmentBody ; rdfs:label ?name .\n}\nORDER BY ?name\nLIMIT 100\n',
  },
  yasr: { prefixes: {} },
});

// What YASGUI draws without a name gets one, whenever it draws anew. In a list of tabs only tabs may stand.
const NAMED = [[".CodeMirror textarea", "code"], [".tableSizer", "rows"], [".tableFilter", "filter"], [".addTab", "new"]];
function nameControls() {
  for (const [selector, word] of NAMED) {
    for (const one of document.querySelectorAll(`#yasgui ${selector}`)) {
      if (one.getAttribute("aria-label") !== page.dataset[word]) one.setAttribute("aria-label", page.dataset[word]);
    }
  }
  for (const one of document.querySelectorAll("#yasgui .addTab:not([role])")) {
    one.setAttribute("role", "tab");
    one.setAttribute("aria-selected", "false");
  }
}
nameControls();
new MutationObserver(nameControls).observe(document.getElementById("yasgui"), { childList: true, subtree: true });

// While a query runs: at once that it does, after two seconds for how long, and a way to end it.
let begun = 0;
let clock = 0;
const seconds = () => ((performance.now() - begun) / 1000).toFixed(begun && performance.now() - begun < 10000 ? 1 : 0);

function say(words) {
  state.querySelector(".words").textContent = words;
}

function running() {
  clearInterval(clock);
  begun = performance.now();
  message.textContent = "";
  state.className = "busy";
  cancel.hidden = false;
  say(page.dataset.running);
  clock = setInterval(() => {
    if (performance.now() - begun < SLOW * 1000) return;
    state.className = "busy slow";
    say(page.dataset.slow.replace("{s}", String(Math.floor((performance.now() - begun) / 1000))));
  }, 500);
}

function over(words) {
  clearInterval(clock);
  state.className = "";
  cancel.hidden = true;
  say(words);
}

function watch(tab) {
  const yasqe = tab.getYasqe();
  yasqe.on("query", running);
  yasqe.on("queryResponse", (_, answer) => {
    over(page.dataset.done.replace("{s}", seconds()));
    const refused = answer instanceof Error ? answer.response : answer;
    if (refused && refused.status >= 400) message.textContent = (refused.text || refused.statusText || "").trim();
    else if (answer instanceof Error) message.textContent = answer.message;
  });
  yasqe.on("queryAbort", () => over(page.dataset.cancelled));
}

const watched = new Set();
function watchCurrent() {
  const tab = editor.getTab();
  if (!tab || watched.has(tab) || !tab.getYasqe()) return;
  watched.add(tab);
  watch(tab);
}
watchCurrent();
editor.on("tabSelect", () => setTimeout(watchCurrent));
cancel.addEventListener("click", () => editor.getTab().getYasqe().abortQuery());

async function open(form) {
  const values = new URLSearchParams([...new FormData(form)].filter(([, value]) => value.trim()));
  const response = await fetch(`/queries/${form.dataset.name}?${values}`);
  const text = await response.text();
  message.textContent = response.ok ? "" : text.trim();
  if (!response.ok) return;
  const tab = editor.getTab();
  tab.setQuery(text);
  tab.query().catch(() => undefined); // what went wrong is said above
  if (matchMedia("(max-width: 860px)").matches) document.querySelector(".bench").scrollIntoView();
}

for (const form of document.querySelectorAll("form.named")) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    open(form);
  });
}

const find = document.getElementById("find-query");
find.hidden = false;
find.addEventListener("input", () => {
  const words = find.value.toLowerCase().split(/\s+/).filter(Boolean);
  let left = 0;
  for (const group of document.querySelectorAll(".group")) {
    let shown = 0;
    for (const entry of group.querySelectorAll("details")) {
      const text = entry.querySelector("form").dataset.words.toLowerCase();
      entry.hidden = !words.every((word) => text.includes(word));
      shown += entry.hidden ? 0 : 1;
    }
    group.hidden = shown === 0;
    left += shown;
  }
  document.getElementById("no-query").hidden = left > 0;
});

// A node of this graph opens on this server, wherever its base points to.
document.getElementById("yasgui").addEventListener("click", (event) => {
  const link = event.target.closest("a[href]");
  if (link && link.href.startsWith(base)) {
    event.preventDefault();
    window.open("/id/" + link.href.slice(base.length), "_blank", "noopener");
  }
});
