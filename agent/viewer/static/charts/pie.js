/** Parts of a whole as a ring: the seven largest and the rest, with shares. */

import { columnView } from "../columns.js";
import { sumDecimals } from "../decimals.js";
import { tooltip } from "./parts.js";

const MOST_PARTS = 8;

/** @typedef {{name: string, number: number, value: import("../types.js").Value}} Part */

/** @param {import("./chart.js").Scene} scene @returns {import("./chart.js").Drawn} */
export function pieOption(scene) {
  const { data, locale, colours } = scene;
  const label = columnView(scene, String(scene.widget.encoding.label));
  const value = columnView(scene, String(scene.widget.encoding.value));
  const all = data.rows.map((row) => ({
    name: label.write(label.of(row)),
    number: value.numberOf(row) ?? 0,
    value: value.of(row),
  }));
  const positive = all.filter((part) => part.number > 0).sort((left, right) => right.number - left.number);
  const parts = gathered(positive, locale);
  const total = parts.reduce((sum, part) => sum + part.number, 0);
  const share = shareWriter(locale, total);
  const left = all.length - positive.length;
  return {
    option: {
      tooltip: tooltip(scene, "item", ({ dataIndex, color }) => ({
        title: parts[dataIndex].name,
        lines: [
          { name: value.heading, value: value.write(parts[dataIndex].value), colour: color },
          { name: locale.say("share"), value: share(parts[dataIndex].number) },
        ],
      })),
      ...placed(scene, parts, share),
    },
    points: parts.length,
    notices: left ? [locale.say("negative_parts", { count: locale.count(left) })] : [],
  };
}

/** @param {Part[]} parts Largest first. @param {import("../locale.js").Locale} locale @returns {Part[]} */
function gathered(parts, locale) {
  if (parts.length <= MOST_PARTS) return parts;
  const rest = parts.slice(MOST_PARTS - 1);
  const number = rest.reduce((sum, part) => sum + part.number, 0);
  const value = sumDecimals(rest.map((part) => part.value)) ?? number;
  return [
    ...parts.slice(0, MOST_PARTS - 1),
    { name: locale.say("other", { count: locale.count(rest.length) }), number, value },
  ];
}

/** @param {import("../locale.js").Locale} locale @param {number} total */
function shareWriter(locale, total) {
  const format = new Intl.NumberFormat(locale.tag, {
    style: "percent",
    minimumFractionDigits: 1,
    maximumFractionDigits: 1,
  });
  return (/** @type {number} */ number) => format.format(number / total);
}

/**
 * The ring with its legend beside it, or below where the card is narrow.
 * @param {import("./chart.js").Scene} scene
 * @param {Part[]} parts
 * @param {(number: number) => string} share
 */
function placed({ width, height, colours }, parts, share) {
  const beside = width > height * 1.25;
  const ring = Math.min(beside ? Math.min(height, width * 0.46) : height * 0.64, width) / 2 - 6;
  const centre = beside ? [ring + 10, height / 2] : [width / 2, ring + 8];
  const place = beside
    ? { left: ring * 2 + 34, top: "middle", orient: "vertical" }
    : { bottom: 0, left: "center", orient: "horizontal" };
  const room = beside ? width - ring * 2 - 34 - 80 : width / 2 - 60;
  const byName = new Map(parts.map((part) => [part.name, part.number]));
  return {
    legend: {
      ...place,
      type: "scroll",
      icon: "roundRect",
      itemWidth: 10,
      itemHeight: 10,
      itemGap: beside ? 9 : 12,
      pageIconColor: colours.muted,
      pageIconInactiveColor: colours.line,
      pageTextStyle: { color: colours.muted },
      pageIconSize: 10,
      textStyle: legendText(colours, room),
      formatter: (/** @type {string} */ name) => `{name|${plain(name)}}{share|${share(byName.get(name) ?? 0)}}`,
    },
    series: [
      {
        type: "pie",
        showEmptyCircle: false,
        radius: [ring * 0.6, ring],
        center: centre,
        label: { show: false },
        itemStyle: { borderColor: colours.surface, borderWidth: 2, borderRadius: 3 },
        emphasis: { scaleSize: 3 },
        data: parts.map((part) => ({ name: part.name, value: part.number })),
      },
    ],
  };
}

/** @param {import("../theme.js").Colours} colours @param {number} room */
function legendText(colours, room) {
  const name = { width: Math.max(40, Math.min(room, 180)), color: colours.soft, fontSize: 12 };
  return { rich: { name, share: { width: 44, align: "right", color: colours.muted, fontSize: 12 } } };
}

/** ECharts reads braces in a legend as its own marks. @param {string} text */
function plain(text) {
  return text.replace(/[{}|]/g, " ");
}
