"""Refreshing the signed metadata: root, timestamp, snapshot, targets, each verified by python-tuf.

What comes out is the version and the manifest's length and digest that CI signed for this tenant, or a fault; what
was trusted before stays as it was.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from tuf.api import exceptions
from tuf.api.metadata import TargetFile, Targets
from tuf.ngclient import Updater, UpdaterConfig

from agent.control_plane import Deadline, Source
from agent.faults import SiteFault
from agent.trust.fetcher import TenantFetcher
from schemas import site_codes
from schemas.errors import UntrustedBundle
from schemas.trust.metadata import read_metadata
from schemas.trust.roles import manifest_path

CONFIG = UpdaterConfig(
    max_root_rotations=64,
    root_max_length=512 * 1024,
    timestamp_max_length=16 * 1024,
    snapshot_max_length=64 * 1024,
    targets_max_length=64 * 1024,
)
METADATA_PATH = "/api/agent/metadata/"


@dataclass(frozen=True)
class TrustedTargets:
    """What the newest trusted targets metadata says: the bundle's version, its manifest, the signed bytes."""

    version: int
    manifest: TargetFile
    data: bytes

    @property
    def manifest_digest(self) -> str:
        """SHA-256 of the manifest."""
        return self.manifest.hashes["sha256"]


class TrustedMetadata:
    """One tenant's metadata in `directory`, anchored in the pinned root."""

    def __init__(self, source: Source, *, tenant: str, root: bytes, directory: Path) -> None:
        self._source = source
        self._tenant = tenant
        self._root = root
        self._directory = directory

    def refresh(self, deadline: Deadline) -> TrustedTargets:
        """The newest targets that the site trusts. Raises SiteFault (DW910 to DW916), OSError when they cannot be kept."""
        self._directory.mkdir(parents=True, exist_ok=True)
        path = manifest_path(self._tenant)
        try:
            updater = Updater(
                str(self._directory),
                self._source.base_url + METADATA_PATH,
                fetcher=TenantFetcher(self._source, self._tenant, deadline),
                config=CONFIG,
                bootstrap=self._root,
            )
            updater.refresh()
            manifest = updater.get_targetinfo(path)
        except (exceptions.RepositoryError, exceptions.DownloadError, UntrustedBundle) as error:
            raise _fault(error) from error
        return self._read(manifest, path)

    def _read(self, manifest: TargetFile | None, path: str) -> TrustedTargets:
        """python-tuf keeps what it trusts as a file; that file's bytes are kept with the bundle."""
        data = (self._directory / "targets.json").read_bytes()
        signed = read_metadata(data, Targets).signed
        if manifest is None or "sha256" not in manifest.hashes or signed.targets.get(path) != manifest:
            raise SiteFault(
                site_codes.METADATA_UNTRUSTED,
                f"the signed targets metadata names no {path}",
                "Publish the tenant again with a current `dashwright publish`.",
            )
        return TrustedTargets(signed.version, manifest, data)


def _fault(error: Exception) -> SiteFault:
    if isinstance(error, exceptions.ExpiredMetadataError):
        return SiteFault(
            site_codes.METADATA_EXPIRED,
            f"{error}: someone may be holding back newer metadata, or this machine's clock is wrong",
            "Check the clock; if it is right, tell the vendor. The site goes on with the bundle that it has.",
        )
    if isinstance(error, exceptions.DownloadLengthMismatchError):
        return SiteFault(site_codes.DOWNLOAD_LIMIT, "the control plane sends more metadata than allowed")
    if isinstance(error, exceptions.DownloadError):
        return SiteFault(
            site_codes.SERVER_ERROR,
            f"metadata could not be fetched: {error}",
            "It is tried again by itself; tell the vendor if it lasts.",
        )
    return SiteFault(
        site_codes.METADATA_UNTRUSTED,
        f"metadata is not trusted: {error}",
        "Nothing of it was used. Tell the vendor; after a change of root keys, check DASHWRIGHT_ROOT.",
    )
