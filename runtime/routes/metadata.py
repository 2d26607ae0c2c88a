"""`GET /api/agent/metadata/{name}`: the tenant's repository of signed metadata, as python-tuf's client asks for it."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path
from starlette.requests import Request
from starlette.responses import Response

from runtime.errors import not_found
from runtime.routes.access import KeyGate
from runtime.routes.caching import IMMUTABLE
from runtime.routes.documents import NEEDS_KEY, errors
from runtime.services.repository import Repository

NAMES = "timestamp.json, N.root.json, N.snapshot.json or N.targets.json."


def metadata_routes(gate: KeyGate, repository: Repository) -> APIRouter:
    """The route, on its repository."""
    router = APIRouter(tags=["agent"])

    @router.get(
        "/api/agent/metadata/{name}",
        response_class=Response,
        responses={200: {"content": {"application/json": {}}}, **errors(401, 403, 404, 503)},
        openapi_extra=NEEDS_KEY,
    )
    async def metadata(request: Request, name: Annotated[str, Path(description=NAMES)]) -> Response:
        """One file of the repository. Versioned files are immutable; the timestamp is signed anew when it must be."""
        async with gate.tenant(request) as tenant:
            found = await repository.file(tenant, name)
        if found is None:
            raise not_found()
        caching = IMMUTABLE if found.immutable else "no-cache"
        return Response(found.body, headers={"Cache-Control": caching}, media_type="application/json")

    return router
