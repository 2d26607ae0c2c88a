/**
 * A cross table. It shows the query's own cells and adds no totals: only the author knows whether the values may
 * be added. Where several rows fall into one cell they are added up exactly, and the page says so.
 */

import { channelViews } from "./columns.js";
import { sumDecimals } from "./decimals.js";
import { element } from "./dom.js";
import { NO_VALUE } from "./formats.js";

const MAX_COLUMNS = 200;
const MAX_ROWS = 1000;

/**
 * @typedef {object} Pivot
 * @property {{key: string, row: import("./types.js").Value[]}[]} rows One result row that stands for each row of cells.
 * @property {{key: string, row: import("./types.js").Value[]}[]} columns
 * @property {Map<string, import("./types.js").Value>} cells By row key and column key.
 * @property {boolean} added Whether some cell holds the sum of several rows.
 */

/**
 * @param {HTMLElement} body
 * @param {import("./columns.js").Picture} picture
 * @returns {string[]} notices
 */
export function drawPivot(body, picture) {
  const { locale, widget } = picture;
  const down = channelViews(picture, "rows");
  const across = channelViews(picture, "columns");
  const [value] = channelViews(picture, "value");
  const pivot = pivotOf(picture.data.rows, down, across, value);
  const columns = pivot.columns.slice(0, MAX_COLUMNS);
  const rows = pivot.rows.slice(0, MAX_ROWS);
  const table = element(
    "table",
    { class: "table pivot" },
    head(down, across, columns),
    bodyOf(rows, columns, pivot.cells, down, value),
  );
  const label = locale.say("table_of", { title: locale.text(widget.title) });
  const scroll = element("div", { class: "table-scroll", tabindex: "0", role: "region", "aria-label": label }, table);
  body.replaceChildren(element("div", { class: "table-frame" }, scroll));
  return noticesOf(pivot, locale);
}

/** @param {Pivot} pivot @param {import("./locale.js").Locale} locale */
function noticesOf(pivot, locale) {
  const notices = [];
  if (pivot.added) notices.push(locale.say("added_up"));
  if (pivot.columns.length > MAX_COLUMNS)
    notices.push(locale.say("too_many_columns", { count: locale.count(MAX_COLUMNS) }));
  if (pivot.rows.length > MAX_ROWS) notices.push(locale.say("truncated", { count: locale.count(MAX_ROWS) }));
  return notices;
}

/**
 * @param {import("./types.js").Value[][]} rows
 * @param {import("./columns.js").ColumnView[]} down
 * @param {import("./columns.js").ColumnView[]} across
 * @param {import("./columns.js").ColumnView} value
 * @returns {Pivot}
 */
export function pivotOf(rows, down, across, value) {
  /** @type {Map<string, import("./types.js").Value[]>} */
  const parts = new Map();
  for (const row of rows) {
    const cell = `${keyOf(down, row)} ${keyOf(across, row)}`;
    const part = parts.get(cell);
    if (part) part.push(value.of(row));
    else parts.set(cell, [value.of(row)]);
  }
  const cells = new Map([...parts].map(([cell, values]) => [cell, combined(values)]));
  const added = [...parts.values()].some((values) => values.length > 1);
  return { rows: distinct(down, rows), columns: distinct(across, rows), cells, added };
}

/** @param {import("./types.js").Value[]} values */
function combined(values) {
  if (values.length === 1) return values[0];
  const present = values.filter((value) => value !== null);
  return present.length ? sumDecimals(present) : null;
}

/** @param {import("./columns.js").ColumnView[]} views @param {import("./types.js").Value[]} row */
function keyOf(views, row) {
  return JSON.stringify(views.map((view) => view.of(row)));
}

/**
 * In the order of first appearance, which is the query's.
 * @param {import("./columns.js").ColumnView[]} views
 * @param {import("./types.js").Value[][]} rows
 */
function distinct(views, rows) {
  /** @type {Map<string, import("./types.js").Value[]>} */
  const seen = new Map();
  for (const row of rows) {
    const key = keyOf(views, row);
    if (!seen.has(key)) seen.set(key, row);
  }
  return [...seen].map(([key, row]) => ({ key, row }));
}

/**
 * @param {import("./columns.js").ColumnView[]} down
 * @param {import("./columns.js").ColumnView[]} across
 * @param {Pivot["columns"]} columns
 */
function head(down, across, columns) {
  const corners = down.map((view) => element("th", { class: "pivot-corner", scope: "col" }, view.heading));
  const heads = columns.map(({ row }) =>
    element("th", { scope: "col" }, across.map((view) => view.write(view.of(row))).join(" · ")),
  );
  return element("thead", {}, element("tr", {}, ...corners, ...heads));
}

/**
 * @param {Pivot["rows"]} rows
 * @param {Pivot["columns"]} columns
 * @param {Pivot["cells"]} cells
 * @param {import("./columns.js").ColumnView[]} down
 * @param {import("./columns.js").ColumnView} value
 */
function bodyOf(rows, columns, cells, down, value) {
  const lines = rows.map(({ key, row }) => {
    const names = down.map((view) => element("th", { scope: "row" }, view.write(view.of(row))));
    const values = columns.map((column) => {
      const cell = cells.get(`${key} ${column.key}`);
      const absent = cell === undefined || cell === null;
      return element("td", { class: absent ? "numeric absent" : "numeric" }, absent ? NO_VALUE : value.write(cell));
    });
    return element("tr", {}, ...names, ...values);
  });
  return element("tbody", {}, ...lines);
}
