/** The charting library, read when the first chart is drawn: a page of numbers and tables does without it. */

/** @type {Promise<any>|null} */
let loading = null;

/** @returns {Promise<any>} ECharts' module */
export function loadEcharts() {
  loading ??= import("../vendor/echarts-6.1.0/echarts.js");
  return loading;
}
