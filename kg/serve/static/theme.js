// Runs before anything is drawn: a theme that was chosen holds from the first picture on.
"use strict";
try {
  const theme = localStorage.getItem("jingwei.theme");
  if (theme === "dark" || theme === "light") document.documentElement.dataset.theme = theme;
} catch {
  // A browser without storage follows the system's theme.
}
