"""What the store gives: rows as frozen values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class SyncRow:
    """What the database says to a poll; see migration 0013. `version` and `digest` are the offer, if there is one."""

    outcome: str
    slug: str
    version: int | None
    digest: str | None


@dataclass(frozen=True)
class TenantRow:
    """The tenant of an API key. `standing` is served, inactive or beyond-limit."""

    id: int
    slug: str
    standing: str


@dataclass(frozen=True)
class ObjectRow:
    """An object as it is kept: gzip of its bytes, and their length."""

    gzip_bytes: bytes
    length: int


@dataclass(frozen=True)
class SignedRow:
    """Signed metadata of one role; `refers_to` is the version of what it names, None for targets."""

    role: str
    version: int
    refers_to: int | None
    body: bytes
    key_id: str
    expires_at: datetime


@dataclass(frozen=True)
class PublishedRow:
    """The published bundle, as far as signing needs it."""

    version: int
    manifest_digest: str
    manifest_length: int
    targets: bytes


@dataclass(frozen=True)
class DatabaseState:
    """What a look at the database found: the last migration, and whether our role could pass by row-level security."""

    migration: int
    can_bypass: bool
