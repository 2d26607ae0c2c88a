"""The folder of tenants below what an editor opened."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

MAX_DEPTH = 3


def tenants_folder(opened: Iterable[Path]) -> Path:
    """The first folder with `*/tenant.yaml` in or below the opened ones, else `tenants` of the first, to be made yet."""
    folders = list(opened)
    for folder in folders:
        for candidate in (folder, folder / "tenants", *folder.parents, *_below(folder, MAX_DEPTH)):
            if any(candidate.glob("[!_.]*/tenant.yaml")):
                return candidate
    return folders[0] / "tenants"


def _below(folder: Path, depth: int) -> Iterator[Path]:
    """Folders below, those nearer first; hidden ones and environments are passed over."""
    try:
        found = sorted(entry for entry in folder.iterdir() if entry.is_dir() and not entry.is_symlink())
    except OSError:
        return
    visible = [entry for entry in found if not entry.name.startswith(".") and entry.name != "node_modules"]
    yield from visible
    if depth > 1:
        for entry in visible:
            yield from _below(entry, depth - 1)
