"""The metadata that both the control plane and the agent rely on."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from securesystemslib.signer import CryptoSigner
from tuf.api.metadata import Snapshot, Targets

from schemas.errors import ContractError, UntrustedBundle
from schemas.trust.keys import load_signer, may_sign, new_key
from schemas.trust.metadata import (
    check_signature,
    check_targets,
    read_metadata,
    signed_bytes,
    snapshot_metadata,
    targets_metadata,
    tenant_named_in,
    timestamp_metadata,
)
from schemas.trust.roles import LIFETIMES, TARGETS, MetadataName, metadata_name
from schemas.trust.root import Keyholders, check_root, check_root_chain, root_metadata, sign_root

NOW = datetime(2026, 3, 1, 12, 30, 15, 999, tzinfo=UTC)
END = NOW.replace(microsecond=0) + timedelta(days=30)
DIGEST = "ab" * 32


def holders(
    root_keys: Sequence[CryptoSigner], threshold: int, targets: CryptoSigner, online: CryptoSigner
) -> Keyholders:
    """The public halves, by role."""
    return Keyholders(
        tuple(key.public_key for key in root_keys), threshold, (targets.public_key,), (online.public_key,)
    )


@pytest.fixture
def root_keys() -> list[CryptoSigner]:
    """Three keyholders of the root."""
    return [new_key(), new_key(), new_key()]


def test_the_three_roles_name_their_tenant() -> None:
    """Targets, snapshot and timestamp carry the tenant's slug inside what is signed."""
    key = new_key()
    targets = signed_bytes(targets_metadata("siam-retail", 7, DIGEST, 12, END), [key])
    snapshot = signed_bytes(snapshot_metadata("siam-retail", 3, 7, END), [key])
    timestamp = signed_bytes(timestamp_metadata("siam-retail", 9, 3, snapshot, END), [key])
    assert [tenant_named_in(each) for each in (targets, snapshot, timestamp)] == ["siam-retail"] * 3


def test_metadata_of_one_role_is_not_read_as_another() -> None:
    """A snapshot that is correctly signed is still no targets metadata."""
    data = signed_bytes(snapshot_metadata("siam-retail", 3, 7, END), [new_key()])
    assert read_metadata(data, Snapshot).signed.meta["targets.json"].version == 7
    with pytest.raises(UntrustedBundle, match="of role snapshot, not targets"):
        read_metadata(data, Targets)


@given(st.binary(max_size=200))
def test_bytes_that_are_no_metadata_are_refused(data: bytes) -> None:
    """Whatever the bytes, reading them ends in UntrustedBundle and in nothing else."""
    with pytest.raises(UntrustedBundle):
        tenant_named_in(data)


@pytest.mark.parametrize(
    "wrong",
    [{"tenant": "other"}, {"version": 8}, {"manifest_digest": "cd" * 32}, {"length": 13}],
    ids=["tenant", "version", "digest", "length"],
)
def test_targets_that_say_anything_else_are_refused(wrong: dict[str, Any]) -> None:
    """Tenant, version, digest and length must all be the expected ones."""
    data = signed_bytes(targets_metadata("siam-retail", 7, DIGEST, 12, END), [new_key()])
    expected: dict[str, Any] = {
        "tenant": "siam-retail",
        "version": 7,
        "manifest_digest": DIGEST,
        "length": 12,
    }
    check_targets(data, **expected)
    with pytest.raises(UntrustedBundle, match="is not for version"):
        check_targets(data, **(expected | wrong))


