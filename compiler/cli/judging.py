"""The faults of a tree, where the cache knows them without compiling anything.

What compiles is imported when something must be compiled: of a second in which nothing changed, the imports of
sqlglot and of all rewrites would be the larger part.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from compiler.cache.location import cache_folder
from compiler.cache.store import Store
from compiler.cache.verdicts import stored_verdict
from compiler.diagnostics.diagnostic import Diagnostic
from compiler.ir.tree import SourceTree
from compiler.stages.load import load
from compiler.yaml_source.decode import Undecodable, decode

FILE = "results.sqlite"


@dataclass(frozen=True)
class Verdict:
    """The faults of a tree, and the texts of the files that they speak of."""

    diagnostics: tuple[Diagnostic, ...]
    texts: dict[str, str]

    @property
    def ok(self) -> bool:
        """Whether nothing worse than a warning was found."""
        return not any(diagnostic.stops for diagnostic in self.diagnostics)


def opened_store(*, cached: bool) -> Store | None:
    """The store that this user's runs share; None without one."""
    folder = cache_folder(os.environ) if cached else None
    return Store(folder / FILE) if folder is not None else None


def judged_tree(root: Path, commit: str, tenants: Sequence[str], *, cached: bool) -> Verdict:
    """The faults alone. Raises UnknownTenant."""
    tree, store = load(root), opened_store(cached=cached)

    def judge() -> tuple[Diagnostic, ...]:
        from compiler.cli.running import faults_of_source  # noqa: PLC0415  # see the module's docstring

        return faults_of_source(tree, commit, tenants, store)

    try:
        faults = stored_verdict(store, tree, tenants or None, judge) if store is not None else judge()
    finally:
        if store is not None:
            store.close()
    return Verdict(faults, _texts(tree, faults))


def _texts(tree: SourceTree, faults: Sequence[Diagnostic]) -> dict[str, str]:
    files = {
        place.file for fault in faults for place in (fault.span, *(label.span for label in fault.labels))
    }
    texts: dict[str, str] = {}
    for path in sorted(files & tree.files.keys()):
        try:
            texts[path] = decode(path, tree.files[path]).text
        except Undecodable:  # one of the faults says so
            continue
    return texts
