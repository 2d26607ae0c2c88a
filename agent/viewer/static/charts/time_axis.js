/** Dates along an axis: how fine they are, and how a tick is written. */

import { parseMoment } from "../formats.js";

const DAY = 86_400_000;

/** @typedef {import("../formats.js").Grain} Grain */

/**
 * The coarsest grain that tells all dates apart from their period: monthly sums are dated on first days.
 * @param {import("../types.js").Value[]} values ISO 8601 texts
 * @returns {Grain}
 */
export function grainOf(values) {
  const dates = values.filter((value) => value !== null).map((value) => parseMoment(String(value)).time);
  const every = (/** @type {(date: Date) => boolean} */ rule) => dates.every(rule);
  if (!every((date) => date.getTime() % DAY === 0)) return "minute";
  if (!every((date) => date.getUTCDate() === 1)) return "day";
  return dates.length > 1 && every((date) => date.getUTCMonth() === 0) ? "year" : "month";
}

/** @type {Record<Grain, Intl.DateTimeFormatOptions>} */
const TICKS = {
  year: { year: "numeric" },
  month: { month: "short", year: "numeric" },
  day: { day: "numeric", month: "short" },
  minute: { hour: "2-digit", minute: "2-digit", hourCycle: "h23" },
};
/** @type {Record<Grain, number>} No two ticks within one period, or a label would stand twice. */
const LEAST_STEP = { year: 365 * DAY, month: 28 * DAY, day: DAY, minute: 60_000 };

/**
 * @param {import("./chart.js").Scene} scene
 * @param {import("../columns.js").ColumnView} view
 */
export function timeAxis({ colours, locale, data }, view) {
  const grain = view.format?.style === "month" ? "month" : grainOf(data.rows.map((row) => view.of(row)));
  const format = new Intl.DateTimeFormat(locale.dateTag, { ...TICKS[grain], timeZone: "UTC" });
  const dayOnly = new Intl.DateTimeFormat(locale.dateTag, { ...TICKS.day, timeZone: "UTC" });
  const write = (/** @type {number} */ time) =>
    (grain === "minute" && time % DAY === 0 ? dayOnly : format).format(time);
  return {
    type: "time",
    minInterval: LEAST_STEP[grain],
    axisLabel: { color: colours.muted, fontSize: 11.5, formatter: write, hideOverlap: true },
    axisLine: { lineStyle: { color: colours.line } },
    axisTick: { show: false },
    splitLine: { show: false },
  };
}

/**
 * Where a date lies on the axis: the reading of the clock at the site, taken as if it were UTC.
 * @param {import("../types.js").Value} value
 * @param {string} timeZone
 * @returns {number|null}
 */
export function timePosition(value, timeZone) {
  if (value === null) return null;
  const { time, zoned } = parseMoment(String(value));
  return zoned ? wallClock(time, timeZone) : time.getTime();
}

/** @type {Map<string, Intl.DateTimeFormat>} */
const clocks = new Map();

/** @param {Date} time @param {string} timeZone */
function wallClock(time, timeZone) {
  if (!clocks.has(timeZone)) {
    const options = { timeZone, dateStyle: "short", timeStyle: "medium" };
    clocks.set(timeZone, new Intl.DateTimeFormat("sv", /** @type {Intl.DateTimeFormatOptions} */ (options)));
  }
  const reading = /** @type {Intl.DateTimeFormat} */ (clocks.get(timeZone)).format(time); // "2026-01-31 14:05:00"
  return Date.parse(`${reading.replace(" ", "T")}Z`);
}
