/** A result's columns as a widget uses them: where the values are, what they are called, how they are written. */

import { compactFormatter, formatter, heading, isNumeric } from "./formats.js";

/** A widget names a column that its answer does not have. */
export class MissingColumn extends Error {
  /** @param {string} column */
  constructor(column) {
    super(column);
    this.column = column;
  }
}

/**
 * What is drawn: a widget's definition, its answer, and the language.
 * @typedef {object} Picture
 * @property {import("./types.js").Widget} widget
 * @property {import("./types.js").WidgetData} data
 * @property {import("./locale.js").Locale} locale
 */

/** One column of one answer. */
export class ColumnView {
  /** @param {Picture} picture @param {number} index */
  constructor({ widget, data, locale }, index) {
    const column = data.columns[index];
    const format = widget.format[column.name];
    this.index = index;
    this.name = column.name;
    this.kind = column.kind;
    this.format = format;
    this.heading = heading(column.name, format, locale);
    this.isNumeric = isNumeric(column.kind) && format?.style !== "text";
    this.isMoment = column.kind === "date" || column.kind === "datetime";
    this.write = formatter(column, format, locale);
    this.writeShort = compactFormatter(format, locale);
  }

  /** @param {import("./types.js").Value[]} row @returns {import("./types.js").Value} */
  of(row) {
    return row[this.index];
  }

  /**
   * The value as a binary number, for geometry only.
   * @param {import("./types.js").Value[]} row
   * @returns {number|null}
   */
  numberOf(row) {
    const value = row[this.index];
    return value === null ? null : Number(value);
  }
}

/**
 * @param {Picture} picture
 * @param {string} name
 * @returns {ColumnView}
 */
export function columnView(picture, name) {
  const index = picture.data.columns.findIndex((column) => column.name === name);
  if (index < 0) throw new MissingColumn(name);
  return new ColumnView(picture, index);
}

/**
 * The columns of a channel that may name one or several.
 * @param {Picture} picture
 * @param {string} channel
 */
export function channelViews(picture, channel) {
  const names = picture.widget.encoding[channel];
  if (names === undefined) return [];
  return (Array.isArray(names) ? names : [names]).map((name) => columnView(picture, name));
}

/** All columns of the answer, or those that `columns` of a table widget lists. @param {Picture} picture */
export function tableViews(picture) {
  if (picture.widget.type === "table" && picture.widget.encoding.columns) return channelViews(picture, "columns");
  return picture.data.columns.map((_, index) => new ColumnView(picture, index));
}
