"""The HTTP server around the app: told to end, it answers held polls at once and finishes what it has begun."""

from __future__ import annotations

import asyncio
import signal
import socket
from types import FrameType

import uvicorn
from fastapi import FastAPI

from runtime.services.wakeups import Wakeups

DRAIN_SECONDS = 20
HOST = "0.0.0.0"  # noqa: S104 - in a container every interface is the service's own


class DrainingServer(uvicorn.Server):
    """Uvicorn, which on SIGTERM closes its door and waits for answers; the held polls are answered at that moment."""

    def __init__(self, config: uvicorn.Config, wakeups: Wakeups) -> None:
        super().__init__(config)
        self._wakeups = wakeups
        self._loop: asyncio.AbstractEventLoop | None = None

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Remembers the loop on which held polls wait."""
        self._loop = asyncio.get_running_loop()
        await super().startup(sockets)

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:  # noqa: ARG002 - the system gives it
        """A signal to end; a second Ctrl-C does not wait. Runs between two steps of the main thread, not on the loop.

        Uvicorn's own handler would raise the signal again at the end, so that an orderly end looked like a killed process.
        """
        if self._loop is not None:
            self._loop.call_soon_threadsafe(self._wakeups.drain)
        self.force_exit = self.should_exit and sig == signal.SIGINT
        self.should_exit = True


def serve(app: FastAPI, *, port: int, host: str = HOST) -> None:
    """Serves the app until the process is told to end."""
    config = uvicorn.Config(
        app,
        host=host,
        port=port,
        access_log=False,
        log_config=None,
        server_header=False,
        timeout_keep_alive=65,
        timeout_graceful_shutdown=DRAIN_SECONDS,
    )
    DrainingServer(config, app.state.wakeups).run()
