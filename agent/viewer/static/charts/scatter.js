/** Points by two measures, sized by a third. */

import { channelViews, columnView } from "../columns.js";
import { hasLegend, legend, plot, tooltip, valueAxis } from "./parts.js";
import { rowGroups } from "./series.js";
import { timeAxis, timePosition } from "./time_axis.js";

const SMALLEST = 6;
const LARGEST = 34;
const CROWDED_FROM = 1000; // points of one series: smaller and fainter from here on
const LARGE_FROM = 5000; // drawn in one stroke from here on

/** @param {import("./chart.js").Scene} scene @returns {import("./chart.js").Drawn} */
export function scatterOption(scene) {
  const x = columnView(scene, String(scene.widget.encoding.x));
  const [y] = channelViews(scene, "y");
  const [size] = channelViews(scene, "size");
  const groups = [...rowGroups(scene)].map(([name, rows]) => ({ name: name ?? y.heading, rows }));
  const place = (/** @type {import("../types.js").Value[]} */ row) =>
    x.isMoment ? timePosition(x.of(row), scene.locale.timeZone) : x.numberOf(row);
  const sizeOf = sizer(scene.data.rows, size);
  const names = groups.map(({ name }) => name);
  return {
    option: {
      grid: plot(hasLegend(scene, names)),
      legend: legend(scene, names),
      xAxis: x.isMoment ? timeAxis(scene, x) : named(scene, x, { nameLocation: "middle", nameGap: 24 }),
      yAxis: named(scene, y, { nameLocation: "middle", nameGap: 40 }),
      tooltip: tooltip(scene, "item", ({ seriesIndex, dataIndex, color }) =>
        told(scene, groups[seriesIndex].rows[dataIndex], { x, y, size }, color),
      ),
      series: groups.map(({ name, rows }) => ({
        type: "scatter",
        name,
        data: rows.map((row) => [place(row), y.numberOf(row)]),
        symbolSize: size
          ? (/** @type {any} */ _, /** @type {any} */ { dataIndex }) => sizeOf(rows[dataIndex])
          : dot(rows).size,
        large: rows.length > LARGE_FROM && !size,
        itemStyle: { opacity: dot(rows).opacity },
      })),
    },
    points: scene.data.rows.length,
  };
}

/** @param {import("./chart.js").Scene} scene @param {import("../columns.js").ColumnView} view @param {object} more */
function named(scene, view, more) {
  return valueAxis(scene, view, {
    scale: true,
    name: view.heading,
    nameTextStyle: { color: scene.colours.muted },
    ...more,
  });
}

/** How a point without a size is drawn among so many. @param {import("../types.js").Value[][]} rows */
function dot(rows) {
  return rows.length < CROWDED_FROM ? { size: 8, opacity: 0.72 } : { size: 4, opacity: 0.45 };
}

/**
 * A point's diameter, so that its area tells the measure.
 * @param {import("../types.js").Value[][]} rows
 * @param {import("../columns.js").ColumnView|undefined} size
 */
function sizer(rows, size) {
  const most = size ? rows.reduce((most, row) => Math.max(most, size.numberOf(row) ?? 0), 0) : 0;
  return (/** @type {import("../types.js").Value[]} */ row) => {
    const share = size && most > 0 ? Math.max(0, size.numberOf(row) ?? 0) / most : 0;
    return SMALLEST + (LARGEST - SMALLEST) * Math.sqrt(share);
  };
}

/**
 * @param {import("./chart.js").Scene} scene
 * @param {import("../types.js").Value[]} row
 * @param {{x: import("../columns.js").ColumnView, y: import("../columns.js").ColumnView, size?: import("../columns.js").ColumnView}} views
 * @param {string} colour
 */
function told(scene, row, { x, y, size }, colour) {
  const [label] = channelViews(scene, "label");
  const [series] = channelViews(scene, "series");
  const measures = [x, y, ...(size ? [size] : [])];
  const lines = measures.map((view) => ({ name: view.heading, value: view.write(view.of(row)) }));
  const titled = label ?? series;
  return {
    title: titled ? titled.write(titled.of(row)) : scene.locale.text(scene.widget.title),
    lines: [{ ...lines[0], colour }, ...lines.slice(1)],
  };
}
