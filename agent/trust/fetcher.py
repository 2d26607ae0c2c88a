"""The road by which python-tuf's client gets metadata: our connection, and our tenant's metadata only."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from tuf.api.exceptions import DownloadHTTPError
from tuf.ngclient import FetcherInterface

from agent.control_plane import ControlPlaneFault, Deadline, Source
from agent.faults import SiteFault
from schemas import site_codes
from schemas.canonical import parse_strict
from schemas.errors import MalformedJson
from schemas.trust.metadata import tenant_named_in

STREAM_BYTES = 8 * 1024 * 1024
"""No metadata file is larger; python-tuf sets a tighter limit for each role."""


class TenantFetcher(FetcherInterface):
    """Refuses timestamp, snapshot and targets metadata whose signed `tenant` is not ours.

    The refusal comes before python-tuf sees the bytes, so that another tenant's metadata, correctly signed by the
    same keys, leaves the site's trusted state unmoved.
    """

    def __init__(self, source: Source, tenant: str, deadline: Deadline) -> None:
        self._source = source
        self._tenant = tenant
        self._deadline = deadline

    def download_bytes(self, url: str, max_length: int) -> bytes:
        """Metadata at `url`. Raises SiteFault (DW914, DW916) for what is not ours or not strict JSON."""
        data = super().download_bytes(url, max_length)
        try:
            parse_strict(data, limit=max_length)
        except MalformedJson as error:
            raise SiteFault(
                site_codes.METADATA_UNTRUSTED,
                f"the control plane sent metadata that is no strict JSON: {error}",
            ) from error
        if not url.endswith(".root.json"):
            self._check_tenant(data)
        return data

    def _check_tenant(self, data: bytes) -> None:
        named = tenant_named_in(data)
        if named != self._tenant:
            raise SiteFault(
                site_codes.OTHER_TENANT,
                f"the control plane sent metadata of tenant {named!r}, not of {self._tenant!r}",
                "Tell the vendor; nothing of it was used.",
            )

    def _fetch(self, url: str) -> Iterator[bytes]:
        """The body, streamed; 404 in python-tuf's own exception, which ends the walk through root versions."""
        try:
            yield from self._source.download(urlsplit(url).path, STREAM_BYTES, self._deadline)
        except ControlPlaneFault as fault:
            if fault.status in {403, 404}:
                raise DownloadHTTPError(fault.message, fault.status) from fault
            raise
