/** What a widget shows when it has no rows to draw: it waits, it has none, or it failed. */

import { BAD_ANSWER, UNREACHABLE } from "./api.js";
import { MissingColumn } from "./columns.js";
import { element, icon } from "./dom.js";

/**
 * A fault in words.
 * @typedef {object} Fault
 * @property {string} message
 * @property {string|null} remedy
 * @property {string|null} code
 */

/**
 * @param {any} error An ApiError, or what drawing threw.
 * @param {import("./locale.js").Locale} locale
 * @returns {Fault}
 */
export function faultOf(error, locale) {
  if (error.code === UNREACHABLE)
    return { message: locale.say("unreachable"), remedy: locale.say("unreachable_remedy"), code: null };
  if (error.code === BAD_ANSWER)
    return {
      message: locale.say("bad_answer", { status: error.status }),
      remedy: locale.say("bad_answer_remedy"),
      code: null,
    };
  if (error.code !== undefined) return { message: error.message, remedy: error.remedy, code: error.code };
  const reason =
    error instanceof MissingColumn ? locale.say("missing_column", { column: error.column }) : error.message;
  return { message: locale.say("drawing_failed", { reason }), remedy: locale.say("drawing_failed_remedy"), code: null };
}

/** @param {import("./locale.js").Locale} locale */
export function loadingState(locale) {
  return element("div", { class: "skeleton", role: "status", "aria-label": locale.say("loading") });
}

/** @param {import("./locale.js").Locale} locale */
export function stillLoading(locale) {
  return element("p", { class: "skeleton-text", role: "status" }, locale.say("still_loading"));
}

/** @param {import("./locale.js").Locale} locale */
export function emptyState(locale) {
  const title = element("p", { class: "state-title" }, locale.say("no_rows"));
  return element(
    "div",
    { class: "state state-empty" },
    icon("empty"),
    title,
    element("p", {}, locale.say("no_rows_hint")),
  );
}

/**
 * @param {Fault} fault
 * @param {import("./locale.js").Locale} locale
 * @param {() => void} retry
 */
export function errorState(fault, locale, retry) {
  const button = element(
    "button",
    { type: "button", class: "button", onclick: retry },
    icon("retry"),
    locale.say("retry"),
  );
  return element(
    "div",
    { class: "state state-error", role: "alert" },
    element("p", { class: "state-title" }, ...withCode(fault.message)),
    fault.remedy ? element("p", { class: "state-remedy" }, ...withCode(fault.remedy)) : null,
    element(
      "div",
      { class: "state-foot" },
      button,
      fault.code ? element("span", {}, locale.say("code", { code: fault.code })) : null,
    ),
  );
}

/** Words between backticks are commands. @param {string} text @returns {(Node|string)[]} */
function withCode(text) {
  return text.split(/`([^`]+)`/).map((part, index) => (index % 2 ? element("code", {}, part) : part));
}
