"""The faults of a whole tree in the store, by the bytes of its files: a tree in which nothing changed is judged at once."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable

from pydantic import TypeAdapter, ValidationError

from compiler.cache.fingerprint import fingerprint
from compiler.cache.store import Store
from compiler.diagnostics.diagnostic import Diagnostic
from compiler.ir.tree import SourceTree

Faults = tuple[Diagnostic, ...]

_FAULTS: TypeAdapter[Faults] = TypeAdapter(Faults)


def stored_verdict(
    store: Store, tree: SourceTree, tenants: Iterable[str] | None, judge: Callable[[], Faults]
) -> Faults:
    """The faults that `judge` finds in the tree, or found in it before."""
    key = _key(tree, tenants)
    for data in store.get([key]).values():
        try:
            return _FAULTS.validate_json(data, strict=True, extra="forbid")
        except ValidationError:
            break
    faults = judge()
    store.put({key: _FAULTS.dump_json(faults)})
    return faults


def _key(tree: SourceTree, tenants: Iterable[str] | None) -> bytes:
    chosen = sorted(tenants) if tenants is not None else None
    found = hashlib.blake2b(digest_size=32)
    for part in (b"verdict", fingerprint(), repr((chosen, tree.faults)).encode("utf-8", "surrogatepass")):
        found.update(len(part).to_bytes(8, "big") + part)
    for path, data in tree.files.items():
        name = path.encode("utf-8", "surrogateescape")
        found.update(len(name).to_bytes(8, "big") + name + len(data).to_bytes(8, "big") + data)
    return found.digest()
