// Runs before the first paint, so that a chosen theme or language does not flash in late.
// A classic script on purpose: modules wait for the document. `theme.js` and `locale.js` own these keys.
(() => {
  const root = document.documentElement;
  const theme = localStorage.getItem("dashwright.theme");
  if (theme === "light" || theme === "dark") root.dataset.theme = theme;
  const language = new URLSearchParams(location.search).get("ui-lang") ?? localStorage.getItem("dashwright.language");
  if (language) root.lang = language;
})();
