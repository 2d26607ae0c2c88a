/** The order of a table's rows. */

import { compareDecimals } from "./decimals.js";

/**
 * A sorted copy: numbers exactly, text by the language's rules, NULL last either way, ties in their old order.
 * @param {import("./types.js").Value[][]} rows
 * @param {import("./columns.js").ColumnView} view
 * @param {boolean} descending
 * @param {string} tag BCP 47
 */
export function sortRows(rows, view, descending, tag) {
  const present = rows.filter((row) => view.of(row) !== null);
  const absent = rows.filter((row) => view.of(row) === null);
  const sign = descending ? -1 : 1;
  const sorted =
    view.kind === "integer" || view.kind === "number"
      ? byNumber(present, view, sign)
      : byText(present, view, sign, tag);
  return [...sorted, ...absent];
}

/**
 * Each value is read once as a binary number; only ties are compared digit by digit.
 * @param {import("./types.js").Value[][]} rows
 * @param {import("./columns.js").ColumnView} view
 * @param {number} sign
 */
function byNumber(rows, view, sign) {
  const keyed = rows.map((row) => ({ row, key: Number(view.of(row)) }));
  keyed.sort((left, right) => sign * (left.key - right.key || compareDecimals(view.of(left.row), view.of(right.row))));
  return keyed.map(({ row }) => row);
}

/**
 * @param {import("./types.js").Value[][]} rows
 * @param {import("./columns.js").ColumnView} view
 * @param {number} sign
 * @param {string} tag
 */
function byText(rows, view, sign, tag) {
  const collator = new Intl.Collator(tag, { numeric: true });
  return [...rows].sort((left, right) => sign * collator.compare(String(view.of(left)), String(view.of(right))));
}
