"""What queries use, in which role, and which result columns that reaches; and what a changed catalog breaks.

`compiler.lineage` makes these forms. A query's uses are in offsets of its own text; a `PlacedUse` stands in an author's file.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from compiler.diagnostics.diagnostic import Diagnostic, Span
from compiler.ir.rendered import Place

Role = Literal[
    "select", "from", "join", "where", "group by", "having", "qualify", "order by", "distinct on", "limit",
    "filter", "window argument", "window partition", "window order", "window frame", "left out", "row filter", "test rows",
]  # fmt: skip
"""The clause that a name stands in, the innermost one; `left out` by EXCLUDE or REPLACE; `row filter` whatever the clause; `test rows` are those that a
dashboard's test gives."""

Effect = Literal["value", "summary", "rows"]
"""Whether a result column shows or is made of what is used, row by row; is a number made of many rows, as by count or sum; or
only which rows there are, and in what order, depends on it."""

SubjectKind = Literal[
    "widget", "parameter", "test", "row filter", "view", "computed column", "synonym", "catalog"
]


@dataclass(frozen=True)
class Target:
    """Something of a catalog, in the catalog's own case: a column, or with `column` None the table itself."""

    table: str
    column: str | None = None

    def __str__(self) -> str:
        return self.table if self.column is None else f"{self.table}.{self.column}"


@dataclass(frozen=True)
class Reach:
    """A result column that a use reaches, with its position from 0, or None for the rows as a whole.

    `path` are the columns of CTEs and derived tables between, nearest to the use first.
    """

    column: str | None
    position: int | None
    effect: Effect
    path: tuple[str, ...] = ()


@dataclass(frozen=True)
class QueryUse:
    """One use in a query. `start` and `end` are offsets into its text, the end exclusive.

    `through` are the columns of CTEs, derived tables and views by which it comes, nearest to the table first; `direct` says
    that the catalog's own name is written here; `star` that a star stands for it; `unnamed` that it is a bare item of a
    select list or of FROM, to which it gives its name.
    """

    target: Target
    role: Role
    start: int
    end: int
    through: tuple[str, ...] = ()
    reaches: tuple[Reach, ...] = ()
    direct: bool = True
    star: bool = False
    unnamed: bool = False


@dataclass(frozen=True)
class PlacedUse:
    """A use where an author wrote it; `dashboard` is None for row filters and for what a catalog defines."""

    use: QueryUse
    tenant: str
    dashboard: str | None
    kind: SubjectKind
    name: str
    place: Place


@dataclass(frozen=True)
class Unread:
    """A query whose uses are not known, and the reason, said of it."""

    tenant: str
    dashboard: str | None
    kind: SubjectKind
    name: str
    span: Span
    reason: str


@dataclass(frozen=True)
class Lineage:
    """Every use of what was asked for, sorted by place; `targets` is what was meant, by tenant."""

    targets: Mapping[str, tuple[Target, ...]]
    uses: tuple[PlacedUse, ...]
    unread: tuple[Unread, ...]


@dataclass(frozen=True)
class Retyped:
    """A widget whose result changes and still compiles: `before` or `after` None for a column that is new or gone."""

    tenant: str
    dashboard: str
    widget: str
    column: str
    before: str | None
    after: str | None
    span: Span


@dataclass(frozen=True)
class BrokenPart:
    """A widget, or a parameter with a list of options, whose query held and holds no more."""

    tenant: str
    dashboard: str
    kind: SubjectKind
    name: str
    span: Span


@dataclass(frozen=True)
class Impact:
    """The errors that a change makes, each once with its tenants, what they break, and the results that it changes."""

    broken: tuple[Diagnostic, ...] = ()
    parts: tuple[BrokenPart, ...] = ()
    retyped: tuple[Retyped, ...] = ()

    @property
    def ok(self) -> bool:
        """Whether nothing breaks."""
        return not self.broken
