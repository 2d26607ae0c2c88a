"""Bytes on disk, named by their SHA-256: written once, checked whenever they are read.

A file whose bytes no longer fit its name is removed, so that it is fetched again; nothing of it is used.
"""

from __future__ import annotations

import os
from collections.abc import Set as AbstractSet
from pathlib import Path

import structlog

from agent.sync.durable import sync_directory, write_durably
from schemas.canonical import digest

_log = structlog.get_logger("agent.store")


class ObjectStore:
    """A directory of content-addressed files."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory

    def read(self, name: str) -> bytes | None:
        """The object, or None when it is missing or its bytes do not fit its name."""
        path = self._directory / name
        try:
            data = path.read_bytes()
        except FileNotFoundError:
            return None
        if digest(data) == name:
            return data
        _log.error("stored object damaged, removed", object=name)
        path.unlink()
        return None

    def write(self, data: bytes) -> str:
        """Keeps `data` durably and returns its name."""
        name = digest(data)
        path = self._directory / name
        self._directory.mkdir(parents=True, exist_ok=True)
        if not path.exists() or self.read(name) is None:
            write_durably(path, data)
        return name

    def keep_only(self, names: AbstractSet[str]) -> None:
        """Removes every other object."""
        if not self._directory.exists():
            return
        for entry in list(os.scandir(self._directory)):
            if entry.name not in names:
                Path(entry.path).unlink(missing_ok=True)
        sync_directory(self._directory)
