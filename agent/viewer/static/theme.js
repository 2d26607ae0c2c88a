/** Light, dark, or as the device says; and the colours that charts take from the style sheet. */

import { remember, remembered } from "./storage.js";

const KEY = "dashwright.theme";
/** @typedef {"system"|"light"|"dark"} Theme */
/** @type {Theme[]} */
export const THEMES = ["system", "light", "dark"];
const dark = matchMedia("(prefers-color-scheme: dark)");
/** @type {Set<() => void>} */
const listeners = new Set();

/** @returns {Theme} */
export function currentTheme() {
  const stored = remembered(KEY);
  return stored === "light" || stored === "dark" ? stored : "system";
}

/** @param {Theme} theme */
export function setTheme(theme) {
  remember(KEY, theme === "system" ? null : theme);
  show(theme);
}

/** @param {() => void} listener Called when the colours have changed. */
export function onThemeChange(listener) {
  listeners.add(listener);
}

/** Follows the device, and prints in light colours whatever the screen has. */
export function followTheme() {
  dark.addEventListener("change", () => listeners.forEach((listener) => listener()));
  addEventListener("beforeprint", () => show("light"));
  addEventListener("afterprint", () => show(currentTheme()));
}

/** @param {Theme} theme */
function show(theme) {
  if (theme === "system") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
  listeners.forEach((listener) => listener());
}

/**
 * The style sheet's colours as a canvas understands them. A token may be `light-dark(...)`, so the browser is
 * asked what it makes of it.
 * @typedef {ReturnType<typeof chartColours>} Colours
 */
export function chartColours() {
  const probe = document.body.appendChild(document.createElement("span"));
  const token = (/** @type {string} */ name) => {
    probe.style.color = `var(--${name})`;
    return getComputedStyle(probe).color;
  };
  const colours = {
    series: [1, 2, 3, 4, 5, 6, 7, 8].map((number) => token(`series-${number}`)),
    ramp: [0, 1, 2, 3, 4].map((number) => token(`ramp-${number}`)),
    text: token("text"),
    soft: token("text-soft"),
    muted: token("text-muted"),
    line: token("line"),
    grid: token("line-faint"),
    surface: token("surface"),
    raised: token("surface-raised"),
    font: getComputedStyle(document.body).fontFamily,
  };
  probe.remove();
  return colours;
}
