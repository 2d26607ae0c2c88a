"""GROUP BY: constants and subqueries as keys, and aggregates over subqueries."""

from __future__ import annotations

from sqlglot import exp

from compiler.stages.legalise import build
from compiler.stages.legalise.context import Context, no_form
from compiler.stages.legalise.rewrites.ordering.keys import is_constant
from compiler.stages.legalise.rewrites.sources.applying import commas_to_cross_joins
from compiler.stages.legalise.rewriting import of_query

GROUPINGS = (exp.Rollup, exp.Cube, exp.GroupingSets)


@of_query(exp.Group)
def flatten_grouping(node: exp.Group, context: Context) -> bool:
    """ROLLUP, CUBE and GROUPING SETS are kept apart by the parser; here they are items of one list. `GROUP BY ()` groups all.

    Before: `GROUP BY a, ROLLUP (b)`
    After:  `GROUP BY a, ROLLUP (b)`
    """
    extra = [each for part in ("rollup", "cube", "grouping_sets") for each in (node.args.get(part) or [])]
    if any(not each.expressions for each in extra):
        raise no_form(node, "WITH ROLLUP and WITH CUBE", "GROUP BY ROLLUP (a, b)")
    select = node.parent
    items = [item for item in node.expressions if not (isinstance(item, exp.Tuple) and not item.expressions)]
    changed = bool(extra) or len(items) != len(node.expressions)
    for part in ("rollup", "cube", "grouping_sets"):
        node.set(part, None)
    node.set("expressions", [*items, *extra])
    if not node.expressions and isinstance(select, exp.Select):
        select.set("group", None)
        if not any(item.find(exp.AggFunc) for item in select.selects):
            raise no_form(node, "GROUP BY () without an aggregate")
    return changed


@of_query(exp.Group)
def compute_group_keys(node: exp.Group, context: Context) -> bool:
    """T-SQL takes no constant (Msg 164) and no subquery (Msg 144) as a key: CROSS APPLY makes a column of it.

    So it does of AT TIME ZONE, which SQL Server takes as a key and Microsoft's editors do not read there.

    Constants beside other keys decide nothing and are left out.

    Before: `SELECT 'x' AS k, count(*) FROM t GROUP BY 'x'`
    After:  `SELECT k.c1 AS k, COUNT_BIG(*) FROM t CROSS APPLY (SELECT N'x' AS c1) AS k GROUP BY k.c1`
    """
    select = node.parent
    if not isinstance(select, exp.Select):
        return False
    plain = [key for key in node.expressions if not isinstance(key, GROUPINGS)]
    moved = [key for key in plain if key.find(exp.Query, exp.AtTimeZone) is not None]
    constant = [key for key in plain if is_constant(key)]
    if constant and len(constant) == len(node.expressions):
        moved.append(constant.pop(0))
    for key in constant:
        key.pop()
    for key in moved:
        _compute(select, key.copy(), context)
    return bool(constant or moved)


def _compute(select: exp.Select, value: exp.Expr, context: Context) -> None:
    name = context.fresh("key")
    column = build.column("c1", name, value)
    for part in ("expressions", "group", "having", "order"):
        nodes = select.args.get(part)
        for node in nodes if isinstance(nodes, list) else [nodes] if nodes is not None else []:
            for found in [each for each in node.walk() if each == value]:
                found.replace(column.copy())
    apply(select, exp.Select(expressions=[build.alias(value, "c1")]), name)


def apply(select: exp.Select, query: exp.Select, name: str) -> None:
    """Add `CROSS APPLY (query) AS name` to the FROM of a query."""
    source = build.derived(query, name)
    if select.args.get("from_") is None:
        select.set("from_", exp.From(this=source))
        return
    select.append("joins", exp.Join(this=source, kind="CROSS APPLY"))
    commas_to_cross_joins(select)


@of_query(exp.Select)
def compute_aggregated_subqueries(node: exp.Select, context: Context) -> bool:
    """T-SQL aggregates no subquery (Msg 130): CROSS APPLY makes a column of it first.

    Before: `SELECT sum((SELECT max(u.a) FROM u WHERE u.id = t.id)) FROM t`
    After:  `SELECT SUM(CAST(q.c1 AS BIGINT)) FROM t CROSS APPLY (SELECT (SELECT MAX(u.a) FROM u WHERE u.id = t.id) AS c1) AS q`
    """
    inner = [query for item in _parts(node) for query in item.find_all(exp.Query)]
    values = {
        id(value): value for query in inner for value in [_aggregated(query, node)] if value is not None
    }
    for value in values.values():
        name = context.fresh("value")
        made = value.copy()
        value.replace(build.column("c1", name, value))
        apply(node, exp.Select(expressions=[build.alias(made, "c1")]), name)
    return bool(values)


def _parts(node: exp.Select) -> list[exp.Expr]:
    parts = list(node.expressions)
    parts.extend(
        node.args[part] for part in ("having", "order", "qualify") if node.args.get(part) is not None
    )
    return parts


def _aggregated(query: exp.Expr, select: exp.Select) -> exp.Expr | None:
    """The argument of an aggregate of this select in which a subquery stands, if it stands in one."""
    below, at = query, query.parent
    while at is not None and at is not select:
        if isinstance(at, exp.Query) and not isinstance(at, exp.Subquery):
            return None
        if isinstance(at, exp.AggFunc) and not isinstance(at.parent, exp.Window):
            return below if at.find_ancestor(exp.Select) is select else None
        below, at = at, at.parent
    return None
