"""The root of trust: which keys sign for which role. Made offline, shared by all tenants, pinned by every agent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from securesystemslib.signer import Key, Signer
from tuf.api.exceptions import RepositoryError
from tuf.api.metadata import Metadata, Role, Root

from schemas.errors import ContractError
from schemas.trust.metadata import read_metadata, signed_bytes
from schemas.trust.roles import ROOT, SNAPSHOT, TARGETS, TIMESTAMP


@dataclass(frozen=True)
class Keyholders:
    """Public keys by role. `root` needs `threshold` signatures, every other role one."""

    root: tuple[Key, ...]
    threshold: int
    targets: tuple[Key, ...]
    online: tuple[Key, ...]


def root_metadata(holders: Keyholders, version: int, expires: datetime) -> Root:
    """The root that names `holders`; the online keys sign both snapshot and timestamp.

    Raises ContractError when the threshold cannot be reached or a role has no key.
    """
    if not 1 <= holders.threshold <= len(holders.root):
        raise ContractError(
            f"{holders.threshold} signatures of {len(holders.root)} root keys can never be given"
        )
    if not holders.targets or not holders.online:
        raise ContractError("targets, snapshot and timestamp need a key each")
    keys = (*holders.root, *holders.targets, *holders.online)
    return Root(
        version=version,
        expires=expires,
        keys={key.keyid: key for key in keys},
        roles={
            ROOT: _role(holders.root, holders.threshold),
            TARGETS: _role(holders.targets, 1),
            SNAPSHOT: _role(holders.online, 1),
            TIMESTAMP: _role(holders.online, 1),
        },
        consistent_snapshot=True,
    )


def sign_root(root: Root, signers: Sequence[Signer], *, previous: Root | None = None) -> bytes:
    """The signed root file. Raises ContractError unless its own threshold and that of `previous` are reached."""
    data = signed_bytes(root, signers)
    check_root(data, previous=previous)
    return data


def check_root(data: bytes, *, previous: Root | None = None) -> Root:
    """The root in `data`, signed by its own threshold and by that of `previous`, whose version it follows.

    Raises UntrustedBundle for bytes that are no root, ContractError for missing signatures or a skipped version.
    """
    metadata: Metadata[Root] = read_metadata(data, Root)
    root = metadata.signed
    if previous is not None and root.version != previous.version + 1:
        raise ContractError(f"root version {root.version} does not follow version {previous.version}")
    for judge in (root, previous or root):
        try:
            judge.verify_delegate(ROOT, metadata.signed_bytes, metadata.signatures)
        except RepositoryError as error:
            raise ContractError(
                f"root version {root.version} lacks signatures of version {judge.version}'s keys"
            ) from error
    return root


def check_root_chain(files: Sequence[bytes]) -> Root:
    """The newest root of files in rising order, each signed by the one before. Raises ContractError at the first break."""
    newest: Root | None = None
    for data in files:
        newest = check_root(data, previous=newest)
    if newest is None:
        raise ContractError("there is no root metadata")
    return newest


def _role(keys: Sequence[Key], threshold: int) -> Role:
    return Role([key.keyid for key in keys], threshold)
