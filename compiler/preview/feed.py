"""A directory that a site takes bundles from, signed with keys that live as long as the preview.

The files are those of the control plane's interface: `metadata/` and `objects/`. The timestamp is written last and in one
step, so that a site never sees half a version.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from compiler.ir.compilation import Bundle
from compiler.stages.sign import targets_signature
from compiler.trust.ceremony import hold_ceremony
from compiler.trust.files import ONLINE_KEY, ROOT_FILE, TARGETS_KEY
from schemas.canonical import digest
from schemas.trust.keys import load_signer
from schemas.trust.metadata import signed_bytes, snapshot_metadata, timestamp_metadata
from schemas.trust.roles import LIFETIMES, SNAPSHOT, TIMESTAMP, TIMESTAMP_FILE


class Feed:
    """The versions of one tenant, each put into `directory` as a site expects it."""

    def __init__(self, directory: Path, keys: Path, now: datetime) -> None:
        self.directory = directory
        self.root = keys / ROOT_FILE
        self._version = 0
        hold_ceremony(keys, root_keys=1, threshold=1, now=now)
        self._targets = load_signer(str(keys / TARGETS_KEY))
        self._online = load_signer(str(keys / ONLINE_KEY))
        for folder in ("metadata", "objects"):
            (directory / folder).mkdir(parents=True)
        self._write("metadata", "1.root.json", self.root.read_bytes())

    def put(self, bundle: Bundle, now: datetime) -> int:
        """Makes a bundle the newest version; its number. The same content again is a new version too."""
        version = self._version = self._version + 1
        tenant = bundle.tenant.slug
        manifest = digest(bundle.manifest_bytes)
        for name, data in {manifest: bundle.manifest_bytes, **bundle.objects}.items():
            if not (self.directory / "objects" / name).exists():
                self._write("objects", name, data)
        sign = targets_signature(self._targets, now)
        self._write(
            "metadata", f"{version}.targets.json", sign(tenant, version, manifest, len(bundle.manifest_bytes))
        )
        expires = LIFETIMES[SNAPSHOT].expires(now)
        snapshot = signed_bytes(snapshot_metadata(tenant, version, version, expires), [self._online])
        self._write("metadata", f"{version}.snapshot.json", snapshot)
        expires = LIFETIMES[TIMESTAMP].expires(now)
        newest = timestamp_metadata(tenant, version, version, snapshot, expires)
        self._write("metadata", TIMESTAMP_FILE, signed_bytes(newest, [self._online]))
        return version

    def _write(self, folder: str, name: str, data: bytes) -> None:
        place = self.directory / folder / name
        unfinished = place.with_name(f".{name}.unfinished")
        unfinished.write_bytes(data)
        unfinished.replace(place)
