"""The agent's ASGI application: its routes, what stands before them, and what becomes of faults."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.routing import BaseRoute, Route

from agent.api.data import DataRoutes
from agent.api.errors import on_fault, on_http, on_surprise
from agent.api.events import EventRoutes
from agent.api.hosts import AllowedHosts
from agent.api.questions import Questions
from agent.api.site_routes import SiteRoutes
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
    site = SiteRoutes(settings.tenant, current, status)
    data = DataRoutes(current, answers, Questions(clock, site_claims(settings.site)))
    events = EventRoutes(current)
    routes: list[BaseRoute] = [
        # The most asked for stands first: routes are tried in their order.
        Route("/api/dashboards/{slug}/widgets/{id}/data", data.widget_data),
        Route("/api/dashboards/{slug}/parameters/{id}/options", data.parameter_options),
        Route("/api/dashboards/{slug}", site.dashboard),
        Route("/api/site", site.site),
        Route("/api/events", events.events),
        Route("/health", site.health),
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
