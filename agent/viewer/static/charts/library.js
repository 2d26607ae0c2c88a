/** The charting library, read when the first chart is announced: a page of numbers and tables does without it. */

/** @type {Promise<any>|null} */
let loading = null;

/**
 * ECharts' module. A failure is not kept: the next chart tries again.
 * @returns {Promise<any>}
 */
export function loadEcharts() {
  loading ??= import("../vendor/echarts-6.1.0/echarts.js");
  loading.catch(() => (loading = null));
  return loading;
}
