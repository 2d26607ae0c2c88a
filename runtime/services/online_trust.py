"""The trust that the server holds: every root so far, and the online key for snapshot and timestamp."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from securesystemslib.signer import CryptoSigner
from tuf.api.metadata import Root

from runtime.settings import Settings, SettingsError
from schemas.errors import ContractError
from schemas.trust.keys import load_signer, may_sign
from schemas.trust.roles import SNAPSHOT, TIMESTAMP
from schemas.trust.root import check_root, check_root_chain


@dataclass(frozen=True)
class OnlineTrust:
    """`root_files` has the bytes of each root by version; `root` is the newest."""

    root_files: Mapping[int, bytes]
    root: Root
    signer: CryptoSigner = field(repr=False)


def load_online_trust(settings: Settings) -> OnlineTrust:
    """Reads the root files and the key. Raises SettingsError with all that is wrong with them."""
    faults: list[str] = []
    signer = root = None
    try:
        signer = load_signer(settings.online_key)
    except ContractError as error:
        faults.append(f"DASHWRIGHT_ONLINE_KEY is not usable: {error}")
    files: dict[int, bytes] = {}
    try:
        files = _root_files(settings.root)
        root = check_root_chain([files[version] for version in sorted(files)])
    except (ContractError, OSError) as error:
        faults.append(f"DASHWRIGHT_ROOT is not usable: {error}")
    if signer and root:
        faults.extend(
            f"DASHWRIGHT_ONLINE_KEY is not the key that root version {root.version} names for {role}"
            for role in (SNAPSHOT, TIMESTAMP)
            if not may_sign(root, role, signer)
        )
    if faults or signer is None or root is None:
        raise SettingsError(tuple(faults))
    return OnlineTrust(files, root, signer)


def _root_files(newest: Path) -> dict[int, bytes]:
    """The root at `newest` and those before it, which stand beside it as `N.root.json`; the chain may start later than 1."""
    data = newest.read_bytes()
    version = check_root(data).version
    earlier = {n: newest.with_name(f"{n}.root.json") for n in range(1, version)}
    return {n: path.read_bytes() for n, path in earlier.items() if path.is_file()} | {version: data}
