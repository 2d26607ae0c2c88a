/** A table of any number of rows: sorted by a column, a page at a time, with its head in sight. */

import { tableViews } from "./columns.js";
import { compareDecimals } from "./decimals.js";
import { announce, element, icon } from "./dom.js";

const PAGE_SIZES = [25, 50, 100, 250];
const MAX_COLUMNS = 200;

/** @typedef {{column: string, descending: boolean}|null} Order */

/** The table keeps its order and page when newer rows arrive. */
export class Table {
  /** @param {HTMLElement} body */
  constructor(body) {
    this.body = body;
    /** @type {Order} */
    this.order = null;
    this.page = 0;
    this.pageSize = 50;
  }

  /**
   * @param {import("./columns.js").Picture} picture
   * @returns {string[]} what the viewer has to know about the drawing
   */
  update(picture) {
    this.picture = picture;
    this.views = tableViews(picture);
    this.columns = this.views.slice(0, MAX_COLUMNS);
    this.#sort();
    this.#build();
    if (this.columns.length === this.views.length) return [];
    return [picture.locale.say("too_many_columns", { count: picture.locale.count(MAX_COLUMNS) })];
  }

  /** The columns and rows in the order shown, all pages, for CSV. */
  get shown() {
    return { columns: this.views ?? [], rows: this.rows ?? [] };
  }

  #sort() {
    const { data, locale } = this.#picture();
    const view = this.columns?.find((column) => column.name === this.order?.column);
    if (!view) this.order = null;
    this.rows = view && this.order ? sortRows(data.rows, view, this.order.descending, locale.tag) : data.rows;
    this.page = Math.min(this.page, Math.max(0, Math.ceil(this.rows.length / this.pageSize) - 1));
  }

  #build() {
    const { widget, locale } = this.#picture();
    const label = locale.say("table_of", { title: locale.text(widget.title) });
    const head = element("tr", {}, ...(this.columns ?? []).map((view) => this.#headCell(view)));
    this.rowsBody = element("tbody");
    const table = element("table", { class: "table" }, element("thead", {}, head), this.rowsBody);
    this.scroll = element("div", { class: "table-scroll", tabindex: "0", role: "region", "aria-label": label }, table);
    this.pager = element("div", { class: "pager" });
    this.body.replaceChildren(element("div", { class: "table-frame" }, this.scroll, this.pager));
    this.#showPage();
  }

  /** @param {import("./columns.js").ColumnView} view */
  #headCell(view) {
    const mine = this.order?.column === view.name ? this.order : null;
    const direction = mine ? (mine.descending ? "descending" : "ascending") : null;
    const button = element("button", { type: "button", class: "sort-button", "data-column": view.name }, view.heading, icon(mine?.descending ? "down_arrow" : "up_arrow"));
    button.addEventListener("click", () => this.#turn(view));
    return element("th", { scope: "col", class: view.isNumeric ? "numeric" : null, "aria-sort": direction }, button);
  }

  /** Ascending, descending, the answer's own order. @param {import("./columns.js").ColumnView} view */
  #turn(view) {
    const { locale } = this.#picture();
    const mine = this.order?.column === view.name ? this.order : null;
    this.order = !mine ? { column: view.name, descending: false } : mine.descending ? null : { ...mine, descending: true };
    this.page = 0;
    this.#sort();
    this.#build();
    /** @type {HTMLElement|null} */ (this.body.querySelector(`[data-column="${CSS.escape(view.name)}"]`))?.focus();
    const key = !this.order ? "unsorted" : this.order.descending ? "sorted_descending" : "sorted_ascending";
    announce(locale.say(key, { column: view.heading }));
  }

  #showPage() {
    const first = this.page * this.pageSize;
    const rows = (this.rows ?? []).slice(first, first + this.pageSize);
    this.rowsBody?.replaceChildren(...rows.map((row) => element("tr", {}, ...(this.columns ?? []).map((view) => cell(view, row)))));
    if (this.scroll) this.scroll.scrollTop = 0;
    this.#showPager(first, rows.length);
  }

  /** @param {number} first @param {number} shown */
  #showPager(first, shown) {
    const { locale } = this.#picture();
    const count = this.rows?.length ?? 0;
    const pages = Math.ceil(count / this.pageSize);
    const range = { first: locale.count(first + 1), last: locale.count(first + shown), count: locale.count(count) };
    const words = element("span", { class: "pager-range" }, locale.say("rows_shown", range));
    const steps = pages > 1 ? this.#steps(pages) : [];
    const sizes = count > PAGE_SIZES[0] ? this.#sizes() : null;
    this.pager?.replaceChildren(words, ...(sizes ? [sizes] : []), ...steps);
  }

  /** @param {number} pages */
  #steps(pages) {
    const { locale } = this.#picture();
    const targets = { first: 0, previous: this.page - 1, next: this.page + 1, last: pages - 1 };
    return Object.entries(targets).map(([name, target]) => {
      const useless = target === this.page || target < 0 || target >= pages;
      const attributes = { type: "button", class: "button button-quiet button-icon", "aria-label": locale.say(`page_${name}`), "data-step": name };
      const button = element("button", { ...attributes, disabled: useless }, icon(name));
      button.addEventListener("click", () => this.#go(target, name));
      return button;
    });
  }

  /** @param {number} page @param {string} step */
  #go(page, step) {
    this.page = page;
    this.#showPage();
    /** @type {HTMLElement|null} */ (this.pager?.querySelector(`[data-step="${step}"]:not(:disabled)`))?.focus();
    announce(this.pager?.querySelector(".pager-range")?.textContent ?? "");
  }

  #sizes() {
    const { locale } = this.#picture();
    const select = /** @type {HTMLSelectElement} */ (element("select", { class: "field-select", "aria-label": locale.say("rows_per_page") }));
    select.append(...PAGE_SIZES.map((size) => element("option", { value: size }, locale.count(size))));
    select.value = String(this.pageSize);
    select.addEventListener("change", () => {
      const first = this.page * this.pageSize;
      this.pageSize = Number(select.value);
      this.page = Math.floor(first / this.pageSize);
      this.#showPage();
    });
    return select;
  }

  /** @returns {import("./columns.js").Picture} */
  #picture() {
    if (!this.picture) throw new Error("a table is updated before it is used");
    return this.picture;
  }
}

