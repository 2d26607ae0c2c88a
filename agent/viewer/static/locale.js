/**
 * Which language the page speaks, and how it writes dates and numbers.
 *
 * The language comes from `?ui-lang=` (a hyphen, because no parameter's id has one), else from the last choice in
 * this browser, else from the tenant's locale. Dates in Thai count years of the Buddhist era.
 */

import en from "./words/en.js";
import th from "./words/th.js";

/** @type {Record<string, Record<string, string>>} */
const WORDS = { en, th };
export const LANGUAGE_KEY = "dashwright.language";
/** @type {Record<string, string>} Each language's name in itself. */
export const LANGUAGES = { en: "English", th: "ไทย" };

/**
 * One language with its words and format tags. Frozen: a switch makes a new one.
 */
export class Locale {
  /**
   * @param {string} language A key of LANGUAGES.
   * @param {string} tenantLocale The tenant's BCP 47 tag, which gives the region.
   * @param {string} timeZone IANA name of the tenant's time zone.
   */
  constructor(language, tenantLocale, timeZone) {
    this.language = language;
    this.timeZone = timeZone;
    this.tag = tenantLocale.split("-")[0] === language ? tenantLocale : REGIONAL[language];
    this.dateTag = language === "th" ? `${this.tag}-u-ca-buddhist-nu-latn` : this.tag;
    Object.freeze(this);
  }

  /**
   * The page's own words for `key`, with `{name}` filled in. A key without words is a fault of the page.
   * @param {string} key
   * @param {Record<string, string|number>} [values]
   */
  say(key, values = {}) {
    const words = WORDS[this.language][key];
    if (words === undefined) throw new Error(`no words for "${key}"`);
    return words.replace(/\{(\w+)\}/g, (_, name) => String(values[name]));
  }

  /**
   * An author's text: this locale's, else this language's, else the one for all, else English, else any.
   * @param {import("./types.js").Texts|undefined} texts
   */
  text(texts) {
    if (!texts) return "";
    const tags = [this.tag, this.language, "*", "en", Object.keys(texts)[0]];
    return texts[tags.find((tag) => tag in texts) ?? ""] ?? "";
  }

  /** @param {number} count */
  count(count) {
    return new Intl.NumberFormat(this.tag).format(count);
  }

  /**
   * A moment in the tenant's time zone: the time alone if it is today, else date and time.
   * @param {Date} moment
   * @param {Date} now
   */
  moment(moment, now) {
    const day = new Intl.DateTimeFormat(this.dateTag, { dateStyle: "medium", timeZone: this.timeZone });
    const time = { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: this.timeZone };
    const clock = new Intl.DateTimeFormat(this.dateTag, /** @type {Intl.DateTimeFormatOptions} */ (time));
    const sameDay = day.format(moment) === day.format(now);
    return sameDay ? clock.format(moment) : `${day.format(moment)} ${clock.format(moment)}`;
  }

  /**
   * "3 minutes ago" in this language.
   * @param {number} seconds
   * @param {"long"|"narrow"} [style]
   */
  ago(seconds, style = "long") {
    if (seconds < 45) return this.say("just_now");
    const format = new Intl.RelativeTimeFormat(this.tag, { style, numeric: "always" });
    const [unit, size] = UNITS.find(([, size]) => seconds >= size * 0.9) ?? UNITS[UNITS.length - 1];
    return format.format(-Math.max(1, Math.round(seconds / size)), unit);
  }
}

/** @type {Record<string, string>} The region taken where the tenant's locale is of another language. */
const REGIONAL = { en: "en-GB", th: "th-TH" };

/** @type {[Intl.RelativeTimeFormatUnit, number][]} Largest first, in seconds. */
const UNITS = [
  ["day", 86400],
  ["hour", 3600],
  ["minute", 60],
];

/**
 * @param {string|null} asked The language in the address.
 * @param {string|null} stored The last choice in this browser.
 * @param {string} tenantLocale
 * @returns {string} a key of LANGUAGES
 */
export function chooseLanguage(asked, stored, tenantLocale) {
  const wishes = [asked, stored, tenantLocale].map((tag) => (tag ?? "").split("-")[0]);
  return wishes.find((language) => language in LANGUAGES) ?? "en";
}
