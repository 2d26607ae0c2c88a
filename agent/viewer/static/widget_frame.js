/** The elements of a card: head with title, age and menu; body; notices. It knows nothing of requests. */

import { element } from "./dom.js";
import { widgetMenu } from "./widget_menu.js";

export class WidgetFrame {
  /** @param {import("./widget.js").WidgetCard} card */
  constructor(card) {
    const { id } = card.widget;
    this.title = element("h2", { class: "widget-title", id: `widget-${id}-title` });
    this.meta = element("span", { class: "widget-meta" });
    this.menu = widgetMenu(card);
    this.description = element("p", { class: "widget-description" });
    this.body = element("div", { class: "widget-body" });
    this.notices = element("p", { class: "widget-notices", role: "status" });
    const head = element("header", { class: "widget-head" }, this.title, this.meta, this.menu.anchor);
    const progress = element("div", { class: "widget-progress" });
    this.element = element(
      "section",
      { class: "widget", "aria-labelledby": this.title.id, "data-widget": id },
      progress,
      head,
      this.description,
      this.body,
      this.notices,
    );
  }

  /** Puts the card on the grid. @param {import("./types.js").Widget} widget */
  place({ type, position: { x, y, width, height } }) {
    this.element.dataset.type = type;
    this.element.style.gridColumn = `${x + 1} / span ${width}`;
    this.element.style.gridRow = `${y + 1} / span ${height}`;
    this.element.style.setProperty("--rows", String(height));
  }

  /** @param {import("./types.js").Widget} widget @param {import("./locale.js").Locale} locale */
  name(widget, locale) {
    const title = locale.text(widget.title);
    this.title.textContent = title;
    this.title.title = title;
    this.description.textContent = this.description.title = locale.text(widget.description);
    this.menu.rename(locale.say("menu", { title }));
    this.menu.anchor.hidden = widget.type === "text";
  }

  /** @param {{short: string, long: string, stale: boolean}|null} age null while nothing is shown */
  showAge(age) {
    this.meta.textContent = age?.short ?? "";
    this.meta.title = age?.long ?? "";
    this.meta.toggleAttribute("data-stale", age?.stale ?? false);
  }

  /** @param {{loading: boolean, outdated: boolean}} state */
  showProgress({ loading, outdated }) {
    this.element.toggleAttribute("data-loading", loading);
    this.element.toggleAttribute("data-outdated", outdated);
    this.element.setAttribute("aria-busy", String(loading));
  }

  /** @param {string[]} lines */
  showNotices(lines) {
    this.notices.textContent = lines.join(" ");
  }
}