/** @param {import("./columns.js").ColumnView} view @param {import("./types.js").Value[]} row */
function cell(view, row) {
  const value = view.of(row);
  const text = view.write(value);
  const kind = [view.isNumeric ? "numeric" : "", value === null ? "absent" : ""].join(" ").trim();
  return element("td", { class: kind || null, title: text.length > 40 ? text : null }, text);
}

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
  const sorted = view.kind === "integer" || view.kind === "number" ? byNumber(present, view, sign) : byText(present, view, sign, tag);
  return [...sorted, ...absent];
}

/** Each value is read once as a binary number; only ties are compared digit by digit. @param {import("./types.js").Value[][]} rows @param {import("./columns.js").ColumnView} view @param {number} sign */
function byNumber(rows, view, sign) {
  const keyed = rows.map((row) => ({ row, key: Number(view.of(row)) }));
  keyed.sort((left, right) => sign * (left.key - right.key || compareDecimals(view.of(left.row), view.of(right.row))));
  return keyed.map(({ row }) => row);
}

/** @param {import("./types.js").Value[][]} rows @param {import("./columns.js").ColumnView} view @param {number} sign @param {string} tag */
function byText(rows, view, sign, tag) {
  const collator = new Intl.Collator(tag, { numeric: true });
  return [...rows].sort((left, right) => sign * collator.compare(String(view.of(left)), String(view.of(right))));
}
