"""Around every request: an identity, one line in the log, one count. Never a header, a key or a body."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from uuid import uuid4

import structlog
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from runtime.metrics import Metrics

log = structlog.get_logger("runtime.requests")
NO_ROUTE = "(none)"
QUIET = frozenset({"/health", "/metrics", "/api/agent/sync"})
"""Asked all day: counted always, logged only when refused. Polls have a log of their own, the table `sync_logs`."""


@dataclass
class Observed:
    """The application with its requests observed. `monotonic` gives seconds."""

    app: ASGIApp
    metrics: Metrics
    monotonic: Callable[[], float]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        request_id = uuid4().hex
        status = 500
        started = self.monotonic()

        async def send_with_identity(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                MutableHeaders(scope=message)["X-Request-Id"] = request_id
            await send(message)

        with structlog.contextvars.bound_contextvars(request_id=request_id):
            try:
                await self.app(scope, receive, send_with_identity)
            finally:
                self._note(scope, status, self.monotonic() - started)

    def _note(self, scope: Scope, status: int, seconds: float) -> None:
        route = getattr(scope.get("route"), "path", NO_ROUTE)
        method = scope["method"]
        self.metrics.requests.labels(method, route, status).inc()
        self.metrics.seconds.labels(route).observe(seconds)
        if route not in QUIET or status >= 400:
            log.info("request", method=method, route=route, status=status, ms=round(seconds * 1000, 1))
