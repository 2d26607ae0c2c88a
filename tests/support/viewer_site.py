"""A site for the viewer page: the real page and assets over JSON bodies that a test may bend.

It stands in for the agent's data API where a test needs what a real agent rarely answers (faults, ten thousand rows,
a failing sync). `tests/agent/viewer/test_contract.py` compares its bodies with the real agent's.
"""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from agent.viewer.page import viewer_routes
from tests.support.viewer_bodies import ANSWERS, DASHBOARDS, OPTIONS, SITE

Json = dict[str, Any]


@dataclass(frozen=True)
class Fault:
    """An answer of the API's error shape."""

    status: int
    code: str
    message: str
    remedy: str | None = None

    @property
    def body(self) -> Json:
        """`{"error": {...}}`."""
        return {"error": {"code": self.code, "message": self.message, "remedy": self.remedy}}


def _copy(value: Any) -> Any:
    """A deep copy of a JSON value."""
    if isinstance(value, dict):
        return {key: _copy(child) for key, child in value.items()}
    return [_copy(child) for child in value] if isinstance(value, list) else value


@dataclass
class ViewerSite:
    """What the site answers now, and what it has been asked. Tests change it between two looks at the page."""

    site: Json = field(default_factory=lambda: _copy(SITE))
    dashboards: dict[str, Json] = field(default_factory=lambda: _copy(DASHBOARDS))
    answers: dict[str, Json | Fault] = field(default_factory=lambda: _copy(ANSWERS))
    """By widget id."""
    options: dict[str, Json | Fault] = field(default_factory=lambda: _copy(OPTIONS))
    held: set[str] = field(default_factory=set)
    """Widgets whose answers wait until the test takes them out."""
    asked: list[str] = field(default_factory=list)
    """Path and query of each API request, in order."""
    url: str = ""

    def publish(self, version: int) -> None:
        """Makes another version the active one; open pages are told."""
        self.site["bundle"]["version"] = version
        for dashboard in self.dashboards.values():
            dashboard["version"] = version

    def keep(self, *widgets: str) -> None:
        """Leaves only these widgets on the first dashboard: charts take time to draw."""
        shown = self.dashboards["sales"]["dashboard"]
        shown["widgets"] = [widget for widget in shown["widgets"] if widget["id"] in widgets]

    def asked_for(self, widget: str) -> list[str]:
        """The data requests for a widget: path and query."""
        return [path for path in self.asked if f"/widgets/{widget}/data" in path]

    def app(self) -> Starlette:
        """The ASGI application."""
        return Starlette(
            routes=[
                Route("/api/site", self._site),
                Route("/api/events", self._events),
                Route("/api/dashboards/{slug}", self._dashboard),
                Route("/api/dashboards/{slug}/parameters/{id}/options", self._options),
                Route("/api/dashboards/{slug}/widgets/{id}/data", self._data),
                *viewer_routes(),
            ]
        )

    async def _site(self, request: Request) -> Response:
        self._note(request)
        return JSONResponse(self.site)

    async def _dashboard(self, request: Request) -> Response:
        self._note(request)
        missing = Fault(404, "DW950", "this site has no such dashboard")
        return _answer(self.dashboards.get(request.path_params["slug"], missing))

    async def _options(self, request: Request) -> Response:
        self._note(request)
        return _answer(self.options[request.path_params["id"]])

    async def _data(self, request: Request) -> Response:
        self._note(request)
        widget = request.path_params["id"]
        while widget in self.held:  # noqa: ASYNC110 - the test lets go in another thread
            await asyncio.sleep(0.02)
        return _answer(self.answers[widget])

    async def _events(self, _request: Request) -> Response:
        return StreamingResponse(self._versions(), media_type="text/event-stream")

    async def _versions(self) -> AsyncIterator[str]:
        told = None
        while True:
            now = self.site["bundle"] and self.site["bundle"]["version"]
            if now != told:
                told = now
                yield f'event: version\ndata: {{"version": {now}, "digest": "{"0" * 64}"}}\n\n'
            await asyncio.sleep(0.05)

    def _note(self, request: Request) -> None:
        query = f"?{request.url.query}" if request.url.query else ""
        self.asked.append(request.url.path + query)


def _answer(body: Json | Fault) -> Response:
    if isinstance(body, Fault):
        return JSONResponse(body.body, body.status)
    return JSONResponse(body)


@contextmanager
def running(site: ViewerSite) -> Iterator[ViewerSite]:
    """The site on a free port of this machine, its address in `url`."""
    config = uvicorn.Config(
        site.app(), port=0, log_level="critical", lifespan="off", ws="none", timeout_graceful_shutdown=0
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    deadline = time.monotonic() + 10
    while not server.started:
        if time.monotonic() > deadline:
            raise TimeoutError("the viewer's test site did not start within 10 s")
        time.sleep(0.01)
    site.url = f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    try:
        yield site
    finally:
        server.should_exit = server.force_exit = True
        thread.join(timeout=10)
