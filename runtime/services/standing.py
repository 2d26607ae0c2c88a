"""Whether a tenant is served at all, whatever it asks for."""

from __future__ import annotations

from dataclasses import dataclass

SERVED = "served"
INACTIVE = "inactive"
BEYOND_LIMIT = "beyond-limit"
NOT_SERVED = frozenset({INACTIVE, BEYOND_LIMIT})


@dataclass(frozen=True)
class NotServed:
    """The key is good, its tenant is not served: inactive, or younger than MAX_TENANTS others."""

    slug: str
    standing: str
