"""What an edit changes, as people and tools read it."""

from __future__ import annotations

import difflib
from collections.abc import Iterator


def difference(name: str, before: bytes, after: bytes) -> Iterator[str]:
    """The lines of a unified diff, which `git apply` and `patch -p1` read."""
    old, new = (data.decode().splitlines(keepends=True) for data in (before, after))
    for line in difflib.unified_diff(old, new, f"a/{name}", f"b/{name}"):
        yield line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"
