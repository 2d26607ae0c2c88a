import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from compiler.conformance import postgres_server as postgres
from tests.support.postgres import Databases

pytestmark = pytest.mark.postgres


@pytest.fixture(scope="module")
def server() -> Iterator[postgres.PostgresServer]:
    """A server of our own, whatever server the other tests use."""
    with postgres.running() as started:
        yield started


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A temporary folder that every account may enter, which pytest's own is not."""
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        yield Path(name)


def test_a_test_gets_an_empty_database(database_url: str) -> None:
    """A fresh database has no table but the catalog's."""
    with psycopg.connect(database_url) as connection:
        query = "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"
        assert connection.execute(query).fetchone() == (0,)


def test_a_prepared_database_is_prepared_once_and_changed_by_nobody(databases: Databases) -> None:
    """Two tests that ask for the same preparation share its cost, not its rows."""
    calls = []

    def prepare(address: str) -> None:
        calls.append(address)
        with psycopg.connect(address) as connection:
            connection.execute("CREATE TABLE note (text text)")

    first, second = (databases.prepared("notes", prepare) for _ in range(2))
    with psycopg.connect(first) as connection:
        connection.execute("INSERT INTO note VALUES ('mine')")
    with psycopg.connect(second) as connection:
        assert connection.execute("SELECT count(*) FROM note").fetchone() == (0,)
    assert len(calls) == 1


@pytest.mark.skipif(
    not Path("/proc/self").exists(), reason="the owner of a process is read from Linux's /proc"
)
def test_the_server_is_not_run_by_root(server: postgres.PostgresServer) -> None:
    """The owner of the server's process is an unprivileged account, whoever we are."""
    with psycopg.connect(server.url()) as connection:
        row = connection.execute("SELECT pg_backend_pid()").fetchone()
        assert row
        assert Path(f"/proc/{row[0]}").stat().st_uid != 0


@pytest.mark.skipif(os.geteuid() != 0, reason="only root starts the server as somebody else")
def test_programs_in_a_folder_of_root_alone_are_copied(open_folder: Path) -> None:
    """The server of an environment below /root starts although its account may not look in there."""
    account = postgres.unprivileged_account()
    private, home = open_folder / "private", open_folder / "home"
    (private / "bin").mkdir(parents=True, mode=0o700)
    home.mkdir()
    private.chmod(0o700)
    (private / "bin" / "postgres").write_text("#!/bin/sh\necho 17\n")
    (private / "bin" / "postgres").chmod(0o755)
    assert postgres.reachable(private / "bin", home, account) == home / "server" / "bin"


@pytest.mark.skipif(os.geteuid() != 0, reason="only root starts the server as somebody else")
def test_a_temporary_folder_of_root_alone_is_named(open_folder: Path) -> None:
    """Where the server's account may not enter the temporary folder, the message says which variable to set."""
    account = postgres.unprivileged_account()
    open_folder.chmod(0o700)
    with pytest.raises(postgres.PostgresNotStarted, match="TMPDIR"):
        postgres.check_may_enter(open_folder / "home", account)


def test_a_wrong_password_is_refused(server: postgres.PostgresServer) -> None:
    """Another user of the machine does not get in without the password."""
    address = server.url().replace(server.password, "wrong")
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(address)


def test_nothing_is_left_when_the_context_ends(open_folder: Path) -> None:
    """An interrupted program takes its server and the server's directory with it."""
    program = "from compiler.conformance import postgres_server as postgres\nwith postgres.running() as s:\n  print(s.url(), flush=True)\n  input()"
    with subprocess.Popen(
        [sys.executable, "-c", program],
        env={**os.environ, "TMPDIR": str(open_folder)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as process:
        assert process.stdout
        address = process.stdout.readline().strip()
        assert address.startswith("postgresql://")
        process.send_signal(signal.SIGINT)
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(address)
    assert not list(open_folder.iterdir())
