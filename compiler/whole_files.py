"""Files written whole or not at all, and never over an edit made meanwhile."""

from __future__ import annotations

import os
from pathlib import Path
from tempfile import NamedTemporaryFile

NEW_MODE = 0o644


class ChangedMeanwhile(Exception):
    """A file is no longer what was read; it is left as it is."""


def write_whole(path: Path, data: bytes) -> None:
    """Puts a file in its place in one step, the permissions of one that is there kept.

    Raises OSError when it cannot be written; what was there is then still there.
    """
    with NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as file:
        try:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
            Path(file.name).chmod(path.stat().st_mode if path.exists() else NEW_MODE)
            Path(file.name).replace(path)
        except OSError:
            Path(file.name).unlink(missing_ok=True)
            raise


def write_over(path: Path, before: bytes, after: bytes) -> None:
    """Replaces a file of this content. Raises ChangedMeanwhile when it holds something else by now, and OSError."""
    if path.read_bytes() != before:
        raise ChangedMeanwhile(str(path))
    write_whole(path, after)
