/** A card's menu: see the values, take them away, refresh. */

import { tableViews } from "./columns.js";
import { popover } from "./controls/popover.js";
import { element, icon } from "./dom.js";
import { download, toCsv, toPicture } from "./export.js";
import { chartColours } from "./theme.js";

/** @param {import("./widget.js").WidgetCard} card */
export function widgetMenu(card) {
  const button = element("button", { type: "button", class: "button button-quiet button-icon" }, icon("more"));
  const menu = popover({
    button,
    label: "",
    role: "menu",
    end: true,
    onOpen: (panel) => panel.replaceChildren(...items(card, () => menu.close())),
  });
  menu.anchor.classList.add("widget-menu");
  const rename = (/** @type {string} */ label) =>
    [button, menu.panel].forEach((part) => part.setAttribute("aria-label", label));
  return { anchor: menu.anchor, rename };
}

/** @param {import("./widget.js").WidgetCard} card @param {() => void} close */
function items(card, close) {
  const locale = card.surroundings.locale();
  const hasRows = (card.data?.rows.length ?? 0) > 0;
  /** @type {[string, boolean, () => unknown][]} */
  const entries = [
    [card.asTable ? "view_chart" : "view_table", card.isChart && hasRows, () => card.toggleTable()],
    ["download_csv", hasRows, () => downloadCsv(card)],
    ["download_png", card.drawing?.chart !== undefined, () => downloadPicture(card)],
    ["refresh_now", true, () => card.load()],
  ];
  return entries
    .filter(([, useful]) => useful)
    .map(([key, , act]) => {
      const onclick = () => {
        close();
        act();
      };
      return element(
        "button",
        { type: "button", class: "choice", role: "menuitem", "data-action": key, onclick },
        locale.say(key),
      );
    });
}

/** All rows, in the order that a table shows them. @param {import("./widget.js").WidgetCard} card */
function downloadCsv(card) {
  if (!card.data) return;
  const picture = { widget: card.widget, data: card.data, locale: card.surroundings.locale() };
  const shown = card.drawing?.table?.shown ?? { columns: tableViews(picture), rows: card.data.rows };
  download(new Blob([toCsv(shown.columns, shown.rows)], { type: "text/csv;charset=utf-8" }), fileName(card, "csv"));
}

/** @param {import("./widget.js").WidgetCard} card */
async function downloadPicture(card) {
  const locale = card.surroundings.locale();
  const time = locale.moment(new Date(card.data?.generated_at ?? ""), new Date(0));
  const words = {
    title: locale.text(card.widget.title),
    subtitle: locale.say("as_of", { time }),
    colours: chartColours(),
  };
  download(await toPicture(card.drawing?.chart?.instance, words), fileName(card, "png"));
}

/** @param {import("./widget.js").WidgetCard} card @param {string} ending */
function fileName(card, ending) {
  const day = (card.data?.generated_at ?? "").slice(0, 10);
  return `${card.surroundings.slug()}-${card.widget.id}-${day}.${ending}`;
}
