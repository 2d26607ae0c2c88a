"""The control plane as one ASGI application. Nothing is global: two apps in one process share nothing."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from importlib.metadata import version
from typing import Any

import structlog
from fastapi import FastAPI
from fastapi.telemetry import TelemetryConfig
from psycopg import Error
from starlette.middleware.cors import CORSMiddleware

from runtime import errors
from runtime.clock import Clock
from runtime.metrics import Metrics
from runtime.middleware import Observed
from runtime.migrations import load_migrations
from runtime.routes.access import KeyGate
from runtime.routes.documents import corrected
from runtime.routes.metadata import metadata_routes
from runtime.routes.objects import object_routes
from runtime.routes.operations import operation_routes
from runtime.routes.sync import add_sync_route
from runtime.services.health import HealthService
from runtime.services.keys import RefusedKeys
from runtime.services.online_trust import OnlineTrust, load_online_trust
from runtime.services.repository import Repository
from runtime.services.sync import SyncService
from runtime.services.wakeups import Wakeups
from runtime.settings import Settings
from runtime.store.store import Store
from schemas.trust.roles import LIFETIMES, ROOT

log = structlog.get_logger(__name__)
LISTEN_AGAIN_SECONDS = 2.0
NO_TELEMETRY: TelemetryConfig = {"tracing": False, "metrics": False, "logs": False}
"""FastAPI's own, which looks for a collector at every request. Ours is `/metrics` and the log."""


def create_app(settings: Settings, store: Store, clock: Clock) -> FastAPI:
    """The app on its settings, store and clock. `app.state.wakeups` is for the server that drains it.

    Raises SettingsError when the root of trust or the online key is not usable.
    """
    trust = load_online_trust(settings)
    _warn_of_ageing_root(trust, clock)
    wakeups = Wakeups()
    metrics = Metrics(lambda: wakeups.held)
    gate = KeyGate(store, settings.max_tenants, RefusedKeys(time.monotonic), metrics)
    service = SyncService(store, wakeups, settings.agent_sync_timeout_ms / 1000, settings.max_tenants)
    health = HealthService(store, wakeups, len(load_migrations()), trust.root.expires)

    app = FastAPI(
        title="Dashwright control plane",
        version=version("dashwright"),
        summary="Hands signed bundles to agents and hears from them.",
        lifespan=_lifespan(store, wakeups),
        redoc_url=None,
        telemetry=NO_TELEMETRY,
    )
    app.state.wakeups = wakeups
    add_sync_route(app.router, service, gate)
    app.include_router(metadata_routes(gate, Repository(trust, clock)))
    app.include_router(object_routes(gate))
    app.include_router(operation_routes(health, metrics))
    errors.install(app)
    _describe(app)
    if settings.cors_origins:
        app.add_middleware(
            CORSMiddleware,
            allow_origins=settings.cors_origins,
            allow_methods=["GET", "POST"],
            allow_headers=["Authorization", "Content-Type", "Prefer"],
        )
    app.add_middleware(Observed, metrics=metrics, monotonic=time.monotonic)
    return app


def _lifespan(store: Store, wakeups: Wakeups) -> Any:
    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        await store.open()
        listener = asyncio.create_task(_listen(store, wakeups))
        try:
            yield
        finally:
            wakeups.drain()
            listener.cancel()
            with suppress(asyncio.CancelledError):
                await listener
            await store.close()

    return lifespan


async def _listen(store: Store, wakeups: Wakeups) -> None:
    """Hears of publications for as long as the process lives, through losses of the connection."""
    while True:
        try:
            async with store.listening() as slugs:
                await store.give_up_lost()  # what ended our listening has ended the other connections too
                wakeups.listening = True
                wakeups.tell_all()
                async for slug in slugs:
                    wakeups.tell(slug)
        except (Error, OSError) as error:
            log.warning(
                "not listening", error=type(error).__name__, sqlstate=getattr(error, "sqlstate", None)
            )
        finally:
            wakeups.listening = False
        await asyncio.sleep(LISTEN_AGAIN_SECONDS)


def _warn_of_ageing_root(trust: OnlineTrust, clock: Clock) -> None:
    if LIFETIMES[ROOT].is_due(trust.root.expires, clock()):
        log.warning(
            "the root of trust is to be renewed: dashwright trust renew",
            expires=trust.root.expires.isoformat(),
        )


def _describe(app: FastAPI) -> None:
    described = app.openapi
    app.openapi = lambda: corrected(described())  # type: ignore[method-assign]
