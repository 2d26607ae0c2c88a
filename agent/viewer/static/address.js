/** The page's address: `/dashboards/sales?period=last_12_months&regions=ASIA&ui-lang=th`. */

const LANGUAGE = "ui-lang";

/**
 * @typedef {object} Address
 * @property {string|null} slug
 * @property {URLSearchParams} choices Parameter values; present but empty means that nothing is chosen.
 * @property {string|null} language
 */

/** @returns {Address} */
export function readAddress() {
  const match = /^\/dashboards\/([^/]+)\/?$/.exec(location.pathname);
  const choices = new URLSearchParams(location.search);
  const language = choices.get(LANGUAGE);
  choices.delete(LANGUAGE);
  return { slug: match ? decodeURIComponent(match[1]) : null, choices, language };
}

/** @param {Address} address */
export function writeAddress({ slug, choices, language }) {
  const query = new URLSearchParams(choices);
  if (language) query.set(LANGUAGE, language);
  const path = slug === null ? "/" : `/dashboards/${encodeURIComponent(slug)}`;
  return query.size ? `${path}?${query}` : path;
}

/**
 * The choices that `dashboard` knows, in its own order, so that equal choices are equal text; a choice under an id that
 * a parameter had before counts where there is none under its present one.
 * @param {URLSearchParams} choices
 * @param {import("./types.js").Dashboard} dashboard
 */
export function knownChoices(choices, { parameters, moved }) {
  const known = new URLSearchParams();
  const former = Object.entries(moved?.parameters ?? {});
  for (const { id } of parameters) {
    const names = [id, ...former.filter(([, present]) => present === id).map(([name]) => name)];
    const given = names.find((name) => choices.has(name)) ?? id;
    for (const value of choices.getAll(given)) known.append(id, value);
  }
  return known;
}

/**
 * The same choices with one parameter's values replaced.
 * @param {URLSearchParams} choices
 * @param {string} id
 * @param {string[]} values
 */
export function withChoice(choices, id, values) {
  const changed = new URLSearchParams(choices);
  changed.delete(id);
  for (const value of values.length ? values : [""]) changed.append(id, value);
  return changed;
}
