/** Lets a few requests run at once, so that slow queries leave a browser connection for everything else. */

/**
 * @param {number} width How many may run at once.
 * @returns {<T>(task: () => Promise<T>) => Promise<T>}
 */
export function queue(width) {
  /** @type {(() => void)[]} */
  const waiting = [];
  let running = 0;
  return async (task) => {
    if (running >= width) await new Promise((go) => waiting.push(() => go(undefined)));
    running += 1;
    try {
      return await task();
    } finally {
      running -= 1;
      waiting.shift()?.();
    }
  };
}
