/** The controls of single values without a list: text, numbers, a date, yes or no. */

import { element } from "../dom.js";

/** @type {Record<string, Record<string, string>>} How a browser asks for a value of each type. */
const INPUTS = {
  text: { type: "text", maxlength: "4000" },
  integer: { type: "number", step: "1" },
  number: { type: "number", step: "any" },
  date: { type: "date" },
};

/**
 * An input that applies on Enter or when it is left.
 * @param {import("../parameters.js").Field} field
 * @returns {HTMLElement}
 */
export function plainControl(field) {
  if (field.parameter.type === "boolean") return booleanControl(field);
  const placeholder = field.parameter.empty === "all" ? field.locale.say("all") : null;
  const attributes = {
    ...INPUTS[field.parameter.type],
    id: field.controlId,
    placeholder,
    value: field.values[0] ?? "",
  };
  const input = /** @type {HTMLInputElement} */ (
    element("input", { class: "field-input", "aria-labelledby": field.labelId, ...attributes })
  );
  input.addEventListener("change", () => {
    const refused = !input.checkValidity() || (field.parameter.empty === "refuse" && !input.value.trim());
    input.setAttribute("aria-invalid", String(refused));
    if (!refused) field.change(input.value.trim() ? [input.value.trim()] : []);
  });
  return input;
}

/** @param {import("../parameters.js").Field} field */
function booleanControl(field) {
  const { locale, parameter } = field;
  const select = /** @type {HTMLSelectElement} */ (
    element("select", { class: "field-select", id: field.controlId, "aria-labelledby": field.labelId })
  );
  const empty = { all: "all", none: "none", refuse: "choose" }[parameter.empty];
  const entries = [
    ["", empty],
    ["true", "yes"],
    ["false", "no"],
  ];
  for (const [value, key] of entries)
    select.append(
      element("option", { value, disabled: value === "" && parameter.empty === "refuse" }, locale.say(key)),
    );
  select.value = field.values[0] ?? "";
  select.addEventListener("change", () => field.change(select.value ? [select.value] : []));
  return select;
}
