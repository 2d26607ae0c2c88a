/** From rows to series: one for each measure, or for each value of the `series` column. */

import { channelViews, columnView } from "../columns.js";
import { timePosition } from "./time_axis.js";

/**
 * @typedef {object} Point
 * @property {number|string|null} x Where the mark stands: a time, a number or a category's name.
 * @property {number|null} y
 * @property {import("../types.js").Value[]|null} row What the tooltip tells; null where a gap was filled.
 *
 * @typedef {object} Series
 * @property {string} name
 * @property {import("../columns.js").ColumnView} measure
 * @property {Point[]} points
 *
 * @typedef {object} SeriesSet
 * @property {import("../columns.js").ColumnView} x
 * @property {"time"|"value"|"category"} axis
 * @property {Series[]} series
 */

/**
 * @param {import("./chart.js").Scene} scene
 * @returns {SeriesSet}
 */
export function seriesSet(scene) {
  const x = columnView(scene, String(scene.widget.encoding.x));
  const axis = x.isMoment ? "time" : x.isNumeric ? "value" : "category";
  const measures = channelViews(scene, "y");
  const series = [...rowGroups(scene)].flatMap(([group, rows]) =>
    measures.map((measure) => {
      const name = group === null ? measure.heading : measures.length > 1 ? `${group} · ${measure.heading}` : group;
      const points = rows.map((row) => ({ x: xOf(x, axis, row, scene), y: measure.numberOf(row), row }));
      return { name, measure, points };
    }),
  );
  return { x, axis, series };
}

/**
 * Rows by the `series` column's text, in order of first appearance; one group named null without such a column.
 * @param {import("./chart.js").Scene} scene
 * @returns {Map<string|null, import("../types.js").Value[][]>}
 */
export function rowGroups(scene) {
  const [by] = channelViews(scene, "series");
  if (!by) return new Map([[null, scene.data.rows]]);
  /** @type {Map<string|null, import("../types.js").Value[][]>} */
  const groups = new Map();
  for (const row of scene.data.rows) {
    const name = by.write(by.of(row));
    const group = groups.get(name);
    if (group) group.push(row);
    else groups.set(name, [row]);
  }
  return groups;
}

/**
 * @param {import("../columns.js").ColumnView} view
 * @param {"time"|"value"|"category"} axis
 * @param {import("../types.js").Value[]} row
 * @param {import("./chart.js").Scene} scene
 */
function xOf(view, axis, row, scene) {
  if (axis === "time") return timePosition(view.of(row), scene.locale.timeZone);
  return axis === "value" ? view.numberOf(row) : view.write(view.of(row));
}

/**
 * All x of a set once each: times and numbers in their order, names in the query's.
 * @param {SeriesSet} set
 * @returns {(number|string)[]}
 */
export function distinctX({ series, axis }) {
  const all = new Set(series.flatMap(({ points }) => points.map((point) => point.x)));
  const present = /** @type {(number|string)[]} */ ([...all].filter((x) => x !== null));
  return axis === "category" ? present : present.sort((left, right) => Number(left) - Number(right));
}

/**
 * The same set with a point for every x in every series: what is stacked must stand on the same places. A gap
 * counts as nothing, and tells nothing.
 * @param {SeriesSet} set
 * @returns {SeriesSet}
 */
export function aligned(set) {
  const places = distinctX(set);
  const series = set.series.map((one) => {
    const known = new Map(one.points.map((point) => [point.x, point]));
    return { ...one, points: places.map((x) => known.get(x) ?? { x, y: 0, row: null }) };
  });
  return { ...set, series };
}

/**
 * Whether a set may be stacked: shares may not, below zero a stack says nothing, and a series that has two values
 * at one place would lose one.
 * @param {SeriesSet} set
 */
export function isStackable({ series }) {
  return series.every(({ measure, points }) => {
    const single = new Set(points.map(({ x }) => x)).size === points.length;
    return single && measure.format?.style !== "percent" && points.every(({ y }) => y === null || y >= 0);
  });
}
