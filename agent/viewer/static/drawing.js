/** What fills a widget's body: one drawing for each type, all with the same few verbs. */

import { Chart, isChart } from "./charts/chart.js";
import { element } from "./dom.js";
import { drawMetric } from "./metric.js";
import { drawPivot } from "./pivot.js";
import { Table } from "./table.js";

/**
 * @typedef {object} Drawing
 * @property {(picture: import("./columns.js").Picture) => Promise<string[]>} update Draws in place; gives notices.
 * @property {() => void} [recolour]
 * @property {() => void} [remove]
 * @property {Table} [table]
 * @property {Chart} [chart]
 */

/**
 * @param {HTMLElement} body
 * @param {string} type A widget's type, or `table` for the table behind a chart.
 * @returns {Drawing}
 */
export function drawingFor(body, type) {
  if (isChart(type)) return chartDrawing(body);
  if (type === "metric") return { update: async (picture) => (drawMetric(body, picture), []) };
  if (type === "pivot") return { update: async (picture) => drawPivot(body, picture) };
  if (type === "table") return tableDrawing(body);
  throw new Error(`this page cannot draw a "${type}"`);
}

/** @param {HTMLElement} body @returns {Drawing} */
function chartDrawing(body) {
  const place = element("div", { class: "chart" });
  body.replaceChildren(place);
  const chart = new Chart(place);
  return {
    chart,
    update: (picture) => chart.update(picture),
    recolour: () => chart.recolour(),
    remove: () => chart.remove(),
  };
}

/** @param {HTMLElement} body @returns {Drawing} */
function tableDrawing(body) {
  const table = new Table(body);
  return { table, update: async (picture) => table.update(picture) };
}
