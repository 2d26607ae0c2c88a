"""Ed25519 private keys: read from PEM, made anew, never shown."""

from __future__ import annotations

from pathlib import Path

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from securesystemslib.signer import CryptoSigner
from tuf.api.metadata import Root

from schemas.errors import ContractError

PEM_MARK = "-----BEGIN"


def load_signer(setting: str) -> CryptoSigner:
    """The signer of a setting that holds a PEM text or the path of a PEM file.

    Raises ContractError when the file cannot be read or holds no unencrypted Ed25519 private key; the message
    names the path but never any of the key's text.
    """
    text = setting.strip()
    if PEM_MARK in text:
        return _signer(text.replace("\\n", "\n").encode(), "the PEM text")
    try:
        return _signer(Path(text).read_bytes(), text)
    except (OSError, ValueError) as error:
        if isinstance(error, ContractError):
            raise
        reason = getattr(error, "strerror", None) or "not a path"
        raise ContractError(f"the key file {text!r} cannot be read: {reason}") from error


def new_key() -> CryptoSigner:
    """A fresh Ed25519 key pair."""
    return CryptoSigner.generate_ed25519()


def may_sign(root: Root, role: str, signer: CryptoSigner) -> bool:
    """Whether `root` names the signer's key for `role`."""
    return signer.public_key.keyid in root.get_delegated_role(role).keyids


def _signer(pem: bytes, place: str) -> CryptoSigner:
    try:
        key = load_pem_private_key(pem, password=None)
    except (ValueError, TypeError, UnsupportedAlgorithm):
        # The cause is dropped on purpose: its text may quote the key.
        raise ContractError(f"{place} holds no unencrypted PEM private key") from None
    if not isinstance(key, Ed25519PrivateKey):
        raise ContractError(f"{place} holds a key that is not Ed25519")
    return CryptoSigner(key)
