/** A field of cells, coloured by a measure. */

import { columnView } from "../columns.js";
import { categoryAxis, plot, tooltip } from "./parts.js";

const LABELLED_CELL = { width: 44, height: 20 };

/** @param {import("./chart.js").Scene} scene @returns {import("./chart.js").Drawn} */
export function heatmapOption(scene) {
  const { data, colours, width, height } = scene;
  const [x, y, value] = ["x", "y", "value"].map((channel) => columnView(scene, String(scene.widget.encoding[channel])));
  const across = namesOf(x, data.rows);
  const down = namesOf(y, data.rows);
  const [columnOf, lineOf] = [across, down].map((names) => new Map(names.map((name, index) => [name, index])));
  const scale = scaleOf(
    scene,
    value,
    data.rows.map((row) => value.numberOf(row)),
  );
  const cells = data.rows.map((row) => {
    const number = value.numberOf(row);
    const place = [columnOf.get(x.write(x.of(row))), lineOf.get(y.write(y.of(row))), number];
    return { value: place, label: { color: onRamp(colours, number, scale) } };
  });
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
        {
          type: "heatmap",
          progressive: 0, // in one go: drawn in steps, half of it would be missing on paper
          data: cells,
          label: {
            show: labelled,
            fontSize: 11,
            formatter: (/** @type {any} */ { value: cell }) => (cell[2] === null ? "" : value.writeShort(cell[2])),
          },
          itemStyle: { borderColor: colours.surface, borderWidth: 2, borderRadius: 3 },
          emphasis: { itemStyle: { borderColor: colours.text, borderWidth: 1 } },
        },
      ],
    },
    points: cells.length,
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
    orient: "horizontal",
    left: "center",
    bottom: 0,
    itemWidth: 10,
    itemHeight: 120,
    calculable: false,
    text: [view.writeShort(most), view.writeShort(least)],
    textStyle: { color: colours.muted, fontSize: 11.5 },
    inRange: { color: colours.ramp },
  };
}

/**
 * The colour of a cell's number: the lightest or the darkest of the ramp, whichever the cell is not.
 * @param {import("../theme.js").Colours} colours
 * @param {number|null} number
 * @param {{min: number, max: number}} scale
 */
function onRamp({ ramp, text }, number, { min, max }) {
  const inUpperHalf = number !== null && (number - min) / (max - min) > 0.65;
  return inUpperHalf ? ramp[0] : text;
}

/** @param {import("../types.js").Value[]} row @param {{x: any, y: any, value: any}} views @param {string} colour */
function told(row, { x, y, value }, colour) {
  const title = `${y.write(y.of(row))} · ${x.write(x.of(row))}`;
  return { title, lines: [{ name: value.heading, value: value.write(value.of(row)), colour }] };
}
