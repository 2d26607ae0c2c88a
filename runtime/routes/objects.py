"""`GET /api/agent/objects/{sha256}`: manifests and what they list, by digest; a tenant's own only."""

from __future__ import annotations

import re
from typing import Annotated

from fastapi import APIRouter, Path
from starlette.requests import Request
from starlette.responses import Response

from runtime.errors import not_found
from runtime.routes.access import KeyGate
from runtime.routes.caching import immutable_response
from runtime.routes.documents import NEEDS_KEY, errors

OBJECT_NAME = re.compile(r"[0-9a-f]{64}")


def object_routes(gate: KeyGate) -> APIRouter:
    """The route, on its store."""
    router = APIRouter(tags=["agent"])

    @router.get(
        "/api/agent/objects/{sha256}",
        response_class=Response,
        responses={200: {"content": {"application/json": {}}}, **errors(401, 403, 404, 503)},
        openapi_extra=NEEDS_KEY,
    )
    async def object_bytes(
        request: Request,
        sha256: Annotated[str, Path(description="SHA-256 of the bytes, 64 hexadecimal digits.")],
    ) -> Response:
        """The bytes of an object. Immutable; gzip where it is accepted."""
        async with gate.tenant(request) as tenant:
            found = await tenant.object(sha256) if OBJECT_NAME.fullmatch(sha256) else None
        if found is None:
            raise not_found()
        return immutable_response(
            request, name=sha256, gzip_bytes=found.gzip_bytes, media_type="application/json"
        )

    return router
