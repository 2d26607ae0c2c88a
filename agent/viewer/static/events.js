/**
 * The server's events while the page is visible. A hidden page holds no connection, because browsers allow a host
 * six over HTTP/1.1, shared by all tabs.
 */

/**
 * @typedef {object} Listener
 * @property {(version: number) => void} onVersion Called with the active version: at first, then when it changes.
 * @property {() => void} onConnection Called when a connection was lost or is there again.
 * @property {() => void} onVisible
 *
 * @param {Listener} listener
 */
export function followEvents(listener) {
  /** @type {EventSource|null} */
  let source = null;
  const follow = () => {
    source?.close();
    source = document.hidden ? null : connect(listener);
  };
  document.addEventListener("visibilitychange", () => {
    follow();
    if (!document.hidden) listener.onVisible();
  });
  addEventListener("pagehide", () => source?.close());
  follow();
}

/** @param {Listener} listener */
function connect(listener) {
  const source = new EventSource("/api/events");
  source.addEventListener("version", (event) => listener.onVersion(JSON.parse(event.data).version));
  let lost = false;
  const turn = (/** @type {boolean} */ now) => {
    if (now !== lost) listener.onConnection();
    lost = now;
  };
  source.addEventListener("open", () => turn(false));
  source.addEventListener("error", () => turn(true));
  return source;
}
