/** Elements without HTML text: whatever comes from data or titles becomes a text node, never markup. */

/**
 * An element with properties and children.
 *
 * Functions under `on*` become listeners, other values attributes. True is an empty attribute, false none, as
 * HTML has it; in `aria-*` both are words, as ARIA has it. Null and undefined are left out.
 *
 * @param {string} tag
 * @param {Record<string, any>} [attributes]
 * @param {...(Node|string|null|undefined)} children
 * @returns {HTMLElement}
 */
export function element(tag, attributes = {}, ...children) {
  return furnish(document.createElement(tag), attributes, children);
}

/**
 * An SVG icon from `PATHS`, hidden from screen readers.
 * @param {keyof typeof PATHS} name
 * @returns {SVGElement}
 */
export function icon(name) {
  const space = "http://www.w3.org/2000/svg";
  const picture = document.createElementNS(space, "svg");
  furnish(picture, { class: "icon", viewBox: "0 0 16 16", "aria-hidden": "true" }, []);
  const path = document.createElementNS(space, "path");
  path.setAttribute("d", PATHS[name]);
  picture.append(path);
  return picture;
}

/** @type {Record<string, string>} Outlines on a 16 by 16 grid, drawn with a stroke. */
const PATHS = {
  menu: "M2.5 4.5h11M2.5 8h11M2.5 11.5h11",
  more: "M3.5 8h.01M8 8h.01M12.5 8h.01",
  down: "M4 6.2 8 10.2l4-4",
  calendar: "M2.8 4.3h10.4v9H2.8zM2.8 7h10.4M5.5 2.5v3M10.5 2.5v3",
  check: "M3.5 8.5 6.5 11.5 12.5 4.8",
  alert: "M8 2.5 14.2 13.2H1.8zM8 6.6v3.2M8 11.6v.01",
  empty: "M2.5 9.5 4.4 3.8h7.2l1.9 5.7v3.7h-11zM2.5 9.5h3.2l.9 1.6h2.8l.9-1.6h3.2",
  retry: "M13 8a5 5 0 1 1-1.6-3.7M13.2 2.4v2.8h-2.8",
  sun: "M8 5.3a2.7 2.7 0 1 0 0 5.4 2.7 2.7 0 0 0 0-5.4M8 1.6v1.2M8 13.2v1.2M1.6 8h1.2M13.2 8h1.2M3.5 3.5l.8.8M11.7 11.7l.8.8M12.5 3.5l-.8.8M4.3 11.7l-.8.8",
  moon: "M13.2 9.6A5.6 5.6 0 0 1 6.4 2.8a5.6 5.6 0 1 0 6.8 6.8",
  system: "M2.3 3.3h11.4v7.4H2.3zM5.8 13.3h4.4M8 10.7v2.6",
  up_arrow: "M8 13V3.5M4 7.3l4-4 4 4",
  down_arrow: "M8 3v9.5M4 8.7l4 4 4-4",
  flat_arrow: "M3 8h10M9.3 4.3 13 8l-3.7 3.7",
  first: "M11.5 4 7.5 8l4 4M4.5 4v8",
  previous: "M10 4 6 8l4 4",
  next: "M6 4l4 4-4 4",
  last: "M4.5 4l4 4-4 4M11.5 4v8",
};

/**
 * @template {Element} E
 * @param {E} target
 * @param {Record<string, any>} attributes
 * @param {(Node|string|null|undefined)[]} children
 * @returns {E}
 */
function furnish(target, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") target.addEventListener(name.slice(2), value);
    else if (typeof value === "boolean" && name.startsWith("aria-")) target.setAttribute(name, String(value));
    else if (value === true) target.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) target.setAttribute(name, String(value));
  }
  target.append(...children.filter((child) => child !== null && child !== undefined));
  return target;
}

/**
 * Says `text` to a screen reader without moving the focus.
 * @param {string} text
 */
export function announce(text) {
  /** @type {HTMLElement} */ (document.getElementById("announcer")).textContent = text;
}
