"""Who DATABASE_URL logs in as: a superuser, an owner who may make roles, an owner whom an administrator helped."""

from __future__ import annotations

from collections.abc import Iterator
from secrets import token_hex
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest
from psycopg import sql

from runtime.migrations import load_migrations
from runtime.store.migrating import migrate
from runtime.store.roles import APP, OPERATOR, PUBLISHER, take_role
from tests.support.bundles import publication
from tests.support.control_plane import TrustRoot, create_key, publish

pytestmark = pytest.mark.postgres

OUR_ROLES = sql.SQL(", ").join(map(sql.Identifier, (APP, PUBLISHER, OPERATOR)))
PASSWORD = token_hex(8)


@pytest.fixture
def owner(database_url: str, migrated_url: str) -> Iterator[sql.Identifier]:
    """A login role that owns the test's database and is no superuser; our roles exist in the cluster."""
    name = sql.Identifier(f"owner_{token_hex(4)}")
    database = sql.Identifier(database_url.rpartition("/")[2])
    with psycopg.connect(database_url, autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE ROLE {} LOGIN PASSWORD {}").format(name, sql.Literal(PASSWORD)))
        connection.execute(sql.SQL("ALTER DATABASE {} OWNER TO {}").format(database, name))
        yield name
        connection.execute(sql.SQL("ALTER DATABASE {} OWNER TO CURRENT_USER").format(database))
        connection.execute(sql.SQL("REASSIGN OWNED BY {} TO CURRENT_USER").format(name))
        connection.execute(sql.SQL("DROP OWNED BY {}").format(name))
        connection.execute(sql.SQL("DROP ROLE {}").format(name))


def address_of(name: sql.Identifier, database_url: str) -> str:
    """The database's address for that login."""
    parts = urlsplit(database_url)
    login = name.as_string().strip('"')
    return urlunsplit(parts._replace(netloc=f"{login}:{PASSWORD}@{parts.hostname}:{parts.port}"))


def test_an_owner_without_our_roles_is_told_what_to_ask_for(database_url: str, owner: sql.Identifier) -> None:
    """The message is the statement that an administrator must run."""
    with pytest.raises(
        psycopg.errors.RaiseException, match=r"an administrator lets it: GRANT dashwright_app TO owner_"
    ):
        migrate(address_of(owner, database_url), load_migrations())


def test_an_owner_who_was_given_our_roles_needs_no_more(
    database_url: str, owner: sql.Identifier, trust_root: TrustRoot
) -> None:
    """Without superuser and without CREATEROLE: migrate, publish and make keys."""
    with psycopg.connect(database_url, autocommit=True) as connection:
        connection.execute(sql.SQL("GRANT {} TO {}").format(OUR_ROLES, owner))
    address = address_of(owner, database_url)
    migrate(address, load_migrations())
    publish(address, trust_root, publication())
    assert create_key(address, "acme").startswith("dw_")


def test_a_server_that_logs_in_as_the_owner_is_bound_all_the_same(
    database_url: str, owner: sql.Identifier, trust_root: TrustRoot
) -> None:
    """The owner may act as operator; once it took the server's role it sees no tenant that was not admitted."""
    with psycopg.connect(database_url, autocommit=True) as connection:
        connection.execute(sql.SQL("GRANT {} TO {}").format(OUR_ROLES, owner))
    address = address_of(owner, database_url)
    migrate(address, load_migrations())
    publish(address, trust_root, publication())
    with psycopg.connect(address) as connection:
        connection.execute(take_role(APP))
        assert connection.execute("SELECT count(*) FROM objects").fetchone() == (0,)
