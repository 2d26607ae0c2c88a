"""Every SELECT of a statement of the T-SQL core with what it can see: the type of any expression in it, and which columns are stored."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sqlglot import exp

from compiler.catalogs.schema import CatalogSchema
from compiler.ir.from_items import from_items
from compiler.types.emitted.statement import Named, Typing
from compiler.types.sqlserver import SqlType


@dataclass(frozen=True)
class Scope:
    """A SELECT; `stored` are the aliases in sight, in lower case, that stand for tables or views of the catalog."""

    select: exp.Select
    sources: Mapping[str, Named]
    ctes: Mapping[str, Named]
    stored: frozenset[str]
    typing: Typing

    def type_of(self, node: exp.Expr) -> SqlType | None:
        """SQL Server's type of an expression that stands in this SELECT; None where no rule tells."""
        return self.typing.value(node, self.sources, self.ctes)

    def is_stored(self, node: exp.Expr) -> bool:
        """Whether an expression is a column of the catalog, as it is stored."""
        return isinstance(node, exp.Column) and node.table.lower() in self.stored


def scopes_of(tree: exp.Expr, schema: CatalogSchema) -> list[Scope]:
    """The scopes of all SELECTs of a statement, outer ones before those inside them."""
    return list(_visit(tree, {}, {}, frozenset(), Typing(schema)))


def _visit(
    node: exp.Expr,
    outer: Mapping[str, Named],
    ctes: Mapping[str, Named],
    stored: frozenset[str],
    typing: Typing,
) -> Iterator[Scope]:
    known = dict(ctes)
    clause = node.args.get("with_")
    for cte in clause.expressions if clause is not None else []:
        known[cte.alias.lower()] = typing.cte(cte, known)
        yield from _visit(cte.this, outer, known, stored, typing)
    if isinstance(node, exp.Select):
        found = typing.sources(node, outer, known)
        inside = stored - found.keys() | _stored(node)
        scope = Scope(node, {**outer, **found}, known, inside, typing)
        yield scope
        outer, stored = scope.sources, inside
    for child in queries_inside(node):
        yield from _visit(child, outer, known, stored, typing)


def queries_inside(node: exp.Expr) -> Iterator[exp.Query]:
    """The queries directly inside a node: subqueries and derived tables of a SELECT, sides of a set operation. Not its CTEs."""
    for part in node.iter_expressions():
        if isinstance(part, exp.Select | exp.SetOperation):
            yield part
        elif not isinstance(part, exp.With):
            yield from queries_inside(part)


def _stored(select: exp.Select) -> frozenset[str]:
    return frozenset(
        item.alias_or_name.lower() for item in from_items(select) if isinstance(item, exp.Table) and item.db
    )
