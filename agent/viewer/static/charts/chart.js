/** A canvas that keeps its size and colours up to date. What is drawn on it is an option from one of the siblings. */

import { chartColours } from "../theme.js";
import { areaOption, lineOption } from "./line.js";
import { barOption } from "./bar.js";
import { heatmapOption } from "./heatmap.js";
import { loadEcharts } from "./library.js";
import { pieOption } from "./pie.js";
import { scatterOption } from "./scatter.js";

/**
 * What an option is made from: a picture, the colours of the theme and the canvas's size in CSS pixels.
 * @typedef {import("../columns.js").Picture & {colours: import("../theme.js").Colours, width: number, height: number}} Scene
 *
 * @typedef {object} Drawn
 * @property {object} option ECharts' option, without what `dressed` adds for all charts.
 * @property {number} points How many marks are drawn.
 * @property {string[]} [notices] What the viewer has to know about the drawing.
 */

/** @type {Record<string, (scene: Scene) => Drawn>} */
const OPTIONS = {
  line: lineOption,
  area: areaOption,
  bar: barOption,
  pie: pieOption,
  scatter: scatterOption,
  heatmap: heatmapOption,
};

const reducedMotion = matchMedia("(prefers-reduced-motion: reduce)");

/** @param {string} type */
export const isChart = (type) => type in OPTIONS;

/** One chart in one element. */
export class Chart {
  /** @param {HTMLElement} place */
  constructor(place) {
    this.place = place;
    /** @type {any} */
    this.instance = null;
    this.observer = new ResizeObserver(() => this.#resize());
  }

  /**
   * Draws, or draws anew without blanking.
   * @param {import("../columns.js").Picture} picture
   * @returns {Promise<string[]>} notices
   */
  async update(picture) {
    const echarts = await loadEcharts();
    this.picture = picture;
    if (!this.instance) {
      this.instance = echarts.init(this.place, null, { renderer: "canvas" });
      this.observer.observe(this.place);
    }
    return this.#draw(!reducedMotion.matches);
  }

  /** @param {boolean} animated */
  #draw(animated) {
    if (!this.picture) return [];
    const { widget, locale } = this.picture;
    const size = { width: this.place.clientWidth, height: this.place.clientHeight };
    const colours = chartColours();
    const { option, points, notices = [] } = OPTIONS[widget.type]({ ...this.picture, ...size, colours });
    this.instance.setOption(dressed(option, colours, animated), { notMerge: true });
    if (!animated) this.instance.getZr().flush(); // at once: paper does not wait for the next frame
    this.place.setAttribute("role", "img");
    const words = {
      type: locale.say(`type_${widget.type}`),
      title: locale.text(widget.title),
      points: locale.count(points),
    };
    this.place.setAttribute("aria-label", locale.say("chart_of", words));
    return notices;
  }

  /** Draws with the colours of the theme that has just been chosen. */
  recolour() {
    if (this.instance) this.#draw(false);
  }

  #resize() {
    const { clientWidth, clientHeight } = this.place;
    if (!this.instance || clientWidth === 0 || clientHeight === 0) return;
    if (clientWidth === this.instance.getWidth() && clientHeight === this.instance.getHeight()) return;
    this.instance.resize();
    this.#draw(false);
  }

  remove() {
    this.observer.disconnect();
    this.instance?.dispose();
  }
}

/** @param {any} option @param {import("../theme.js").Colours} colours @param {boolean} animated */
function dressed(option, colours, animated) {
  return {
    useUTC: true,
    animation: animated,
    animationDuration: 350,
    animationDurationUpdate: 350,
    color: colours.series,
    backgroundColor: "transparent",
    textStyle: { fontFamily: colours.font, fontSize: 12, color: colours.soft },
    ...option,
  };
}
