/** The bar at the top (who, language, appearance) and the list of dashboards. */

import { writeAddress } from "./address.js";
import { popover } from "./controls/popover.js";
import { element, icon } from "./dom.js";
import { openDrawer, toggleDrawer } from "./drawer.js";
import { LANGUAGES } from "./locale.js";
import { currentTheme, setTheme, THEMES } from "./theme.js";

const SEARCH_FROM = 12;
/** @type {Record<string, string>} */
const THEME_ICONS = { system: "system", light: "sun", dark: "moon" };

/**
 * @param {import("./types.js").Site} site
 * @param {import("./locale.js").Locale} locale
 * @param {{onLanguage: (language: string) => void}} actions
 */
export function fillBar(site, locale, { onLanguage }) {
  const bar = /** @type {HTMLElement} */ (document.getElementById("site-bar"));
  const toggle = element(
    "button",
    {
      type: "button",
      class: "button button-quiet button-icon nav-toggle",
      "aria-label": locale.say("open_navigation"),
      "aria-controls": "site-nav",
      "aria-expanded": "false",
      onclick: toggleDrawer,
    },
    icon("menu"),
  );
  const mark = element("img", { class: "site-mark", src: "/static/icon.svg", alt: "" });
  const tools = element("div", { class: "site-bar-tools" }, languageMenu(locale, onLanguage), themeMenu(locale));
  bar.replaceChildren(toggle, mark, element("span", { class: "site-name" }, site.tenant.name), tools);
  /** @type {HTMLElement} */ (document.getElementById("skip-link")).textContent = locale.say("skip_to_content");
}

/** @param {import("./locale.js").Locale} locale @param {(language: string) => void} onLanguage */
function languageMenu(locale, onLanguage) {
  const button = element(
    "button",
    {
      type: "button",
      class: "button button-quiet",
      id: "language",
      "aria-label": `${locale.say("language")}: ${LANGUAGES[locale.language]}`,
    },
    LANGUAGES[locale.language],
    icon("down"),
  );
  const entries = Object.entries(LANGUAGES).map(([value, words]) => ({
    value,
    words,
    chosen: value === locale.language,
    lang: value,
  }));
  return choiceMenu(button, locale.say("language"), entries, onLanguage);
}

/** @param {import("./locale.js").Locale} locale */
function themeMenu(locale) {
  const label = locale.say("theme");
  const button = element(
    "button",
    { type: "button", class: "button button-quiet button-icon", id: "theme", "aria-label": label, title: label },
    icon(THEME_ICONS[currentTheme()]),
  );
  const entries = () =>
    THEMES.map((value) => ({ value, words: locale.say(`theme_${value}`), chosen: value === currentTheme() }));
  return choiceMenu(button, label, entries, (theme) => {
    setTheme(/** @type {import("./theme.js").Theme} */ (theme));
    button.replaceChildren(icon(THEME_ICONS[theme]));
  });
}

/** @typedef {{value: string, words: string, chosen: boolean, lang?: string}} Entry */

/**
 * @param {HTMLElement} button
 * @param {string} label
 * @param {Entry[]|(() => Entry[])} entries
 * @param {(value: string) => void} choose
 */
function choiceMenu(button, label, entries, choose) {
  const menu = popover({
    button,
    label,
    role: "menu",
    end: true,
    onOpen: (panel) => {
      const rows = (typeof entries === "function" ? entries() : entries).map(({ value, words, chosen, lang }) => {
        const onclick = () => {
          menu.close();
          choose(value);
        };
        const attributes = {
          type: "button",
          class: "choice",
          role: "menuitemradio",
          "aria-checked": chosen,
          lang,
          "data-value": value,
          onclick,
        };
        return element("button", attributes, words, chosen ? icon("check") : null);
      });
      panel.replaceChildren(...rows);
    },
  });
  return menu.anchor;
}

/**
 * @param {import("./types.js").Site} site
 * @param {string|null} current The slug shown now.
 * @param {import("./locale.js").Locale} locale
 * @param {{language: string|null, onOpen: (slug: string) => void}} how
 */
export function fillNavigation(site, current, locale, { language, onOpen }) {
  const nav = /** @type {HTMLElement} */ (document.getElementById("site-nav"));
  nav.setAttribute("aria-label", locale.say("dashboards"));
  const links = site.dashboards.map(({ slug, title }) => {
    const href = writeAddress({ slug, choices: new URLSearchParams(), language });
    const link = element("a", { href, "aria-current": slug === current ? "page" : null }, locale.text(title));
    link.addEventListener("click", (event) => follow(event, () => onOpen(slug)));
    return element("li", {}, link);
  });
  const list = element("ul", { class: "nav-list" }, ...links);
  const heading = element("p", { class: "nav-heading", "aria-hidden": "true" }, locale.say("dashboards"));
  nav.replaceChildren(
    ...[heading, links.length >= SEARCH_FROM ? search(locale, links) : null, list].filter((part) => part !== null),
  );
}

/**
 * A plain click stays in this page; with a modifier the browser opens a tab.
 * @param {MouseEvent} event
 * @param {() => void} open
 */
function follow(event, open) {
  if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
  event.preventDefault();
  openDrawer(false);
  open();
}

/** @param {import("./locale.js").Locale} locale @param {HTMLElement[]} items */
function search(locale, items) {
  const words = locale.say("find_dashboard");
  const input = /** @type {HTMLInputElement} */ (
    element("input", { type: "search", class: "field-input nav-search", placeholder: words, "aria-label": words })
  );
  input.addEventListener("input", () => {
    const wanted = input.value.toLocaleLowerCase();
    for (const item of items) item.hidden = !item.textContent?.toLocaleLowerCase().includes(wanted);
  });
  return input;
}
