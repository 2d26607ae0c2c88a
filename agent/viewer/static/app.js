/** The page as a whole: from an address to an open dashboard, and what happens around it (history, versions, clock). */

import { readAddress, writeAddress } from "./address.js";
import { ApiError, getDashboard, getSite } from "./api.js";
import { OpenDashboard } from "./dashboard.js";
import { announce } from "./dom.js";
import { watchDrawer } from "./drawer.js";
import { followEvents } from "./events.js";
import { chooseLanguage, LANGUAGE_KEY, Locale } from "./locale.js";
import { fillBar, fillNavigation } from "./navigation.js";
import { disconnectedBanner, failureNotice, notice } from "./notices.js";
import { fillFooter } from "./status.js";
import { remember, remembered } from "./storage.js";
import { followTheme, onThemeChange } from "./theme.js";

const TICK = 5000; // milliseconds between looks at ages and due refreshes
const SITE_EVERY = 30_000; // milliseconds between looks at version and sync state
const main = /** @type {HTMLElement} */ (document.getElementById("dashboard"));

class App {
  /** @type {import("./types.js").Site|null} */
  site = null;
  /** @type {OpenDashboard|null} */
  open = null;
  /** @type {HTMLElement|null} */
  banner = null;
  locale = new Locale(
    chooseLanguage(readAddress().language, remembered(LANGUAGE_KEY), navigator.language),
    navigator.language,
    "UTC",
  );
  /** The version of what is shown; it lags behind the site's until the dashboard has been read anew. */
  shownVersion = 0;
  /** @type {Promise<void>|null} */
  following = null;
  /** What bar and list were built from. */
  frameSays = "";
  /** Counts navigations, so that a late answer to an earlier one is dropped. */
  turn = 0;

  /** Reads the site, then shows what the address asks for. */
  async start() {
    try {
      await this.readSite();
      await this.show();
    } catch (error) {
      this.#replaceMain(failureNotice(error, this.locale, () => this.start()));
    }
  }

  async readSite() {
    this.site = await getSite();
    this.#chooseLocale();
  }

