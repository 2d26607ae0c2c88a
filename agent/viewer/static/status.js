/**
 * The footer: which version this is, where it came from, and whether the site hears from its vendor. Never greener
 * than the truth.
 */

import { element } from "./dom.js";

const COMMIT = /^([0-9a-f]{7})[0-9a-f]+$/;

/**
 * @param {import("./types.js").Site} site
 * @param {import("./locale.js").Locale} locale
 * @param {Date} now
 */
export function fillFooter(site, locale, now) {
  const footer = /** @type {HTMLElement} */ (document.getElementById("site-footer"));
  const facts = element(
    "div",
    { class: "footer-facts" },
    ...bundleFacts(site, locale, now),
    element("span", {}, locale.say("agent", { version: site.agent_version })),
    syncFact(site.sync, locale, now),
  );
  footer.replaceChildren(facts, ...refusal(site, locale));
}

/** @param {import("./types.js").Site} site @param {import("./locale.js").Locale} locale @param {Date} now */
function bundleFacts({ bundle }, locale, now) {
  if (!bundle) return [];
  const since = locale.say("active_since", { time: locale.moment(new Date(bundle.activated_at), now) });
  const version = `${locale.say("version", { version: bundle.version })}, ${since}`;
  const commit = locale.say("commit", { commit: bundle.commit.replace(COMMIT, "$1") });
  return [
    element("span", { "data-fact": "version", title: bundle.digest }, version),
    element("span", { "data-fact": "commit", title: bundle.commit }, commit),
    element("span", { "data-fact": "compiler" }, locale.say("compiler", { compiler: bundle.compiler })),
  ];
}

/** @param {import("./types.js").SyncState} sync @param {import("./locale.js").Locale} locale @param {Date} now */
function syncFact(sync, locale, now) {
  const fault =
    sync.status === "failing" && sync.last_error ? `${sync.last_error.code}: ${sync.last_error.message}` : null;
  const dot = element("span", { class: "sync-dot", "data-state": sync.status, "aria-hidden": "true" });
  return element(
    "span",
    { class: "sync-state", "data-fact": "sync", title: fault },
    dot,
    syncWords(sync, locale, now),
    fault ? ` (${sync.last_error?.code})` : null,
  );
}

/** @param {import("./types.js").SyncState} sync @param {import("./locale.js").Locale} locale @param {Date} now */
function syncWords({ status, last_success_at: last }, locale, now) {
  if (status === "never") return locale.say("sync_never");
  if (!last) return locale.say("sync_never_worked");
  const moment = new Date(last);
  if (status === "failing") return locale.say("sync_failing", { time: locale.moment(moment, now) });
  return locale.say("sync_ok", { ago: locale.ago((now.getTime() - moment.getTime()) / 1000) });
}

/** @param {import("./types.js").Site} site @param {import("./locale.js").Locale} locale */
function refusal({ sync: { refused }, bundle }, locale) {
  if (!refused) return [];
  const what =
    refused.version === null || refused.version === undefined
      ? locale.say("refused_unknown")
      : locale.say("refused", { version: refused.version });
  const keeps = bundle ? ` ${locale.say("refused_keeps", { version: bundle.version })}` : "";
  return [
    element("p", { class: "refusal", "data-fact": "refused" }, `${what} (${refused.code}): ${refused.reason}${keeps}`),
  ];
}
