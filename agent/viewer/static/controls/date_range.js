/**
 * The control of a `date_range` parameter: named ranges, or two dates. The wire's end is exclusive, the page's is
 * not.
 */

import { element, icon } from "../dom.js";
import { dateFormat } from "../formats.js";
import { popover } from "./popover.js";

const NAMED_RANGES = [
  "today",
  "yesterday",
  "last_7_days",
  "last_30_days",
  "last_90_days",
  "last_12_months",
  "this_month",
  "previous_month",
  "this_quarter",
  "previous_quarter",
  "this_year",
  "previous_year",
  "year_to_date",
  "all_time",
];
const FIXED = /^(\d{4}-\d{2}-\d{2})\.\.(\d{4}-\d{2}-\d{2})$/;

/**
 * @param {import("../parameters.js").Field} field
 * @returns {HTMLElement}
 */
export function dateRangeControl(field) {
  const text = element("span", { class: "button-text" }, describeRange(field.values[0], field.locale));
  const labelled = { "aria-labelledby": `${field.labelId} ${field.controlId}` };
  const button = element(
    "button",
    { type: "button", class: "button", id: field.controlId, ...labelled },
    icon("calendar"),
    text,
    icon("down"),
  );
  const panel = popover({
    button,
    label: field.label,
    onOpen: (target) => fill(target, field, (value) => choose(value)),
  });
  const choose = (/** @type {string|null} */ value) => {
    panel.close();
    field.change(value === null ? [] : [value]);
  };
  return panel.anchor;
}

/**
 * @param {string|undefined} value
 * @param {import("../locale.js").Locale} locale
 */
export function describeRange(value, locale) {
  if (!value) return locale.say("all");
  const dates = FIXED.exec(value);
  if (!dates) return NAMED_RANGES.includes(value) ? locale.say(value) : value;
  const format = dateFormat("day", "UTC", locale);
  return format.formatRange(day(dates[1], 0), day(dates[2], -1));
}

/**
 * @param {HTMLElement} panel
 * @param {import("../parameters.js").Field} field
 * @param {(value: string|null) => void} choose
 */
function fill(panel, field, choose) {
  const choices = field.parameter.empty === "all" ? [null, ...NAMED_RANGES] : NAMED_RANGES;
  const buttons = choices.map((name) => {
    const chosen = name === (field.values[0] ?? null);
    const words = field.locale.say(name ?? "all");
    const attributes = {
      type: "button",
      class: "choice",
      role: "radio",
      "aria-checked": chosen,
      onclick: () => choose(name),
    };
    return element("button", attributes, words, chosen ? icon("check") : null);
  });
  const list = element(
    "div",
    { class: "popover-list range-columns", role: "radiogroup", "aria-label": field.label },
    ...buttons,
  );
  panel.replaceChildren(list, customDates(field, choose));
}

/** @param {import("../parameters.js").Field} field @param {(value: string) => void} choose */
function customDates(field, choose) {
  const { locale } = field;
  const known = FIXED.exec(field.values[0] ?? "");
  const first = dateInput(known ? known[1] : "");
  const last = dateInput(known ? isoDay(day(known[2], -1)) : "");
  const fault = element(
    "p",
    { class: "popover-note", "data-kind": "error", role: "alert", hidden: true },
    locale.say("range_order"),
  );
  const apply = () => {
    fault.hidden = !(first.value && last.value && first.value > last.value);
    if (first.value && last.value && fault.hidden) choose(`${first.value}..${isoDay(day(last.value, 1))}`);
  };
  const form = element(
    "form",
    { class: "range-dates", "aria-label": locale.say("custom_range") },
    element("label", {}, locale.say("from"), first),
    element("label", {}, locale.say("to_inclusive"), last),
    fault,
    element(
      "div",
      { class: "popover-foot" },
      element("button", { class: "button button-primary" }, locale.say("apply")),
    ),
  );
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    apply();
  });
  return form;
}

/** @param {string} value @returns {HTMLInputElement} */
function dateInput(value) {
  return /** @type {HTMLInputElement} */ (
    element("input", { type: "date", class: "field-input", value, required: true })
  );
}

/** @param {string} iso @param {number} shift Days to add. */
function day(iso, shift) {
  return new Date(Date.parse(iso) + shift * 86_400_000);
}

/** @param {Date} date */
function isoDay(date) {
  return date.toISOString().slice(0, 10);
}
