"""Databases for tests: one real server for each test process, one fresh database for each test.

DASHWRIGHT_TEST_POSTGRES may hold the address of a running server to use instead of an own one.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from itertools import count
from urllib.parse import urlsplit

import psycopg
import pytest
from psycopg import sql

from compiler.conformance import postgres_server as postgres


class Databases:
    """Makes databases on the server at `address`, which names a database that a superuser may connect to."""

    def __init__(self, address: str) -> None:
        self.address = address
        self._numbers = count(1)
        self._templates: dict[str, str] = {}

    def fresh(self, template: str = "template0") -> str:
        """The address of a new database that is a copy of `template`, which nobody may be connected to."""
        name = f"test_{os.getpid()}_{next(self._numbers)}"  # other test processes may use the same server
        self._execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), sql.Identifier(template))
        )
        return urlsplit(self.address)._replace(path=f"/{name}").geturl()

    def prepared(self, name: str, prepare: Callable[[str], None]) -> str:
        """A new database like one that `prepare` was called on; it is called once for each `name`.

        `prepare` gets the address of an empty database, and must have closed its connections when it returns.
        """
        if name not in self._templates:
            address = self.fresh()
            prepare(address)
            self._templates[name] = address.rpartition("/")[2]
        return self.fresh(self._templates[name])

    def drop(self, address: str) -> None:
        """Removes a database, together with any connection that a test left open."""
        name = sql.Identifier(address.rpartition("/")[2])
        self._execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(name))

    def _execute(self, statement: sql.Composed) -> None:
        with psycopg.connect(self.address, autocommit=True) as connection:
            connection.execute(statement)


@pytest.fixture(scope="session")
def databases() -> Iterator[Databases]:
    """The databases of this test process; its server starts with the first test that asks."""
    if address := os.environ.get("DASHWRIGHT_TEST_POSTGRES"):
        yield Databases(address)
        return
    with postgres.running() as server:
        yield Databases(server.url())


@pytest.fixture
def database_url(databases: Databases) -> Iterator[str]:
    """The address of an empty PostgreSQL database that is this test's alone."""
    address = databases.fresh()
    yield address
    databases.drop(address)
