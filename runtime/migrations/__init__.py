"""The numbered migrations, read and checked. `runtime.store.migrating` applies them.

A migration is one file `NNNN_what_it_does.sql` with one change. Once released it is never edited: a database
remembers the digest of what it was given.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files

from schemas.canonical import digest
from schemas.publishing_codes import MIGRATIONS_BROKEN

FILE_NAME = re.compile(r"(\d{4})_([a-z0-9_]+)\.sql")


class MigrationsBroken(RuntimeError):
    """The migrations have a gap, a number twice, or are not those that the database was given."""

    code = MIGRATIONS_BROKEN.id


@dataclass(frozen=True)
class Migration:
    """One change of the database."""

    number: int
    name: str
    sql: str

    @property
    def digest(self) -> str:
        """SHA-256 of its text."""
        return digest(self.sql.encode())


def numbered(texts: Mapping[str, str]) -> tuple[Migration, ...]:
    """The migrations of file names to texts, in order from 1.

    Raises MigrationsBroken for a name that is not `NNNN_words.sql`, a gap or a number that stands twice.
    """
    found = sorted((_migration(name, sql) for name, sql in texts.items()), key=lambda item: item.number)
    for expected, migration in enumerate(found, start=1):
        if migration.number != expected:
            raise MigrationsBroken(
                f"migration {migration.number:04} {migration.name} stands where {expected:04} belongs"
            )
    return tuple(found)


def load_migrations() -> tuple[Migration, ...]:
    """The migrations that this release ships."""
    folder = files(__name__)
    return numbered(
        {item.name: item.read_text("utf-8") for item in folder.iterdir() if item.name.endswith(".sql")}
    )


def _migration(file_name: str, sql: str) -> Migration:
    found = FILE_NAME.fullmatch(file_name)
    if found is None:
        raise MigrationsBroken(f"{file_name!r} is no name of a migration such as 0001_roles.sql")
    return Migration(int(found[1]), found[2], sql)
