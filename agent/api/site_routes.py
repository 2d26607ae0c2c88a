"""Routes that answer from memory: the site, a dashboard, health."""

from __future__ import annotations

import orjson
from starlette.requests import Request
from starlette.responses import Response

from agent.api.site_views import dashboard_view, site_view
from agent.execute.served import CurrentBundle
from agent.sync.status import SyncStatus

NO_STORE = {"Cache-Control": "no-store"}
"""The page asks again when a version changes; no browser keeps what a database said."""


class SiteRoutes:
    """What the site is and serves, without asking its database."""

    def __init__(self, tenant: str, current: CurrentBundle, status: SyncStatus) -> None:
        self._tenant = tenant
        self._current = current
        self._status = status

    async def site(self, _request: Request) -> Response:
        """`GET /api/site`."""
        return json_response(site_view(self._tenant, self._current.now(), self._status.now()))

    async def dashboard(self, request: Request) -> Response:
        """`GET /api/dashboards/{slug}`."""
        bundle = self._current.required()
        return json_response(dashboard_view(bundle, bundle.dashboard(request.path_params["slug"])))

    async def health(self, _request: Request) -> Response:
        """`GET /health`: alive, and serving which version."""
        bundle = self._current.now()
        return json_response({"status": "ok", "version": bundle.version if bundle else None})


def json_response(value: object) -> Response:
    """A JSON answer that nobody stores."""
    return Response(orjson.dumps(value), headers=NO_STORE, media_type="application/json")
