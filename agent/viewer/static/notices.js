/** What stands in the main column when there is no dashboard to show. */

import { element, icon } from "./dom.js";
import { faultOf } from "./states.js";

/**
 * @param {string} title
 * @param {string} hint
 * @param {HTMLElement|null} [action]
 */
export function notice(title, hint, action = null) {
  return element(
    "div",
    { class: "notice", role: "status" },
    icon("empty"),
    element("h1", {}, title),
    element("p", {}, hint),
    action,
  );
}

/**
 * The whole page failed: nothing is known about the site or the dashboard yet.
 * @param {unknown} error
 * @param {import("./locale.js").Locale} locale
 * @param {() => void} retry
 */
export function failureNotice(error, locale, retry) {
  const { message, remedy, code } = faultOf(error, locale);
  const button = element(
    "button",
    { type: "button", class: "button", onclick: retry },
    icon("retry"),
    locale.say("retry"),
  );
  const hint = [remedy, code ? locale.say("code", { code }) : null].filter(Boolean).join(" · ");
  const node = notice(message, hint, button);
  node.setAttribute("role", "alert");
  return node;
}

/** @param {import("./locale.js").Locale} locale */
export function disconnectedBanner(locale) {
  return element("p", { class: "banner", role: "status" }, icon("alert"), locale.say("disconnected"));
}
