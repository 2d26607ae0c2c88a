// Runs before the first paint, so that a chosen theme or language does not flash in late.
// A classic script on purpose: modules wait for the document. `theme.js` and `locale.js` own these keys.
(() => {
  const root = document.documentElement;
  const asked = new URLSearchParams(location.search).get("ui-lang");
  if (asked) root.lang = asked;
  try {
    const theme = localStorage.getItem("dashwright.theme");
    if (theme === "light" || theme === "dark") root.dataset.theme = theme;
    root.lang = asked ?? localStorage.getItem("dashwright.language") ?? root.lang;
  } catch (error) {
    if (!(error instanceof DOMException)) throw error; // a browser that forbids storage remembers nothing
  }
})();
