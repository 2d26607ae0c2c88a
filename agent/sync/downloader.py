"""From refreshed metadata to verified bytes on disk. Knows nothing of activation.

Only objects that the site lacks are fetched; each is checked against its listed length and digest before it is kept.
"""

from __future__ import annotations

from dataclasses import dataclass

from tuf.api.exceptions import LengthOrHashMismatchError

from agent.control_plane import Deadline, Source
from agent.faults import SiteFault
from agent.sync.activation import state_fault
from agent.sync.store import ObjectStore
from agent.trust.metadata import TrustedTargets
from schemas import site_codes
from schemas.bundle.manifest import Manifest, ObjectEntry
from schemas.bundle.verify import VerifiedBundle, read_manifest, verify_bundle
from schemas.canonical import digest
from schemas.errors import UntrustedBundle


class MalformedBundle(SiteFault):
    """A bundle that was signed and arrived whole, yet is not what the contract allows: it is refused for good."""


@dataclass(frozen=True)
class Downloaded:
    """A verified bundle whose objects lie in the store."""

    targets: TrustedTargets
    bundle: VerifiedBundle


class Downloader:
    """Fetches into `store` for one tenant; a bundle has at most `bundle_bytes`."""

    def __init__(self, source: Source, store: ObjectStore, *, tenant: str, bundle_bytes: int) -> None:
        self._source = source
        self._store = store
        self._tenant = tenant
        self._bundle_bytes = bundle_bytes

    def fetch(self, targets: TrustedTargets, deadline: Deadline) -> Downloaded:
        """The bundle that `targets` names. Raises SiteFault; MalformedBundle when fetching again cannot help."""
        try:
            manifest_bytes = self._manifest(targets, deadline)
            manifest = read_manifest(manifest_bytes, tenant=self._tenant)
            self._check_size(manifest)
            objects = {entry.sha256: self._object(entry, deadline) for entry in manifest.objects}
            return Downloaded(targets, verify_bundle(manifest_bytes, objects, tenant=self._tenant))
        except UntrustedBundle as error:
            raise MalformedBundle(
                site_codes.BUNDLE_UNTRUSTED,
                f"the bundle is refused: {error}",
                "Publish again with a current compiler, or bring the agent to a newer release.",
            ) from error
        except OSError as error:
            raise state_fault(error) from error

    def _check_size(self, manifest: Manifest) -> None:
        size = sum(entry.length for entry in manifest.objects)
        if size > self._bundle_bytes:
            raise UntrustedBundle(f"its objects have {size} bytes where {self._bundle_bytes} are allowed")

    def _manifest(self, targets: TrustedTargets, deadline: Deadline) -> bytes:
        name = targets.manifest_digest
        kept = self._store.read(name)
        data = kept if kept is not None else self._download(name, targets.manifest.length, deadline)
        try:
            targets.manifest.verify_length_and_hashes(data)
        except LengthOrHashMismatchError as error:
            raise _altered("the manifest") from error
        if kept is None:
            self._store.write(data)
        return data

    def _object(self, entry: ObjectEntry, deadline: Deadline) -> bytes:
        kept = self._store.read(entry.sha256)
        if kept is not None:
            return kept
        data = self._download(entry.sha256, entry.length, deadline)
        if len(data) != entry.length or digest(data) != entry.sha256:
            raise _altered(f"object {entry.sha256[:12]}")
        self._store.write(data)
        return data

    def _download(self, name: str, length: int, deadline: Deadline) -> bytes:
        return b"".join(self._source.download(f"/api/agent/objects/{name}", length, deadline))


def _altered(what: str) -> SiteFault:
    return SiteFault(
        site_codes.BUNDLE_UNTRUSTED,
        f"{what} arrived with other bytes than the signed metadata names",
        "It is fetched again by itself; tell the vendor if it lasts.",
    )
