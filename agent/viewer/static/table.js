/** A table of any number of rows: sorted by a column, a page at a time, with its head in sight. */

import { tableViews } from "./columns.js";
import { announce, element, icon } from "./dom.js";
import { Pager } from "./pager.js";
import { sortRows } from "./sorting.js";

const MAX_COLUMNS = 200;
const LONG_TEXT = 40; // characters from which a cell may be cut, and tells its text when pointed at

/** @typedef {{column: string, descending: boolean}|null} Order null is the answer's own. */

/** The table keeps its order and page when newer rows arrive. */
export class Table {
  /** @param {HTMLElement} body */
  constructor(body) {
    this.body = body;
    /** @type {Order} */
    this.order = null;
    /** @type {import("./types.js").Value[][]} In the order shown. */
    this.rows = [];
    /** @type {import("./columns.js").ColumnView[]} */
    this.views = [];
    this.pager = new Pager(() => this.#showPage());
  }

  /**
   * @param {import("./columns.js").Picture} picture
   * @returns {string[]} what the viewer has to know about the drawing
   */
  update(picture) {
    this.picture = picture;
    this.views = tableViews(picture);
    this.#sort();
    this.#build();
    if (this.views.length <= MAX_COLUMNS) return [];
    return [picture.locale.say("too_many_columns", { count: picture.locale.count(MAX_COLUMNS) })];
  }

  /** All columns, and all rows in the order shown, for CSV. */
  get shown() {
    return { columns: this.views, rows: this.rows };
  }

  get #columns() {
    return this.views.slice(0, MAX_COLUMNS);
  }

  #sort() {
    const { data, locale } = this.#drawn();
    const view = this.views.find((column) => column.name === this.order?.column);
    if (!view) this.order = null;
    this.rows = view && this.order ? sortRows(data.rows, view, this.order.descending, locale.tag) : data.rows;
  }

  #build() {
    const { widget, locale } = this.#drawn();
    const label = locale.say("table_of", { title: locale.text(widget.title) });
    const head = element("tr", {}, ...this.#columns.map((view) => this.#headCell(view)));
    this.lines = element("tbody");
    const table = element("table", { class: "table" }, element("thead", {}, head), this.lines);
    this.scroll = element("div", { class: "table-scroll", tabindex: "0", role: "region", "aria-label": label }, table);
    this.body.replaceChildren(element("div", { class: "table-frame" }, this.scroll, this.pager.element));
    this.#showPage();
  }

  /** @param {import("./columns.js").ColumnView} view */
  #headCell(view) {
    const direction = this.#directionOf(view);
    const mark = icon(direction === "descending" ? "down_arrow" : "up_arrow");
    const attributes = {
      type: "button",
      class: "sort-button",
      "data-column": view.name,
      onclick: () => this.#turn(view),
    };
    const button = element("button", attributes, view.heading, mark);
    return element("th", { scope: "col", class: view.isNumeric ? "numeric" : null, "aria-sort": direction }, button);
  }

  /** @param {import("./columns.js").ColumnView} view @returns {"ascending"|"descending"|null} */
  #directionOf(view) {
    if (this.order?.column !== view.name) return null;
    return this.order.descending ? "descending" : "ascending";
  }

  /** To the next of: ascending, descending, the answer's own order. @param {import("./columns.js").ColumnView} view */
  #turn(view) {
    const before = this.#directionOf(view);
    this.order = before === "descending" ? null : { column: view.name, descending: before === "ascending" };
    this.pager.page = 0;
    this.#sort();
    this.#build();
    /** @type {HTMLElement|null} */ (this.body.querySelector(`[data-column="${CSS.escape(view.name)}"]`))?.focus();
    const now = this.#directionOf(view);
    announce(this.#drawn().locale.say(now ? `sorted_${now}` : "unsorted", { column: view.heading }));
  }

  #showPage() {
    const rows = this.pager.slice(this.rows, this.#drawn().locale);
    const columns = this.#columns;
    this.lines?.replaceChildren(...rows.map((row) => element("tr", {}, ...columns.map((view) => cell(view, row)))));
    if (this.scroll) this.scroll.scrollTop = 0;
  }

  /** @returns {import("./columns.js").Picture} */
  #drawn() {
    if (!this.picture) throw new Error("a table is updated before it is used");
    return this.picture;
  }
}

/** @param {import("./columns.js").ColumnView} view @param {import("./types.js").Value[]} row */
function cell(view, row) {
  const value = view.of(row);
  const text = view.write(value);
  const kind = [view.isNumeric ? "numeric" : "", value === null ? "absent" : ""].join(" ").trim();
  return element("td", { class: kind || null, title: text.length > LONG_TEXT ? text : null }, text);
}
