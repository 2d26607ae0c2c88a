"""What an answer from the agent's cache costs beside an empty route of the same server."""

from __future__ import annotations

import multiprocessing
import os
import tempfile
import time
from multiprocessing.process import BaseProcess
from pathlib import Path

import httpx
import uvicorn
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from agent.settings import Settings
from agent.site import Site
from tests.benchmarks.figure import Figure
from tests.support.hostile_control_plane import API_KEY, HostileControlPlane, listening
from tests.support.sites import NOW, SitePlace, sales_publication

REQUESTS = 1500
ROUNDS = 3
PORT = 18_659
EMPTY = "/empty"
CACHED = "/api/dashboards/sales/widgets/revenue/data?period=last_12_months&regions=ASIA"
BAR = 2.0


def cached_answer() -> Figure:
    """The server's CPU time for a cached answer over that for an empty route, requests in turns over one connection."""
    with listening(HostileControlPlane()) as plane, tempfile.TemporaryDirectory() as folder:
        plane.publish(sales_publication())
        place = SitePlace(Path(folder), plane.keys.root_bytes())
        settings = place.settings(DASHWRIGHT_SERVER_URL=plane.url, DASHWRIGHT_API_KEY=API_KEY)
        server = multiprocessing.get_context("fork").Process(target=_serve, args=(settings,))
        server.start()
        try:
            empty, cached = _measure(server)
        finally:
            server.terminate()
            server.join()
    detail = f"{cached * 1e6:.0f} µs against {empty * 1e6:.0f} µs of CPU"
    return Figure("a cached answer of the agent", cached / empty, BAR, "times", detail)


def _serve(settings: Settings) -> None:
    site = Site(settings, lambda: NOW)
    site.syncer().round(wait_seconds=0)
    app = site.app()

    async def empty(_request: Request) -> Response:
        return Response(b"{}", media_type="application/json")

    app.router.routes.insert(0, Route(EMPTY, empty))
    uvicorn.run(app, host="127.0.0.1", port=PORT, log_level="error", access_log=False)


def _measure(server: BaseProcess) -> tuple[float, float]:
    """Seconds of the server's CPU for one request: of the empty route, of the cached answer."""
    spent = {EMPTY: 0.0, CACHED: 0.0}
    with httpx.Client(base_url=f"http://127.0.0.1:{PORT}") as client:
        _wait(client)
        client.get(CACHED).raise_for_status()
        for _ in range(ROUNDS):
            for path in spent:
                before = _cpu_seconds(server.pid)
                for _ in range(REQUESTS):
                    client.get(path)
                spent[path] += _cpu_seconds(server.pid) - before
    return spent[EMPTY] / (ROUNDS * REQUESTS), spent[CACHED] / (ROUNDS * REQUESTS)


def _wait(client: httpx.Client) -> None:
    until = time.monotonic() + 20
    while time.monotonic() < until:
        try:
            client.get(EMPTY)
        except httpx.ConnectError:
            time.sleep(0.05)
        else:
            return
    raise RuntimeError("the agent did not start")


def _cpu_seconds(pid: int | None) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
