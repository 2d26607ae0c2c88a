"""The HTTP server around the app: told to end, it answers held polls at once and finishes what it has begun."""

from __future__ import annotations

import asyncio
import signal
import socket
from types import FrameType

import uvicorn

from runtime.app import create_app
from runtime.clock import system_clock
from runtime.guarded_http import GuardedHttp
from runtime.logs import configure_logs
from runtime.services.wakeups import Wakeups
from runtime.settings import Settings
from runtime.store.store import Store

DRAIN_SECONDS = 20


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


def serve(settings: Settings, *, host: str) -> None:
    """Serves the control plane until the process is told to end. Raises SettingsError for keys or roots that cannot be used."""
    app = create_app(settings, Store(settings.database_url), system_clock)
    configure_logs()
    config = uvicorn.Config(
        app,
        host=host,
        port=settings.port,
        http=GuardedHttp,
        access_log=False,
        log_config=None,
        server_header=False,
        timeout_keep_alive=65,
        timeout_graceful_shutdown=DRAIN_SECONDS,
    )
    DrainingServer(config, app.state.wakeups).run()
