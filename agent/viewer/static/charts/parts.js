/** Pieces that several charts share: legend, tooltip, axes. */

import { element } from "../dom.js";

const TICK = 11.5;

/**
 * @typedef {object} TooltipLine
 * @property {string} name
 * @property {string} value
 * @property {string} [colour]
 */

/**
 * A tooltip of nodes, because ECharts would read a text as HTML.
 * @param {import("./chart.js").Scene} scene
 * @param {"axis"|"item"} trigger
 * @param {(params: any) => {title: string, lines: TooltipLine[]}|null} describe
 */
export function tooltip({ colours }, trigger, describe) {
  return {
    trigger,
    confine: true,
    transitionDuration: 0,
    backgroundColor: colours.raised,
    borderColor: colours.line,
    borderWidth: 1,
    padding: [8, 11],
    axisPointer:
      trigger === "axis"
        ? { type: "line", lineStyle: { color: colours.muted, type: "solid", opacity: 0.5 } }
        : undefined,
    formatter: (/** @type {any} */ params) => {
      const told = describe(params);
      return told ? tooltipNode(told.title, told.lines) : "";
    },
  };
}

/** @param {string} title @param {TooltipLine[]} lines */
function tooltipNode(title, lines) {
  const rows = lines.flatMap(({ name, value, colour }) => {
    const mark = element("span", { class: "tooltip-mark" });
    if (colour) mark.style.backgroundColor = colour;
    return [mark, element("span", { class: "tooltip-name" }, name), element("span", { class: "tooltip-value" }, value)];
  });
  return element(
    "div",
    { class: "tooltip" },
    element("div", { class: "tooltip-title" }, title),
    element("div", { class: "tooltip-rows" }, ...rows),
  );
}

/**
 * Whether series have to be named: there are several, or the one that is left is one of several.
 * @param {import("./chart.js").Scene} scene
 * @param {string[]} names
 */
export function hasLegend({ widget }, names) {
  return names.length > 1 || widget.encoding.series !== undefined;
}

/**
 * A legend above the plot, where series have to be named.
 * @param {import("./chart.js").Scene} scene
 * @param {string[]} names
 */
export function legend(scene, names) {
  if (!hasLegend(scene, names)) return { show: false };
  const { colours } = scene;
  return {
    type: "scroll",
    top: -4,
    left: 0,
    right: 8,
    data: names,
    icon: "roundRect",
    itemWidth: 10,
    itemHeight: 10,
    itemGap: 14,
    textStyle: { color: colours.soft, fontSize: 12, lineHeight: 20 }, // or a scrolled legend cuts letters off
    pageTextStyle: { color: colours.muted },
    pageIconColor: colours.muted,
    pageIconInactiveColor: colours.line,
    pageIconSize: 10,
  };
}

/**
 * The plot's rectangle: axes with their labels and names lie within it.
 * @param {boolean} withLegend
 * @param {{right?: number, bottom?: number}} [more]
 */
export function plot(withLegend, { right = 6, bottom = 5 } = {}) {
  const box = { top: withLegend ? 30 : 4, right, bottom, left: 0 };
  return { ...box, outerBoundsMode: "same", outerBoundsContain: "all" };
}

/**
 * A numeric axis with short numbers and faint lines.
 * @param {import("./chart.js").Scene} scene
 * @param {import("../columns.js").ColumnView} view
 * @param {{axisLabel?: object} & Record<string, any>} [more] What goes into the axis besides.
 */
export function valueAxis({ colours }, view, more = {}) {
  return {
    type: "value",
    axisLabel: { color: colours.muted, fontSize: TICK, formatter: view.writeShort, hideOverlap: true },
    splitLine: { lineStyle: { color: colours.grid } },
    splitNumber: 4,
    axisLine: { show: false },
    axisTick: { show: false },
    ...more,
  };
}

/**
 * An axis of names.
 * @param {import("./chart.js").Scene} scene
 * @param {string[]} names
 * @param {{axisLabel?: object} & Record<string, any>} [more] What goes into the axis besides.
 */
export function categoryAxis({ colours }, names, more = {}) {
  const { axisLabel, ...rest } = more;
  return {
    type: "category",
    data: names,
    axisLabel: { color: colours.muted, fontSize: TICK, hideOverlap: true, ...axisLabel },
    axisLine: { lineStyle: { color: colours.line } },
    axisTick: { show: false },
    ...rest,
  };
}

/**
 * Whether an axis of these values may begin above zero: only where the values lie so close together, far from zero,
 * that a line would be flat.
 * @param {(number|null)[]} values
 */
export function mayLeaveZero(values) {
  const present = /** @type {number[]} */ (values.filter((value) => value !== null));
  const least = present.reduce((least, value) => Math.min(least, value), Infinity);
  const most = present.reduce((most, value) => Math.max(most, value), -Infinity);
  return least > 0 && least > most * 0.6;
}
