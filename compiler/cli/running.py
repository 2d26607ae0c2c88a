"""How commands run the pipeline: on all cores, with what the cache holds, and with a bar for whoever waits."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from compiler.cache.answers import StoredAnswers
from compiler.cache.quiet_tenants import StoredQuietTenants
from compiler.cache.store import Store
from compiler.cli.judging import opened_store
from compiler.cli.options import tenants_named
from compiler.cli.waiting import Waiting
from compiler.diagnostics.diagnostic import Diagnostic
from compiler.ir.compilation import Compilation
from compiler.ir.tree import SourceTree
from compiler.parallel import on_all_cores
from compiler.pipeline import compile_source
from compiler.stages.load import load
from compiler.stages.validate import read_document
from compiler.steps import Steps
from compiler.turns import NONE_QUIET, faults_in_turns


@dataclass(frozen=True)
class Run:
    """The steps of one run, and who tells how far it is."""

    steps: Steps
    waiting: Waiting


@contextmanager
def run(*, cached: bool) -> Iterator[Run]:
    """The steps as a command applies them, for as long as it runs."""
    store = opened_store(cached=cached)
    try:
        with Waiting() as waiting:
            yield Run(_steps(store, waiting), waiting)
    finally:
        if store is not None:
            store.close()


def _steps(store: Store | None, waiting: Waiting) -> Steps:
    translate = on_all_cores(waiting.translated)
    return Steps(
        read=waiting.reading(read_document),
        translate=StoredAnswers(translate, store) if store is not None else translate,
    )


def compiled_source(
    tree: SourceTree, commit: str, tenants: Sequence[str], store: Store | None
) -> Compilation:
    """As `compiler.pipeline.compile_source`, with a store that is open. Raises UnknownTenant."""
    with Waiting() as waiting:
        waiting.expect_files(len(tree.files))
        return compile_source(tree, commit, tenants or None, _steps(store, waiting))


def faults_of_source(
    tree: SourceTree, commit: str, tenants: Sequence[str], store: Store | None
) -> tuple[Diagnostic, ...]:
    """The faults of `compiled_source`, in little memory. Raises UnknownTenant."""
    with Waiting() as waiting:
        waiting.expect_files(len(tree.files))
        quiet = StoredQuietTenants(store) if store is not None else NONE_QUIET
        return faults_in_turns(tree, commit, tenants or None, _steps(store, waiting), quiet=quiet)


def compiled(root: Path, commit: str, tenants: Sequence[str], *, cached: bool) -> Compilation:
    """Compiles; a tenant that is not there is wrong usage."""
    store = opened_store(cached=cached)
    try:
        with tenants_named():
            return compiled_source(load(root), commit, tenants, store)
    finally:
        if store is not None:
            store.close()
