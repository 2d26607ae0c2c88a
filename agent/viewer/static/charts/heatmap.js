/**
 * A field of cells, coloured by a measure. It is a custom series, because ECharts' own heat map always draws on
 * three canvases, of which paper shows only the topmost.
 */

import { columnView } from "../columns.js";
import { categoryAxis, plot, tooltip } from "./parts.js";

const LABELLED_CELL = { width: 44, height: 20 };
const GAP = 2;
const DARK_FROM = 0.65; // of the ramp: from here on a cell's number is written in the ramp's first colour

/** @param {import("./chart.js").Scene} scene @returns {import("./chart.js").Drawn} */
export function heatmapOption(scene) {
  const { data, width, height } = scene;
  const [x, y, value] = ["x", "y", "value"].map((channel) => columnView(scene, String(scene.widget.encoding[channel])));
  const across = namesOf(x, data.rows);
  const down = namesOf(y, data.rows);
  const [columnOf, lineOf] = [across, down].map((names) => new Map(names.map((name, index) => [name, index])));
  const cells = data.rows.map((row) => [
    columnOf.get(x.write(x.of(row))),
    lineOf.get(y.write(y.of(row))),
    value.numberOf(row),
  ]);
  const scale = scaleOf(
    scene,
    value,
    data.rows.map((row) => value.numberOf(row)),
  );
  const labelled = width / across.length > LABELLED_CELL.width && height / down.length > LABELLED_CELL.height;
  return {
    option: {
      grid: plot(false, { bottom: 32 }),
      xAxis: categoryAxis(scene, across, { splitArea: { show: false } }),
      yAxis: categoryAxis(scene, down, {
        inverse: true,
        axisLabel: { width: Math.min(160, width * 0.3), overflow: "truncate" },
      }),
      visualMap: scale,
      tooltip: tooltip(scene, "item", ({ dataIndex, color }) => told(data.rows[dataIndex], { x, y, value }, color)),
      series: [
        { type: "custom", data: cells, renderItem: cellDrawer(scene, scale, labelled ? value.writeShort : null) },
      ],
    },
    points: cells.length,
  };
}

/**
 * How ECharts draws one cell: a rounded rectangle, with its number where there is room.
 * @param {import("./chart.js").Scene} scene
 * @param {{min: number, max: number}} scale
 * @param {((value: number) => string)|null} write
 */
function cellDrawer({ colours }, scale, write) {
  return (/** @type {any} */ _, /** @type {any} */ api) => {
    const number = api.value(2);
    if (Number.isNaN(number)) return undefined;
    const [centreX, centreY] = api.coord([api.value(0), api.value(1)]);
    const [width, height] = api.size([1, 1]).map((/** @type {number} */ side) => Math.max(1, side - GAP));
    return {
      type: "rect",
      shape: { x: centreX - width / 2, y: centreY - height / 2, width, height, r: 3 },
      style: { fill: api.visual("color") },
      emphasis: { style: { stroke: colours.text, lineWidth: 1 } },
      textContent: write && {
        style: { text: write(number), fontSize: 11, fontFamily: colours.font, fill: inkOn(colours, number, scale) },
      },
      textConfig: { position: "inside" },
    };
  };
}

/** @param {import("../columns.js").ColumnView} view @param {import("../types.js").Value[][]} rows */
function namesOf(view, rows) {
  return [...new Set(rows.map((row) => view.write(view.of(row))))];
}

/**
 * @param {import("./chart.js").Scene} scene
 * @param {import("../columns.js").ColumnView} view
 * @param {(number|null)[]} values
 */
function scaleOf({ colours }, view, values) {
  const present = /** @type {number[]} */ (values.filter((value) => value !== null));
  const least = present.reduce((least, value) => Math.min(least, value), Infinity);
  const most = present.reduce((most, value) => Math.max(most, value), -Infinity);
  return {
    min: least,
    max: most === least ? least + 1 : most,
    dimension: 2,
    orient: "horizontal",
    left: "center",
    bottom: 0,
    itemWidth: 10,
    itemHeight: 120,
    calculable: false,
    hoverLink: false,
    text: [view.writeShort(most), view.writeShort(least)],
    textStyle: { color: colours.muted, fontSize: 11.5 },
    inRange: { color: colours.ramp },
  };
}

/**
 * The colour of a cell's number: the lightest or the darkest of the ramp, whichever the cell is not.
 * @param {import("../theme.js").Colours} colours
 * @param {number} number
 * @param {{min: number, max: number}} scale
 */
function inkOn({ ramp, text }, number, { min, max }) {
  return (number - min) / (max - min) > DARK_FROM ? ramp[0] : text;
}

/** @param {import("../types.js").Value[]} row @param {{x: any, y: any, value: any}} views @param {string} colour */
function told(row, { x, y, value }, colour) {
  const title = `${y.write(y.of(row))} · ${x.write(x.of(row))}`;
  return { title, lines: [{ name: value.heading, value: value.write(value.of(row)), colour }] };
}
