"""Roles that programs take on: none can pass by row-level security (see migration 0001)."""

from __future__ import annotations

from typing import Literal

from psycopg import sql

Role = Literal["dashwright_app", "dashwright_publisher", "dashwright_operator"]

APP: Role = "dashwright_app"
PUBLISHER: Role = "dashwright_publisher"
OPERATOR: Role = "dashwright_operator"


def take_role(role: Role) -> sql.Composed:
    """Whoever logged in, a superuser even, has no more than the role's rights for the rest of the connection."""
    return sql.SQL("SET ROLE {}").format(sql.Identifier(role))
