/** On narrow screens the list of dashboards lies over the page until something is chosen. */

function isDrawerOpen() {
  return document.getElementById("site-nav")?.hasAttribute("data-open") ?? false;
}

/** @param {boolean} open */
export function openDrawer(open) {
  document.getElementById("site-nav")?.toggleAttribute("data-open", open);
  document.querySelector(".nav-toggle")?.setAttribute("aria-expanded", String(open));
  if (open) /** @type {HTMLElement|null} */ (document.querySelector("#site-nav a, #site-nav input"))?.focus();
}

/** Opens or closes. */
export function toggleDrawer() {
  openDrawer(!isDrawerOpen());
}

/** Closes the drawer by Escape or a touch outside. */
export function watchDrawer() {
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !isDrawerOpen()) return;
    openDrawer(false);
    /** @type {HTMLElement|null} */ (document.querySelector(".nav-toggle"))?.focus();
  });
  document.addEventListener("pointerdown", (event) => {
    const inside = event.target instanceof Element && event.target.closest("#site-nav, .nav-toggle");
    if (!inside && isDrawerOpen()) openDrawer(false);
  });
}
