"""Verifying what lies on disk: targets metadata signed by the pinned root's keys, and the manifest it names.

Expiry is not asked here: a site goes on serving its last good bundle without the control plane. A tampered byte in
the metadata, the manifest or an object is refused all the same.
"""

from __future__ import annotations

from pathlib import Path

import structlog
from tuf.api.exceptions import LengthOrHashMismatchError
from tuf.api.metadata import Metadata, Root, Targets

from schemas.errors import ContractError, UntrustedBundle
from schemas.trust.metadata import check_signature, read_metadata
from schemas.trust.roles import TARGETS, TENANT_FIELD, manifest_path
from schemas.trust.root import check_root

_log = structlog.get_logger("agent.trust")


def trusted_roots(pinned: bytes, metadata_directory: Path) -> list[Root]:
    """The pinned root and the newer ones that python-tuf kept, each signed as its predecessor demands.

    The first kept one that is not good ends the walk, as in python-tuf, which fetches it again: a copy torn by a
    power cut must not take the site down. Raises ContractError when the pinned root is malformed or lacks signatures.
    """
    roots = [check_root(pinned)]
    while (kept := metadata_directory / "root_history" / f"{roots[-1].version + 1}.root.json").exists():
        try:
            roots.append(check_root(kept.read_bytes(), previous=roots[-1]))
        except (ContractError, OSError) as error:
            _log.warning("a kept root is not used", root=kept.name, reason=str(error))
            break
    return roots


def stored_targets(data: bytes, roots: list[Root], *, tenant: str) -> Metadata[Targets]:
    """Targets metadata of ours in `data`. Raises UntrustedBundle.

    Signed by the newest root's keys, or an older one's: a bundle that was let in before a change of keys is still
    the site's last good one.
    """
    metadata = read_metadata(data, Targets)
    if metadata.signed.unrecognized_fields.get(TENANT_FIELD) != tenant:
        raise UntrustedBundle("stored metadata names another tenant")
    for root in reversed(roots):
        try:
            check_signature(root, TARGETS, metadata)
        except ContractError:
            continue
        return metadata
    raise UntrustedBundle("stored targets metadata is signed by no key of the root")


def check_manifest(metadata: Metadata[Targets], manifest: bytes, *, tenant: str) -> None:
    """Passes the manifest that the metadata names. Raises UntrustedBundle."""
    target = metadata.signed.targets.get(manifest_path(tenant))
    if target is None:
        raise UntrustedBundle("stored metadata names no manifest")
    try:
        target.verify_length_and_hashes(manifest)
    except LengthOrHashMismatchError as error:
        raise UntrustedBundle("the manifest is not the one that the metadata names") from error
