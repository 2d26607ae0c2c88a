"""Stage 1, load: the files of a tenants folder as bytes. The only stage before `sign` that touches a disk.

Read are `*.yaml` anywhere below the folder and the macros `_shared/macros/*.sql`. What a file means is decided
later. Symbolic links are refused, because a checkout with links and one without must give the same bytes;
so are names that differ only in case, because they are one file on some machines.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from compiler.diagnostics.codes import reading
from compiler.diagnostics.diagnostic import Diagnostic, Label, Severity, Span
from compiler.ir.tree import MACROS, TENANTS, SourceTree
from compiler.yaml_source.decode import MAX_BYTES

MAX_FOLDER_DEPTH = 8


def load(root: Path) -> SourceTree:
    """The files below `root`, and what was wrong with reading them; never raises for a bad tree."""
    if not any(root.glob("*/tenant.yaml")):
        return SourceTree({}, (_no_tenant(root),))
    files: dict[str, bytes] = {}
    faults: list[Diagnostic] = []
    for path, entry in _walk(root, TENANTS, faults):
        try:
            files[path] = _content(Path(entry.path))
        except OSError as error:
            faults.append(_fault(reading.UNREADABLE.id, path, f"cannot be read: {error.strerror}"))
    faults += _collisions(sorted(files))
    return SourceTree(dict(sorted(files.items())), tuple(faults))


def may_matter(tree: SourceTree, path: str, file: Path) -> bool:
    """Whether `load` could see a change of this name: a file that is read or complained of, a link, a folder."""
    if any(part.startswith(".") for part in path.split("/")):
        return False
    known = path in tree.files or any(fault.span.file == path for fault in tree.faults)
    is_named = _is_ours(path) or path.endswith(".yml")
    if known or is_named or file.is_symlink() or file.is_dir():
        return True
    return any(name.startswith(f"{path}/") for name in tree.files)


def read_again(tree: SourceTree, path: str, file: Path) -> SourceTree | None:
    """The tree with one of its files as it is on the disk now; None when only `load` can tell what became of it."""
    if path not in tree.files or file.is_symlink() or not file.is_file():
        return None
    try:
        return replace(tree, files={**tree.files, path: _content(file)})
    except OSError:
        return None


def _content(file: Path) -> bytes:
    """A file's bytes, one more than may be read of a file that is too large."""
    with file.open("rb") as opened:
        return opened.read(MAX_BYTES + 1)


def _walk(folder: Path, path: str, faults: list[Diagnostic]) -> Iterator[tuple[str, os.DirEntry[str]]]:
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        faults.append(_fault(reading.UNREADABLE.id, path, f"cannot be read: {error.strerror}"))
        return
    for entry in entries:
        if not entry.name.startswith("."):
            yield from _entry(entry, f"{path}/{entry.name}", faults)


def _entry(
    entry: os.DirEntry[str], path: str, faults: list[Diagnostic]
) -> Iterator[tuple[str, os.DirEntry[str]]]:
    if entry.is_symlink():
        message = "a symbolic link; files are read only where they stand"
        faults.append(_fault(reading.SYMBOLIC_LINK.id, path, message, "put the file itself here"))
    elif entry.is_dir():
        if path.count("/") <= MAX_FOLDER_DEPTH:
            yield from _walk(Path(entry.path), path, faults)
        else:
            faults.append(_fault(reading.TOO_LARGE.id, path, "a folder too deep to be read"))
    elif entry.is_file() and _is_ours(path):
        yield path, entry
    elif entry.name.endswith(".yml"):
        faults.append(_misnamed(path))


def _is_ours(path: str) -> bool:
    return path.endswith(".yaml") or (path.endswith(".sql") and path.startswith(f"{MACROS}/"))


def _misnamed(path: str) -> Diagnostic:
    remedy = f"rename it to {path.rsplit('/', 1)[-1][:-4]}.yaml"
    return _fault(reading.UNREADABLE.id, path, "a file named .yml is not read", remedy, "warning")


def _collisions(paths: list[str]) -> Iterator[Diagnostic]:
    seen: dict[str, str] = {}
    for path in paths:
        first = seen.setdefault(path.casefold(), path)
        if first != path:
            yield Diagnostic(
                reading.NAMES_COLLIDE.id,
                "the names of two files differ only in case",
                Span.point(path, 1, 1),
                labels=(Label(Span.point(first, 1, 1), "the other file"),),
                help="rename one of them; on some machines they are one file",
            )


def _no_tenant(root: Path) -> Diagnostic:
    if not root.is_dir():
        return _fault(
            reading.NO_TENANT.id,
            TENANTS,
            f"there is no folder {root}",
            "name the folder with the tenants, or write a first one with `dashwright new tenant`",
        )
    nested = root / "tenants"
    remedy = f"did you mean {nested}?" if nested.is_dir() else "write one with `dashwright new tenant`"
    return _fault(reading.NO_TENANT.id, TENANTS, "no tenant.yaml in the folders here", remedy)


def _fault(
    code: str, path: str, message: str, remedy: str | None = None, severity: Severity = "error"
) -> Diagnostic:
    return Diagnostic(code, message, Span.point(path, 1, 1), severity, help=remedy)
