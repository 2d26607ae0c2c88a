/** One open dashboard: its head, its parameters, its cards. */

import { knownChoices } from "./address.js";
import { getDashboard, getOptions, getWidgetData } from "./api.js";
import { element } from "./dom.js";
import { Grid } from "./grid.js";
import { parameterBar } from "./parameters.js";
import { queue } from "./queue.js";

const AT_ONCE = 4; // of the six connections that a browser gives one host over HTTP/1.1
const NO_REFRESH = Infinity;
const limited = queue(AT_ONCE);

export class OpenDashboard {
  /**
   * @param {import("./types.js").DashboardAnswer} answer
   * @param {URLSearchParams} choices As the address has them.
   * @param {object} page
   * @param {() => import("./locale.js").Locale} page.locale
   * @param {(choices: URLSearchParams) => void} page.onChoices
   * @param {() => void} page.onOtherVersion Data came from a version that is not the one shown.
   */
  constructor(answer, choices, page) {
    this.answer = answer;
    this.choices = choices;
    this.page = page;
    this.head = element("header", { class: "dashboard-head" });
    this.bar = element("div");
    this.grid = new Grid({
      locale: page.locale,
      load: (widget, signal) => this.#load(widget, signal),
      refreshSeconds: (widget) => this.answer.refresh_seconds[widget] ?? NO_REFRESH,
      slug: () => this.slug,
    });
    this.element = element("div", { class: "dashboard" }, this.head, this.bar, this.grid.element);
    this.#show();
  }

  get slug() {
    return this.answer.dashboard.slug;
  }

  get known() {
    return knownChoices(this.choices, this.answer.dashboard);
  }

  /** @param {string} widget @param {AbortSignal} signal */
  async #load(widget, signal) {
    const data = await limited(() => getWidgetData(this.slug, widget, this.known, signal));
    if (data.version !== this.answer.version) this.page.onOtherVersion();
    return data;
  }

  #show() {
    this.#words();
    this.grid.show(this.answer.dashboard.widgets);
  }

  #words() {
    const { dashboard } = this.answer;
    const locale = this.page.locale();
    const title = element("h1", { class: "dashboard-title" }, locale.text(dashboard.title));
    const description = dashboard.description
      ? element("p", { class: "dashboard-description" }, locale.text(dashboard.description))
      : null;
    this.head.replaceChildren(...[title, description].filter((part) => part !== null));
    this.#showBar();
  }

  /** Rebuilds the bar; the focus stays on the control that had it, or goes to the first if that one is gone. */
  #showBar() {
    const focused = this.bar.contains(document.activeElement) ? document.activeElement : null;
    const locale = this.page.locale();
    const bar = parameterBar({
      answer: this.answer,
      choices: this.known,
      locale,
      loadOptions: (parameter) => getOptions(this.slug, parameter, locale.language),
      onChange: this.page.onChoices,
    });
    this.bar.replaceChildren(...(bar ? [bar] : []));
    if (focused) (document.getElementById(focused.id) ?? firstControl(this.bar))?.focus();
  }

  /** Every card asks for its data. @param {"refresh"|"choices"|"version"} reason */
  load(reason) {
    this.grid.each((card) => card.load(reason));
  }

  /** The address has other choices. @param {URLSearchParams} choices */
  choose(choices) {
    const before = this.known.toString();
    this.choices = choices;
    if (this.known.toString() === before) return;
    this.#showBar();
    this.load("choices");
  }

  /** Takes over a new version's definition in place and asks for its data. */
  async renew() {
    this.answer = await getDashboard(this.slug);
    this.#show();
    this.load("version");
  }

  relocalize() {
    this.#words();
    this.grid.each((card) => card.relocalize());
  }

  recolour() {
    this.grid.each((card) => card.drawing?.recolour?.());
  }

  /** Ages, and refreshes that are due. @param {number} now Milliseconds of `performance.now()`. */
  tick(now) {
    this.grid.each((card) => {
      card.tick(now);
      card.refreshIfDue(now);
    });
  }

  remove() {
    this.grid.remove();
    this.element.remove();
  }
}

/** @param {HTMLElement} bar @returns {HTMLElement|null} */
function firstControl(bar) {
  return bar.querySelector("button, input, select");
}
