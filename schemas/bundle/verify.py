"""From bytes to a bundle that may be used, or a refusal.

Rules, in order: the manifest's bytes are those that the signed metadata named (the caller checks length and
digest with python-tuf before it comes here); it is strict JSON of a format we read; it names our tenant; every
object is listed once, has the listed length and digest, is what its entry says, and nothing is missing,
unlisted or referred to without being there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

from pydantic import ValidationError

from schemas.bundle.manifest import (
    MAX_MANIFEST_BYTES,
    MAX_OBJECT_BYTES,
    READABLE_FORMATS,
    Manifest,
    ObjectEntry,
)
from schemas.bundle.objects import BundleDashboard, CatalogContract, Statement, Wire
from schemas.canonical import digest, parse_strict
from schemas.errors import ContractError, UntrustedBundle

_W = TypeVar("_W", bound=Wire)

MODELS: dict[str, type[Wire]] = {
    "dashboard": BundleDashboard,
    "statement": Statement,
    "catalog": CatalogContract,
}


@dataclass(frozen=True)
class VerifiedBundle:
    """A manifest and its objects, checked as a whole."""

    manifest: Manifest
    manifest_digest: str
    dashboards: Mapping[str, BundleDashboard]
    statements: Mapping[str, Statement]
    catalog: CatalogContract


def read_manifest(data: bytes, *, tenant: str) -> Manifest:
    """The manifest in `data`. Raises UntrustedBundle when it is malformed, of a format we do not read, or another tenant's."""
    value = _strict(data, MAX_MANIFEST_BYTES, "the manifest")
    found = value.get("format") if isinstance(value, dict) else None
    if found not in READABLE_FORMATS:
        raise UntrustedBundle(f"bundle format {found!r}; this program reads {list(READABLE_FORMATS)}")
    manifest = _model(Manifest, data, "the manifest")
    if manifest.tenant != tenant:
        raise UntrustedBundle(f"a bundle of tenant {manifest.tenant!r}, not of {tenant!r}")
    names = [entry.sha256 for entry in manifest.objects]
    if len(set(names)) != len(names):
        raise UntrustedBundle("the manifest lists an object twice")
    return manifest


def read_object(entry: ObjectEntry, data: bytes) -> Wire:
    """The object that `entry` lists. Raises UntrustedBundle when a byte differs or it is of another kind."""
    if len(data) != entry.length or digest(data) != entry.sha256:
        raise UntrustedBundle(f"object {entry.sha256[:12]} is not the one that the manifest lists")
    value = _strict(data, MAX_OBJECT_BYTES, f"object {entry.sha256[:12]}")
    if not isinstance(value, dict) or value.get("kind") != entry.kind:
        raise UntrustedBundle(f"object {entry.sha256[:12]} is no {entry.kind}")
    return _model(MODELS[entry.kind], data, f"{entry.kind} {entry.sha256[:12]}")


def read_stored(model: type[_W], name: str, objects: Mapping[str, bytes]) -> _W:
    """The object `name` of `objects`. Raises UntrustedBundle when it is not there, is not that one, or is of another kind."""
    data = objects.get(name)
    if data is None or digest(data) != name:
        raise UntrustedBundle(f"object {name[:12]} is {'missing' if data is None else 'damaged'}")
    return _model(model, data, f"object {name[:12]}")


def verify_bundle(manifest_bytes: bytes, objects: Mapping[str, bytes], *, tenant: str) -> VerifiedBundle:
    """The whole bundle from its bytes by digest. Raises UntrustedBundle; never returns half a bundle."""
    manifest = read_manifest(manifest_bytes, tenant=tenant)
    listed = {entry.sha256: entry for entry in manifest.objects}
    if objects.keys() != listed.keys():
        odd = min(objects.keys() ^ listed.keys())
        raise UntrustedBundle(f"object {odd[:12]} is {'missing' if odd in listed else 'not in the manifest'}")
    read = {name: read_object(entry, objects[name]) for name, entry in listed.items()}
    catalog = read.get(manifest.catalog)
    if not isinstance(catalog, CatalogContract):
        raise UntrustedBundle("the manifest's catalog is not among its objects")
    bundle = VerifiedBundle(
        manifest=manifest,
        manifest_digest=digest(manifest_bytes),
        dashboards=_dashboards(manifest, read),
        statements={name: item for name, item in read.items() if isinstance(item, Statement)},
        catalog=catalog,
    )
    for reference in _statement_references(bundle):
        if reference not in bundle.statements:
            raise UntrustedBundle(f"statement {reference[:12]} is used but not in the bundle")
    return bundle


def _dashboards(manifest: Manifest, read: Mapping[str, Wire]) -> dict[str, BundleDashboard]:
    found: dict[str, BundleDashboard] = {}
    for entry in manifest.dashboards:
        item = read.get(entry.sha256)
        if not isinstance(item, BundleDashboard) or item.slug != entry.slug or entry.slug in found:
            raise UntrustedBundle(f"dashboard {entry.slug!r} is missing, misnamed or listed twice")
        found[entry.slug] = item
    return found


def _statement_references(bundle: VerifiedBundle) -> Iterator[str]:
    for dashboard in bundle.dashboards.values():
        for widget in dashboard.widgets:
            yield from (variant.statement for variant in widget.variants)
        yield from (p.option_statement for p in dashboard.parameters if p.option_statement)


def _strict(data: bytes, limit: int, what: str) -> object:
    try:
        return parse_strict(data, limit=limit)
    except UntrustedBundle:
        raise
    except ContractError as error:
        raise UntrustedBundle(f"{what}: {error}") from error


def _model(model: type[_W], data: bytes, what: str) -> _W:
    try:
        item = model.model_validate_json(data)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(step) for step in first["loc"])
        raise UntrustedBundle(f"{what}: {place}: {first['msg']}") from error
    if item.to_bytes() != data:
        raise UntrustedBundle(f"{what} is not in canonical form")
    return item
