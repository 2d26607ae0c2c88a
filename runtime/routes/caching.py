"""Answers for bytes that never change: compressed, cacheable, not sent again to who has them."""

from __future__ import annotations

import gzip

from starlette.requests import Request
from starlette.responses import Response

IMMUTABLE = "private, max-age=31536000, immutable"
"""Only the asker may keep them: a shared cache knows nothing of keys."""
GZIP = "gzip"


def accepts_gzip(request: Request) -> bool:
    """Whether the request takes gzip (RFC 9110, 12.5.3; `gzip;q=0` is a refusal)."""
    for offer in request.headers.get("accept-encoding", "").split(","):
        name, _, weight = offer.partition(";")
        if name.strip().lower() in {GZIP, "*"}:
            return weight.replace(" ", "").rstrip("0").rstrip(".") != "q=0".rstrip("0")
    return False


def has_tag(request: Request, tag: str) -> bool:
    """Whether the asker has the entity already; weak comparison, as If-None-Match demands."""
    listed = (item.strip().removeprefix("W/") for item in request.headers.get("if-none-match", "").split(","))
    return any(item in {tag, "*"} for item in listed)


def immutable_response(request: Request, *, name: str, gzip_bytes: bytes, media_type: str) -> Response:
    """The entity `name` from its gzip form, as the request takes it, or 304.

    The two forms have tags of their own, since they are different bytes.
    """
    packed = accepts_gzip(request)
    tag = f'"{name}-gzip"' if packed else f'"{name}"'
    headers = {"ETag": tag, "Cache-Control": IMMUTABLE, "Vary": "Accept-Encoding, Authorization"}
    if has_tag(request, tag):
        return Response(status_code=304, headers=headers)
    if packed:
        return Response(gzip_bytes, headers=headers | {"Content-Encoding": GZIP}, media_type=media_type)
    return Response(gzip.decompress(gzip_bytes), headers=headers, media_type=media_type)
