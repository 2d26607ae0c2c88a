/** Bars: upright for dates and short names, lying where names are long or many. */

import { categoryAxis, hasLegend, legend, plot, tooltip, valueAxis } from "./parts.js";
import { aligned, isStackable, rowGroups, seriesSet } from "./series.js";
import { grainOf } from "./time_axis.js";
import { dateFormat } from "../formats.js";

const WIDEST_BAR = 44;
const CHARACTER = 7; // CSS pixels, about
const THINNEST_LYING = 17;

/** @param {import("./chart.js").Scene} scene @returns {import("./chart.js").Drawn} */
export function barOption(scene) {
  const raw = seriesSet(scene);
  const names = categoryNames(scene, raw.x);
  const set = aligned({ ...raw, axis: "category", series: raw.series.map((one) => placed(one, names)) });
  const categories = [...new Set(names.values())];
  const lying = liesDown(scene, set, categories);
  const stacked = set.series.length > 1 && scene.widget.encoding.series !== undefined && isStackable(set);
  const series = set.series.map((one, index) => bars(one, { stacked, lying, last: index === set.series.length - 1 }));
  const named = series.map(({ name }) => name);
  return {
    option: {
      grid: plot(hasLegend(scene, named), lying ? { right: 22 } : {}),
      legend: legend(scene, named),
      ...axes(scene, set, categories, lying),
      ...(lying ? scrolled(scene, categories.length) : {}),
      tooltip: {
        ...tooltip(scene, "axis", (params) => told(params, set)),
        axisPointer: { type: "shadow", shadowStyle: { color: scene.colours.muted, opacity: 0.1 } },
      },
      series,
    },
    points: raw.series.reduce((sum, { points }) => sum + points.length, 0),
  };
}

/**
 * The name under each row's bar. A name that a series already has gets a character that is not seen, so that the
 * second row is a bar of its own and none is lost.
 * @param {import("./chart.js").Scene} scene
 * @param {import("../columns.js").ColumnView} x
 * @returns {Map<import("../types.js").Value[], string>} by row
 */
function categoryNames(scene, x) {
  const write = x.isMoment && !x.format ? momentWriter(scene, x) : x.write;
  const names = new Map();
  for (const rows of rowGroups(scene).values()) {
    /** @type {Map<string, number>} */
    const seen = new Map();
    for (const row of rows) {
      const name = write(x.of(row));
      const before = seen.get(name) ?? 0;
      seen.set(name, before + 1);
      names.set(row, name + "\u200b".repeat(before));
    }
  }
  return names;
}

/** @param {import("./chart.js").Scene} scene @param {import("../columns.js").ColumnView} x */
function momentWriter({ data, locale }, x) {
  const grain = grainOf(data.rows.map((row) => x.of(row)));
  if (grain === "minute" || grain === "day") return x.write;
  const format = dateFormat(grain, "UTC", locale);
  return (/** @type {any} */ value) => (value === null ? x.write(null) : format.format(new Date(value)));
}

/** @param {import("./series.js").Series} one @param {Map<import("../types.js").Value[], string>} names */
function placed(one, names) {
  const points = one.points.map((point) => ({ ...point, x: point.row ? (names.get(point.row) ?? null) : null }));
  return { ...one, points };
}

/**
 * @param {import("./chart.js").Scene} scene
 * @param {import("./series.js").SeriesSet} set
 * @param {string[]} categories
 */
function liesDown({ width }, set, categories) {
  if (set.x.isMoment || set.x.isNumeric) return false;
  const longest = Math.max(...categories.map((name) => name.length));
  return longest * CHARACTER > (width - 50) / categories.length;
}

/** @param {import("./series.js").Series} one @param {{stacked: boolean, lying: boolean, last: boolean}} how */
function bars(one, { stacked, lying, last }) {
  const rounded = lying ? [0, 3, 3, 0] : [3, 3, 0, 0];
  return {
    type: "bar",
    name: one.name,
    stack: stacked ? "all" : undefined,
    data: one.points.map(({ y, row }) => (row ? y : null)),
    barMaxWidth: WIDEST_BAR,
    barCategoryGap: "28%",
    itemStyle: { borderRadius: stacked && !last ? 0 : rounded },
    emphasis: { focus: stacked ? "series" : "none" },
  };
}

/**
 * @param {import("./chart.js").Scene} scene
 * @param {import("./series.js").SeriesSet} set
 * @param {string[]} categories
 * @param {boolean} lying
 */
function axes(scene, set, categories, lying) {
  const values = valueAxis(scene, set.series[0].measure);
  if (!lying) return { xAxis: categoryAxis(scene, categories), yAxis: values };
  const width = Math.min(220, scene.width * 0.42);
  const names = categoryAxis(scene, categories, {
    inverse: true,
    axisLabel: { width, overflow: "truncate", interval: 0 },
  });
  return { xAxis: values, yAxis: names };
}

/** More bars than fit are scrolled through. @param {import("./chart.js").Scene} scene @param {number} count */
function scrolled({ height, colours }, count) {
  const fitting = Math.max(3, Math.floor((height - 40) / THINNEST_LYING));
  if (count <= fitting) return {};
  const window = { yAxisIndex: 0, startValue: 0, endValue: fitting - 1, zoomLock: true };
  const slider = {
    ...window,
    type: "slider",
    right: 2,
    width: 10,
    brushSelect: false,
    showDetail: false,
    handleSize: 0,
    borderColor: "transparent",
    fillerColor: colours.line,
    backgroundColor: colours.grid,
    showDataShadow: false,
    moveHandleSize: 0,
  };
  return {
    dataZoom: [
      slider,
      { ...window, type: "inside", zoomOnMouseWheel: false, moveOnMouseWheel: true, moveOnMouseMove: false },
    ],
  };
}

/** @param {any[]} params @param {import("./series.js").SeriesSet} set */
function told(params, set) {
  const lines = params.flatMap(({ seriesIndex, dataIndex, color }) => {
    const { name, measure, points } = set.series[seriesIndex];
    const row = points[dataIndex]?.row;
    return row ? [{ name, value: measure.write(measure.of(row)), colour: color }] : [];
  });
  return lines.length ? { title: String(params[0].name), lines } : null;
}
