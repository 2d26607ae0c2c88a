"""The agent's ASGI application: its routes, what stands before them, and what becomes of faults."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import orjson
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from agent.api.data import NO_STORE, DataRoutes
from agent.api.errors import on_fault, on_http, on_surprise
from agent.api.events import EventRoutes
from agent.api.hosts import AllowedHosts
from agent.api.site_views import dashboard_view, site_view
from agent.execute.binding import Claims
from agent.execute.served import CurrentBundle
from agent.execute.service import AnswerService
from agent.faults import SiteFault
from agent.settings import Settings, SiteFile
from agent.sync.status import SyncStatus
from agent.viewer.page import viewer_routes

GZIP_LEVEL = 5
"""Level 9 takes three times as long for two per cent less."""


def create_app(
    settings: Settings,
    current: CurrentBundle,
    status: SyncStatus,
    answers: AnswerService,
    clock: Callable[[], datetime],
) -> Starlette:
    """The application over what the site serves."""

    async def site(_request: Request) -> Response:
        return _json(site_view(settings.tenant, current.now(), status.now()))

    async def dashboard(request: Request) -> Response:
        bundle = current.required()
        return _json(dashboard_view(bundle, bundle.dashboard(request.path_params["slug"])))

    async def health(_request: Request) -> Response:
        bundle = current.now()
        return _json({"status": "ok", "version": bundle.version if bundle else None})

    data = DataRoutes(current, answers, clock, site_claims(settings.site))
    events = EventRoutes(current)
    routes: list[BaseRoute] = [
        Route("/health", health),
        Route("/api/site", site),
        Route("/api/events", events.events),
        Route("/api/dashboards/{slug}", dashboard),
        Route("/api/dashboards/{slug}/parameters/{id}/options", data.parameter_options),
        Route("/api/dashboards/{slug}/widgets/{id}/data", data.widget_data),
        *viewer_routes(),
    ]
    return Starlette(
        routes=routes,
        middleware=[
            Middleware(AllowedHosts, names=[settings.host, *settings.site.hosts]),
            Middleware(GZipMiddleware, minimum_size=1024, compresslevel=GZIP_LEVEL),
        ],
        exception_handlers={SiteFault: on_fault, HTTPException: on_http, Exception: on_surprise},
    )


def site_claims(site: SiteFile) -> Claims:
    """The site file's claims as values that can be bound."""
    return {name: tuple(value) if isinstance(value, list) else value for name, value in site.claims.items()}


def _json(value: object) -> Response:
    return Response(orjson.dumps(value), headers=NO_STORE, media_type="application/json")
