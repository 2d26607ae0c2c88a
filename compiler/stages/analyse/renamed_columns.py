"""`FROM t AS c(x, y)`: T-SQL names no columns of a table anew, only those of a derived table, which then stands around it."""

from __future__ import annotations

from sqlglot import exp

from compiler.stages.analyse.row_sources import is_row_function
from compiler.stages.analyse.scope import Scope


def with_names_inside(node: exp.Expr, scope: Scope) -> exp.Expr:
    """`t AS c(x, y)` as `(SELECT a AS x, b AS y, rest FROM t) AS c`, put in its place; any other item of FROM as it is.

    The columns beyond the list keep their names. A list that is too long is left to be refused.
    """
    alias = node.args.get("alias")
    if not isinstance(node, exp.Table) or is_row_function(node) or not isinstance(alias, exp.TableAlias):
        return node
    given, names = alias.args.get("columns") or [], _column_names(node, scope)
    if scope.binding.dialect == "tsql" or not given or len(given) > len(names):
        return node
    select = exp.Select(from_=exp.From(this=_bare(node)))
    for name in names[len(given) :]:
        select.append("expressions", exp.Column(this=exp.Identifier(this=name, quoted=True)))
    new = [_named_anew(name, identifier) for name, identifier in zip(names, given, strict=False)]
    select.set("expressions", [*new, *select.expressions])
    kept = {key: node.args[key] for key in ("joins", "pivots") if node.args.get(key)}
    derived = exp.Subquery(this=select, alias=exp.TableAlias(this=alias.this.copy()), **kept)
    node.replace(derived)
    return derived


def _column_names(node: exp.Table, scope: Scope) -> list[str]:
    """The names of a table's columns in the catalog, or of a common table expression's; none where it is not known."""
    schema, binding = node.args.get("db"), scope.binding
    cte = scope.ctes.get(binding.folded(node.this).lower()) if schema is None else None
    if cte is not None:
        return [column.name for column in cte.columns]
    found = binding.schema.find(node.name, schema.name if schema is not None else None)
    return [] if found is None or found.is_unread else [column.name for column in found.columns]


def _bare(node: exp.Table) -> exp.Table:
    """The table without its alias, and what stands around it in FROM."""
    table = node.copy()
    for key in ("alias", "joins", "pivots"):
        table.set(key, None)
    return table


def _named_anew(name: str, identifier: exp.Expr) -> exp.Alias:
    column = exp.Column(this=exp.Identifier(this=name, quoted=True))
    return exp.Alias(this=column, alias=identifier.copy())
