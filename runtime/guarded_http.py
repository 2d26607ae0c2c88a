"""Uvicorn's HTTP parser with two limits that it lacks: the bytes and the seconds that the head of a request may take.

Without them anybody, key or no key, could fill the server's memory with one endless header, or hold connections
open for ever by sending a header slowly. Bodies are bounded where they are read.
"""

from __future__ import annotations

import asyncio

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol


class GuardedHttp(HttpToolsProtocol):
    """One connection. It is closed, without an answer, when a head is too large or too slow."""

    HEAD_BYTES = 64 * 1024
    HEAD_SECONDS = 10.0

    _head_bytes = 0
    _head_timer: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """A head is expected from the first moment."""
        super().connection_made(transport)
        self._begin_head()

    def on_message_begin(self) -> None:
        """The next head on a connection that was kept open."""
        super().on_message_begin()
        self._begin_head()

    def on_headers_complete(self) -> None:
        """The head is whole."""
        self._end_head()
        super().on_headers_complete()

    def data_received(self, data: bytes) -> None:
        """Counts what belongs to a head that is still not whole."""
        super().data_received(data)
        if self._head_timer is not None:
            self._head_bytes += len(data)
            if self._head_bytes > self.HEAD_BYTES:
                self.transport.close()

    def connection_lost(self, exc: Exception | None) -> None:
        """Nothing more is expected."""
        self._end_head()
        super().connection_lost(exc)

    def _begin_head(self) -> None:
        self._end_head()
        self._head_bytes = 0
        self._head_timer = self.loop.call_later(self.HEAD_SECONDS, self.transport.close)

    def _end_head(self) -> None:
        if self._head_timer is not None:
            self._head_timer.cancel()
            self._head_timer = None
