"""Sign: the targets metadata that makes a bundle the one that a tenant's site may run.

The version is known only inside the publishing transaction, so this stage is a function that the transaction
calls. The key is passed in and the time too; nothing here reads a file.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from securesystemslib.signer import Signer

from compiler.ir.compilation import Bundle
from schemas.publication import Publication
from schemas.trust.metadata import signed_bytes, targets_metadata
from schemas.trust.roles import LIFETIMES, TARGETS

SignTargets = Callable[[str, int, str, int], bytes]
"""Tenant, version, SHA-256 and length in bytes of the manifest to signed targets metadata."""


def targets_signature(signer: Signer, now: datetime) -> SignTargets:
    """The signing of one run: with the targets key, at `now`, for as long as the role's signatures are good."""
    expires = LIFETIMES[TARGETS].expires(now)

    def sign(tenant: str, version: int, manifest_digest: str, length: int) -> bytes:
        return signed_bytes(targets_metadata(tenant, version, manifest_digest, length, expires), [signer])

    return sign


def publication_of(bundle: Bundle) -> Publication:
    """What publishing takes of a compiled bundle."""
    return Publication(bundle.tenant, bundle.manifest_bytes, bundle.objects)
