"""`GET /api/agent/metadata/{name}`: the tenant's repository of signed metadata, as python-tuf's client asks for it."""

from __future__ import annotations

from typing import Annotated

import structlog
from fastapi import APIRouter, Path
from starlette.requests import Request
from starlette.responses import Response

from runtime.clock import Clock
from runtime.errors import ApiError, not_found
from runtime.routes.access import KeyGate
from runtime.routes.caching import IMMUTABLE
from runtime.routes.documents import NEEDS_KEY, errors
from runtime.services.freshness import TrustBroken, fresh_timestamp
from runtime.services.online_trust import OnlineTrust
from runtime.store.session import TenantWriter
from schemas import publishing_codes as codes
from schemas.trust.roles import ROOT, MetadataName, metadata_name

log = structlog.get_logger(__name__)


def metadata_routes(gate: KeyGate, trust: OnlineTrust, clock: Clock) -> APIRouter:
    """The route, on its store and the server's trust."""
    router = APIRouter(tags=["agent"])

    @router.get(
        "/api/agent/metadata/{name}",
        response_class=Response,
        responses={200: {"content": {"application/json": {}}}, **errors(401, 403, 404, 503)},
        openapi_extra=NEEDS_KEY,
    )
    async def metadata(
        request: Request,
        name: Annotated[
            str, Path(description="timestamp.json, N.root.json, N.snapshot.json or N.targets.json.")
        ],
    ) -> Response:
        """One file of the repository. Versioned files are immutable; the timestamp is signed anew when it must be."""
        async with gate.tenant(request) as tenant:
            wanted = metadata_name(name)
            found = None if wanted is None else await _find(tenant, wanted)
        if wanted is None or found is None:
            raise not_found()
        caching = "no-cache" if wanted.version is None else IMMUTABLE
        return Response(found, headers={"Cache-Control": caching}, media_type="application/json")

    async def _find(tenant: TenantWriter, wanted: MetadataName) -> bytes | None:
        if wanted.version is None:
            return await _timestamp(tenant)
        if wanted.role == ROOT:
            return trust.root_files.get(wanted.version)
        return await tenant.metadata(wanted.role, wanted.version)

    async def _timestamp(tenant: TenantWriter) -> bytes | None:
        try:
            return await fresh_timestamp(tenant, trust, clock())
        except TrustBroken as error:
            log.warning("trust broken", reason=str(error))
            raise ApiError(
                503,
                codes.TRUST_BROKEN,
                "What is published is not signed as the root demands; the site keeps what it has.",
                "Publish again with the targets key that root.json names.",
            ) from error

    return router
