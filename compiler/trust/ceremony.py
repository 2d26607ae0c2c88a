"""Makes the first root of trust, and each next one. Time is passed in; only the given folder is touched."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Literal

from securesystemslib.signer import CryptoSigner, Key
from tuf.api.metadata import Root

from compiler.trust.files import (
    ONLINE_KEY,
    ROOT_FILE,
    TARGETS_KEY,
    CeremonyRefused,
    root_key_name,
    root_version_name,
    write_new,
)
from compiler.whole_files import write_whole
from schemas.errors import ContractError
from schemas.trust.keys import load_signer, new_key
from schemas.trust.roles import LIFETIMES, ROOT, TARGETS, TIMESTAMP
from schemas.trust.root import Keyholders, check_root, root_metadata, sign_root

Rotated = Literal["targets", "online"]


def hold_ceremony(folder: Path, *, root_keys: int, threshold: int, now: datetime) -> Root:
    """Writes `root_keys` root keys, the targets key, the online key and the root that names them.

    Raises CeremonyRefused when the threshold cannot be reached or a file exists already.
    """
    holders = [new_key() for _ in range(root_keys)]
    targets, online = new_key(), new_key()
    try:
        root = root_metadata(
            Keyholders(_public(holders), threshold, _public([targets]), _public([online])),
            version=1,
            expires=LIFETIMES[ROOT].expires(now),
        )
        signed = sign_root(root, holders)
    except ContractError as error:
        raise CeremonyRefused(str(error), "choose a threshold from 1 to the number of root keys") from error
    keys = {root_key_name(number): key.private_bytes for number, key in enumerate(holders, start=1)}
    keys |= {TARGETS_KEY: targets.private_bytes, ONLINE_KEY: online.private_bytes}
    write_new(folder, {**keys, root_version_name(1): signed, ROOT_FILE: signed})
    return root


def renew_root(
    folder: Path, key_files: Sequence[Path], *, rotate: Sequence[Rotated] = (), now: datetime
) -> Root:
    """Writes the next version of the root in `folder`, signed by the keys in `key_files`, and gives it.

    Lengthens its life; for each role in `rotate` a fresh key takes the place of the old one, in a file named after the
    new version. Raises CeremonyRefused when the keys do not reach the old threshold.
    """
    old = _read_root(folder / ROOT_FILE)
    fresh = {role: new_key() for role in rotate}
    holders = Keyholders(
        root=_keys(old, ROOT),
        threshold=old.roles[ROOT].threshold,
        targets=_public([fresh["targets"]]) if "targets" in fresh else _keys(old, TARGETS),
        online=_public([fresh["online"]]) if "online" in fresh else _keys(old, TIMESTAMP),
    )
    try:
        root = root_metadata(holders, old.version + 1, LIFETIMES[ROOT].expires(now))
        signed = sign_root(root, [load_signer(str(path)) for path in key_files], previous=old)
    except ContractError as error:
        raise CeremonyRefused(
            str(error), f"give {old.roles[ROOT].threshold} of the root keys with --root-key"
        ) from error
    keys = {f"{role}-{root.version}.pem": key.private_bytes for role, key in fresh.items()}
    write_new(folder, {**keys, root_version_name(root.version): signed})
    write_whole(folder / ROOT_FILE, signed)
    return root


def _read_root(path: Path) -> Root:
    try:
        return check_root(path.read_bytes())
    except (OSError, ContractError) as error:
        raise CeremonyRefused(
            f"{path} is not a root that can be renewed: {error}", "run `dashwright trust init` first"
        ) from error


def _keys(root: Root, role: str) -> tuple[Key, ...]:
    return tuple(root.get_key(key_id) for key_id in root.roles[role].keyids)


def _public(signers: Sequence[CryptoSigner]) -> tuple[Key, ...]:
    return tuple(signer.public_key for signer in signers)
