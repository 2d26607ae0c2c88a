"""Bundles on disk: `<out>/<tenant>/manifest.json` and `<out>/<tenant>/objects/<sha256>`.

Each bundle is written to a directory beside its place and renamed, so that there is never half a bundle, also where several
runs write to one folder.
"""

from __future__ import annotations

import errno
import shutil
import tempfile
import time
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from compiler.ir.compilation import Bundle

UNFINISHED = ".unfinished-"
"""How the names of directories begin that are not yet in their place, or no longer."""
ABANDONED_SECONDS = 60 * 60
"""So old, such a directory is that of a run that was killed."""


def write_bundles(bundles: Iterable[Bundle], out: Path) -> list[Path]:
    """Writes the bundles below `out`, in place of what was there for their tenants. Raises OSError."""
    out.mkdir(parents=True, exist_ok=True)
    _remove_abandoned(out)
    return [_write(bundle, out) for bundle in bundles]


def _remove_abandoned(out: Path) -> None:
    """What is gone before it is looked at, another run has removed."""
    for folder in out.glob(f"{UNFINISHED}*"):
        with suppress(FileNotFoundError):
            if folder.stat().st_mtime < time.time() - ABANDONED_SECONDS:
                shutil.rmtree(folder)


def _write(bundle: Bundle, out: Path) -> Path:
    place = out / bundle.tenant.slug
    made = _beside(place)
    try:
        objects = made / "objects"
        objects.mkdir()
        for name, data in bundle.objects.items():
            (objects / name).write_bytes(data)
        (made / "manifest.json").write_bytes(bundle.manifest_bytes)
        made.chmod(0o755)
        _swap(made, place)
    finally:
        shutil.rmtree(made, ignore_errors=True)
    return place


def _beside(place: Path) -> Path:
    return Path(tempfile.mkdtemp(prefix=f"{UNFINISHED}{place.name}-", dir=place.parent))


def _swap(made: Path, place: Path) -> None:
    """Puts the directory in its place; one that is there is moved aside, as often as another run puts one there."""
    while True:
        try:
            made.rename(place)
        except OSError as error:
            if error.errno not in (errno.ENOTEMPTY, errno.EEXIST):
                raise
            _remove(place)
        else:
            return


def _remove(place: Path) -> None:
    old = _beside(place)
    with suppress(FileNotFoundError):  # another run was quicker
        place.rename(old / "bundle")
    shutil.rmtree(old)
