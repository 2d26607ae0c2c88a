"""Tenants about which there is nothing to tell, in the store: a run after an edit compiles those alone that the edit can touch.

What a tenant's files lead to is known only when they are resolved. So an entry stands under what decides the references (the
tenant's own folder, and what all tenants share but dashboards), and says which files they led to, and with which content: it
holds as long as these have that content.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pydantic import TypeAdapter, ValidationError

from compiler.cache.fingerprint import fingerprint
from compiler.cache.store import Store
from compiler.ir.tree import SHARED, SourceTree

Files = frozenset[str]
SHARED_DASHBOARDS = f"{SHARED}/dashboards/"


@dataclass(frozen=True)
class WrittenTenant:
    """The files that a tenant is made of, and a digest of their names and contents."""

    files: tuple[str, ...]
    content: str


_WRITTEN: TypeAdapter[WrittenTenant] = TypeAdapter(WrittenTenant)


class StoredQuietTenants:
    """Remembers them from run to run; see `compiler.turns`, which asks."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def known(self, tree: SourceTree) -> dict[str, Files]:
        """The files of each tenant, by the tenant's own, of which nothing was to be told, and nothing has changed since."""
        contents = _Contents(tree)
        paths = {contents.key(path): path for path in contents.tenants}
        found: dict[str, Files] = {}
        for key, data in self._store.get(paths).items():
            try:
                written = _WRITTEN.validate_json(data, strict=True, extra="forbid")
            except ValidationError:
                continue
            if written.content == contents.of(written.files):
                found[paths[key]] = frozenset(written.files)
        return found

    def learn(self, tree: SourceTree, quiet: Mapping[str, Files]) -> None:
        """Keeps what a run found out."""
        contents = _Contents(tree)
        entries = {}
        for path, files in quiet.items():
            names = tuple(sorted(files))
            entries[contents.key(path)] = _WRITTEN.dump_json(WrittenTenant(names, contents.of(names)))
        self._store.put(entries)


class _Contents:
    """Digests of a tree's files, of each folder of a tenant, and of what is common to all."""

    def __init__(self, tree: SourceTree) -> None:
        self.tenants = tuple(filter(_is_tenant, tree.files))
        self._files = {path: _digest([data]) for path, data in tree.files.items()}
        folders: dict[str, list[str]] = {_folder(path): [] for path in self.tenants}
        common: list[str] = []
        for path in tree.files:
            own = folders.get("/".join(path.split("/", 2)[:2]))
            if own is not None:
                own.append(path)
            elif not path.startswith(SHARED_DASHBOARDS):
                common.append(path)
        faults = repr(tree.faults).encode("utf-8", "surrogatepass")
        self._common = _digest([b"quiet tenant", fingerprint(), faults, self.of(common).encode()])
        self._folders = {folder: self.of(paths).encode() for folder, paths in folders.items()}

    def of(self, paths: Iterable[str]) -> str:
        """A digest of these files, names and contents; a file that is not there counts too."""
        parts: list[bytes] = []
        for path in paths:
            parts += path.encode("utf-8", "surrogateescape"), self._files.get(path, b"")
        return _digest(parts).hex()

    def key(self, tenant: str) -> bytes:
        """What a tenant's entry stands under."""
        return _digest(
            [self._common, tenant.encode("utf-8", "surrogateescape"), self._folders[_folder(tenant)]]
        )


def _is_tenant(path: str) -> bool:
    """Whether a file is a tenant's own; a folder that none can stand in belongs to what is common."""
    return path.count("/") == 2 and path.endswith("/tenant.yaml") and not path.startswith(f"{SHARED}/")


def _folder(tenant: str) -> str:
    return tenant.rpartition("/")[0]


def _digest(parts: Iterable[bytes]) -> bytes:
    found = hashlib.blake2b(digest_size=32)
    for part in parts:
        found.update(len(part).to_bytes(8, "big") + part)
    return found.digest()
