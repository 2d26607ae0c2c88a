"""The audit log: who did what to a tenant, written in the transaction that does it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import psycopg
from psycopg.types.json import Jsonb

NOTE = "INSERT INTO audit_log (tenant_id, actor, action, details) VALUES (%s, %s, %s, %s)"


def note(
    connection: psycopg.Connection, tenant_id: int, actor: str, action: str, details: Mapping[str, Any]
) -> None:
    """Adds a line, which stays if the transaction does."""
    connection.execute(NOTE, (tenant_id, actor, action, Jsonb(details)))
