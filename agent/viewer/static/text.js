/**
 * A text widget: paragraphs, lists of lines that begin with "- ", lines indented by four blanks that are kept as they are,
 * and **strong** words. Never markup.
 */

import { element } from "./dom.js";

/**
 * @param {HTMLElement} body
 * @param {import("./types.js").Widget} widget
 * @param {import("./locale.js").Locale} locale
 */
export function drawText(body, widget, locale) {
  const blocks = locale
    .text(widget.text)
    .replace(/^(?:[^\S\n]*\n)+|\s+$/g, "")
    .split(/\n[^\S\n]*\n(?:[^\S\n]*\n)*/);
  body.replaceChildren(element("div", { class: "words" }, ...blocks.flatMap(block)));
}

const KEPT = "    ";

/** @param {string} text @returns {HTMLElement[]} */
function block(text) {
  const written = text.split("\n");
  if (written.every((line) => line.startsWith(KEPT)))
    return [element("pre", {}, written.map((line) => line.slice(KEPT.length)).join("\n"))];
  const lines = written.map((line) => line.trim());
  const isItem = (/** @type {string} */ line) => line.startsWith("- ");
  if (lines.every(isItem))
    return [element("ul", {}, ...lines.map((line) => element("li", {}, ...strong(line.slice(2)))))];
  const from = lines.findIndex(isItem);
  if (from > 0 && lines.slice(from).every(isItem)) {
    return [...block(lines.slice(0, from).join("\n")), ...block(lines.slice(from).join("\n"))];
  }
  return [element("p", {}, ...strong(lines.join("\n")))];
}

/** @param {string} text @returns {(Node|string)[]} */
function strong(text) {
  return text.split(/\*\*(.+?)\*\*/s).map((part, index) => (index % 2 ? element("strong", {}, part) : part));
}
