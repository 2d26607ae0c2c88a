/** A button with a panel below it: opened by click, Enter or Space; closed by Escape, a click outside, or leaving. */

import { element } from "../dom.js";

/**
 * @typedef {object} Popover
 * @property {HTMLElement} anchor To be put into the page.
 * @property {HTMLElement} button
 * @property {HTMLElement} panel
 * @property {(keepFocus?: boolean) => void} close
 */

/** @type {Popover|null} At most one is open. */
let current = null;

document.addEventListener("pointerdown", (event) => {
  if (current && event.target instanceof Node && !current.anchor.contains(event.target)) current.close(false);
});

/**
 * @param {{button: HTMLElement, label: string, role?: string, end?: boolean, onOpen?: (panel: HTMLElement) => void}} options
 *   `label` names the panel; `end` lets it open towards the left; `onOpen` fills it afresh.
 * @returns {Popover}
 */
export function popover({ button, label, role = "dialog", end = false, onOpen }) {
  const panel = element("div", {
    class: end ? "popover popover-end" : "popover",
    role,
    "aria-label": label,
    hidden: true,
  });
  const anchor = element("div", { class: "popover-anchor" }, button, panel);
  const show = (/** @type {boolean} */ open) => {
    panel.hidden = !open;
    button.setAttribute("aria-expanded", String(open));
    current = open ? made : null;
  };
  const close = (keepFocus = true) => {
    if (panel.hidden) return;
    show(false);
    if (keepFocus) button.focus();
  };
  const open = () => {
    current?.close(false);
    onOpen?.(panel);
    show(true);
    firstFocusable(panel)?.focus();
  };
  const made = { anchor, button, panel, close };
  button.setAttribute("aria-haspopup", role);
  button.setAttribute("aria-expanded", "false");
  button.addEventListener("click", () => (panel.hidden ? open() : close()));
  listenForKeys(made);
  return made;
}

/** @param {Popover} made */
function listenForKeys({ anchor, panel, close }) {
  anchor.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !panel.hidden) {
      event.stopPropagation();
      close();
    }
    if (event.key === "ArrowDown" || event.key === "ArrowUp") moveFocus(panel, event);
  });
  anchor.addEventListener("focusout", (event) => {
    if (event.relatedTarget instanceof Node && !anchor.contains(event.relatedTarget)) close(false);
  });
}

const FOCUSABLE = "button:not(:disabled), input:not(:disabled), select";

/** @param {HTMLElement} panel @returns {HTMLElement|null} */
function firstFocusable(panel) {
  return panel.querySelector('[aria-checked="true"]') ?? panel.querySelector(FOCUSABLE);
}

/** Arrow keys walk through a panel's choices. @param {HTMLElement} panel @param {KeyboardEvent} event */
function moveFocus(panel, event) {
  const stops = /** @type {HTMLElement[]} */ ([...panel.querySelectorAll(".choice:is(button), .choice input")]);
  const at = stops.indexOf(/** @type {HTMLElement} */ (document.activeElement));
  if (panel.hidden || stops.length === 0 || (at < 0 && document.activeElement?.matches("input[type=date]"))) return;
  event.preventDefault();
  const step = event.key === "ArrowDown" ? 1 : -1;
  stops[(at + step + stops.length) % stops.length].focus();
}
