"""What names mean at a place of a query: the sources of a FROM clause, its merged columns, the enclosing queries.

Names fold as the author's dialect says (PostgreSQL: unquoted to lower case), and are then looked up exactly first, without
regard to case second, because the catalog's own case is SQL Server's.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, NamedTuple

from sqlglot import exp

from compiler.ir.analysed import NULLABLE, AnalysedColumn

if TYPE_CHECKING:
    from compiler.stages.analyse.binding import Binding

Clause = Literal["from", "where", "group", "having", "select", "qualify", "order", "limit", "aggregate"]
SEVERAL = -1


class Source:
    """A table, derived table, CTE or function of a FROM clause, under its alias."""

    __slots__ = ("alias", "columns", "index", "is_open", "is_scalar", "outer", "unique_names")

    def __init__(
        self, alias: str, columns: tuple[AnalysedColumn, ...], index: Mapping[str, int] | None = None
    ) -> None:
        self.alias = alias
        self.columns = columns
        self.index = index if index is not None else index_of(columns)
        self.outer = False
        self.is_open = False
        """Whether its columns are not known, because a fault has been reported."""
        self.is_scalar = False
        """Whether it is a function of one column, for which its own name may stand."""
        self.unique_names: tuple[str, ...] | None = None
        """What its columns are called in the tree, where the author gave two the same name."""

    def written(self, at: int) -> str:
        """The name of a column in the tree."""
        return self.columns[at].name if self.unique_names is None else self.unique_names[at]

    def find(self, name: str) -> int | None:
        """The position of a column; SEVERAL when more than one has the name."""
        at = self.index.get(name.lower())
        if at != SEVERAL:
            return at
        exact = [i for i, column in enumerate(self.columns) if column.name == name]
        return exact[0] if len(exact) == 1 else SEVERAL

    def node(self, at: int) -> exp.Column:
        """A reference to the column at a position."""
        column = self.columns[at]
        return typed_column(self.alias, self.written(at), column.type, column.nullable or self.outer)


def index_of(columns: tuple[AnalysedColumn, ...]) -> dict[str, int]:
    """Lower-case name to position; SEVERAL for a name that stands more than once."""
    index: dict[str, int] = {}
    for at, column in enumerate(columns):
        name = column.name.lower()
        index[name] = SEVERAL if name in index else at
    return index


def typed_column(table: str, name: str, data_type: exp.DataType, nullable: bool) -> exp.Column:
    """A reference that is resolved from the start."""
    node = exp.Column(
        this=exp.Identifier(this=name, quoted=True), table=exp.Identifier(this=table, quoted=True)
    )
    node.type = data_type
    node.meta[NULLABLE] = nullable
    return node


@dataclass
class Merged:
    """A column of USING or NATURAL: what an unqualified reference means, and the sources it hides."""

    name: str
    node: exp.Expr
    hides: frozenset[str]


class Cte(NamedTuple):
    """A common table expression, under its own name; `unique_names` as in `Source`."""

    name: str
    columns: tuple[AnalysedColumn, ...]
    unique_names: tuple[str, ...] | None = None


@dataclass
class Scope:
    """One SELECT, seen from inside. `parent` is the query around it whose columns it may use."""

    binding: Binding
    parent: Scope | None = None
    ctes: Mapping[str, Cte] = field(default_factory=dict)
    sources: dict[str, Source] = field(default_factory=dict)
    merged: dict[str, Merged] = field(default_factory=dict)
    aliases: dict[str, exp.Expr] = field(default_factory=dict)
    clause: Clause = "from"
    alias_fallback: bool = False
    aggregates: bool = False
    left_out: list[exp.Expr] = field(default_factory=list)
    """Columns that the select list names to leave them out."""
    used: bool = False
    """Whether a query inside this one has used a column of it."""

    def add(self, source: Source) -> None:
        """Make a source visible. The caller has refused a second one of the name."""
        self.sources[source.alias.lower()] = source

    def visible(self) -> Iterator[tuple[Source, int]]:
        """Every column of every source, in order; those too that a merged one stands for."""
        for source in self.sources.values():
            for at in range(len(source.columns)):
                yield source, at

    def candidates(self, name: str) -> list[tuple[Source, int]]:
        """The columns of this FROM clause that an unqualified name may mean."""
        found = []
        for source in self.sources.values():
            at = source.find(name)
            if at is not None:
                found.append((source, at))
        return found

    def has_open_source(self) -> bool:
        """Whether a name may mean a column of a source that is not known."""
        if any(source.is_open for source in self.sources.values()):
            return True
        return self.parent is not None and self.parent.has_open_source()

    def column_names(self) -> list[str]:
        """Every name that could be meant here, for suggestions."""
        names = [column.name for source in self.sources.values() for column in source.columns]
        return names + (self.parent.column_names() if self.parent is not None else [])
