"""Keys to bytes in one SQLite file that any number of runs may use at once.

Write-ahead logging keeps the file whole through a crash or a power cut; at worst the last entries are gone. Each entry
carries a checksum, because a disk, a copy or another program may still have changed it. Nothing here raises: a store
that cannot be used holds nothing. https://sqlite.org/wal.html, https://sqlite.org/howtocorrupt.html
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from itertools import islice
from pathlib import Path

FORMAT = 1
MAX_BYTES = 256 * 1024 * 1024
MAX_ENTRY_BYTES = 4 * 1024 * 1024
BUSY_SECONDS = 2.0
ASKED_AT_ONCE = 500
DAY = 24 * 60 * 60

PASSING = frozenset({
    sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_NOMEM, sqlite3.SQLITE_PERM,
})  # fmt: skip

_TABLE = """
CREATE TABLE entries (
    key BLOB PRIMARY KEY, value BLOB NOT NULL, checksum BLOB NOT NULL, used INTEGER NOT NULL
)"""


class Store:
    """The entries of one file. `used` of an entry is the day on which it was last asked for, and decides who goes."""

    def __init__(self, file: Path, limit: int = MAX_BYTES) -> None:
        self.file = file
        self._limit = limit
        self._connection: sqlite3.Connection | None = None
        self._touched: set[bytes] = set()
        with self._surviving():
            self._connection = self._opened()

    def get(self, keys: Iterable[bytes]) -> dict[bytes, bytes]:
        """The values of those keys that are there and whole."""
        found: dict[bytes, bytes] = {}
        with self._surviving():
            for asked in _batches(keys):
                found |= self._sound(asked)
        return found

    def put(self, entries: Mapping[bytes, bytes]) -> None:
        """Keeps these entries, and lets go of those longest unused where there is no room."""
        rows = [
            (key, value, _checksum(key, value), _today())
            for key, value in entries.items()
            if len(value) <= MAX_ENTRY_BYTES
        ]
        connection = self._connection
        if connection is None:
            return
        with self._surviving():
            with self._writing(connection):
                connection.executemany("INSERT OR REPLACE INTO entries VALUES (?, ?, ?, ?)", rows)
                connection.executemany(
                    "UPDATE entries SET used = ? WHERE key = ?", [(_today(), key) for key in self._touched]
                )
                self._touched.clear()
                is_smaller = self._make_room(connection)
            if is_smaller:  # as a script, since `execute` would give back a single page
                connection.executescript("PRAGMA incremental_vacuum")

    def close(self) -> None:
        """Lets go of the file."""
        if self._connection is not None:
            with suppress(sqlite3.Error):
                self._connection.close()
            self._connection = None

    def _opened(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self.file, timeout=BUSY_SECONDS, isolation_level=None)
        connection.execute("PRAGMA auto_vacuum = INCREMENTAL")
        connection.execute("PRAGMA journal_mode = WAL")
        if _format(connection) != FORMAT:
            with self._writing(connection):
                if _format(connection) != FORMAT:  # no other run was quicker
                    connection.execute("DROP TABLE IF EXISTS entries")
                    connection.execute(_TABLE)
                    connection.execute(f"PRAGMA user_version = {FORMAT}")
        connection.execute("PRAGMA synchronous = NORMAL")
        return connection

    def _sound(self, keys: list[bytes]) -> dict[bytes, bytes]:
        if self._connection is None:
            return {}
        marks = ", ".join("?" * len(keys))
        rows = self._connection.execute(
            f"SELECT key, value, checksum, used FROM entries WHERE key IN ({marks})",  # noqa: S608  # marks only
            keys,
        )
        found: dict[bytes, bytes] = {}
        for key, value, checksum, used in rows:
            if checksum == _checksum(key, value):
                found[key] = value
                if used != _today():
                    self._touched.add(key)
        return found

    @contextmanager
    def _writing(self, connection: sqlite3.Connection) -> Iterator[sqlite3.Connection]:
        """One transaction: all of it, or none."""
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield connection
        except BaseException:
            connection.rollback()
            raise
        connection.commit()

    def _make_room(self, connection: sqlite3.Connection) -> bool:
        """While the file is too full, a quarter of the entries goes, those first that nobody has asked for longest. Whether any did."""
        gone = 0
        while _bytes_used(connection) > self._limit:
            deleted = connection.execute(
                "DELETE FROM entries WHERE rowid IN (SELECT rowid FROM entries ORDER BY used, rowid"
                " LIMIT (SELECT max(count(*) / 4, 1) FROM entries))"
            ).rowcount
            if deleted == 0:
                break
            gone += deleted
        return gone > 0

    @contextmanager
    def _surviving(self) -> Iterator[None]:
        """Goes on without a store that is busy, full or read-only; a damaged file is thrown away, for the next run."""
        try:
            yield
        except (sqlite3.Error, TypeError, UnicodeDecodeError) as error:  # not our values
            self.close()
            if not self._may_pass(error):
                for name in (self.file.name, f"{self.file.name}-wal", f"{self.file.name}-shm"):
                    with suppress(OSError):
                        self.file.with_name(name).unlink()

    def _may_pass(self, error: Exception) -> bool:
        """Whether it is the moment or the machine that is at fault, and not the file."""
        code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT) & 0xFF
        if code == sqlite3.SQLITE_READONLY:  # a damaged header says so as well
            return not os.access(self.file, os.W_OK)
        return code in PASSING


def _format(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _bytes_used(connection: sqlite3.Connection) -> int:
    pages, free, size = (
        int(connection.execute(f"PRAGMA {name}").fetchone()[0])
        for name in ("page_count", "freelist_count", "page_size")
    )
    return (pages - free) * size


def _checksum(key: bytes, value: bytes) -> bytes:
    return hashlib.blake2b(key + value, digest_size=16).digest()


def _today() -> int:
    return int(time.time() // DAY)


def _batches(keys: Iterable[bytes]) -> Iterator[list[bytes]]:
    remaining = iter(keys)
    while batch := list(islice(remaining, ASKED_AT_ONCE)):
        yield batch
