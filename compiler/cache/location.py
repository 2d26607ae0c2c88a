"""Where the cache lies: `DASHWRIGHT_CACHE`, else the user's cache folder. `DASHWRIGHT_CACHE=off` is none at all.

https://specifications.freedesktop.org/basedir-spec/latest/: `XDG_CACHE_HOME`, by default `~/.cache`.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Mapping
from pathlib import Path

CACHE = "DASHWRIGHT_CACHE"
OFF = "off"


def cache_folder(environment: Mapping[str, str]) -> Path | None:
    """The folder that a user's runs share; None where there is to be none, or where others could write to it."""
    said = environment.get(CACHE, "")
    if said == OFF:
        return None
    folder = Path(said) if said else _users(environment)
    return folder if folder is not None and _is_ours(folder) else None


def _users(environment: Mapping[str, str]) -> Path | None:
    base = environment.get("XDG_CACHE_HOME", "")
    if base and Path(base).is_absolute():
        return Path(base) / "dashwright"
    home = environment.get("LOCALAPPDATA") or environment.get("HOME")
    if not home:
        return None
    return (Path(home) / "dashwright") if "LOCALAPPDATA" in environment else Path(home) / ".cache/dashwright"


def _is_ours(folder: Path) -> bool:
    """Makes the folder; whether it is the user's and nobody else may write to it: what is read here is shipped."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        found = folder.stat()
    except OSError:
        return False
    if not hasattr(os, "getuid"):
        return stat.S_ISDIR(found.st_mode)
    writable = found.st_mode & (stat.S_IWGRP | stat.S_IWOTH)
    return stat.S_ISDIR(found.st_mode) and found.st_uid == os.getuid() and not writable
