/** One card: what it shows, and the rules of when that is replaced. A fault stays inside its card. */

import { isChart } from "./charts/chart.js";
import { loadEcharts } from "./charts/library.js";
import { drawingFor } from "./drawing.js";
import { ageOf, isDue, isRetryDue, isStale } from "./freshness.js";
import { emptyState, errorState, faultOf, loadingState, stillLoading } from "./states.js";
import { drawText } from "./text.js";
import { WidgetFrame } from "./widget_frame.js";

const SLOW_AFTER = 8000; // milliseconds

/**
 * What a card needs of the page around it.
 * @typedef {object} Surroundings
 * @property {() => import("./locale.js").Locale} locale
 * @property {(widget: string, signal: AbortSignal) => Promise<import("./types.js").WidgetData>} load
 * @property {(widget: string) => number} refreshSeconds
 * @property {() => string} slug
 */

export class WidgetCard {
  /** @param {import("./types.js").Widget} widget @param {Surroundings} surroundings */
  constructor(widget, surroundings) {
    this.widget = widget;
    this.surroundings = surroundings;
    this.asTable = false;
    /** @type {import("./types.js").WidgetData|null} What is shown, or what a drawing failed on. */
    this.data = null;
    /** @type {any} The last fault, until something succeeds. */
    this.error = null;
    /** @type {import("./drawing.js").Drawing|null} */
    this.drawing = null;
    /** @type {AbortController|null} */
    this.loading = null;
    /** Whether what is shown answers an older question (other parameters, another version). */
    this.outdated = false;
    this.failedAt = 0;
    this.arrival = { at: 0, age: 0 };
    this.frame = new WidgetFrame(this);
    this.define(widget);
  }

  get needsData() {
    return this.widget.type !== "text";
  }

  get isChart() {
    return isChart(this.widget.type);
  }

  /**
   * Takes over a definition. What is drawn stays until its own data come.
   * @param {import("./types.js").Widget} widget
   */
  define(widget) {
    if (widget.type !== this.widget.type) this.#forget();
    this.widget = widget;
    const locale = this.surroundings.locale();
    this.frame.place(widget);
    this.frame.name(widget, locale);
    if (this.isChart) loadEcharts(); // while the data are under way
    if (!this.needsData) drawText(this.frame.body, widget, locale);
    else if (!this.data && !this.error) this.frame.body.replaceChildren(loadingState(locale));
  }

  #forget() {
    this.#erase();
    this.data = null;
    this.error = null;
    this.asTable = false;
  }

  #erase() {
    this.drawing?.remove?.();
    this.drawing = null;
  }

  /**
   * Asks for data. After a change of `choices` or `version` a failure replaces what is shown; after a mere
   * `refresh` it stays, and the card says so.
   * @param {"refresh"|"choices"|"version"} [reason]
   */
  async load(reason = "refresh") {
    if (!this.needsData) return;
    this.loading?.abort();
    const controller = (this.loading = new AbortController());
    this.outdated ||= reason !== "refresh";
    this.frame.showProgress({ loading: true, outdated: reason === "choices" });
    const slow = setTimeout(() => this.#sayStillLoading(), SLOW_AFTER);
    try {
      const data = await this.surroundings.load(this.widget.id, controller.signal);
      if (!controller.signal.aborted) await this.#arrived(data);
    } catch (error) {
      if (!controller.signal.aborted) this.#failed(error);
    } finally {
      clearTimeout(slow);
      if (this.loading === controller) this.#settle();
    }
  }

  #settle() {
    this.loading = null;
    this.outdated = false;
    this.frame.showProgress({ loading: false, outdated: false });
  }

  /** @param {import("./types.js").WidgetData} data */
  async #arrived(data) {
    this.data = data;
    this.arrival = { at: performance.now(), age: data.age_seconds };
    await this.draw();
  }

  /** @param {unknown} error */
  #failed(error) {
    this.error = error;
    this.failedAt = performance.now();
    if (this.drawing && !this.outdated) return this.#note([]);
    this.data = null;
    this.#showError();
  }

  #showError() {
    const locale = this.surroundings.locale();
    this.#erase();
    this.frame.body.replaceChildren(errorState(faultOf(this.error, locale), locale, () => this.load("choices")));
    this.#note([]);
  }

  #sayStillLoading() {
    if (!this.data && !this.error) this.frame.body.append(stillLoading(this.surroundings.locale()));
  }

  /**
   * Draws the data at hand, in place where the same kind of drawing already is. Data that cannot be drawn stay at
   * hand.
   */
  async draw() {
    if (!this.data) return;
    this.error = null;
    try {
      this.#note(this.data.rows.length ? await this.#drawRows() : this.#drawNone());
    } catch (error) {
      this.error = error;
      this.failedAt = performance.now();
      this.#showError();
    }
  }

  async #drawRows() {
    const { widget, data } = this;
    this.drawing ??= drawingFor(this.frame.body, this.asTable ? "table" : widget.type);
    return this.drawing.update({ widget, data: /** @type {any} */ (data), locale: this.surroundings.locale() });
  }

  /** @returns {string[]} */
  #drawNone() {
    this.#erase();
    this.frame.body.replaceChildren(emptyState(this.surroundings.locale()));
    return [];
  }

  /** @param {string[]} notices What the drawing says of itself. */
  #note(notices) {
    const locale = this.surroundings.locale();
    const cut = this.data?.truncated ? [locale.say("truncated", { count: locale.count(this.data.row_count) })] : [];
    const odd = this.data?.non_finite ? [locale.say("not_finite", { count: locale.count(this.data.non_finite) })] : [];
    const old =
      this.drawing && this.error
        ? [locale.say("refresh_failed", { time: this.#asOf() }), faultOf(this.error, locale).message]
        : [];
    this.frame.showNotices([...old, ...cut, ...odd, ...notices]);
    this.tick(performance.now());
  }

  #asOf() {
    return this.surroundings.locale().moment(new Date(this.data?.generated_at ?? ""), new Date());
  }

  /** Brings the age up to date. @param {number} now Milliseconds of `performance.now()`. */
  tick(now) {
    if (!this.data) return this.frame.showAge(null);
    const locale = this.surroundings.locale();
    const stale = isStale(this.arrival, this.surroundings.refreshSeconds(this.widget.id), now);
    const long = locale.say(stale ? "stale" : "as_of", { time: this.#asOf() });
    const source = this.data.cached ? `, ${locale.say("cached")}` : "";
    this.frame.showAge({ short: locale.ago(ageOf(this.arrival, now), "narrow"), long: long + source, stale });
  }

  /** Asks again when the answer is older than planned, or some time after a failure. @param {number} now */
  refreshIfDue(now) {
    if (!this.needsData || this.loading) return;
    const refresh = this.surroundings.refreshSeconds(this.widget.id);
    if (this.error ? isRetryDue(this.failedAt, now) : this.data && isDue(this.arrival, refresh, now)) this.load();
  }

  /** Between a chart and the table of its values. */
  async toggleTable() {
    this.asTable = !this.asTable;
    this.#erase();
    await this.draw();
  }

  /** Says everything again in the present language. */
  async relocalize() {
    this.define(this.widget);
    if (this.error && !this.drawing) this.#showError();
    else await this.draw();
  }

  remove() {
    this.loading?.abort();
    this.#erase();
    this.frame.element.remove();
  }
}
