/**
 * Values to text. A decimal arrives as text and is given to Intl.NumberFormat as text, so that no digit is lost;
 * only charts turn it into a binary number, and only to place a mark.
 */

import { fractionDigits } from "./decimals.js";

/** What stands for NULL. */
export const NO_VALUE = "–";
const MAX_FRACTION = 20;
const MINOR_UNITS_DEFAULT = 2;

/**
 * A function that writes the values of one column.
 * @param {import("./types.js").Column} column
 * @param {import("./types.js").Format|undefined} format
 * @param {import("./locale.js").Locale} locale
 * @returns {(value: import("./types.js").Value) => string}
 */
export function formatter(column, format, locale) {
  const write = writer(column.kind, format, locale);
  return (value) => (value === null || value === undefined ? NO_VALUE : write(value));
}

/**
 * @param {import("./types.js").Kind} kind
 * @param {import("./types.js").Format|undefined} format
 * @param {import("./locale.js").Locale} locale
 */
function writer(kind, format, locale) {
  if (kind === "boolean") return (/** @type {any} */ value) => locale.say(value ? "yes" : "no");
  if (format?.style === "text") return String;
  if (kind === "integer" || kind === "number") return numberWriter(format, locale);
  if (kind === "date" || kind === "datetime") return dateWriter(kind, format, locale);
  return String;
}

/**
 * @param {import("./types.js").Format|undefined} format
 * @param {import("./locale.js").Locale} locale
 */
function numberWriter(format, locale) {
  /** @type {Map<number, Intl.NumberFormat>} One Intl object for each number of digits that occurs. */
  const byDigits = new Map();
  return (/** @type {any} */ value) => {
    const digits = format?.decimals ?? ownDigits(value, format);
    if (!byDigits.has(digits)) byDigits.set(digits, new Intl.NumberFormat(locale.tag, numberOptions(format, digits)));
    return /** @type {Intl.NumberFormat} */ (byDigits.get(digits)).format(value);
  };
}

/**
 * Digits behind the point where the author set none: those that a decimal came with (two fewer as a percentage,
 * at least one), a currency's minor units, at most four of a binary fraction.
 * @param {string|number} value
 * @param {import("./types.js").Format|undefined} format
 */
function ownDigits(value, format) {
  if (format?.style === "currency") return minorUnits(format.currency);
  const percent = format?.style === "percent";
  if (typeof value === "string")
    return Math.min(MAX_FRACTION, Math.max(percent ? 1 : 0, fractionDigits(value) - (percent ? 2 : 0)));
  if (percent) return 1;
  return Number.isInteger(value) ? 0 : Math.abs(value) < 1 ? 6 : 4;
}

/** @param {string|undefined} currency */
function minorUnits(currency) {
  if (!currency) return MINOR_UNITS_DEFAULT;
  return (
    new Intl.NumberFormat("en", { style: "currency", currency }).resolvedOptions().maximumFractionDigits ??
    MINOR_UNITS_DEFAULT
  );
}

/**
 * @param {import("./types.js").Format|undefined} format
 * @param {number} digits
 * @returns {Intl.NumberFormatOptions}
 */
function numberOptions(format, digits) {
  const exact = { minimumFractionDigits: digits, maximumFractionDigits: digits };
  return { ...styleOptions(format), ...exact };
}

/** @param {import("./types.js").Format|undefined} format @returns {Intl.NumberFormatOptions} */
function styleOptions(format) {
  if (format?.style === "percent") return { style: "percent" };
  if (format?.style === "currency" && format.currency) {
    return { style: "currency", currency: format.currency, currencyDisplay: "narrowSymbol" };
  }
  return {};
}

/**
 * Short numbers for axes: 1.2M, 1.2 ล้าน.
 * @param {import("./types.js").Format|undefined} format
 * @param {import("./locale.js").Locale} locale
 * @returns {(value: number) => string}
 */
export function compactFormatter(format, locale) {
  const percent = format?.style === "percent";
  const compact = { notation: "compact", maximumFractionDigits: percent ? 1 : 2 };
  const options = percent ? { style: "percent", ...compact } : compact;
  const intl = new Intl.NumberFormat(locale.tag, /** @type {Intl.NumberFormatOptions} */ (options));
  return (value) => intl.format(value);
}

/**
 * @param {import("./types.js").Kind} kind
 * @param {import("./types.js").Format|undefined} format
 * @param {import("./locale.js").Locale} locale
 */
function dateWriter(kind, format, locale) {
  const style = format?.style === "month" ? "month" : kind === "date" || format?.style === "date" ? "day" : "minute";
  return (/** @type {any} */ value) => {
    const moment = parseMoment(value);
    if (Number.isNaN(moment.time.getTime())) return String(value);
    return dateFormat(style, moment.zoned ? locale.timeZone : "UTC", locale).format(moment.time);
  };
}

/**
 * The instant of an ISO 8601 text. Text without an offset is a wall clock's reading: it is kept as it is (read and
 * written in UTC) and never moved between time zones.
 * @param {string} text
 * @returns {{time: Date, zoned: boolean}}
 */
export function parseMoment(text) {
  const iso = String(text).replace(" ", "T");
  const zoned = /T.*(Z|[+-]\d\d:?\d\d)$/.test(iso);
  const dateOnly = !iso.includes("T");
  return { time: new Date(zoned || dateOnly ? iso : `${iso}Z`), zoned };
}

/** @typedef {"year"|"month"|"day"|"minute"} Grain How fine a date is written. */

/** @type {Record<Grain, Intl.DateTimeFormatOptions>} */
const DATE_OPTIONS = {
  year: { year: "numeric" },
  month: { year: "numeric", month: "short" },
  day: { year: "numeric", month: "short", day: "numeric" },
  minute: { year: "numeric", month: "short", day: "numeric", hour: "2-digit", minute: "2-digit", hourCycle: "h23" },
};

/** @type {Map<string, Intl.DateTimeFormat>} Making one costs more than using it a thousand times. */
const dateFormats = new Map();

/**
 * @param {Grain} grain
 * @param {string} timeZone
 * @param {import("./locale.js").Locale} locale
 */
export function dateFormat(grain, timeZone, locale) {
  const key = `${grain} ${timeZone} ${locale.dateTag}`;
  const known = dateFormats.get(key);
  if (known) return known;
  const made = new Intl.DateTimeFormat(locale.dateTag, { ...DATE_OPTIONS[grain], era: undefined, timeZone });
  dateFormats.set(key, made);
  return made;
}

/**
 * A column's heading: the author's label, else the column's name in words.
 * @param {string} name
 * @param {import("./types.js").Format|undefined} format
 * @param {import("./locale.js").Locale} locale
 */
export function heading(name, format, locale) {
  if (format?.label) return locale.text(format.label);
  const words = name.replaceAll("_", " ").trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** @param {import("./types.js").Kind} kind */
export function isNumeric(kind) {
  return kind === "integer" || kind === "number";
}
