// The query editor: YASGUI on this server's endpoint, and the named queries beside it. Nothing leaves this server.
"use strict";

const endpoint = new URL(document.body.dataset.endpoint, location.href).href;
const base = document.body.dataset.base;

// YASGUI would ask prefix.cc and LOV for names; this page asks nobody.
Yasgui.Yasqe.defaults.autocompleters = ["variables"];

const editor = new Yasgui(document.getElementById("yasgui"), {
  requestConfig: { endpoint, method: "POST" },
  copyEndpointOnNewTab: false,
  endpointCatalogueOptions: { getData: () => [{ endpoint }] },
  persistenceId: null,
  yasqe: {
    createShareableLink: null,
    value: 'PREFIX kg: <https://w3id.org/jingwei/ontology#>\nPREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>\n\nSELECT ?body ?name WHERE {\n  ?body a kg:GovernmentBody ; rdfs:label ?name .\n}\nORDER BY ?name\nLIMIT 100\n',
  },
  yasr: { prefixes: {} },
});

const message = document.getElementById("message");

async function open(form) {
  const values = new URLSearchParams([...new FormData(form)].filter(([, value]) => value.trim()));
  const response = await fetch(`/queries/${form.dataset.name}?${values}`);
  const text = await response.text();
  message.textContent = response.ok ? "" : text;
  if (!response.ok) return;
  const tab = editor.getTab();
  tab.setQuery(text);
  tab.query().catch(() => undefined); // YASGUI shows the server's sentence itself
}

for (const form of document.querySelectorAll("form.named")) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    open(form);
  });
}

// A node of this graph opens on this server, wherever its base points to.
document.getElementById("yasgui").addEventListener("click", (event) => {
  const link = event.target.closest("a[href]");
  if (link && link.href.startsWith(base)) {
    event.preventDefault();
    window.open("/id/" + link.href.slice(base.length), "_blank", "noopener");
  }
});
