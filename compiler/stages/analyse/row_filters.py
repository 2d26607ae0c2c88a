"""Row filters: every reference of a filtered table becomes a derived table that shows the permitted rows alone.

The condition is written in the author's dialect, without aliases, over the columns of its table; it may name claims of the
viewer, `:viewer.branches`, which are parameters of kind `claim`: without the claim the statement cannot run.
"""

from __future__ import annotations

from sqlglot import exp

from compiler.catalogs.names import BadName, parse_table_name
from compiler.catalogs.schema import CatalogSchema, TableSchema
from compiler.diagnostics.codes import sql as codes
from compiler.ir.query import Query, RowFilterRule
from compiler.stages.analyse.binding import POSITIONS
from compiler.stages.analyse.faults import Faults
from compiler.stages.analyse.parse import parse
from compiler.stages.analyse.stars import whole_star

Conditions = dict[str, list[exp.Expr]]


def inject_row_filters(tree: exp.Expr, query: Query, schema: CatalogSchema, faults: Faults) -> exp.Expr:
    """Put the conditions of `query.row_filters` around every table that they are for."""
    if not query.row_filters:
        return tree
    refuse_ways_past(tree, query, schema, faults)
    conditions = conditions_of(query, schema, faults)
    for table in list(tree.find_all(exp.Table)):
        found = catalog_table(table, schema)
        if found is not None and str(found.name) in conditions:
            _filter(table, conditions[str(found.name)])
    return tree


def refuse_ways_past(tree: exp.Expr, query: Query, schema: CatalogSchema, faults: Faults) -> None:
    """Report every view that shows rows of a filtered table, or may, and has no filter of its own."""
    refusing = {rule.table: rule for rule in query.row_filters if rule.refuses}
    for table in tree.find_all(exp.Table) if refusing else ():
        found = catalog_table(table, schema)
        rule = refusing.get(str(found.name)) if found is not None else None
        if rule is not None:
            faults.report(codes.ROW_FILTER, *_way_past(table, rule))


def _way_past(table: exp.Table, rule: RowFilterRule) -> tuple[str, exp.Table, str]:
    own = f"give `{table.name}` a row filter of its own, such as 1 = 1 where every viewer may see all of it"
    if rule.past is not None:
        message = f"`{table.name}` shows rows of `{rule.past}`, which has a row filter"
        return message, table, f"read `{rule.past}`, or {own}"
    message = f"`{table.name}` may show rows past the row filters: {rule.unknown}"
    return (
        message,
        table,
        f"add that to the catalog (`dashwright catalog import` reads it from a script), or {own}",
    )


def conditions_of(query: Query, schema: CatalogSchema, faults: Faults) -> Conditions:
    """The conditions of `query.row_filters` by table; what cannot be one is reported."""
    conditions: Conditions = {}
    for rule in query.row_filters:
        if rule.refuses:
            continue
        found = _table_of(rule, schema)
        condition = _condition(rule, query, faults)
        if found is None:
            message = f"row filter on `{rule.table}`, which is not in the catalog"
            faults.report_at(codes.ROW_FILTER, message, 0, 1)
        elif condition is not None:
            conditions.setdefault(str(found.name), []).append(condition)
    return conditions


def _table_of(rule: RowFilterRule, schema: CatalogSchema) -> TableSchema | None:
    try:
        name = parse_table_name(rule.table, schema.default_schema)
    except BadName:
        return None
    return schema.find(name.table, name.schema)


def _condition(rule: RowFilterRule, query: Query, faults: Faults) -> exp.Expr | None:
    own = Faults(f"SELECT 1 WHERE {rule.where}")
    tree = parse(query.dialect, own)
    where = tree.args.get("where") if isinstance(tree, exp.Select) else None
    if where is None or len(list(_clauses(tree))) > 2:
        reason = own.found[0].message if own.found else "it is no single condition"
        faults.report_at(codes.ROW_FILTER, f"row filter of `{rule.table}`: {reason}", 0, 1)
        return None
    for node in where.walk():
        for key in POSITIONS:
            node.meta.pop(key, None)
    return exp.Paren(this=where.this)


def _clauses(tree: exp.Expr | None) -> list[str]:
    return [name for name, value in tree.args.items() if value] if tree is not None else []


def catalog_table(table: exp.Table, schema: CatalogSchema) -> TableSchema | None:
    """The table of the catalog that a reference means; None for a CTE of the same name and for functions."""
    if not isinstance(table.this, exp.Identifier) or table.args.get("catalog") is not None:
        return None
    if table.args.get("db") is None and is_cte(table):
        return None
    return schema.find(table.name, table.db or None)


def is_cte(table: exp.Table) -> bool:
    """Whether an enclosing WITH gives the name, one that is visible at the reference."""
    wanted = table.name.lower()
    child: exp.Expr = table
    at = table.parent
    while at is not None:
        clause = at.args.get("with_")
        others = clause.expressions if clause is not None and clause is not child else []
        if any(cte.alias.lower() == wanted for cte in others):
            return True
        if isinstance(at, exp.With) and isinstance(child, exp.CTE):
            before = at.expressions[: at.expressions.index(child)]
            visible = [*before, child] if at.args.get("recursive") else before
            if any(cte.alias.lower() == wanted for cte in visible):
                return True
        child, at = at, at.parent
    return False


def _filter(table: exp.Table, conditions: list[exp.Expr]) -> None:
    """`orders AS o` becomes `(SELECT * FROM orders WHERE ...) AS o`, its joins kept outside."""
    alias = table.args.get("alias")
    alias = alias.copy() if alias is not None else exp.TableAlias(this=table.this.copy())
    inner = table.copy()
    joins = inner.args.get("joins")
    for name in ("alias", "joins", "pivots", "laterals"):
        inner.set(name, None)
    select = exp.Select(expressions=[whole_star()]).from_(inner, copy=False)
    for condition in conditions:
        select.where(condition.copy(), copy=False)
    derived = exp.Subquery(this=select, alias=alias)
    if joins:
        derived.set("joins", joins)
    if table.args.get("pivots"):
        derived.set("pivots", [pivot.copy() for pivot in table.args["pivots"]])
    table.replace(derived)
