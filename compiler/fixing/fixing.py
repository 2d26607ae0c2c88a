"""A tree mended: edits are applied until none is left; one that brings its fault to another tenant is not."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

from compiler.diagnostics.codes import reading, sql, templates
from compiler.diagnostics.diagnostic import Diagnostic, Edit, Span
from compiler.fixing.edits import compatible, edited, touch
from compiler.ir.compilation import Compilation
from compiler.ir.tree import SourceTree

Compile = Callable[[SourceTree], Compilation]

_SYNTAX = (reading.SYNTAX.id, templates.SYNTAX.id, sql.SYNTAX.id)
MAX_PASSES = 10
"""A mended fault may uncover another, as a mended syntax error does; this often at most."""


@dataclass(frozen=True)
class Fixed:
    """The mended tree, what it compiles to, and the faults that are gone, each at its place when it was mended."""

    tree: SourceTree
    compilation: Compilation
    mended: tuple[Diagnostic, ...]

    def changes(self, before: SourceTree) -> dict[str, tuple[bytes, bytes]]:
        """The files that differ: path to what was and what is."""
        files = self.tree.files
        return {path: (data, files[path]) for path, data in before.files.items() if files[path] != data}


def fixed(tree: SourceTree, compile_: Compile) -> Fixed:
    """Applies every edit that the tree's faults carry, and every edit of the faults that this uncovers."""
    compilation = compile_(tree)
    mended: list[Diagnostic] = []
    refused: set[Edit] = set()
    for _ in range(MAX_PASSES):
        step = _step(tree, compilation, compile_, refused)
        if step is None:
            break
        tree, compilation = step.tree, step.compilation
        mended += step.mended
    return Fixed(tree, compilation, tuple(mended))


def _step(tree: SourceTree, compilation: Compilation, compile_: Compile, refused: set[Edit]) -> Fixed | None:
    """One round of edits; None when there is nothing to do. Edits that made nothing better go to `refused`."""
    while True:
        chosen = _chosen(compilation.diagnostics, refused)
        if not chosen:
            return None
        after, places = _applied(tree, chosen)
        result = compile_(after)
        codes = {fault.edit: fault.code for fault in compilation.diagnostics if fault.edit is not None}
        bad = {edit for edit, place in places.items() if _worse(codes[edit], place, compilation, result)}
        if not bad:
            applied = {edit for edits in chosen.values() for edit in edits}
            mended = tuple(fault for fault in compilation.diagnostics if fault.edit in applied)
            return Fixed(after, result, mended)
        refused |= bad


def _chosen(faults: Iterable[Diagnostic], refused: set[Edit]) -> dict[str, tuple[Edit, ...]]:
    by_file: dict[str, list[Edit]] = {}
    for fault in faults:
        if fault.edit is not None and fault.edit not in refused:
            by_file.setdefault(fault.edit.span.file, []).append(fault.edit)
    chosen = {file: compatible(edits) for file, edits in by_file.items()}
    return {file: edits for file, edits in chosen.items() if edits}


def _applied(tree: SourceTree, chosen: Mapping[str, tuple[Edit, ...]]) -> tuple[SourceTree, dict[Edit, Span]]:
    files = dict(tree.files)
    places: dict[Edit, Span] = {}
    for file, edits in chosen.items():
        files[file], spans = edited(files[file], edits)
        places |= dict(zip(edits, spans, strict=True))
    return replace(tree, files=files), places


def _worse(code: str, place: Span, before: Compilation, after: Compilation) -> bool:
    """Whether the place has a fault of the mended code, or a syntax error, that was not in the file before.

    So it is where what is right for one tenant is wrong for another. A fault of another code was only hidden.
    """
    known = {(fault.span.file, fault.code, fault.message) for fault in before.diagnostics}
    return any(
        fault.code in (code, *_SYNTAX)
        and touch(fault.span, place)
        and (fault.span.file, fault.code, fault.message) not in known
        for fault in after.diagnostics
    )