def test_a_root_names_the_keys_of_every_role(root_keys: list[CryptoSigner]) -> None:
    """The targets key may sign targets, and the online key may not."""
    targets, online = new_key(), new_key()
    root = check_root(sign_root(root_metadata(holders(root_keys, 2, targets, online), 1, END), root_keys[:2]))
    metadata = read_metadata(signed_bytes(targets_metadata("a", 1, DIGEST, 1, END), [targets]), Targets)
    check_signature(root, TARGETS, metadata)
    assert may_sign(root, "snapshot", online)
    assert not may_sign(root, "targets", online)
    forged = read_metadata(signed_bytes(targets_metadata("a", 1, DIGEST, 1, END), [online]), Targets)
    with pytest.raises(ContractError, match="not signed by the keys"):
        check_signature(root, TARGETS, forged)


def test_a_root_below_its_threshold_is_never_made(root_keys: list[CryptoSigner]) -> None:
    """One signature of two is refused, and so is the same key signing twice."""
    root = root_metadata(holders(root_keys, 2, new_key(), new_key()), 1, END)
    for signers in (root_keys[:1], [root_keys[0], root_keys[0]]):
        with pytest.raises(ContractError, match="lacks signatures"):
            sign_root(root, signers)


@pytest.mark.parametrize("threshold", [0, 4])
def test_a_threshold_that_can_never_be_reached_is_refused(
    root_keys: list[CryptoSigner], threshold: int
) -> None:
    """Three keys cannot give four signatures, and none is no threshold."""
    with pytest.raises(ContractError, match="can never be given"):
        root_metadata(holders(root_keys, threshold, new_key(), new_key()), 1, END)


def test_a_new_root_needs_the_old_threshold_too(root_keys: list[CryptoSigner]) -> None:
    """Rotation is a chain: version 2 counts only with the signatures of version 1's keys."""
    targets, online, newcomers = new_key(), new_key(), [new_key(), new_key()]
    first = sign_root(root_metadata(holders(root_keys, 2, targets, online), 1, END), root_keys)
    second = root_metadata(holders(newcomers, 2, targets, online), 2, END)
    with pytest.raises(ContractError, match="version 1's keys"):
        sign_root(second, newcomers, previous=check_root(first))
    signed = sign_root(second, [*newcomers, *root_keys[:2]], previous=check_root(first))
    assert check_root_chain([first, signed]).version == 2
    with pytest.raises(ContractError, match="does not follow"):
        check_root_chain([first, first])


def test_keys_are_read_from_text_or_file_and_never_shown(tmp_path: Path) -> None:
    """A PEM text, the same with escaped line ends, and a path give the same key; faults name only the place."""
    key = new_key()
    pem = key.private_bytes.decode()
    path = tmp_path / "online.pem"
    path.write_text(pem)
    for setting in (pem, pem.replace("\n", "\\n"), str(path)):
        assert load_signer(setting).public_key.keyid == key.public_key.keyid
    broken = pem.replace("\nMC4", "\nXXX")
    with pytest.raises(ContractError, match="no unencrypted PEM private key") as fault:
        load_signer(broken)
    assert pem.splitlines()[1][5:20] not in repr(fault.value)
    assert fault.value.__cause__ is None
    with pytest.raises(ContractError, match="cannot be read"):
        load_signer(str(tmp_path / "absent.pem"))


def test_file_names_of_the_repository() -> None:
    """Versions are whole positive numbers without leading zeros; anything else names nothing."""
    assert metadata_name("timestamp.json") == MetadataName("timestamp", None)
    assert metadata_name("12.snapshot.json") == MetadataName("snapshot", 12)
    for odd in (
        "0.root.json",
        "01.root.json",
        "1.timestamp.json",
        "1.root.json\n",
        "../1.root.json",
        "root.json",
    ):
        assert metadata_name(odd) is None


def test_lifetimes_are_renewed_before_they_end() -> None:
    """Every role is made anew with time to spare, and its end is written in whole seconds."""
    for lifetime in LIFETIMES.values():
        end = lifetime.expires(NOW)
        assert end.microsecond == 0
        assert not lifetime.is_due(end, NOW)
        assert lifetime.is_due(end, end - lifetime.renew_before)
        assert lifetime.renew_before < lifetime.valid
