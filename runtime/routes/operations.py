"""`GET /health` and `GET /metrics`: for the platform and for monitoring."""

from __future__ import annotations

from fastapi import APIRouter
from prometheus_client import CONTENT_TYPE_LATEST
from starlette.responses import Response

from runtime.metrics import Metrics
from runtime.services.health import Health, HealthService


def operation_routes(health: HealthService, metrics: Metrics) -> APIRouter:
    """The routes, on their services."""
    router = APIRouter(tags=["operations"])

    @router.get(
        "/health", responses={503: {"model": Health, "description": "Not ready yet, or about to end."}}
    )
    async def look(response: Response) -> Health:
        """Database reached, migrations at head. 503 only before the first readiness and while ending."""
        found = await health.look()
        if found.status in {"starting", "draining"}:
            response.status_code = 503
        response.headers["Cache-Control"] = "no-store"
        return found

    @router.get("/metrics", response_class=Response, responses={200: {"content": {"text/plain": {}}}})
    async def counters() -> Response:
        """Counters in Prometheus's text format."""
        return Response(metrics.text(), media_type=CONTENT_TYPE_LATEST)

    return router
