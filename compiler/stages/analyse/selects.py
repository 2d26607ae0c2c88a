"""Binding one SELECT, clause by clause, in the order in which names become known."""

from __future__ import annotations

from sqlglot import exp

from compiler.diagnostics.codes import sql as codes
from compiler.ir.analysed import HIDDEN, LEFT_OUT, AnalysedColumn, is_nullable
from compiler.stages.analyse import sources
from compiler.stages.analyse.coercion import as_condition, is_adaptable
from compiler.stages.analyse.doubts import doubt_forgotten_comma
from compiler.stages.analyse.functions.aggregates import is_plain_aggregate
from compiler.stages.analyse.grouping import (
    add_determined,
    bind_group,
    check_grouping,
    has_sets,
    mark_subtotals,
)
from compiler.stages.analyse.labels import label
from compiler.stages.analyse.ordering import bind_limits, bind_order
from compiler.stages.analyse.row_expansion import move_to_from
from compiler.stages.analyse.scope import Clause, Scope
from compiler.stages.analyse.stars import expanded, spread_in_condition
from compiler.stages.analyse.windows import bind_window_parts
from compiler.types.common import TEXT, UNKNOWN
from compiler.types.families import family_of

_REFUSED = {
    "into": "SELECT INTO writes a table",
    "locks": "FOR UPDATE locks rows",
    "hint": "hints are not among what queries may use",
    "sample": "sampling gives other rows each time",
    "connect": "CONNECT BY is not among what queries may use",
    "match": "MATCH_RECOGNIZE is not among what queries may use",
    "cluster": "CLUSTER BY is not among what queries may use",
    "distribute": "DISTRIBUTE BY is not among what queries may use",
    "sort": "SORT BY is not among what queries may use",
    "prewhere": "PREWHERE is not among what queries may use",
    "options": "query options are not among what queries may use",
    "for_": "FOR XML and FOR JSON are not among what queries may use",
    "kind": "SELECT AS is not among what queries may use",
}


def bind_select(node: exp.Select, around: Scope) -> tuple[AnalysedColumn, ...]:
    """Bind a SELECT that stands inside `around`."""
    scope = Scope(around.binding, around, around.ctes)
    _refuse_clauses(node, scope)
    move_to_from(node, scope)
    sources.bind_from(node, scope)
    _bind_items(node, scope)
    _bind_condition(node, "where", scope)
    bind_group(node, scope)
    _put_aliases_in_having(node, scope)
    _bind_condition(node, "having", scope)
    for window in node.args.get("windows") or []:
        scope.clause = "select"
        bind_window_parts(window, scope, scope.binding.bind)
    _bind_condition(node, "qualify", scope)
    bind_order(node, scope)
    bind_limits(node, scope)
    add_determined(node, scope)
    check_grouping(node, scope)
    mark_subtotals(node)
    subtotals = has_sets(node)
    return tuple(_result(item, subtotals) for item in node.expressions)


def _refuse_clauses(node: exp.Select, scope: Scope) -> None:
    for name, reason in _REFUSED.items():
        found = node.args.get(name)
        if found:
            place = found[0] if isinstance(found, list) else found
            scope.binding.refuse(place if isinstance(place, exp.Expr) else node, codes.FORBIDDEN, reason)


def _bind_items(node: exp.Select, scope: Scope) -> None:
    """The select list; in DuckDB a later item may name an earlier one."""
    scope.clause = "select"
    scope.alias_fallback = not scope.binding.is_postgres
    items: list[exp.Expr] = []
    for item in list(node.expressions):
        items.extend([_bind_item(single, scope) for single in expanded(item, scope)])
    if not items and not scope.binding.faults.found:
        scope.binding.refuse(node, codes.SYNTAX, "the select list is empty", "name at least one column")
    node.set("expressions", items)
    if scope.left_out:
        node.meta[LEFT_OUT] = tuple(scope.left_out)
    scope.alias_fallback = False


def _bind_item(item: exp.Expr, scope: Scope) -> exp.Expr:
    alias = item if isinstance(item, exp.Alias) else None
    body = alias.this if alias is not None else item
    written = None if alias is not None else label(body, scope.binding)
    bound = scope.binding.bind(body, scope)
    name = (
        scope.binding.folded(alias.args["alias"])
        if alias is not None
        else written or _own_name(body, bound, scope)
    )
    identifier = exp.Identifier(this=name, quoted=True)
    if alias is not None:
        doubt_forgotten_comma(alias, scope)
        identifier.meta.update(alias.args["alias"].meta)
    if isinstance(bound.parent, exp.Expr):
        bound = bound.pop() if bound.parent is not alias else bound
    result = exp.Alias(this=bound, alias=identifier)
    result.type = bound.type or UNKNOWN
    result.meta["nullable"] = is_nullable(bound)
    scope.aliases.setdefault(name.lower(), bound)
    return result


def _own_name(body: exp.Expr, bound: exp.Expr, scope: Scope) -> str:
    """The name of an item that is a column: the catalog's, or for a merged column what the author wrote."""
    body, bound = body.unnest(), bound.unnest()
    if isinstance(bound, exp.Column):
        return bound.name
    return scope.binding.folded(body.this) if isinstance(body, exp.Column) else bound.name


def _put_aliases_in_having(node: exp.Select, scope: Scope) -> None:
    """In DuckDB's HAVING a name that is no key of GROUP BY is an alias of the select list before it is a column."""
    having, group = node.args.get("having"), node.args.get("group")
    if having is None or scope.binding.dialect != "duckdb":
        return
    keys = {
        key.name.lower()
        for key in (group.expressions if group is not None else [])
        if isinstance(key, exp.Column)
    }
    outside = [found for found in having.walk(prune=_stops_aliases) if isinstance(found, exp.Column)]
    for column in outside:
        name = column.name.lower()
        if column.args.get("table") is None and name in scope.aliases and name not in keys:
            column.replace(exp.Paren(this=scope.aliases[name].copy()))


def _stops_aliases(node: exp.Expr) -> bool:
    """Inside an aggregate or a subquery a name is a column."""
    return is_plain_aggregate(node) or isinstance(node, exp.Query)


def _bind_condition(node: exp.Select, clause: Clause, scope: Scope) -> None:
    found = node.args.get(clause)
    if found is None:
        return
    scope.clause = clause
    scope.alias_fallback = not scope.binding.is_postgres
    condition = spread_in_condition(found.this, scope)
    found.set("this", condition)
    as_condition(scope.binding.bind(condition, scope), scope.binding)
    scope.alias_fallback = False


def _result(item: exp.Expr, subtotals: bool) -> AnalysedColumn:
    """A column of the result; in a subtotal of ROLLUP and its kin whatever is no count may be NULL."""
    nullable = is_nullable(item.this) or (subtotals and not isinstance(item.this, exp.Count | exp.Grouping))
    item.this.meta["nullable"] = item.meta["nullable"] = nullable
    data_type = item.this.type or UNKNOWN
    if is_adaptable(item.this) and family_of(item.this) == "text":
        data_type = TEXT
    return AnalysedColumn(item.alias, data_type, nullable, bool(item.this.meta.get(HIDDEN, False)))
