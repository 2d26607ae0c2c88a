"""Which addresses the agent answers under: a page on another site must not reach it through the viewer's browser.

A name that an attacker lets point to 127.0.0.1 (DNS rebinding) arrives in the Host header and is refused; so is
an API request that another site's page started, which browsers mark with `Sec-Fetch-Site: cross-site`.
"""

from __future__ import annotations

from collections.abc import Iterable

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from agent.api.errors import error_response
from agent.settings import is_loopback
from schemas import site_codes


def host_name(header: str) -> str:
    """The name or address of a Host header, without port and brackets, in lower case."""
    if header.startswith("["):
        return header[1:].partition("]")[0].lower()
    return header.partition(":")[0].lower()


class AllowedHosts:
    """ASGI middleware: this machine's own names and those of the site file; everything else gets 421."""

    def __init__(self, app: ASGIApp, *, names: Iterable[str]) -> None:
        self._app = app
        self._names = frozenset(name.lower() for name in names)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes or answers one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        name = host_name(headers.get("host", ""))
        foreign_page = headers.get("sec-fetch-site") == "cross-site" and scope["path"].startswith("/api/")
        if foreign_page or not (is_loopback(name) or name in self._names):
            response = error_response(
                site_codes.HOST_REFUSED.id,
                "the agent does not answer under this address or to this page",
                "Open it as this machine, or let the administrator add the name to `hosts` in the site file.",
                421,
            )
            await response(scope, receive, send)
            return
        await self._app(scope, receive, send)
