/** One number, as large as its card allows, and how it stands against another. */

import { channelViews } from "./columns.js";
import { element, icon } from "./dom.js";

/**
 * @param {HTMLElement} body
 * @param {import("./columns.js").Picture} picture
 */
export function drawMetric(body, picture) {
  const row = picture.data.rows[0];
  const [value] = channelViews(picture, "value");
  const [compare] = channelViews(picture, "compare");
  const text = value.write(value.of(row));
  const number = element("p", { class: "metric-value", title: text }, text);
  number.style.setProperty("--length", String(Math.max(6, text.length)));
  const comparison = compare ? comparisonLine(value, compare, row, picture.locale) : null;
  body.replaceChildren(element("div", { class: "metric" }, number, comparison));
}

/**
 * @param {import("./columns.js").ColumnView} value
 * @param {import("./columns.js").ColumnView} compare
 * @param {import("./types.js").Value[]} row
 * @param {import("./locale.js").Locale} locale
 */
function comparisonLine(value, compare, row, locale) {
  const change = relativeChange(value.numberOf(row), compare.numberOf(row));
  const words = `${compare.heading} ${compare.write(compare.of(row))}`;
  return element(
    "p",
    { class: "metric-compare" },
    change === null ? null : changeMark(change, locale),
    element("span", {}, words),
  );
}

/**
 * The change as a fraction; null where none can be told (nothing to compare with, or zero).
 * @param {number|null} now
 * @param {number|null} before
 */
export function relativeChange(now, before) {
  if (now === null || before === null || before === 0) return null;
  return (now - before) / Math.abs(before);
}

/**
 * The mark has one colour whichever way it points: whether more is better is not for the page to know.
 * @param {number} change
 * @param {import("./locale.js").Locale} locale
 */
function changeMark(change, locale) {
  const format = new Intl.NumberFormat(locale.tag, { style: "percent", maximumFractionDigits: 1 });
  const text = format.format(Math.abs(change));
  const direction = text === format.format(0) ? "none" : change > 0 ? "up" : "down";
  const picture = { up: "up_arrow", down: "down_arrow", none: "flat_arrow" }[direction];
  const spoken = locale.say(`change_${direction}`, { change: text });
  const attributes = { class: "metric-change", "data-direction": direction, "aria-label": spoken, role: "img" };
  return element("span", attributes, icon(picture), text);
}
