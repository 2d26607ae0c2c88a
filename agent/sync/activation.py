"""What the disk names as current: one pointer file, switched by one rename, with the previous bundle kept.

Everything that the pointer names is durable before the pointer is written, so a crash at any moment leaves exactly
the old or exactly the new bundle. The high-water mark of the version lives in the pointer and never falls, also when
the newest bundle is damaged and an older one is served meanwhile.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated

import structlog
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from agent.faults import SiteFault
from agent.sync.durable import write_durably
from agent.sync.store import ObjectStore
from agent.trust.stored import check_manifest, stored_targets, trusted_roots
from schemas import site_codes
from schemas.bundle.manifest import Manifest
from schemas.bundle.objects import Sha256
from schemas.bundle.verify import VerifiedBundle, read_manifest, verify_bundle
from schemas.errors import ContractError, UntrustedBundle
from schemas.sync import Refusal

_log = structlog.get_logger("agent.activation")


class _Stored(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Slot(_Stored):
    """One activated bundle: the names of its signed targets metadata and of its manifest among the objects."""

    version: Annotated[int, Field(ge=1)]
    targets: Sha256
    manifest: Sha256
    activated_at: datetime


class Pointer(_Stored):
    """The pointer file."""

    current: Slot
    previous: Slot | None = None
    high_water: int


class Loaded(_Stored):
    """A stored bundle that was verified anew."""

    model_config = ConfigDict(arbitrary_types_allowed=True, frozen=True)

    slot: Slot
    bundle: VerifiedBundle


class BundleState:
    """A tenant's bundles below `directory`; `root` is the pinned root."""

    def __init__(self, directory: Path, *, tenant: str, root: bytes) -> None:
        self.store = ObjectStore(directory / "objects")
        self.metadata_directory = directory / "metadata"
        self._directory = directory
        self._tenant = tenant
        self._root = root

    def pointer(self) -> Pointer | None:
        """What the disk names as current; None before the first activation or when the file is damaged.

        Raises SiteFault (DW902) when the disk cannot be read.
        """
        try:
            return Pointer.model_validate_json(self._pointer_file.read_bytes())
        except FileNotFoundError:
            return None
        except OSError as error:
            raise state_fault(error) from error
        except ValidationError:
            _log.exception("the pointer file is damaged", path=str(self._pointer_file))
            return None

    def load(self) -> Loaded | None:
        """The current bundle verified from disk; the previous one when the current one is damaged; else None."""
        pointer = self.pointer()
        for slot in (pointer.current, pointer.previous) if pointer else ():
            if slot is None:
                continue
            try:
                return Loaded(slot=slot, bundle=self._verified(slot))
            except (ContractError, OSError) as error:
                _log.error("a stored bundle is refused", version=slot.version, reason=str(error))
        return None

    def activate(self, version: int, targets: bytes, bundle: VerifiedBundle, now: datetime) -> Slot:
        """Makes a downloaded bundle, whose objects are stored, the current one.

        Raises SiteFault: DW918 below the high-water mark, DW902 when the disk does not take it.
        """
        before = self.pointer()
        if before is not None and version < before.high_water:
            raise SiteFault(
                site_codes.VERSION_LOWERED,
                f"version {version} is offered, and this site already had version {before.high_water}",
                "Publish the older content as a new version; `dashwright publish` does that.",
            )
        slot = Slot(version=version, targets="0" * 64, manifest=bundle.manifest_digest, activated_at=now)
        try:
            slot = slot.model_copy(update={"targets": self.store.write(targets)})
            previous = _other(before, slot)
            pointer = Pointer(current=slot, previous=previous, high_water=version)
            write_durably(self._pointer_file, pointer.model_dump_json().encode())
            self._collect(pointer, bundle.manifest)
        except OSError as error:
            raise state_fault(error) from error
        return slot

    def refusal(self) -> Refusal | None:
        """The bundle that the site would not run last, unless one was activated since."""
        try:
            return Refusal.model_validate_json(self._refusal_file.read_bytes())
        except (OSError, ValidationError):
            return None  # a lost refusal costs one more preflight, nothing else

    def refuse(self, refusal: Refusal | None) -> None:
        """Remembers a refusal across restarts, or forgets it. Raises SiteFault (DW902)."""
        try:
            if refusal is None:
                self._refusal_file.unlink(missing_ok=True)
            else:
                write_durably(self._refusal_file, refusal.model_dump_json().encode())
        except OSError as error:
            raise state_fault(error) from error

    @property
    def _pointer_file(self) -> Path:
        return self._directory / "active.json"

    @property
    def _refusal_file(self) -> Path:
        return self._directory / "refused.json"

    def _verified(self, slot: Slot) -> VerifiedBundle:
        roots = trusted_roots(self._root, self.metadata_directory)
        metadata = stored_targets(self._object(slot.targets), roots, tenant=self._tenant)
        if metadata.signed.version != slot.version:
            raise UntrustedBundle(f"the signed version is {metadata.signed.version}, not {slot.version}")
        manifest_bytes = self._object(slot.manifest)
        check_manifest(metadata, manifest_bytes, tenant=self._tenant)
        manifest = read_manifest(manifest_bytes, tenant=self._tenant)
        objects = {entry.sha256: self._object(entry.sha256) for entry in manifest.objects}
        return verify_bundle(manifest_bytes, objects, tenant=self._tenant)

    def _object(self, name: str) -> bytes:
        data = self.store.read(name)
        if data is None:
            raise UntrustedBundle(f"the stored object {name[:12]} is missing or damaged")
        return data

    def _collect(self, pointer: Pointer, current: Manifest) -> None:
        """Removes objects that neither the current nor the previous bundle needs."""
        names = {entry.sha256 for entry in current.objects}
        names |= {pointer.current.targets, pointer.current.manifest}
        if pointer.previous is not None:
            names |= {pointer.previous.targets, pointer.previous.manifest}
            kept = self.store.read(pointer.previous.manifest)
            if kept is not None:
                names |= {entry.sha256 for entry in read_manifest(kept, tenant=self._tenant).objects}
        self.store.keep_only(names)


def _other(before: Pointer | None, slot: Slot) -> Slot | None:
    """The slot to fall back to: the one that was current, or its predecessor when the same version is put again."""
    if before is None:
        return None
    return before.previous if before.current.version == slot.version else before.current


def state_fault(error: OSError) -> SiteFault:
    """What the disk said, as a fault."""
    return SiteFault(
        site_codes.STATE_DIRECTORY,
        f"the state directory cannot be used: {error.strerror or type(error).__name__}",
        "Free space, or give the agent's user write access to DASHWRIGHT_STATE_DIR.",
    )
