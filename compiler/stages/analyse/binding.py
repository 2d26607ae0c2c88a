"""What the binding of one variant shares: the catalog, the author's dialect, the parameters, the faults found."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from sqlglot import exp

from compiler.catalogs.schema import CatalogSchema, TableSchema
from compiler.diagnostics.codes import sql as codes
from compiler.diagnostics.suggest import certain, closest
from compiler.ir.analysed import CALLED, NULLABLE, AnalysedColumn, place
from compiler.ir.query import SourceDialect
from compiler.stages.analyse.faults import Faults, Mend
from compiler.stages.analyse.parameters import Parameters
from compiler.types.common import UNKNOWN
from schemas.codes import Code

if TYPE_CHECKING:
    from compiler.stages.analyse.scope import Scope


_UNQUOTED = re.compile(r"[^\W\d]\w*(\.[^\W\d]\w*)?")
NAME_BYTES = 63
"""PostgreSQL cuts longer names: https://www.postgresql.org/docs/current/sql-syntax-lexical.html."""


@dataclass
class Binding:
    """Everything that is the same in all scopes of a query. `bind` binds one expression of a scope."""

    schema: CatalogSchema
    dialect: SourceDialect
    faults: Faults
    parameters: Parameters
    bind: Callable[[exp.Expr, Scope], exp.Expr]
    timezone: str = "UTC"
    tables: set[str] = field(default_factory=set)
    names_made: int = 0

    @property
    def text(self) -> str:
        """The query as the author wrote it."""
        return self.faults.text

    @property
    def needs_every_name(self) -> bool:
        """Whether a list of names after an alias must name every column (Msg 8158)."""
        return self.dialect == "tsql"

    @property
    def is_postgres(self) -> bool:
        """Whether the author's dialect is PostgreSQL's; DuckDB's otherwise."""
        return self.dialect == "postgres"

    def folded(self, identifier: exp.Expr) -> str:
        """A name as the dialect reads it: PostgreSQL folds what is not quoted, and cuts what is too long."""
        if not self.is_postgres:
            return identifier.name
        name = identifier.name if identifier.args.get("quoted") else identifier.name.lower()
        return name if len(name) <= NAME_BYTES // 4 else name.encode()[:NAME_BYTES].decode(errors="ignore")

    def refuse(
        self,
        node: exp.Expr,
        code: Code,
        message: str,
        remedy: str | None = None,
        at: exp.Expr | None = None,
        *,
        mend: Mend | None = None,
    ) -> exp.Expr:
        """Report a fault (at `at` within the node) and give the node no type, which silences what follows from it."""
        self.faults.report(code, message, node if at is None else at, remedy, mend)
        node.type = UNKNOWN
        return node

    def leave_unread(self, node: exp.Expr) -> None:
        """Note a use of what cannot be read of the catalog, which its own file is told."""
        self.faults.report(codes.TYPE_NOT_KNOWN, "the catalog cannot be read here", node)
        self.faults.found[-1] = replace(self.faults.found[-1], told=True)
        node.type = UNKNOWN

    def new_name(self) -> str:
        """An alias for a source that the author gave none."""
        self.names_made += 1
        return f"_s{self.names_made}"


POSITIONS = ("start", "end", "line", "col")
"""Where a node is written, in the words of sqlglot's `meta`."""


def written_at(node: exp.Expr) -> dict[str, int]:
    """Where a node is written, as `meta` keeps it: from its first token to its last, or its own where it has one."""
    start = place(node)
    if start is None:
        return {}
    last = node.meta.get("end") or max(int(found.meta.get("end", start)) for found in node.walk())
    return {"start": start, "end": last}


def written_text(node: exp.Expr, text: str) -> str:
    """A node as the author wrote it in `text`."""
    at = written_at(node)
    return text[at["start"] : at["end"] + 1] if at else node.sql()


def placed(node: exp.Expr, written: exp.Expr) -> exp.Expr:
    """Give the columns under `node`, which no author wrote, the place of what they were made of: a star, a merged name."""
    for column in node.find_all(exp.Column):
        if "start" not in column.this.meta:
            column.this.meta.update(written_at(written))
    return node


def called(meaning: exp.Expr, key: exp.Expr) -> exp.Expr:
    """Note on the columns of a copy that `key`, an alias or a position, is what is written where they now stand."""
    at = written_at(key)
    if at:
        for column in meaning.find_all(exp.Column):
            column.meta[CALLED] = at["start"], at["end"]
    return meaning


def table_columns(table: TableSchema) -> tuple[AnalysedColumn, ...]:
    """The columns of a table of the catalog."""
    return tuple(AnalysedColumn(c.name, c.data_type, c.nullable, c.hidden) for c in table.columns)


def typed(node: exp.Expr, data_type: exp.DataType, nullable: bool) -> exp.Expr:
    """Set the type of a node and whether NULL can come out of it."""
    node.type = data_type
    node.meta[NULLABLE] = nullable
    return node


def respelling(name: str, known: Iterable[str]) -> Mend | None:
    """The one known name that is surely meant by a misspelt one, if it needs no quotes."""
    meant = certain(name, known)
    return Mend(name, meant) if meant is not None and _UNQUOTED.fullmatch(meant) else None


def did_you_mean(name: str, known: Iterable[str]) -> str | None:
    """A remedy that names the closest of the known names."""
    near = closest(name, known)
    return f"did you mean `{near}`?" if near is not None else None
