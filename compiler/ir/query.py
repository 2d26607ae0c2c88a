"""One query on its way from the author's dialect to the engine's. Positions are in the query's own text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from compiler.ir.hashing import HashedOnce
from schemas.bundle.objects import ParameterSource
from schemas.resources.base import TextComparison
from schemas.resources.tenant import Dialect, Engine

Version = Literal["2016", "2017", "2019", "2022", "2025", "azure"]
SourceDialect = Dialect
ValueType = Literal["text", "integer", "number", "boolean", "date", "datetime"]


@dataclass(frozen=True)
class Target:
    """The engine that will run the statement; `version` is None for DuckDB."""

    engine: Engine
    version: Version | None = None


@dataclass(frozen=True)
class DeclaredParameter:
    """A value that the query may name as `:name` (`:period.start` and `:period.end` are two of these).

    `source.name` is the id of the viewer's parameter; `omittable` says that a condition on it is left out when
    nothing is chosen.
    """

    name: str
    type: ValueType
    source: ParameterSource
    many: bool = False
    omittable: bool = False


@dataclass(frozen=True)
class RowFilterRule:
    """A condition in the author's dialect that every reference of `table` carries.

    Of a view without a condition of its own, reading is refused: `past` is the filtered table whose rows it shows, `unknown`
    what the catalog does not tell of what it shows, so that it may show them.
    """

    table: str
    where: str
    past: str | None = None
    unknown: str | None = None

    @property
    def refuses(self) -> bool:
        """Whether reading the table is refused, instead of filtered."""
        return self.past is not None or self.unknown is not None


@dataclass(frozen=True)
class Query(HashedOnce):
    """What an author wrote, after templates. `parameters` None: types are inferred from use (transpile).

    `timezone`, an IANA name, is the session's: in it moments with an offset are shown, cut and compared with clocks.
    `text_comparison` `exact`: text is compared by code points, whatever the collation of the database.
    """

    sql: str
    dialect: SourceDialect
    parameters: tuple[DeclaredParameter, ...] | None = ()
    row_filters: tuple[RowFilterRule, ...] = ()
    timezone: str = "UTC"
    text_comparison: TextComparison = "database"

    __hash__ = HashedOnce.__hash__


@dataclass(frozen=True)
class SqlEdit:
    """Text to put in place of a stretch of a query; applying it mends the fault that carries it."""

    line: int
    column: int
    length: int
    text: str


@dataclass(frozen=True)
class SqlFault:
    """A fault in a query: `line` and `column` from 1 in the query's text, `length` in characters.

    `told` says that its cause is a fault of another file, which is told there: the query cannot be shipped, and that is all.
    """

    code: str
    message: str
    line: int
    column: int
    length: int = 1
    notes: tuple[str, ...] = ()
    help: str | None = None
    edit: SqlEdit | None = None
    told: bool = False


@dataclass(frozen=True)
class EmittedParameter:
    """A parameter of the emitted statement, in the engine's type words."""

    name: str
    type: str
    source: ParameterSource
    many: bool = False


@dataclass(frozen=True)
class EmittedColumn:
    """A column of the result, in the engine's type words."""

    name: str
    type: str
    nullable: bool


@dataclass(frozen=True)
class EmittedStatement:
    """A statement that the engine will run."""

    sql: str
    parameters: tuple[EmittedParameter, ...]
    columns: tuple[EmittedColumn, ...]
    tables: tuple[str, ...]


@dataclass(frozen=True)
class Translation:
    """All variants of a query by the set of optional viewer parameters left empty; no statements if there are faults.

    `doubts` keep nothing from being shipped: what is legal, and unlikely to be what its author meant.
    """

    statements: Mapping[frozenset[str], EmittedStatement] = field(default_factory=dict)
    faults: tuple[SqlFault, ...] = ()
    used_parameters: frozenset[str] = frozenset()
    doubts: tuple[SqlFault, ...] = ()

    @property
    def ok(self) -> bool:
        """Whether the query may be shipped."""
        return not self.faults
