"""HTTP to the control plane: one pool of connections, the API key, limits on size and time while streaming.

No redirects, no retries (the sync loop paces itself), no content encodings (a compressed body could be a bomb).
A body is read as it trickles in, so that neither endless data nor a slow drip outlasts its limits.
"""

from __future__ import annotations

import ssl
import time
from collections.abc import Iterator
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import Protocol
from urllib.parse import urlsplit

import urllib3
from pydantic import ValidationError

from agent import AGENT_VERSION
from agent.faults import SiteFault
from agent.settings import Settings
from schemas import site_codes
from schemas.codes import Code
from schemas.sync import SyncRequest, SyncResponse

CHUNK = 64 * 1024
SYNC_ANSWER_BYTES = 64 * 1024


class ControlPlaneFault(SiteFault):
    """A request that did not succeed: the HTTP status if there was one, and when to come back if it was said."""

    def __init__(
        self,
        code: Code,
        message: str,
        remedy: str | None = None,
        *,
        status: int = 0,
        retry_after: float | None = None,
    ) -> None:
        super().__init__(code, message, remedy)
        self.status = status
        self.retry_after = retry_after


@dataclass(frozen=True)
class Deadline:
    """A moment on the monotonic clock after which a download is given up."""

    at: float

    @classmethod
    def after(cls, seconds: float) -> Deadline:
        """So many seconds from now."""
        return cls(time.monotonic() + seconds)

    def check(self) -> None:
        """Raises ControlPlaneFault (DW913) once the moment has passed."""
        if time.monotonic() > self.at:
            raise ControlPlaneFault(
                site_codes.DOWNLOAD_LIMIT,
                "the download took longer than the site allows",
                "Check the line; `total_timeout_seconds` in the site file sets the limit.",
            )


class Source(Protocol):
    """Where metadata and objects come from: the control plane, or a directory that was carried here."""

    base_url: str

    def download(self, path: str, limit: int, deadline: Deadline) -> Iterator[bytes]:
        """The bytes at a path of the HTTP interface. Raises ControlPlaneFault."""


class ControlPlane:
    """Requests to `settings.server_url`, which must be set."""

    def __init__(self, settings: Settings) -> None:
        if settings.server_url is None or settings.api_key is None:
            raise SiteFault(
                site_codes.SETTINGS,
                "no control plane is set",
                "Set DASHWRIGHT_SERVER_URL and DASHWRIGHT_API_KEY, or use `dashwright-agent import-bundle`.",
            )
        self.base_url = settings.server_url
        self._limits = settings.site.sync
        self._key = settings.api_key
        self._pool = _connections(settings)

    def sync(self, request: SyncRequest, *, wait_seconds: int) -> SyncResponse:
        """`POST /api/agent/sync`, held by the server up to `wait_seconds`. Raises ControlPlaneFault."""
        headers = {"Content-Type": "application/json"}
        if wait_seconds:
            headers["Prefer"] = f"wait={wait_seconds}"
        body = request.model_dump_json(exclude_none=True).encode()
        deadline = Deadline.after(wait_seconds + self._limits.read_timeout_seconds)
        chunks = self._request(
            "POST",
            "/api/agent/sync",
            SYNC_ANSWER_BYTES,
            deadline,
            headers=headers,
            body=body,
            wait=wait_seconds,
        )
        try:
            return SyncResponse.model_validate_json(b"".join(chunks))
        except ValidationError as error:
            raise ControlPlaneFault(
                site_codes.SERVER_ERROR,
                "the control plane's answer is not one of a sync",
                "Check that DASHWRIGHT_SERVER_URL names the control plane and no page before it.",
            ) from error

    def download(self, path: str, limit: int, deadline: Deadline) -> Iterator[bytes]:
        """The body at `path`, at most `limit` bytes before `deadline`. Raises ControlPlaneFault."""
        return self._request("GET", path, limit, deadline)

    def close(self) -> None:
        """Closes idle connections."""
        self._pool.clear()

    def _request(
        self,
        method: str,
        path: str,
        limit: int,
        deadline: Deadline,
        *,
        headers: dict[str, str] | None = None,
        body: bytes | None = None,
        wait: int = 0,
    ) -> Iterator[bytes]:
        timeout = urllib3.Timeout(
            connect=self._limits.connect_timeout_seconds, read=wait + self._limits.read_timeout_seconds
        )
        sent = {
            "Authorization": f"Bearer {self._key.get_secret_value()}",
            "Accept-Encoding": "identity",
            "User-Agent": f"dashwright-agent/{AGENT_VERSION}",
            **(headers or {}),
        }
        try:
            response = self._pool.request(
                method, self.base_url + path, headers=sent, body=body, timeout=timeout,
                preload_content=False, decode_content=False, redirect=False, retries=False,
            )  # fmt: skip
        except urllib3.exceptions.HTTPError as error:
            raise _unreachable(error) from error
        return _body(response, limit, deadline)


def _body(response: urllib3.BaseHTTPResponse, limit: int, deadline: Deadline) -> Iterator[bytes]:
    received = 0
    try:
        _check_status(response)
        while chunk := response.read1(CHUNK):
            received += len(chunk)
            if received > limit:
                raise ControlPlaneFault(
                    site_codes.DOWNLOAD_LIMIT, f"the control plane sends more than the {limit} bytes allowed"
                )
            deadline.check()
            yield chunk
    except urllib3.exceptions.HTTPError as error:
        raise _unreachable(error) from error
    finally:
        if response.closed:
            response.release_conn()
        else:
            response.close()  # an unread rest must not be taken for the next answer


def _check_status(response: urllib3.BaseHTTPResponse) -> None:
    status = response.status
    if status == 200:
        if response.headers.get("Content-Encoding", "identity") != "identity":
            raise ControlPlaneFault(
                site_codes.SERVER_ERROR, "the control plane compresses what it was asked not to"
            )
        return
    if status == 401:
        raise ControlPlaneFault(
            site_codes.KEY_REFUSED,
            "the control plane does not accept the API key",
            "Set DASHWRIGHT_API_KEY to a key that the vendor made for this tenant; an old one may have been revoked.",
            status=status,
        )
    raise ControlPlaneFault(
        site_codes.SERVER_ERROR,
        f"the control plane answers with status {status}",
        "It is tried again by itself; tell the vendor if it lasts.",
        status=status,
        retry_after=_retry_after(response.headers.get("Retry-After")),
    )


def _retry_after(header: str | None) -> float | None:
    """Seconds of a Retry-After header: a number or a date; None when there is none that can be read."""
    if header is None:
        return None
    if header.strip().isdecimal():
        return float(header)
    try:
        return max(0.0, parsedate_to_datetime(header).timestamp() - time.time())
    except ValueError:
        return None


def _unreachable(error: urllib3.exceptions.HTTPError) -> ControlPlaneFault:
    kind = type(error.reason if isinstance(error, urllib3.exceptions.MaxRetryError) else error).__name__
    return ControlPlaneFault(
        site_codes.UNREACHABLE,
        f"the control plane cannot be reached ({kind})",
        "Check name, port, proxy and certificate with `dashwright-agent doctor`.",
    )


def _connections(settings: Settings) -> urllib3.PoolManager:
    secure = urlsplit(settings.server_url or "").scheme == "https"
    context = ssl.create_default_context(cafile=settings.ca_file) if secure else None
    if settings.proxy and secure:
        return urllib3.ProxyManager(settings.proxy, maxsize=2, ssl_context=context)
    return urllib3.PoolManager(maxsize=2, ssl_context=context)
