/** The agent's HTTP interface. Whatever goes wrong becomes one ApiError; nothing else of the page calls fetch. */

/** What the server, or the road to it, answered instead of data. */
export class ApiError extends Error {
  /** @param {{code: string, message: string, remedy?: string|null, status?: number}} fault */
  constructor({ code, message, remedy = null, status = 0 }) {
    super(message);
    this.code = code;
    this.remedy = remedy;
    this.status = status;
  }
}

/** Codes of faults that the server did not name itself; `locale.js` has words for them. */
export const UNREACHABLE = "unreachable";
export const BAD_ANSWER = "bad_answer";

/** @returns {Promise<import("./types.js").Site>} */
export const getSite = () => getJson("/api/site");

/** @param {string} slug @returns {Promise<import("./types.js").DashboardAnswer>} */
export const getDashboard = (slug) => getJson(`/api/dashboards/${encodeURIComponent(slug)}`);

/**
 * @param {string} slug
 * @param {string} widget
 * @param {URLSearchParams} choices The viewer's choices; a parameter that is absent has its default.
 * @param {AbortSignal} signal
 * @returns {Promise<import("./types.js").WidgetData>}
 */
export function getWidgetData(slug, widget, choices, signal) {
  const path = `/api/dashboards/${encodeURIComponent(slug)}/widgets/${encodeURIComponent(widget)}/data`;
  return getJson(withQuery(path, choices), signal);
}

/**
 * @param {string} slug
 * @param {string} parameter
 * @param {string} language
 * @returns {Promise<{value: import("./types.js").Value, label: string}[]>}
 */
export async function getOptions(slug, parameter, language) {
  const path = `/api/dashboards/${encodeURIComponent(slug)}/parameters/${encodeURIComponent(parameter)}/options`;
  return (await getJson(withQuery(path, new URLSearchParams({ locale: language })))).options;
}

/** @param {string} path @param {URLSearchParams} query */
function withQuery(path, query) {
  const text = query.toString();
  return text ? `${path}?${text}` : path;
}

/**
 * @param {string} path
 * @param {AbortSignal} [signal]
 * @returns {Promise<any>}
 */
async function getJson(path, signal) {
  const response = await reach(path, signal);
  const body = await readBody(response);
  if (response.ok && body !== undefined) return body;
  throw new ApiError({ ...(body?.error ?? badAnswer(response)), status: response.status });
}

/** @param {string} path @param {AbortSignal} [signal] */
async function reach(path, signal) {
  try {
    return await fetch(path, { signal, headers: { Accept: "application/json" } });
  } catch (error) {
    throw unlessAborted(error);
  }
}

/** @param {Response} response @returns {Promise<any>} the JSON value, or undefined if it is none */
async function readBody(response) {
  try {
    return await response.json();
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw unlessAborted(error);
  }
}

/** @param {unknown} error */
function unlessAborted(error) {
  const aborted = error instanceof DOMException && error.name === "AbortError";
  return aborted ? error : new ApiError({ code: UNREACHABLE, message: UNREACHABLE });
}

/** @param {Response} response */
function badAnswer(response) {
  return { code: BAD_ANSWER, message: `status ${response.status}` };
}
