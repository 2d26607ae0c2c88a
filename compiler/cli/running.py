"""How commands run the pipeline: on all cores, with what the cache holds, and with a bar for whoever waits."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import click

from compiler.cache.answers import StoredAnswers
from compiler.cache.location import cache_folder
from compiler.cache.store import Store
from compiler.cache.verdicts import stored_verdict
from compiler.cli.waiting import Waiting
from compiler.diagnostics.diagnostic import Diagnostic
from compiler.ir.compilation import Compilation
from compiler.ir.tree import SourceTree
from compiler.parallel import on_all_cores
from compiler.pipeline import compile_source
from compiler.stages.load import load
from compiler.stages.validate import read_document
from compiler.steps import Steps
from compiler.yaml_source.decode import Undecodable, decode

FILE = "results.sqlite"

cache_option = click.option(
    "--cache/--no-cache",
    "cached",
    default=True,
    help="Use results of earlier runs (default), or compile everything anew. DASHWRIGHT_CACHE names their folder.",
)


@dataclass(frozen=True)
class Run:
    """The steps of one run, and the store that they take results from, if there is one."""

    steps: Steps
    store: Store | None
    waiting: Waiting


@contextmanager
def run(*, cached: bool) -> Iterator[Run]:
    """The steps as a command applies them."""
    folder = cache_folder(os.environ) if cached else None
    store = Store(folder / FILE) if folder is not None else None
    with Waiting() as waiting:
        translate = on_all_cores(waiting.translated)
        steps = Steps(
            read=waiting.reading(read_document),
            translate=StoredAnswers(translate, store) if store is not None else translate,
        )
        try:
            yield Run(steps, store, waiting)
        finally:
            if store is not None:
                store.close()


def compiled_tree(root: Path, commit: str, tenants: Sequence[str], *, cached: bool) -> Compilation:
    """As `compiler.pipeline.compile_tree`. Raises UnknownTenant."""
    with run(cached=cached) as running:
        return compile_source(_loaded(root, running), commit, tenants or None, running.steps)


@dataclass(frozen=True)
class Verdict:
    """The faults of a tree, and the texts of the files that they speak of."""

    diagnostics: tuple[Diagnostic, ...]
    texts: dict[str, str]

    @property
    def ok(self) -> bool:
        """Whether nothing worse than a warning was found."""
        return not any(diagnostic.stops for diagnostic in self.diagnostics)


def judged_tree(root: Path, commit: str, tenants: Sequence[str], *, cached: bool) -> Verdict:
    """The faults alone, which the cache may know of the whole tree. Raises UnknownTenant."""
    with run(cached=cached) as running:
        tree = _loaded(root, running)

        def judge() -> tuple[Diagnostic, ...]:
            return compile_source(tree, commit, tenants or None, running.steps).diagnostics

        store = running.store
        faults = stored_verdict(store, tree, tenants or None, judge) if store is not None else judge()
        return Verdict(faults, _texts(tree, faults))


def _loaded(root: Path, running: Run) -> SourceTree:
    tree = load(root)
    running.waiting.expect_files(len(tree.files))
    return tree


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
