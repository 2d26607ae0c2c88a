"""GROUP BY: constants and subqueries as keys, and aggregates over subqueries."""

from __future__ import annotations

from sqlglot import exp

from compiler.ir.from_items import from_items
from compiler.stages.legalise import build
from compiler.stages.legalise.context import Context, no_form
from compiler.stages.legalise.rewrites.ordering.keys import is_repeatable
from compiler.stages.legalise.rewrites.sources.applying import commas_to_cross_joins
from compiler.stages.legalise.rewriting import of_expression, of_query
from compiler.types.families import family_of
from compiler.types.session_zone import fixed_offset

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


@of_expression(exp.Group)
def group_by_clock(node: exp.Group, context: Context) -> exp.Expr:
    """Moments that all have one offset are grouped by their clock times: as many groups, of a narrower key.

    Before: `GROUP BY date_trunc('day', tz)`
    After:  `GROUP BY DATEADD(DAY, ...)`, where `TODATETIMEOFFSET(DATEADD(DAY, ...), 420)` is selected
    """
    for key in node.expressions:
        if isinstance(key, exp.Anonymous) and key.this == "TODATETIMEOFFSET":
            key.replace(key.expressions[0])
    return node


@of_query(exp.Group)
def compute_group_keys(node: exp.Group, context: Context) -> bool:
    """T-SQL takes no key without a column of the query's own (Msg 164) and no subquery (Msg 144): CROSS APPLY makes a column of it.

    So it does of AT TIME ZONE, the author's or that of a session's zone with summer time: SQL Server takes it as a key, but
    Microsoft's editors do not read it there.

    A key that is the same for every row decides nothing beside one that is not, and is left out; alone it says that no row makes no group.
    In ROLLUP and its kin it decides which subtotals there are, and stays. There every key that is computed becomes a column: in a
    subtotal it is NULL whatever its formula says, and outside of the key the formula would be spelled otherwise, or computed anew
    of another key.

    Before: `SELECT lower('X') AS k, count(*) FROM t GROUP BY lower('X')`
    After:  `SELECT k.c1 AS k, COUNT_BIG(*) FROM t CROSS APPLY (SELECT LOWER(N'X') AS c1) AS k GROUP BY k.c1`
    """
    select = node.parent
    if not isinstance(select, exp.Select):
        return False
    flattened = _flatten_rows(node)
    own = source_names(select)
    plain = [key for key in node.expressions if not isinstance(key, GROUPINGS)]
    fixed = [key for key in plain if _is_fixed(key, own)]
    moved = [key for key in plain if _needs_column(key, context) and key not in fixed]
    if fixed and len(fixed) == len(plain):
        moved.append(fixed.pop(0))
    for key in fixed:
        key.pop()
    in_sets = [
        key
        for sets in node.expressions
        if isinstance(sets, GROUPINGS)
        for key in leaves(sets)
        if not isinstance(key, exp.Column) or _is_fixed(key, own)
    ]
    for value in dict.fromkeys(key.copy() for key in moved):
        _compute(select, value, context)
    for value in sorted(dict.fromkeys(key.copy() for key in in_sets), key=_size, reverse=True):
        _compute(select, value, context, may_be_missing=True)  # a key in which another stands before that one
    return bool(flattened or fixed or moved or in_sets)


def _flatten_rows(node: exp.Group) -> bool:
    """`GROUP BY (a, b)` is `GROUP BY a, b`."""
    rows = [key for key in node.expressions if isinstance(key, exp.Tuple)]
    items = [
        part
        for key in node.expressions
        for part in (key.expressions if isinstance(key, exp.Tuple) else [key])
    ]
    if rows:
        node.set("expressions", items)
    return bool(rows)


def leaves(sets: exp.Expr) -> list[exp.Expr]:
    """The keys in ROLLUP, CUBE or GROUPING SETS, through the rows and sets inside one another."""
    return [
        leaf
        for key in sets.expressions
        for leaf in (leaves(key) if isinstance(key, (exp.Tuple, *GROUPINGS)) else [key])
    ]


def source_names(select: exp.Select) -> frozenset[str]:
    """The aliases of the sources in a query's FROM."""
    return frozenset(source.alias_or_name for source in from_items(select))


def _is_fixed(key: exp.Expr, own: frozenset[str]) -> bool:
    """Whether a key is the same for every row: a constant, a parameter, a column of a query around this one."""
    if key.find(exp.Query) is not None or not is_repeatable(key):
        return False
    return not any(column.table in own for column in key.find_all(exp.Column))


def _needs_column(key: exp.Expr, context: Context) -> bool:
    """Whether a key holds a subquery or AT TIME ZONE, or is computed of moments in a zone that needs AT TIME ZONE for it."""
    if key.find(exp.Query, exp.AtTimeZone) is not None:
        return True
    if isinstance(key, exp.Column) or fixed_offset(context.timezone) is not None:
        return False
    return any(family_of(part) == "timestamptz" for part in key.walk())


def _size(value: exp.Expr) -> int:
    return sum(1 for _ in value.walk())


def _compute(select: exp.Select, value: exp.Expr, context: Context, may_be_missing: bool = False) -> None:
    """Make a column of a key; `may_be_missing`: there are subtotals, in which it is NULL."""
    name = context.fresh("key")
    tables = {found.table for found in value.find_all(exp.Column)}
    for part in ("expressions", "group", "having", "qualify", "distinct", "order"):
        nodes = select.args.get(part)
        for node in nodes if isinstance(nodes, list) else [nodes] if nodes is not None else []:
            alike = [each for each in node.walk(prune=lambda at: _is_apart(at, tables)) if each == value]
            for found in alike:
                column = build.column("c1", name, found)
                if may_be_missing and part != "group":
                    column.meta["nullable"] = True
                found.replace(column)
    apply(select, exp.Select(expressions=[build.alias(value, "c1")]), name)


def _is_apart(node: exp.Expr, tables: set[str]) -> bool:
    """Whether a constant in an aggregate or a query, or a column of a namesake further in, is no key though it is written alike."""
    if tables:
        return isinstance(node, exp.Select) and not tables.isdisjoint(source_names(node))
    return isinstance(node, exp.AggFunc | exp.Query) and not isinstance(node, exp.Grouping)


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
    """The value in an aggregate of this select in which a subquery stands, if it stands in one: no DISTINCT, and no key's order."""
    value, at = query, query.parent
    while at is not None and at is not select:
        if isinstance(at, exp.Query) and not isinstance(at, exp.Subquery):
            return None
        is_window = isinstance(at.parent, exp.Window)
        if isinstance(at, exp.AggFunc | exp.WithinGroup) and (not is_window or _is_of_rows(select)):
            return value if at.find_ancestor(exp.Select) is select else None
        if not isinstance(at, exp.Distinct | exp.Order | exp.Ordered):
            value = at
        at = at.parent
    return None


def _is_of_rows(select: exp.Select) -> bool:
    """Whether windows of a query are over the rows of its sources: it makes no groups."""
    if select.args.get("group") is not None:
        return False
    calls = (call for part in _parts(select) for call in part.find_all(exp.AggFunc))
    own = (call for call in calls if call.find_ancestor(exp.Select) is select)
    return all(isinstance(call.parent, exp.Window | exp.IgnoreNulls) for call in own)
