/** What this browser remembers for the page. A browser that forbids storage forgets, and nothing else happens. */

/** @param {string} key @returns {string|null} */
export function remembered(key) {
  try {
    return localStorage.getItem(key);
  } catch (error) {
    return forbidden(error, null);
  }
}

/** @param {string} key @param {string|null} value null forgets */
export function remember(key, value) {
  try {
    if (value === null) localStorage.removeItem(key);
    else localStorage.setItem(key, value);
  } catch (error) {
    forbidden(error, undefined);
  }
}

/**
 * @template T
 * @param {unknown} error
 * @param {T} instead
 */
function forbidden(error, instead) {
  if (error instanceof DOMException) return instead; // SecurityError or QuotaExceededError
  throw error;
}
