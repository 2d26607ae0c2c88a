"""Brings a database to this release's schema, one migration a transaction, one program at a time."""

from __future__ import annotations

from collections.abc import Sequence

import psycopg

from runtime.migrations import Migration, MigrationsBroken

LOCK = 7_267_415_519_203_584_114
"""Key of the advisory lock that keeps two migrating programs apart; any number that nobody else uses."""

CREATE_TABLE = """
    CREATE TABLE IF NOT EXISTS schema_migrations (
        number     integer PRIMARY KEY,
        name       text NOT NULL,
        digest     text NOT NULL,
        applied_at timestamptz NOT NULL DEFAULT now()
    )
"""
APPLIED = "SELECT number, digest FROM schema_migrations ORDER BY number"
REMEMBER = "INSERT INTO schema_migrations (number, name, digest) VALUES (%s, %s, %s)"


def migrate(database_url: str, migrations: Sequence[Migration]) -> tuple[Migration, ...]:
    """Applies what the database lacks and returns it; nothing when it is at head or of a later release.

    A fault leaves the migrations before it applied, and the one at fault not begun. Raises MigrationsBroken when
    an applied migration is not the one of this release, psycopg.Error when the database refuses.
    """
    with psycopg.connect(database_url, autocommit=True) as connection:
        connection.execute("SELECT pg_advisory_lock(%s)", (LOCK,))
        connection.execute(CREATE_TABLE)
        lacking = _lacking(connection, migrations)
        for migration in lacking:
            _apply(connection, migration)
        return lacking


def _lacking(connection: psycopg.Connection, migrations: Sequence[Migration]) -> tuple[Migration, ...]:
    applied: dict[int, str] = dict(connection.execute(APPLIED).fetchall())
    for migration in migrations:
        if applied.get(migration.number, migration.digest) != migration.digest:
            raise MigrationsBroken(
                f"migration {migration.number:04} {migration.name} was edited after the database was given it"
            )
    return tuple(migration for migration in migrations if migration.number not in applied)


def _apply(connection: psycopg.Connection, migration: Migration) -> None:
    with connection.transaction():
        connection.execute(migration.sql.encode())
        connection.execute(REMEMBER, (migration.number, migration.name, migration.digest))
