"""Faults to HTTP: one JSON shape, `{"error": {"code", "message", "remedy"}}`, and a status for each code."""

from __future__ import annotations

import structlog
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from agent.faults import SiteFault
from schemas import site_codes
from schemas.codes import Code
from schemas.sync import ErrorBody, ErrorResponse

INTERNAL = "internal"
_STATUS: dict[Code, int] = {
    site_codes.PARAMETER_UNKNOWN: 400,
    site_codes.PARAMETER_MALFORMED: 400,
    site_codes.NOT_AN_OPTION: 400,
    site_codes.VALUE_NEEDED: 400,
    site_codes.REQUEST_MALFORMED: 400,
    site_codes.CLAIM_MISSING: 403,
    site_codes.NOT_FOUND: 404,
    site_codes.HOST_REFUSED: 421,
    site_codes.QUERY_CANCELLED: 499,
    site_codes.QUERY_FAILED: 502,
    site_codes.RESULT_TOO_LARGE: 502,
    site_codes.NOTHING_ACTIVE: 503,
    site_codes.DATABASE_UNREACHABLE: 503,
    site_codes.BUSY: 503,
    site_codes.QUERY_TIMEOUT: 504,
}
_log = structlog.get_logger("agent.api")


def error_response(code: str, message: str, remedy: str | None, status: int) -> Response:
    """The one shape of every error."""
    body = ErrorResponse(error=ErrorBody(code=code, message=message, remedy=remedy))
    headers = {"Cache-Control": "no-store"}
    return Response(
        body.model_dump_json(exclude_none=True), status, headers=headers, media_type="application/json"
    )


async def on_fault(_request: Request, fault: Exception) -> Response:
    """A fault of our own, by its code."""
    if not isinstance(fault, SiteFault):
        raise fault
    return error_response(fault.code.id, fault.message, fault.remedy, _STATUS.get(fault.code, 500))


async def on_http(_request: Request, error: Exception) -> Response:
    """What the router refuses: no such address, no such method."""
    if not isinstance(error, HTTPException):
        raise error
    code = site_codes.NOT_FOUND if error.status_code == 404 else site_codes.REQUEST_MALFORMED
    return error_response(code.id, f"{error.detail.lower()}", None, error.status_code)


async def on_surprise(request: Request, error: Exception) -> Response:
    """The outermost edge: logged with its trace at the site, told to the browser without a word of it."""
    _log.error("unexpected error", path=request.url.path, exc_info=error)
    return error_response(INTERNAL, "the agent failed to answer", "See the agent's log at the site.", 500)
