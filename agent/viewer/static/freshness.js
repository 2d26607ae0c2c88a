/**
 * How old an answer is, and when the next one is due. Ages come from the server; only what passed since is counted
 * here.
 */

const LEAST_WAIT = 5; // seconds: an answer that arrives old is not asked for again at once
const RETRY_AFTER_FAILURE = 30;
const STALE_FACTOR = 2;

/**
 * @typedef {object} Arrival
 * @property {number} at When it came, in milliseconds of `performance.now()`.
 * @property {number} age Seconds, as it came.
 */

/** @param {Arrival} arrival @param {number} now Milliseconds of `performance.now()`. @returns {number} seconds */
export function ageOf({ at, age }, now) {
  return age + (now - at) / 1000;
}

/** @param {Arrival} arrival @param {number} refresh Seconds an answer may be old. @param {number} now */
export function isDue({ at, age }, refresh, now) {
  return (now - at) / 1000 >= Math.max(LEAST_WAIT, refresh - age);
}

/** @param {number} failedAt @param {number} now */
export function isRetryDue(failedAt, now) {
  return (now - failedAt) / 1000 >= RETRY_AFTER_FAILURE;
}

/** An answer twice as old as planned is marked. @param {Arrival} arrival @param {number} refresh @param {number} now */
export function isStale(arrival, refresh, now) {
  return ageOf(arrival, now) > STALE_FACTOR * refresh + LEAST_WAIT;
}
