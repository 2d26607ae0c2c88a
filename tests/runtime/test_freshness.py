"""Snapshot and timestamp, from values to values: what is kept and what is signed anew."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from tuf.api.metadata import Snapshot, Timestamp

from runtime.services.freshness import OnlineRoles, TrustBroken, renewed
from runtime.services.online_trust import OnlineTrust
from runtime.store.rows import PublishedRow, SignedRow
from schemas.trust.keys import new_key
from schemas.trust.metadata import read_metadata
from schemas.trust.root import check_root
from tests.support.control_plane import TrustRoot

NOW = datetime.now(UTC)
SHA256 = "ab" * 32


@pytest.fixture
def trust(trust_root: TrustRoot) -> OnlineTrust:
    """The server's trust."""
    data = trust_root.root_file.read_bytes()
    return OnlineTrust({1: data}, check_root(data), trust_root.online)


@pytest.fixture
def published(trust_root: TrustRoot) -> PublishedRow:
    """Version 1 of acme."""
    return PublishedRow(1, SHA256, 10, trust_root.sign("acme", 1, SHA256, 10))


def kept(roles: OnlineRoles) -> Mapping[str, SignedRow]:
    """What the database holds afterwards."""
    return {"snapshot": roles.snapshot, "timestamp": roles.timestamp}


def test_the_first_snapshot_and_timestamp(trust: OnlineTrust, published: PublishedRow) -> None:
    """Both are signed, and each names what is below it."""
    roles = renewed("acme", published, {}, trust, NOW)
    assert [row.role for row in roles.added] == ["snapshot", "timestamp"]
    assert read_metadata(roles.snapshot.body, Snapshot).signed.meta["targets.json"].version == 1
    assert read_metadata(roles.timestamp.body, Timestamp).signed.snapshot_meta.version == 1


@pytest.mark.parametrize(
    ("later", "signed"),
    [
        (timedelta(hours=23), []),
        (timedelta(days=1), ["timestamp"]),
        (timedelta(days=7), ["snapshot", "timestamp"]),
        (timedelta(days=400), ["snapshot", "timestamp"]),
    ],
    ids=["within-a-day", "a-day", "a-week", "after-a-year-of-silence"],
)
def test_what_is_due_is_signed_anew(
    trust: OnlineTrust, published: PublishedRow, later: timedelta, signed: list[str]
) -> None:
    """The timestamp each day, the snapshot each week, with versions that rise by one."""
    first = renewed("acme", published, {}, trust, NOW)
    roles = renewed("acme", published, kept(first), trust, NOW + later)
    assert [row.role for row in roles.added] == signed
    assert all(row.version == 2 for row in roles.added)


def test_a_new_version_is_vouched_for_at_once(
    trust: OnlineTrust, published: PublishedRow, trust_root: TrustRoot
) -> None:
    """A publication makes a snapshot and a timestamp due although neither is old."""
    first = renewed("acme", published, {}, trust, NOW)
    second = PublishedRow(2, SHA256, 10, trust_root.sign("acme", 2, SHA256, 10))
    roles = renewed("acme", second, kept(first), trust, NOW)
    assert [(row.role, row.version, row.refers_to) for row in roles.added] == [
        ("snapshot", 2, 2),
        ("timestamp", 2, 2),
    ]


def test_a_changed_online_key_signs_anew(trust: OnlineTrust, published: PublishedRow) -> None:
    """After a rotation nothing that the old key signed is served."""
    first = renewed("acme", published, {}, trust, NOW)
    roles = renewed("acme", published, kept(first), replace(trust, signer=new_key()), NOW)
    assert [row.role for row in roles.added] == ["snapshot", "timestamp"]


@pytest.mark.parametrize(
    "said",
    [("other", 1, 10), ("acme", 2, 10), ("acme", 1, 11)],
    ids=["tenant", "version", "length"],
)
def test_what_was_not_signed_for_this_is_not_vouched_for(
    trust: OnlineTrust, published: PublishedRow, trust_root: TrustRoot, said: tuple[str, int, int]
) -> None:
    """Targets for another tenant, version or manifest in the database: no snapshot names them."""
    tenant, version, length = said
    forged = replace(published, targets=trust_root.sign(tenant, version, SHA256, length))
    with pytest.raises(TrustBroken, match="version 1 of tenant acme"):
        renewed("acme", forged, {}, trust, NOW)


def test_the_online_key_cannot_stand_in_for_ci(
    trust: OnlineTrust, published: PublishedRow, trust_root: TrustRoot
) -> None:
    """Whoever has the server and its key still cannot sign targets."""
    usurper = replace(trust_root, targets=trust_root.online)
    forged = replace(published, targets=usurper.sign("acme", 1, SHA256, 10))
    with pytest.raises(TrustBroken, match="not signed by the keys"):
        renewed("acme", forged, {}, trust, NOW)
