"""Bundles on disk: `<out>/<tenant>/manifest.json` and `<out>/<tenant>/objects/<sha256>`.

Each bundle is written to a directory beside its place and renamed, so that there is never half a bundle.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterable
from pathlib import Path

from compiler.ir.compilation import Bundle


def write_bundles(bundles: Iterable[Bundle], out: Path) -> list[Path]:
    """Writes the bundles below `out`, in place of what was there for their tenants. Raises OSError."""
    out.mkdir(parents=True, exist_ok=True)
    return [_write(bundle, out) for bundle in bundles]


def _write(bundle: Bundle, out: Path) -> Path:
    place = out / bundle.tenant.slug
    made = Path(tempfile.mkdtemp(prefix=f".{bundle.tenant.slug}.", dir=out))
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


def _swap(made: Path, place: Path) -> None:
    """Puts the directory in its place; one that was there is moved aside first, and removed after."""
    if not place.exists():
        made.rename(place)
        return
    old = Path(tempfile.mkdtemp(prefix=f".{place.name}.old.", dir=place.parent))
    place.rename(old / "bundle")
    made.rename(place)
    shutil.rmtree(old)
