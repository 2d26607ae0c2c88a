"""Which compiler made a result: its own sources, and the versions of what it stands on.

The sources themselves are read, not their version, because a checkout that is worked on has one version for months.
"""

from __future__ import annotations

import hashlib
import platform
import unicodedata
from collections.abc import Iterator
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from zoneinfo import available_timezones

LIBRARIES = (
    "sqlglot",
    "sqlglotc",
    "jinja2",
    "MarkupSafe",
    "PyYAML",
    "pydantic",
    "pydantic-core",
    "duckdb",
    "tzdata",
)
PACKAGES = ("compiler", "schemas")
"""All that is imported to compile; a library without a place here may not decide what comes out."""


@cache
def fingerprint() -> bytes:
    """32 bytes, the same for two compilers that cannot give two results for one input."""
    found = hashlib.blake2b(digest_size=32)
    for part in _parts():
        found.update(len(part).to_bytes(8, "big"))
        found.update(part)
    return found.digest()


def _parts() -> Iterator[bytes]:
    yield from (part.encode() for part in (platform.python_version(), unicodedata.unidata_version))
    yield from (f"{name} {_version(name)}".encode() for name in LIBRARIES)
    yield "\n".join(sorted(available_timezones())).encode()
    root = Path(__file__).parents[2]
    for package in PACKAGES:
        for path in sorted((root / package).rglob("*.*")):
            if path.is_file() and path.parent.name != "__pycache__":
                yield path.relative_to(root).as_posix().encode()
                yield path.read_bytes()


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:  # sqlglot runs without its compiled half
        return "absent"
