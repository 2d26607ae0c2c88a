/** The cards of a dashboard in the order that they are read: by row, then by column. One column on a phone keeps it. */

import { element } from "./dom.js";
import { WidgetCard } from "./widget.js";

export class Grid {
  /** @param {import("./widget.js").Surroundings} surroundings */
  constructor(surroundings) {
    this.surroundings = surroundings;
    this.element = element("div", { class: "grid" });
    /** @type {Map<string, WidgetCard>} */
    this.cards = new Map();
  }

  /**
   * Cards that stay keep what they show; new ones are added, gone ones removed.
   * @param {import("./types.js").Widget[]} widgets
   */
  show(widgets) {
    const wanted = new Set(widgets.map((widget) => widget.id));
    for (const [id, card] of this.cards) if (!wanted.has(id)) this.#drop(id, card);
    for (const [index, widget] of readingOrder(widgets).entries()) this.#place(widget, index);
  }

  /** @param {string} id @param {WidgetCard} card */
  #drop(id, card) {
    card.remove();
    this.cards.delete(id);
  }

  /** @param {import("./types.js").Widget} widget @param {number} index */
  #place(widget, index) {
    const known = this.cards.get(widget.id);
    const card = known ?? new WidgetCard(widget, this.surroundings);
    known?.define(widget);
    this.cards.set(widget.id, card);
    const here = this.element.children[index] ?? null;
    if (here !== card.frame.element) this.element.insertBefore(card.frame.element, here);
  }

  /** @param {(card: WidgetCard) => void} act */
  each(act) {
    [...this.cards.values()].sort((left, right) => byPlace(left.widget, right.widget)).forEach(act);
  }

  remove() {
    this.each((card) => card.remove());
    this.cards.clear();
    this.element.remove();
  }
}

/** @param {import("./types.js").Widget[]} widgets */
export function readingOrder(widgets) {
  return [...widgets].sort(byPlace);
}

/** @param {import("./types.js").Widget} left @param {import("./types.js").Widget} right */
function byPlace({ position: left }, { position: right }) {
  return left.y - right.y || left.x - right.x;
}
