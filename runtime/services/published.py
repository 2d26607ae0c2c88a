"""What the sites of tenants are offered now, as bytes: the other side of a review."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from runtime.store.publishing import Publishing
from schemas.bundle.manifest import Manifest
from schemas.bundle.verify import read_manifest
from schemas.errors import UntrustedBundle


@dataclass(frozen=True)
class PublishedBundles:
    """The manifests of tenants, those objects of theirs that were not known already, and why a tenant's cannot be read."""

    manifests: Mapping[str, Manifest]
    objects: Mapping[str, bytes]
    unreadable: Mapping[str, str]


def read_published(work: Publishing, slugs: Iterable[str], known: Mapping[str, bytes]) -> PublishedBundles:
    """What is published for tenants that the database knows. Objects are named by their digest, so each is read once."""
    manifests: dict[str, Manifest] = {}
    objects: dict[str, bytes] = {}
    unreadable: dict[str, str] = {}
    for slug in slugs:
        tenant_id = work.admit(slug)
        try:
            manifest = _manifest(work.published_manifest(tenant_id), slug)
        except UntrustedBundle as error:
            unreadable[slug] = str(error)
            continue
        if manifest is not None:
            manifests[slug] = manifest
            names = [o.sha256 for o in manifest.objects if o.sha256 not in known and o.sha256 not in objects]
            objects |= _sound(work.objects(tenant_id, names))
    return PublishedBundles(manifests, objects, unreadable)


def _manifest(compressed: bytes | None, slug: str) -> Manifest | None:
    if compressed is None:
        return None
    data = _decompressed(compressed)
    if data is None:
        raise UntrustedBundle("the published manifest is damaged")
    return read_manifest(data, tenant=slug)


def _sound(rows: Iterable[tuple[str, bytes]]) -> dict[str, bytes]:
    """Objects by digest. One that cannot be unpacked is left out, and so is found missing by whoever needs it."""
    unpacked = ((name, _decompressed(data)) for name, data in rows)
    return {name: data for name, data in unpacked if data is not None}


def _decompressed(data: bytes) -> bytes | None:
    try:
        return gzip.decompress(data)
    except (OSError, EOFError, zlib.error):
        return None
