"""What the OpenAPI page says of requests that are read by hand and of errors."""

from __future__ import annotations

from typing import Any

from schemas.sync import ErrorResponse

KEY_SCHEME = "agent_key"
SECURITY_SCHEMES = {
    KEY_SCHEME: {
        "type": "http",
        "scheme": "bearer",
        "description": "An agent's API key (`dw_...`), made by `dashwright-server key create`.",
    }
}
NEEDS_KEY: dict[str, Any] = {"security": [{KEY_SCHEME: []}]}

FRAMEWORK_ERRORS = ("HTTPValidationError", "ValidationError")
MEANINGS = {
    401: "The key is missing, wrong or revoked.",
    403: "The tenant is inactive, or one more than MAX_TENANTS.",
    404: "Unknown, or another tenant's: nobody can tell which.",
    408: "The body came too slowly.",
    413: "The request is too large.",
    422: "The request is malformed.",
    503: "The database cannot be reached; Retry-After says when to come back.",
}


def errors(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """The error answers of a route, for its `responses`."""
    return {status: {"model": ErrorResponse, "description": MEANINGS[status]} for status in statuses}


def corrected(document: dict[str, Any]) -> dict[str, Any]:
    """FastAPI's OpenAPI document with the key that agents send, and without its own form of errors, which we never send."""
    components = document.setdefault("components", {})
    components["securitySchemes"] = SECURITY_SCHEMES
    for name in FRAMEWORK_ERRORS:
        components.get("schemas", {}).pop(name, None)
    for operations in document["paths"].values():
        for operation in operations.values():
            if FRAMEWORK_ERRORS[0] in str(operation["responses"].get("422")):
                del operation["responses"]["422"]
    return document
