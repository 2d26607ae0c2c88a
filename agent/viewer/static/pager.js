/** Which rows of many are shown: a line below a table with the range, the page's size, and steps. */

import { announce, element, icon } from "./dom.js";

const PAGE_SIZES = [25, 50, 100, 250];

export class Pager {
  /** @param {() => void} onChange Called when other rows are to be shown. */
  constructor(onChange) {
    this.onChange = onChange;
    this.page = 0;
    this.pageSize = 50;
    this.count = 0;
    this.range = element("span", { class: "pager-range" });
    this.element = element("div", { class: "pager" });
  }

  get first() {
    return this.page * this.pageSize;
  }

  get pages() {
    return Math.max(1, Math.ceil(this.count / this.pageSize));
  }

  /**
   * The rows of the present page; the line tells which they are.
   * @template T
   * @param {T[]} rows
   * @param {import("./locale.js").Locale} locale
   * @returns {T[]}
   */
  slice(rows, locale) {
    this.count = rows.length;
    this.page = Math.min(this.page, this.pages - 1);
    const shown = rows.slice(this.first, this.first + this.pageSize);
    this.#tell(shown.length, locale);
    return shown;
  }

  /** @param {number} shown @param {import("./locale.js").Locale} locale */
  #tell(shown, locale) {
    const [first, last] = [this.first + 1, this.first + shown].map((row) => locale.count(row));
    this.range.textContent = locale.say("rows_shown", { first, last, count: locale.count(this.count) });
    const sizes = this.count > PAGE_SIZES[0] ? [this.#sizes(locale)] : [];
    const steps = this.pages > 1 ? this.#steps(locale) : [];
    this.element.replaceChildren(this.range, ...sizes, ...steps);
  }

  /** @param {import("./locale.js").Locale} locale */
  #steps(locale) {
    const targets = { first: 0, previous: this.page - 1, next: this.page + 1, last: this.pages - 1 };
    return Object.entries(targets).map(([name, target]) => {
      const attributes = {
        type: "button",
        class: "button button-quiet button-icon",
        "aria-label": locale.say(`page_${name}`),
        "data-step": name,
        disabled: target === this.page || target < 0 || target >= this.pages,
        onclick: () => this.#go(target, name),
      };
      return element("button", attributes, icon(name));
    });
  }

  /** @param {number} page @param {string} step The button that keeps the focus, if it still leads anywhere. */
  #go(page, step) {
    this.page = page;
    this.onChange();
    /** @type {HTMLElement|null} */ (this.element.querySelector(`[data-step="${step}"]:not(:disabled)`))?.focus();
    announce(this.range.textContent ?? "");
  }

  /** @param {import("./locale.js").Locale} locale */
  #sizes(locale) {
    const attributes = { class: "field-select", "aria-label": locale.say("rows_per_page") };
    const select = /** @type {HTMLSelectElement} */ (element("select", attributes));
    select.append(...PAGE_SIZES.map((size) => element("option", { value: size }, locale.count(size))));
    select.value = String(this.pageSize);
    select.addEventListener("change", () => this.#resize(Number(select.value)));
    return select;
  }

  /** The first row shown stays in sight. @param {number} pageSize */
  #resize(pageSize) {
    this.page = Math.floor(this.first / pageSize);
    this.pageSize = pageSize;
    this.onChange();
    this.element.querySelector("select")?.focus();
  }
}
