"""Targets, snapshot and timestamp of one tenant: built, signed to bytes, read back.

Every one of the three carries the tenant's slug in `signed`, so that metadata made for one tenant is of no use
to another although all share the same keys.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any, cast

from securesystemslib.signer import Signer
from tuf.api.exceptions import RepositoryError
from tuf.api.metadata import Metadata, MetaFile, Root, Snapshot, T, TargetFile, Targets, Timestamp
from tuf.api.serialization.json import JSONSerializer

from schemas.canonical import digest
from schemas.errors import ContractError, UntrustedBundle
from schemas.trust.roles import TENANT_FIELD, manifest_path


def targets_metadata(
    tenant: str, version: int, manifest_digest: str, length: int, expires: datetime
) -> Targets:
    """Names the manifest of `tenant` by SHA-256 and length in bytes; `version` is the bundle's version."""
    path = manifest_path(tenant)
    target = TargetFile(length, {"sha256": manifest_digest}, path)
    return Targets(
        version=version, expires=expires, targets={path: target}, unrecognized_fields={TENANT_FIELD: tenant}
    )


def snapshot_metadata(tenant: str, version: int, targets_version: int, expires: datetime) -> Snapshot:
    """Names the one version of the targets metadata that goes with it."""
    return Snapshot(
        version=version,
        expires=expires,
        meta={"targets.json": MetaFile(targets_version)},
        unrecognized_fields={TENANT_FIELD: tenant},
    )


def timestamp_metadata(
    tenant: str, version: int, snapshot_version: int, snapshot: bytes, expires: datetime
) -> Timestamp:
    """Names the newest snapshot by version, SHA-256 and length of its bytes."""
    meta = MetaFile(snapshot_version, len(snapshot), {"sha256": digest(snapshot)})
    return Timestamp(
        version=version, expires=expires, snapshot_meta=meta, unrecognized_fields={TENANT_FIELD: tenant}
    )


def signed_bytes(payload: T, signers: Iterable[Signer]) -> bytes:
    """The metadata file: `payload` with one signature of each signer."""
    metadata = Metadata(payload)
    for signer in signers:
        metadata.sign(signer, append=True)
    return metadata.to_bytes(JSONSerializer(compact=True, validate=True))


def read_metadata(data: bytes, kind: type[T]) -> Metadata[T]:
    """The metadata in `data`, its signatures not yet checked.

    Raises UntrustedBundle for malformed bytes and for metadata of another role.
    """
    metadata = _parsed(data)
    if not isinstance(metadata.signed, kind):
        raise UntrustedBundle(f"metadata of role {metadata.signed.type}, not {kind.type}")
    return cast("Metadata[T]", metadata)


def tenant_named_in(data: bytes) -> str | None:
    """The tenant that targets, snapshot or timestamp metadata names; None where none is named (as in root).

    Raises UntrustedBundle when the bytes are no metadata. Says nothing of signatures.
    """
    named = _parsed(data).signed.unrecognized_fields.get(TENANT_FIELD)
    return named if isinstance(named, str) else None


def check_targets(
    data: bytes, *, tenant: str, version: int, manifest_digest: str, length: int
) -> Metadata[Targets]:
    """The targets metadata in `data`, which must say exactly this. Raises UntrustedBundle when it says anything else."""
    metadata = read_metadata(data, Targets)
    expected = targets_metadata(tenant, version, manifest_digest, length, metadata.signed.expires)
    if metadata.signed != expected:
        raise UntrustedBundle(
            f"the signed targets metadata is not for version {version} of tenant {tenant!r}"
        )
    return metadata


def check_signature(root: Root, role: str, metadata: Metadata[T]) -> None:
    """Passes metadata that the keys of `root` signed for `role`. Raises ContractError otherwise."""
    try:
        root.verify_delegate(role, metadata.signed_bytes, metadata.signatures)
    except RepositoryError as error:
        raise ContractError(
            f"the {role} metadata is not signed by the keys that root version {root.version} names"
        ) from error


def _parsed(data: bytes) -> Metadata[Any]:
    try:
        return Metadata.from_bytes(data)
    except RepositoryError as error:
        raise UntrustedBundle("the metadata is malformed") from error
