"""Numbered migrations: none missing, none edited, none applied twice."""

from __future__ import annotations

import threading

import psycopg
import pytest

from runtime.migrations import Migration, MigrationsBroken, load_migrations, numbered
from runtime.store.migrating import migrate

TABLES = {
    "agents", "api_keys", "audit_log", "dashboards", "metadata_versions", "objects", "schema_migrations",
    "sync_logs", "tenants", "trust_metadata", "widgets",
}  # fmt: skip


def query(database_url: str, text: str) -> list[tuple[object, ...]]:
    """Rows as the owner sees them."""
    with psycopg.connect(database_url) as connection:
        return connection.execute(text.encode()).fetchall()


@pytest.mark.postgres
def test_an_empty_database_is_brought_to_head(database_url: str) -> None:
    """Every table is there afterwards, and a second run finds nothing to do."""
    assert migrate(database_url, load_migrations()) == load_migrations()
    found = query(
        database_url,
        "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace",
    )
    assert {name for (name,) in found} == TABLES
    assert migrate(database_url, load_migrations()) == ()


@pytest.mark.postgres
def test_a_later_release_applies_only_what_is_new(database_url: str) -> None:
    """From each release to the next: what is applied already is left alone."""
    everything = load_migrations()
    for count in range(1, len(everything) + 1):
        assert migrate(database_url, everything[:count]) == everything[count - 1 : count]


@pytest.mark.postgres
def test_two_programs_migrate_at_once(database_url: str) -> None:
    """One applies everything, the other waits and finds nothing to do."""
    applied: list[int] = []
    threads = [
        threading.Thread(target=lambda: applied.append(len(migrate(database_url, load_migrations()))))
        for _ in range(2)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert sorted(applied) == [0, len(load_migrations())]


@pytest.mark.postgres
def test_a_migration_that_fails_leaves_those_before_it(database_url: str) -> None:
    """Each is a transaction: half a migration never stays."""
    good = Migration(1, "good", "CREATE TABLE one ()")
    bad = Migration(2, "bad", "CREATE TABLE two (); SELECT 1 / 0")
    with pytest.raises(psycopg.errors.DivisionByZero):
        migrate(database_url, (good, bad))
    assert query(database_url, "SELECT to_regclass('one') IS NULL, to_regclass('two') IS NULL") == [
        (False, True)
    ]
    assert migrate(database_url, (good, Migration(2, "bad", "CREATE TABLE two ()")))[0].number == 2


@pytest.mark.postgres
def test_an_older_program_leaves_a_newer_database_alone(database_url: str) -> None:
    """During a rollout the old release may run against the new schema."""
    everything = load_migrations()
    migrate(database_url, everything)
    assert migrate(database_url, everything[:-1]) == ()


@pytest.mark.postgres
def test_an_edited_migration_is_refused(database_url: str) -> None:
    """What a database was given may not be rewritten afterwards."""
    migrate(database_url, (Migration(1, "one", "SELECT 1"),))
    with pytest.raises(MigrationsBroken, match="0001 one was edited"):
        migrate(database_url, (Migration(1, "one", "SELECT 2"),))


@pytest.mark.parametrize(
    ("names", "complaint"),
    [
        (["0001_a.sql", "0003_c.sql"], "0003 c stands where 0002 belongs"),
        (["0002_b.sql"], "0002 b stands where 0001 belongs"),
        (["0001_a.sql", "0001_b.sql"], "stands where 0002 belongs"),
        (["1_a.sql"], "is no name of a migration"),
        (["0001-a.sql"], "is no name of a migration"),
    ],
    ids=["gap", "begins-late", "twice", "digits", "hyphen"],
)
def test_gaps_and_odd_names_are_refused(names: list[str], complaint: str) -> None:
    """Numbers run from 1 without a gap; every file is named in one way."""
    with pytest.raises(MigrationsBroken, match=complaint):
        numbered(dict.fromkeys(names, "SELECT 1"))
