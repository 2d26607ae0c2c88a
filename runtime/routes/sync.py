"""`POST /api/agent/sync`: an agent tells the state of its site and hears where to go."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable
from typing import Any

from fastapi import APIRouter
from fastapi.routing import APIRoute
from pydantic import ValidationError
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import request_response

from runtime.errors import ApiError, first_fault, malformed, not_served
from runtime.routes.access import KeyGate
from runtime.routes.documents import NEEDS_KEY, errors
from runtime.services.standing import NotServed
from runtime.services.sync import SyncService
from schemas import publishing_codes as codes
from schemas.sync import SyncRequest, SyncResponse

MAX_BODY_BYTES = 64 * 1024
BODY_SECONDS = 10
WAIT = re.compile(r"\bwait\s*=\s*\"?(\d{1,4})\b")
DOCUMENTED_REQUEST = {
    **NEEDS_KEY,
    "parameters": [
        {
            "name": "Prefer",
            "in": "header",
            "schema": {"type": "string", "examples": ["wait=50"]},
            "description": "Seconds for which the answer may be held while there is nothing new (RFC 7240).",
        }
    ],
    "requestBody": {
        "required": True,
        "content": {"application/json": {"schema": SyncRequest.model_json_schema()}},
    },
}


class PlainRoute(APIRoute):
    """A route that FastAPI documents and Starlette serves: its endpoint reads the request and makes the response itself.

    For the one address that every site asks all day; a third of the time went into injecting what it does not use.
    """

    def __init__(self, path: str, endpoint: Callable[..., Any], **more: Any) -> None:
        super().__init__(path, endpoint, **more)
        self.app = request_response(endpoint)


def add_sync_route(router: APIRouter, service: SyncService, gate: KeyGate) -> None:
    """Adds the route, on its service."""

    async def sync(request: Request) -> Response:
        """Tell the state of a site; hear the version to move to and when to come back."""
        hashed = gate.hash_of(request)
        said = await _read(request)
        answer = await service.answer(hashed, said, _seconds_to_wait(request))
        if answer is None:
            raise gate.refuse(hashed)
        if isinstance(answer, NotServed):
            gate.metrics.syncs.labels(answer.standing).inc()
            raise not_served(answer)
        gate.metrics.syncs.labels(answer.status).inc()
        return Response(
            answer.model_dump_json(exclude_none=True),
            headers={"Cache-Control": "no-store"},
            media_type="application/json",
        )

    router.add_api_route(
        "/api/agent/sync",
        sync,
        methods=["POST"],
        tags=["agent"],
        response_model=SyncResponse,
        responses=errors(401, 403, 408, 413, 422, 503),
        openapi_extra=DOCUMENTED_REQUEST,
        route_class_override=PlainRoute,
    )


async def _read(request: Request) -> SyncRequest:
    try:
        async with asyncio.timeout(BODY_SECONDS):
            body = await _body(request)
    except TimeoutError as error:
        message = f"The body was not there within {BODY_SECONDS} seconds."
        raise ApiError(408, codes.REQUEST_TOO_LARGE, message) from error
    try:
        return SyncRequest.model_validate_json(body)
    except ValidationError as error:
        raise malformed(first_fault(error)) from error


async def _body(request: Request) -> bytes:
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > MAX_BODY_BYTES:
            raise ApiError(413, codes.REQUEST_TOO_LARGE, f"The body is larger than {MAX_BODY_BYTES} bytes.")
    return bytes(body)


def _seconds_to_wait(request: Request) -> float:
    found = WAIT.search(request.headers.get("prefer", ""))
    return float(found[1]) if found else 0.0
