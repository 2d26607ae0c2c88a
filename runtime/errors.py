"""Every error of the API in one shape: `{"error": {"code", "message", "remedy"}}`, whatever went wrong."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import structlog
from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from psycopg import DataError, InterfaceError, OperationalError
from psycopg.errors import UndefinedColumn, UndefinedFunction, UndefinedTable
from psycopg_pool import PoolClosed, PoolTimeout
from pydantic import ValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from runtime.services.freshness import TrustBroken
from runtime.services.standing import INACTIVE, NotServed
from schemas import publishing_codes as codes
from schemas.codes import Code
from schemas.sync import ErrorBody, ErrorResponse

log = structlog.get_logger(__name__)
RETRY_SECONDS = 5


class ApiError(Exception):
    """A request that is refused; becomes the response."""

    def __init__(
        self,
        status: int,
        code: Code,
        message: str,
        remedy: str | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(message)
        self.status = status
        self.body = ErrorBody(code=code.id, message=message, remedy=remedy)
        self.headers = dict(headers or {})


def unauthorized() -> ApiError:
    """The same words for a key that is missing, wrong and revoked."""
    return ApiError(
        401,
        codes.UNAUTHORIZED,
        "The API key is missing, wrong or revoked.",
        "Send `Authorization: Bearer dw_...` with the key that `dashwright-server key create` printed.",
        {"WWW-Authenticate": "Bearer"},
    )


def not_served(tenant: NotServed) -> ApiError:
    """The key is good, its tenant is not served."""
    if tenant.standing == INACTIVE:
        code, message = codes.TENANT_INACTIVE, f"Tenant {tenant.slug} is inactive."
        return ApiError(403, code, message, "Set `active: true` in its tenant.yaml and publish.")
    message = f"Tenant {tenant.slug} is one more than this server may serve."
    return ApiError(
        403, codes.TOO_MANY_TENANTS, message, "Raise MAX_TENANTS, or deactivate an older tenant and publish."
    )


def not_found() -> ApiError:
    """The same words for what is unknown, another tenant's, or no address at all."""
    return ApiError(
        404, codes.NOT_FOUND, "There is nothing at this address.", "Ask for what the signed metadata names."
    )


def malformed(reason: str) -> ApiError:
    """The request's body, a header or a parameter is not what the address takes."""
    return ApiError(422, codes.REQUEST_MALFORMED, reason, "The page /docs describes every request.")


def first_fault(error: ValidationError | RequestValidationError) -> str:
    """Place and reason of the first fault. The value itself is not repeated: it may be large or secret."""
    fault = error.errors()[0]
    place = ".".join(str(step) for step in fault["loc"]) or "body"
    return f"{place}: {fault['msg']}"


def error_response(error: ApiError) -> Response:
    """The response of an error."""
    body = ErrorResponse(error=error.body).model_dump_json(exclude_none=True)
    return Response(body, error.status, error.headers, media_type="application/json")


def install(app: FastAPI) -> None:
    """Gives every error of the app its shape."""
    app.add_exception_handler(ApiError, _api_error)
    app.add_exception_handler(HTTPException, _http_error)
    app.add_exception_handler(RequestValidationError, _validation_error)
    for away in (OperationalError, InterfaceError, PoolTimeout, PoolClosed):
        app.add_exception_handler(away, _database_away)
    for behind in (UndefinedTable, UndefinedColumn, UndefinedFunction):
        app.add_exception_handler(behind, _schema_behind)
    app.add_exception_handler(DataError, _unstorable)
    app.add_exception_handler(TrustBroken, _trust_broken)
    app.add_exception_handler(Exception, _fault)


async def _api_error(_: Request, error: Any) -> Response:
    return error_response(error)


async def _http_error(_: Request, error: Any) -> Response:
    match error.status_code:
        case 404:
            found = not_found()
        case 405:
            found = ApiError(405, codes.METHOD_NOT_ALLOWED, "The address does not take this method.")
        case status:
            found = ApiError(status, codes.REQUEST_MALFORMED, str(error.detail))
    found.headers.update(error.headers or {})
    return error_response(found)


async def _validation_error(_: Request, error: Any) -> Response:
    return error_response(malformed(first_fault(error)))


async def _unstorable(_: Request, error: Any) -> Response:
    log.warning("value that the database cannot hold", sqlstate=error.sqlstate)
    return error_response(malformed("a text holds a character, or a number a size, that cannot be stored"))


async def _database_away(_: Request, error: Any) -> Response:
    log.error("database away", error=type(error).__name__, sqlstate=getattr(error, "sqlstate", None))
    return error_response(
        ApiError(
            503,
            codes.DATABASE_AWAY,
            "The control plane cannot reach its database, or the database is too slow.",
            "Try again later; nothing was changed.",
            {"Retry-After": str(RETRY_SECONDS)},
        )
    )


async def _trust_broken(_: Request, error: Any) -> Response:
    log.error("trust broken", reason=str(error))
    return error_response(
        ApiError(
            503,
            codes.TRUST_BROKEN,
            "What is published is not signed as the root demands; the site keeps what it has.",
            "Publish again with the targets key that root.json names.",
        )
    )


async def _schema_behind(_: Request, error: Any) -> Response:
    log.error("database behind", sqlstate=error.sqlstate)
    return error_response(
        ApiError(
            503,
            codes.SCHEMA_BEHIND,
            "The control plane's database is not migrated to this release.",
            "Run `dashwright-server migrate`; nothing was changed.",
            {"Retry-After": str(RETRY_SECONDS)},
        )
    )


async def _fault(_: Request, error: Exception) -> Response:
    # The outermost edge: Starlette logs the traceback through the server's logger and goes on.
    return error_response(
        ApiError(
            500,
            codes.SERVER_FAULT,
            f"The control plane failed ({type(error).__name__}); its log has more.",
            "Try again later, and tell the operator of the control plane.",
        )
    )
