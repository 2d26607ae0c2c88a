/** The control of a parameter with choices (or of many free values): a list with search, one or several ticked. */

import { element, icon } from "../dom.js";
import { popover } from "./popover.js";

const SEARCH_FROM = 9;
/** @typedef {{value: string, label: string}} Option */

/**
 * Choices are read when the list is first opened, and at once where values are already chosen, so that their
 * labels can be shown.
 * @param {import("../parameters.js").Field} field
 * @returns {HTMLElement}
 */
export function choicesControl(field) {
  const text = element("span", { class: "button-text" }, summary(field, []));
  const labelled = { "aria-labelledby": `${field.labelId} ${field.controlId}` };
  const button = element(
    "button",
    { type: "button", class: "button", id: field.controlId, ...labelled },
    text,
    icon("down"),
  );
  const read = () =>
    field.options().then((options) => {
      text.textContent = summary(field, options);
      return options;
    });
  const panel = popover({
    button,
    label: field.label,
    onOpen: (target) => openList(target, field, read, () => panel.close()),
  });
  if (field.values.length > 0) read().catch(() => {}); // the raw values stay; opening the list reports the fault
  return panel.anchor;
}

/** @param {import("../parameters.js").Field} field @param {Option[]} options */
function summary(field, options) {
  const { values, locale, parameter } = field;
  if (values.length === 0) return locale.say({ all: "all", none: "none", refuse: "choose" }[parameter.empty]);
  const labels = values.map((value) => options.find((option) => option.value === value)?.label ?? value);
  return labels.length <= 2 ? labels.join(", ") : locale.say("chosen_count", { count: locale.count(labels.length) });
}

/**
 * @param {HTMLElement} panel
 * @param {import("../parameters.js").Field} field
 * @param {() => Promise<Option[]>} read
 * @param {() => void} close
 */
async function openList(panel, field, read, close) {
  panel.replaceChildren(note(field.locale.say("loading")));
  try {
    const options = await read();
    fill(panel, field, options, close);
    /** @type {HTMLElement|null} */ (panel.querySelector("input, .choice"))?.focus();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    panel.replaceChildren(note(field.locale.say("options_failed"), "error"), note(reason));
  }
}

/** @param {string} text @param {string} [kind] */
function note(text, kind) {
  return element("p", { class: "popover-note", "data-kind": kind, role: kind === "error" ? "alert" : null }, text);
}

/**
 * @param {HTMLElement} panel
 * @param {import("../parameters.js").Field} field
 * @param {Option[]} options
 * @param {() => void} close
 */
function fill(panel, field, options, close) {
  const { locale, parameter } = field;
  const known = new Set(options.map((option) => option.value));
  const all = [
    ...options,
    ...field.values.filter((value) => !known.has(value)).map((value) => ({ value, label: value })),
  ];
  const list = element("div", {
    class: "popover-list",
    role: parameter.many ? "group" : "radiogroup",
    "aria-label": field.label,
  });
  const pick = parameter.many ? severalOf(field) : oneOf(field, close);
  const show = (/** @type {string} */ wanted) => {
    const fitting = all.filter((option) => option.label.toLocaleLowerCase().includes(wanted.toLocaleLowerCase()));
    list.replaceChildren(...(fitting.length ? fitting.map(pick.row) : [note(locale.say("no_options"))]));
  };
  show("");
  const top = field.free
    ? adder(field, (option) => all.push(option) && show(""), pick)
    : all.length >= SEARCH_FROM
      ? search(field, show)
      : null;
  panel.replaceChildren(...[top, list, foot(field, all, pick, show, close)].filter((part) => part !== null));
}

/**
 * One choice at a time: a click chooses and closes.
 * @param {import("../parameters.js").Field} field @param {() => void} close
 */
function oneOf(field, close) {
  const row = (/** @type {Option} */ option) => {
    const chosen = field.values.includes(option.value);
    const onclick = () => {
      close();
      field.change([option.value]);
    };
    const attributes = { type: "button", class: "choice", role: "radio", "aria-checked": chosen, onclick };
    return element("button", attributes, option.label, chosen ? icon("check") : null);
  };
  return { row, chosen: new Set(field.values) };
}

/** Several choices: ticks are gathered, and applied together. @param {import("../parameters.js").Field} field */
function severalOf(field) {
  const chosen = new Set(field.values);
  const row = (/** @type {Option} */ option) => {
    const box = /** @type {HTMLInputElement} */ (
      element("input", { type: "checkbox", value: option.value, checked: chosen.has(option.value) })
    );
    box.addEventListener("change", () => (box.checked ? chosen.add(option.value) : chosen.delete(option.value)));
    return element("label", { class: "choice" }, box, option.label);
  };
  return { row, chosen };
}

/** @param {import("../parameters.js").Field} field @param {(wanted: string) => void} show */
function search(field, show) {
  const label = field.locale.say("search_options");
  const input = /** @type {HTMLInputElement} */ (
    element("input", { type: "search", class: "field-input popover-search", placeholder: label, "aria-label": label })
  );
  input.addEventListener("input", () => show(input.value));
  return input;
}

/**
 * @param {import("../parameters.js").Field} field
 * @param {(option: Option) => void} add
 * @param {{chosen: Set<string>}} pick
 */
function adder(field, add, pick) {
  const label = field.locale.say("add_value");
  const input = /** @type {HTMLInputElement} */ (
    element("input", { class: "field-input popover-search", placeholder: label, "aria-label": label })
  );
  input.addEventListener("keydown", (event) => {
    const value = input.value.trim();
    if (event.key !== "Enter" || !value) return;
    event.preventDefault();
    pick.chosen.add(value);
    add({ value, label: value });
    input.value = "";
  });
  return input;
}

/**
 * @param {import("../parameters.js").Field} field
 * @param {Option[]} options
 * @param {{chosen: Set<string>}} pick
 * @param {(wanted: string) => void} show
 * @param {() => void} close
 */
function foot(field, options, pick, show, close) {
  const { locale, parameter } = field;
  const finish = (/** @type {string[]} */ values) => {
    close();
    field.change(values);
  };
  const clearable = parameter.empty !== "refuse";
  if (!parameter.many && !clearable) return null;
  const words = locale.say(parameter.empty === "all" ? "all" : "clear");
  const clear = element("button", { type: "button", class: "button button-quiet", onclick: () => finish([]) }, words);
  const apply = () => finish(options.map((option) => option.value).filter((value) => pick.chosen.has(value)));
  const button = element(
    "button",
    { type: "button", class: "button button-primary", onclick: apply },
    locale.say("apply"),
  );
  return element("div", { class: "popover-foot" }, clearable ? clear : null, parameter.many ? button : null);
}
