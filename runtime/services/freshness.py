"""Snapshot and timestamp of a tenant: signed when an agent asks and the newest ones will not do.

They will not do when a version was published since, when they are soon to expire, or when another key signed them.
`renewed` decides and signs, from values to values; `fresh_timestamp` keeps the result, one signer at a time.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TypeGuard, cast

from runtime.services.online_trust import OnlineTrust
from runtime.store.rows import PublishedRow, SignedRow
from runtime.store.session import TenantWriter
from schemas.errors import ContractError
from schemas.trust.metadata import (
    check_signature,
    check_targets,
    signed_bytes,
    snapshot_metadata,
    timestamp_metadata,
)
from schemas.trust.roles import LIFETIMES, SNAPSHOT, TARGETS, TIMESTAMP, RoleName


class TrustBroken(Exception):
    """What is published for a tenant is not signed as the root demands, so the online key does not vouch for it."""


@dataclass(frozen=True)
class OnlineRoles:
    """The newest snapshot and timestamp; `added` holds those of them that were just signed."""

    snapshot: SignedRow
    timestamp: SignedRow
    added: tuple[SignedRow, ...]


async def fresh_timestamp(writer: TenantWriter, trust: OnlineTrust, now: datetime) -> bytes | None:
    """The timestamp file to serve at `now`; None when nothing is published. Raises TrustBroken."""
    published = await writer.published()
    if published is None:
        return None
    roles = renewed(writer.tenant.slug, published, await writer.newest_online(), trust, now)
    if roles.added:
        await writer.lock_online_roles()
        newest = await writer.newest_online()
        roles = renewed(writer.tenant.slug, await writer.published() or published, newest, trust, now)
        for row in roles.added:
            await writer.add(row)
    return roles.timestamp.body


def renewed(
    tenant: str, published: PublishedRow, newest: Mapping[str, SignedRow], trust: OnlineTrust, now: datetime
) -> OnlineRoles:
    """The roles that stand for `published` at `now`, those that were good enough kept. Raises TrustBroken."""
    key_id = trust.signer.public_key.keyid
    added: list[SignedRow] = []

    snapshot = newest.get(SNAPSHOT)
    if not _stands(snapshot, published.version, key_id, now):
        _check_published(tenant, published, trust)
        snapshot = _new_snapshot(tenant, published.version, snapshot, trust, now)
        added.append(snapshot)

    timestamp = newest.get(TIMESTAMP)
    if not _stands(timestamp, snapshot.version, key_id, now):
        timestamp = _new_timestamp(tenant, snapshot, timestamp, trust, now)
        added.append(timestamp)
    return OnlineRoles(snapshot, timestamp, tuple(added))


def _stands(row: SignedRow | None, refers_to: int, key_id: str, now: datetime) -> TypeGuard[SignedRow]:
    return (
        row is not None
        and row.refers_to == refers_to
        and row.key_id == key_id
        and not LIFETIMES[cast("RoleName", row.role)].is_due(row.expires_at, now)
    )


def _new_snapshot(
    tenant: str, targets_version: int, before: SignedRow | None, trust: OnlineTrust, now: datetime
) -> SignedRow:
    version = before.version + 1 if before else 1
    expires = LIFETIMES[SNAPSHOT].expires(now)
    body = signed_bytes(snapshot_metadata(tenant, version, targets_version, expires), [trust.signer])
    return SignedRow(SNAPSHOT, version, targets_version, body, trust.signer.public_key.keyid, expires)


def _new_timestamp(
    tenant: str, snapshot: SignedRow, before: SignedRow | None, trust: OnlineTrust, now: datetime
) -> SignedRow:
    version = before.version + 1 if before else 1
    expires = LIFETIMES[TIMESTAMP].expires(now)
    payload = timestamp_metadata(tenant, version, snapshot.version, snapshot.body, expires)
    body = signed_bytes(payload, [trust.signer])
    return SignedRow(TIMESTAMP, version, snapshot.version, body, trust.signer.public_key.keyid, expires)


def _check_published(tenant: str, published: PublishedRow, trust: OnlineTrust) -> None:
    try:
        metadata = check_targets(
            published.targets,
            tenant=tenant,
            version=published.version,
            manifest_digest=published.manifest_digest,
            length=published.manifest_length,
        )
        check_signature(trust.root, TARGETS, metadata)
    except ContractError as error:
        raise TrustBroken(f"version {published.version} of tenant {tenant}: {error}") from error
