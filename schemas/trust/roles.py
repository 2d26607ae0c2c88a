"""Roles of a tenant's repository: who signs what, for how long, under which name it is fetched.

Lifetimes bound how long an attacker who owns the network can hide an update. A site whose metadata expires goes on
serving its last good bundle; it only stops accepting new ones. The timestamp lives for days, not hours, because
a site's clock may be a day wrong.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

RoleName = Literal["root", "targets", "snapshot", "timestamp"]

ROOT: RoleName = "root"
TARGETS: RoleName = "targets"
SNAPSHOT: RoleName = "snapshot"
TIMESTAMP: RoleName = "timestamp"

TENANT_FIELD = "tenant"
"""The custom field of `signed` that names the tenant (unknown fields are kept by every TUF client)."""

TIMESTAMP_FILE = "timestamp.json"
VERSIONED_FILE = re.compile(r"([1-9][0-9]{0,9})\.(root|snapshot|targets)\.json")


@dataclass(frozen=True)
class Lifetime:
    """How long a signature is good, and how long before its end it is made anew."""

    valid: timedelta
    renew_before: timedelta

    def expires(self, now: datetime) -> datetime:
        """The end of a signature made at `now`, in whole seconds, as TUF writes it."""
        return (now + self.valid).replace(microsecond=0)

    def is_due(self, expires: datetime, now: datetime) -> bool:
        """Whether a signature that ends at `expires` should be made anew."""
        return expires - now <= self.renew_before


LIFETIMES: Mapping[RoleName, Lifetime] = {
    ROOT: Lifetime(timedelta(days=730), timedelta(days=180)),
    TARGETS: Lifetime(timedelta(days=365), timedelta(days=60)),
    SNAPSHOT: Lifetime(timedelta(days=14), timedelta(days=7)),
    TIMESTAMP: Lifetime(timedelta(days=3), timedelta(days=2)),
}


@dataclass(frozen=True)
class MetadataName:
    """One file of the repository; `version` is None for the timestamp, which is always the newest."""

    role: RoleName
    version: int | None


def manifest_path(tenant: str) -> str:
    """The one target that a tenant's targets metadata lists."""
    return f"{tenant}/manifest.json"


def metadata_name(file_name: str) -> MetadataName | None:
    """What `timestamp.json` or `7.snapshot.json` stands for; None for any other text."""
    if file_name == TIMESTAMP_FILE:
        return MetadataName(TIMESTAMP, None)
    found = VERSIONED_FILE.fullmatch(file_name)
    if found is None:
        return None
    return MetadataName(_VERSIONED[found[2]], int(found[1]))


_VERSIONED: Mapping[str, RoleName] = {"root": ROOT, "snapshot": SNAPSHOT, "targets": TARGETS}
