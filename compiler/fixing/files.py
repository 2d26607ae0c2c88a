"""Mended files put in the place of the old ones: each whole or not at all, and never over an edit made meanwhile."""

from __future__ import annotations

import difflib
import os
from collections.abc import Iterator
from pathlib import Path
from tempfile import NamedTemporaryFile


class ChangedMeanwhile(Exception):
    """A file is no longer what was read; it is left as it is."""


def write_over(path: Path, before: bytes, after: bytes) -> None:
    """Replaces a file of this content in one step, its permissions kept.

    Raises ChangedMeanwhile when it holds something else by now, OSError when it cannot be written.
    """
    if path.read_bytes() != before:
        raise ChangedMeanwhile(str(path))
    with NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as file:
        try:
            file.write(after)
            file.flush()
            os.fsync(file.fileno())
            Path(file.name).chmod(path.stat().st_mode)
            Path(file.name).replace(path)
        except OSError:
            Path(file.name).unlink(missing_ok=True)
            raise


def difference(name: str, before: bytes, after: bytes) -> Iterator[str]:
    """The lines of a unified diff, which `git apply` and `patch -p1` read."""
    old, new = (data.decode().splitlines(keepends=True) for data in (before, after))
    for line in difflib.unified_diff(old, new, f"a/{name}", f"b/{name}"):
        yield line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"
