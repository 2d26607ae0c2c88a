"""Server-sent events: an open page hears of a new version and reloads its dashboard."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import orjson
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from agent.execute.served import CurrentBundle, ServedBundle

KEEP_ALIVE_SECONDS = 15.0


class EventRoutes:
    """`GET /api/events`."""

    def __init__(self, current: CurrentBundle) -> None:
        self._current = current

    async def events(self, _request: Request) -> Response:
        """The version served now, then each new one; a comment now and then keeps proxies from closing."""
        headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
        return StreamingResponse(self._stream(), headers=headers, media_type="text/event-stream")

    async def _stream(self) -> AsyncIterator[bytes]:
        loop = asyncio.get_running_loop()
        versions: asyncio.Queue[ServedBundle] = asyncio.Queue()

        def hear(bundle: ServedBundle) -> None:
            loop.call_soon_threadsafe(versions.put_nowait, bundle)

        unsubscribe = self._current.subscribe(hear)
        try:
            if (now := self._current.now()) is not None:
                yield _event(now)
            while True:
                try:
                    yield _event(await asyncio.wait_for(versions.get(), KEEP_ALIVE_SECONDS))
                except TimeoutError:
                    yield b": still here\n\n"
        finally:
            unsubscribe()


def _event(bundle: ServedBundle) -> bytes:
    data = {"version": bundle.version, "digest": bundle.bundle.manifest_digest}
    return b"event: version\ndata: " + orjson.dumps(data) + b"\n\n"
