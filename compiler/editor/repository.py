"""The author's files as they stand in the editor: what lies on disk, with unsaved buffers laid over it.

`compile` gives the forms of every stage and the faults of all files. A query that has not changed is not translated
again; everything else of a run costs some milliseconds.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path, PurePosixPath

from compiler.diagnostics.diagnostic import Diagnostic
from compiler.ir.forms import Forms
from compiler.ir.tree import TENANTS, SourceTree
from compiler.pipeline import assemble_forms, run_stages
from compiler.stages.load import load
from compiler.translate import translate

COMMIT = "editor"
_REMEMBERED = lru_cache(maxsize=20_000)(translate)


@dataclass(frozen=True)
class Compiled:
    """One compilation of the files as they were in the editor."""

    forms: Forms
    diagnostics: tuple[Diagnostic, ...]


class Repository:
    """The folder of tenants at `root`. Paths are those of the tree: `tenants/...`, whatever the folder is called."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._disk = load(root)
        self._buffers: dict[str, str] = {}

    def path_of(self, file: Path) -> str | None:
        """The path in the tree of a file on this machine; None for one that lies elsewhere."""
        try:
            below = file.relative_to(self.root)
        except ValueError:
            return None
        return (PurePosixPath(TENANTS) / below.as_posix()).as_posix()

    def file_of(self, path: str) -> Path:
        """The file on this machine of a path in the tree."""
        return self.root / path.removeprefix(f"{TENANTS}/")

    def edit(self, path: str, text: str) -> None:
        """Lays a buffer over a file, which need not be on disk yet."""
        self._buffers[path] = text

    def close(self, path: str) -> None:
        """Takes a buffer away: what is on disk counts again."""
        self._buffers.pop(path, None)

    def reload(self) -> None:
        """Reads the disk anew."""
        self._disk = load(self.root)

    @property
    def paths(self) -> tuple[str, ...]:
        """Every file of the tree."""
        return tuple(sorted({*self._disk.files, *self._buffers}))

    def text(self, path: str) -> str:
        """A file's text with line feeds alone, as positions count; empty when there is no such file."""
        if path in self._buffers:
            return with_line_feeds(self._buffers[path])
        return with_line_feeds(self._disk.files.get(path, b"").decode("utf-8-sig", errors="replace"))

    def tree(self) -> SourceTree:
        """The files as they stand in the editor."""
        edited = {path: text.encode() for path, text in self._buffers.items()}
        return SourceTree(dict(sorted({**self._disk.files, **edited}.items())), self._disk.faults)

    def compile(self) -> Compiled:
        """Every stage but the signing of it."""
        return compiled(self.tree())


def compiled(tree: SourceTree) -> Compiled:
    """The forms of a tree, and its faults gathered as `dashwright check` shows them."""
    forms = run_stages(tree, None, _REMEMBERED)
    return Compiled(forms, assemble_forms(forms, COMMIT).diagnostics)


def with_line_feeds(text: str) -> str:
    """A text whose lines end in line feeds; no character of a line is moved by it."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def texts_of(repository: Repository) -> Mapping[str, str]:
    """Every file's text by its path."""
    return {path: repository.text(path) for path in repository.paths}
