"""Scratch databases on a SQL Server that others use at the same time."""

import os
from concurrent.futures import ThreadPoolExecutor

import pytest

from compiler.conformance.engines import sqlserver
from compiler.conformance.engines.sqlserver import sqlserver_session
from compiler.conformance.values import EngineFailed
from tests.compiler.conformance import ground
from tests.support.requirements import SQL_SERVER

MODEL_IS_LOCKED = (
    "42000: Could not obtain exclusive lock on database 'model'. Retry the operation later. (1807)"
)
NOT_ALLOWED = "42000: CREATE DATABASE permission denied in database 'master'. (262)"


class FakeServer:
    """Fails the first CREATE DATABASE statements, each with one of the faults given, and keeps what it was asked."""

    def __init__(self, *faults: str) -> None:
        self.faults = list(faults)
        self.asked: list[str] = []

    def administer(self, _odbc: str, statement: str) -> None:
        """Stands for the connection that makes and drops databases."""
        self.asked.append(statement.partition(" [")[0])
        if statement.startswith("CREATE") and self.faults:
            raise EngineFailed(self.faults.pop(0))


class FakeSession:
    """A session whose first `fill` meets a fault that passes."""

    broken = True

    def __init__(self, _odbc: str, _database: str) -> None:
        self.is_open = True

    def fill(self, _fixture: object) -> None:
        """Breaks once."""
        if FakeSession.broken:
            FakeSession.broken = False
            raise EngineFailed("42000: tuple concurrently updated (33557097)")

    def close(self) -> None:
        """Closed."""
        self.is_open = False


def test_a_database_is_made_when_the_others_have_made_theirs(monkeypatch: pytest.MonkeyPatch) -> None:
    """A server that is busy making another database is asked again, and what was begun is dropped."""
    server = FakeServer(MODEL_IS_LOCKED)
    monkeypatch.setattr(sqlserver, "_administer", server.administer)
    monkeypatch.setattr(sqlserver, "SqlServerSession", FakeSession)
    with sqlserver_session("", ground.fixture()) as session:
        assert isinstance(session, FakeSession)
        assert session.is_open
    assert not session.is_open
    create, drop = "CREATE DATABASE", "DROP DATABASE"
    assert server.asked == [create, create, drop, create, drop]


def test_a_server_that_says_no_is_not_asked_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """A fault that time does not mend is shown at once."""
    server = FakeServer(NOT_ALLOWED, NOT_ALLOWED)
    monkeypatch.setattr(sqlserver, "_administer", server.administer)
    with pytest.raises(EngineFailed, match="permission denied"), sqlserver_session("", ground.fixture()):
        pass
    assert server.asked == ["CREATE DATABASE"]


@pytest.mark.sqlserver
def test_many_sessions_begin_at_once() -> None:
    """Workers that start together each get a database of their own."""

    def count(_worker: int) -> object:
        with sqlserver_session(os.environ[SQL_SERVER], ground.fixture()) as session:
            return session.run("SELECT COUNT(*) AS [n] FROM [dbo].[orders] AS [o]").rows

    with ThreadPoolExecutor(6) as workers:
        assert list(workers.map(count, range(12))) == [((9,),)] * 12