  #chooseLocale() {
    if (!this.site) return;
    const { locale, timezone } = this.site.tenant;
    const language = chooseLanguage(readAddress().language, remembered(LANGUAGE_KEY), locale);
    this.locale = new Locale(language, locale, timezone);
    document.documentElement.lang = language;
    this.#fillFrame();
  }

  /** Bar and list are built anew only when they say something else: open menus and the focus stay. */
  #fillFrame() {
    if (!this.site) return;
    const { language, slug } = readAddress();
    fillFooter(this.site, this.locale, new Date());
    const said = JSON.stringify([this.site.tenant, this.site.dashboards, this.locale, language, slug]);
    if (said === this.frameSays) return;
    this.frameSays = said;
    fillBar(this.site, this.locale, { onLanguage: (chosen) => this.setLanguage(chosen) });
    fillNavigation(this.site, slug, this.locale, { language, onOpen: (target) => this.goTo(target) });
  }

  /** Opens the dashboard of the address; the first one where it names none. */
  async show() {
    const { slug, choices, language } = readAddress();
    this.shownVersion = this.site?.bundle?.version ?? 0;
    const first = this.site?.dashboards[0]?.slug;
    if (!this.site?.bundle)
      return this.#replaceMain(notice(this.locale.say("no_bundle"), this.locale.say("no_bundle_hint")));
    if (!first)
      return this.#replaceMain(notice(this.locale.say("no_dashboards"), this.locale.say("no_dashboards_hint")));
    if (slug === null) history.replaceState(null, "", writeAddress({ slug: first, choices, language }));
    await this.#openDashboard(slug ?? first, choices);
  }

  /** @param {string} slug @param {URLSearchParams} choices */
  async #openDashboard(slug, choices) {
    if (this.open?.slug === slug) return this.open.choose(choices);
    const turn = ++this.turn;
    try {
      const answer = await getDashboard(slug);
      if (turn !== this.turn) return;
      const dashboard = new OpenDashboard(answer, choices, {
        locale: () => this.locale,
        onChoices: (chosen) => this.setChoices(chosen),
        onOtherVersion: () => this.followVersion(),
      });
      this.#replaceMain(dashboard.element, dashboard);
      dashboard.load("choices");
    } catch (error) {
      if (turn === this.turn) this.#replaceMain(this.#dashboardFailure(slug, error));
    }
    this.#fillFrame();
    this.#nameDocument();
  }

  /** @param {string} slug @param {unknown} error */
  #dashboardFailure(slug, error) {
    if (error instanceof ApiError && error.status === 404) {
      return notice(this.locale.say("unknown_dashboard", { slug }), this.locale.say("unknown_dashboard_hint"));
    }
    return failureNotice(error, this.locale, () => this.show());
  }

  /** @param {HTMLElement} content @param {OpenDashboard|null} [dashboard] */
  #replaceMain(content, dashboard = null) {
    this.open?.remove();
    this.open = dashboard;
    main.replaceChildren(...(this.banner ? [this.banner] : []), content);
  }

  #nameDocument() {
    const titles = [this.open ? this.locale.text(this.open.answer.dashboard.title) : null, this.site?.tenant.name];
    document.title = titles.filter(Boolean).join(" · ");
  }

  /** @param {string} slug */
  goTo(slug) {
    const { language } = readAddress();
    history.pushState(null, "", writeAddress({ slug, choices: new URLSearchParams(), language }));
    scrollTo(0, 0);
    main.focus({ preventScroll: true });
    this.#fillFrame();
    this.show();
  }

  /** @param {URLSearchParams} choices */
  setChoices(choices) {
    const { slug, language } = readAddress();
    history.pushState(null, "", writeAddress({ slug, choices, language }));
    this.show();
  }

  /** @param {string} language */
  setLanguage(language) {
    const { slug, choices } = readAddress();
    remember(LANGUAGE_KEY, language);
    history.replaceState(null, "", writeAddress({ slug, choices, language }));
    this.#sayAgain();
    document.getElementById("language")?.focus();
  }

  #sayAgain() {
    this.#chooseLocale();
    if (this.open) this.open.relocalize();
    else this.show();
    this.#nameDocument();
  }

  /** Back and forward: the address has changed, perhaps its language too. */
  async followHistory() {
    if ((readAddress().language ?? this.locale.language) !== this.locale.language) this.#sayAgain();
    await this.show();
  }

  /** Looks whether another version is active, and moves to it in place. Asked again meanwhile, it looks once. */
  followVersion() {
    this.following ??= this.#follow().finally(() => (this.following = null));
    return this.following;
  }

  async #follow() {
    try {
      await this.readSite();
      this.setConnected(true);
      if ((this.site?.bundle?.version ?? 0) !== this.shownVersion) await this.#moveToVersion();
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      this.setConnected(error.status !== 0);
    }
  }

  async #moveToVersion() {
    const { slug } = readAddress();
    const stillThere = this.site?.dashboards.some((dashboard) => dashboard.slug === slug);
    if (this.open && stillThere) await this.open.renew();
    else this.#replaceMain(document.createElement("div"));
    await this.show();
    this.#nameDocument();
    announce(this.locale.say("version_changed", { version: this.site?.bundle?.version ?? "" }));
  }

  /** @param {boolean} connected */
  setConnected(connected) {
    if (connected === (this.banner === null)) return;
    this.banner?.remove();
    this.banner = connected ? null : disconnectedBanner(this.locale);
    if (this.banner) main.prepend(this.banner);
  }

  /** An event names the active version. @param {number} version */
  heardOf(version) {
    if (version !== this.shownVersion) this.followVersion();
  }

  tick() {
    if (!document.hidden) this.open?.tick(performance.now());
  }

  /** The page is seen again after a while: versions and ages may have moved on. */
  resume() {
    this.followVersion();
    this.tick();
  }
}

const app = new App();
followTheme();
watchDrawer();
onThemeChange(() => app.open?.recolour());
addEventListener("popstate", () => app.followHistory());
app.start().then(() => {
  followEvents({
    onVersion: (version) => app.heardOf(version),
    onConnection: () => app.followVersion(),
    onVisible: () => app.resume(),
  });
  setInterval(() => app.tick(), TICK);
  setInterval(() => document.hidden || app.followVersion(), SITE_EVERY);
});
