/** Lines and areas over time, numbers or names. */

import { categoryAxis, hasLegend, legend, mayLeaveZero, plot, tooltip, valueAxis } from "./parts.js";
import { aligned, distinctX, isStackable, seriesSet } from "./series.js";
import { timeAxis } from "./time_axis.js";

const SYMBOLS_UP_TO = 40;
const PALETTE = 8;

/** @param {import("./chart.js").Scene} scene @returns {import("./chart.js").Drawn} */
export function lineOption(scene) {
  const set = seriesSet(scene);
  return drawn(scene, set, stroke, mayLeaveZero(set.series.flatMap(({ points }) => points.map(({ y }) => y))));
}

/**
 * Areas of several series are stacked where that is sound.
 * @param {import("./chart.js").Scene} scene
 * @returns {import("./chart.js").Drawn}
 */
export function areaOption(scene) {
  const set = seriesSet(scene);
  const stacked = set.series.length > 1 && scene.widget.encoding.series !== undefined && isStackable(set);
  const fill = { areaStyle: { opacity: stacked ? 0.55 : 0.16 }, stack: stacked ? "all" : undefined };
  return drawn(scene, stacked ? aligned(set) : set, (one, index) => ({ ...stroke(one, index), ...fill }), false);
}

/** @param {import("./series.js").Series} one @param {number} index */
function stroke({ points }, index) {
  return {
    showSymbol: points.length <= SYMBOLS_UP_TO,
    symbol: "circle",
    symbolSize: 5,
    lineStyle: { width: 2, type: index < PALETTE ? "solid" : "dashed" },
    sampling: points.length > 2000 ? "lttb" : undefined,
    emphasis: { focus: "series" },
  };
}

/**
 * @param {import("./chart.js").Scene} scene
 * @param {import("./series.js").SeriesSet} set
 * @param {(one: import("./series.js").Series, index: number) => object} style
 * @param {boolean} scale
 */
function drawn(scene, set, style, scale) {
  const names = set.series.map(({ name }) => name);
  const series = set.series.map((one, index) => ({
    type: "line",
    name: one.name,
    data: one.points.map(({ x, y }) => [x, y]),
    ...style(one, index),
  }));
  const option = {
    grid: plot(hasLegend(scene, names)),
    legend: legend(scene, names),
    xAxis: horizontalAxis(scene, set),
    yAxis: valueAxis(scene, set.series[0].measure, { scale }),
    tooltip: tooltip(scene, "axis", (params) => told(params, set)),
    series,
  };
  return { option, points: set.series.reduce((sum, { points }) => sum + points.length, 0) };
}

/** @param {import("./chart.js").Scene} scene @param {import("./series.js").SeriesSet} set */
function horizontalAxis(scene, set) {
  if (set.axis === "time") return timeAxis(scene, set.x);
  if (set.axis === "value") return valueAxis(scene, set.x, { scale: true, splitLine: { show: false } });
  return categoryAxis(scene, distinctX(set).map(String), { boundaryGap: false });
}

/** @param {any[]} params @param {import("./series.js").SeriesSet} set */
function told(params, set) {
  const found = params.map(({ seriesIndex, dataIndex, color }) => {
    const { name, measure, points } = set.series[seriesIndex];
    return { name, measure, row: points[dataIndex]?.row, colour: color };
  });
  const first = found.find(({ row }) => row);
  if (!first?.row) return null;
  const lines = found.flatMap(({ name, measure, row, colour }) =>
    row ? [{ name, value: measure.write(measure.of(row)), colour }] : [],
  );
  return { title: set.x.write(set.x.of(first.row)), lines };
}
