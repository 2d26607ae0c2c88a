/**
 * The server's events while the page is visible. A hidden page holds no connection, because browsers allow a host
 * six over HTTP/1.1, shared by all tabs.
 */

/**
 * @param {{onVersion: (version: number) => unknown, onConnection: (connected: boolean) => void, onVisible: () => void}} listener
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

/** @param {{onVersion: (version: number) => unknown, onConnection: (connected: boolean) => void}} listener */
function connect(listener) {
  const source = new EventSource("/api/events");
  source.addEventListener("version", (event) => listener.onVersion(JSON.parse(event.data).version));
  source.addEventListener("open", () => listener.onConnection(true));
  source.addEventListener("error", () => listener.onConnection(false));
  return source;
}
