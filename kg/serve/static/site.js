// What every page has: the choice of theme and language, kept for the next page and for the network.
"use strict";
(() => {
  const keep = (key, value) => {
    try {
      localStorage.setItem(key, value);
    } catch {
      // A browser without storage forgets the choice with the page.
    }
  };
  const root = document.documentElement;
  keep("jingwei.language", root.lang === "en" ? "en" : "zh");

  const theme = document.getElementById("theme");
  const dark = () => (root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches);
  theme.hidden = false;
  theme.addEventListener("click", () => {
    root.dataset.theme = dark() ? "light" : "dark";
    keep("jingwei.theme", root.dataset.theme);
  });

  // "/" goes to the search, as in the network.
  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest("input, textarea, select, [contenteditable], .CodeMirror")) return;
    event.preventDefault();
    document.querySelector("form.find input").focus();
  });
})();
