/** The bar of parameters: one labelled control each; a change gives new choices and never touches the page itself. */

import { withChoice } from "./address.js";
import { choicesControl } from "./controls/choices.js";
import { dateRangeControl } from "./controls/date_range.js";
import { plainControl } from "./controls/plain.js";
import { element } from "./dom.js";

/**
 * What a control needs to show one parameter and to change it.
 * @typedef {object} Field
 * @property {import("./types.js").Parameter} parameter
 * @property {string[]} values What is chosen now, as the address writes it; empty for nothing.
 * @property {string} label
 * @property {string} labelId
 * @property {string} controlId
 * @property {boolean} free The viewer may type values of their own.
 * @property {import("./locale.js").Locale} locale
 * @property {() => Promise<{value: string, label: string}[]>} options
 * @property {(values: string[]) => void} change
 */

/**
 * @param {object} input
 * @param {import("./types.js").DashboardAnswer} input.answer
 * @param {URLSearchParams} input.choices
 * @param {import("./locale.js").Locale} input.locale
 * @param {(parameter: string) => Promise<{value: import("./types.js").Value, label: string}[]>} input.loadOptions
 * @param {(choices: URLSearchParams) => void} input.onChange
 * @returns {HTMLElement|null} null when there is nothing to choose
 */
export function parameterBar({ answer, choices, locale, loadOptions, onChange }) {
  const { parameters } = answer.dashboard;
  if (parameters.length === 0) return null;
  const fields = parameters.map((parameter) => {
    const values = chosenValues(parameter.id, choices, answer.parameters);
    const options = once(() => readOptions(parameter, locale, loadOptions));
    const change = (/** @type {string[]} */ chosen) => onChange(withChoice(choices, parameter.id, chosen));
    return labelled({ parameter, values, locale, options, change, ...names(parameter, locale) });
  });
  const reset = element(
    "button",
    { type: "button", class: "button button-quiet", onclick: () => onChange(new URLSearchParams()) },
    locale.say("reset"),
  );
  return element(
    "div",
    { class: "parameters", role: "group", "aria-label": locale.say("parameters") },
    ...fields,
    choices.size ? reset : null,
  );
}

/**
 * The values in force: those of the address, else the default; an empty one in the address means nothing.
 * @param {string} id
 * @param {URLSearchParams} choices
 * @param {import("./types.js").DashboardAnswer["parameters"]} defaults
 * @returns {string[]}
 */
export function chosenValues(id, choices, defaults) {
  if (choices.has(id)) return choices.getAll(id).filter((value) => value !== "");
  const value = defaults.find((item) => item.id === id)?.value ?? null;
  return value === null ? [] : Array.isArray(value) ? value.map(String) : [asText(value)];
}

/** @param {any} value @returns {string} */
function asText(value) {
  if (typeof value !== "object") return String(value);
  return value.named ?? `${value.start}..${value.end}`;
}

/** @param {import("./types.js").Parameter} parameter @param {import("./locale.js").Locale} locale */
function names(parameter, locale) {
  const controlId = `parameter-${parameter.id}`;
  const free = !parameter.options && !parameter.option_statement;
  return { label: locale.text(parameter.label), labelId: `${controlId}-label`, controlId, free };
}

/** @param {Field} field */
function labelled(field) {
  const required = field.parameter.empty === "refuse" && field.values.length === 0;
  const hint = required ? element("span", { class: "parameter-required" }, ` · ${field.locale.say("required")}`) : null;
  const label = element(
    "label",
    { class: "parameter-label", id: field.labelId, for: field.controlId },
    field.label,
    hint,
  );
  return element("div", { class: "parameter", "data-parameter": field.parameter.id }, label, control(field));
}

/** @param {Field} field */
function control(field) {
  if (field.parameter.type === "date_range") return dateRangeControl(field);
  return field.free && !field.parameter.many ? plainControl(field) : choicesControl(field);
}

/**
 * @param {import("./types.js").Parameter} parameter
 * @param {import("./locale.js").Locale} locale
 * @param {(parameter: string) => Promise<{value: import("./types.js").Value, label: string}[]>} loadOptions
 */
async function readOptions(parameter, locale, loadOptions) {
  const written = parameter.options?.map(({ value, label }) => ({ value, label: label ? locale.text(label) : null }));
  const options = written ?? (parameter.option_statement ? await loadOptions(parameter.id) : []);
  return options.map(({ value, label }) => ({ value: String(value), label: label ?? String(value) }));
}

/**
 * Reads at most once, unless reading failed.
 * @template T
 * @param {() => Promise<T>} read
 * @returns {() => Promise<T>}
 */
function once(read) {
  /** @type {Promise<T>|null} */
  let reading = null;
  return () => {
    reading ??= read();
    reading.catch(() => (reading = null));
    return reading;
  };
}
