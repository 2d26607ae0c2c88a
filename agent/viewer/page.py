"""What a browser gets besides data: the page, its assets, and the headers that fence them in.

The page is static: it asks the agent's data API for everything that it shows (`contexts.md` lists what it
expects), so no value is ever written into HTML on the server.
"""

from __future__ import annotations

import os
from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

STATIC_DIRECTORY = Path(__file__).parent / "static"
INDEX = STATIC_DIRECTORY / "index.html"

_SOURCES = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self'",
    "font-src": "'self'",
    "connect-src": "'self'",
    "base-uri": "'none'",
    "form-action": "'none'",
    "frame-ancestors": "'none'",
}
CONTENT_SECURITY_POLICY = "; ".join(f"{directive} {sources}" for directive, sources in _SOURCES.items())
"""No inline script, no inline style, nothing from another host."""

PAGE_HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}

REVALIDATE = "no-cache"
"""Modules keep their names between releases, so a browser asks each time and mostly hears 304."""

IMMUTABLE = "public, max-age=31536000, immutable"
"""A vendored file has its version in its path."""


class Assets(StaticFiles):
    """Static files with the page's headers and a cache policy by path."""

    def file_response(
        self,
        full_path: str | os.PathLike[str],
        stat_result: os.stat_result,
        scope: Scope,
        status_code: int = 200,
    ) -> Response:
        """The file, or 304 when the browser's copy is the same."""
        response = super().file_response(full_path, stat_result, scope, status_code)
        vendored = Path(full_path).is_relative_to(STATIC_DIRECTORY / "vendor")
        response.headers.update({**PAGE_HEADERS, "Cache-Control": IMMUTABLE if vendored else REVALIDATE})
        return response


async def page(_request: Request) -> Response:
    """The one page. Its script reads from the address which dashboard to show."""
    return FileResponse(INDEX, headers={**PAGE_HEADERS, "Cache-Control": REVALIDATE})


def viewer_routes() -> list[BaseRoute]:
    """`/`, `/dashboards/{slug}` (the page again, so that addresses can be shared) and `/static/...`."""
    return [
        Route("/", page),
        Route("/dashboards/{slug}", page),
        Mount("/static", Assets(directory=STATIC_DIRECTORY), name="static"),
    ]
