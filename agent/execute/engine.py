"""What every database engine of a site promises: sessions that describe and run admitted statements, read-only.

A session belongs to one thread at a time; only `interrupt` may be called from another. Engines translate their
driver's errors to SiteFault and keep the driver's own words, which may quote rows, to the site's log.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from agent.execute.answer import Answer
from agent.execute.binding import BoundValue
from agent.execute.guard import AdmittedStatement


@dataclass(frozen=True)
class Call:
    """One execution: values by parameter name, and the caps that the bundle and the site agree on."""

    admitted: AdmittedStatement
    values: Mapping[str, BoundValue]
    row_cap: int
    byte_cap: int
    timeout_seconds: float


@dataclass(frozen=True)
class DescribedColumn:
    """A result column as the database describes it, the type in its own words."""

    name: str
    type: str


@dataclass(frozen=True, order=True)
class SiteColumn:
    """A column of a table or view at the site, the type in the database's own words; `hidden` ones are in no `SELECT *`."""

    schema: str
    table: str
    name: str
    type: str
    nullable: bool
    of_view: bool = False
    hidden: bool = False


class Session(Protocol):
    """One connection to the site's database."""

    def describe(self, admitted: AdmittedStatement) -> list[DescribedColumn]:
        """The result columns, found without executing. Raises SiteFault (DW923, DW940)."""

    def run(self, call: Call) -> Answer:
        """The rows, encoded, within the call's caps. Raises SiteFault (DW940, DW941, DW945)."""

    def list_columns(self) -> list[SiteColumn]:
        """Every column that the login may see, table by table in its own order. Raises SiteFault."""

    def facts(self) -> dict[str, str | int]:
        """What a catalog says of the whole database: `collation` and `compatibility_level`, if it has them."""

    def write_rights(self) -> list[str]:
        """Rights of the login that go beyond reading, in words for an administrator; empty is as it should be."""

    def interrupt(self) -> None:
        """Ends what runs now, from another thread; does nothing when nothing runs."""

    def close(self) -> None:
        """Gives the connection back to the system."""


class Engine(Protocol):
    """Opens sessions of one kind of database."""

    name: str

    def connect(self) -> Session:
        """A new session. Raises SiteFault (DW940)."""

    def close(self) -> None:
        """Frees what sessions share."""
