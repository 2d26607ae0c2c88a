"""The files of a ceremony: their names, and writing them so that nothing is overwritten and no key is readable by others."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

ROOT_FILE = "root.json"
TARGETS_KEY = "targets.pem"
ONLINE_KEY = "online.pem"
SECRET_MODE = 0o600
PUBLIC_MODE = 0o644


class CeremonyRefused(Exception):
    """The ceremony would overwrite something, or cannot be held; nothing was written."""

    def __init__(self, message: str, remedy: str) -> None:
        super().__init__(message)
        self.remedy = remedy


def root_key_name(number: int) -> str:
    """The file of the root's key `number`, from 1."""
    return f"root-{number}.pem"


def root_version_name(version: int) -> str:
    """The file under which a version of the root is handed out."""
    return f"{version}.root.json"


def write_new(folder: Path, files: Mapping[str, bytes]) -> None:
    """Writes files that do not exist yet, keys for their owner only; all of them or, after a fault, none.

    Raises CeremonyRefused when one of them exists or the folder cannot be written.
    """
    present = sorted(name for name in files if os.path.lexists(folder / name))
    if present:
        raise CeremonyRefused(
            f"{folder} already holds {', '.join(present)}; nothing was written",
            "keys are never overwritten: choose another folder",
        )
    written: list[Path] = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, data in files.items():
            _create(folder / name, data)
            written.append(folder / name)
    except OSError as error:
        for path in written:
            path.unlink()
        raise CeremonyRefused(
            f"{folder} cannot be written: {error.strerror}", "choose another folder"
        ) from error


def _create(path: Path, data: bytes) -> None:
    mode = SECRET_MODE if path.suffix == ".pem" else PUBLIC_MODE
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    with os.fdopen(handle, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
