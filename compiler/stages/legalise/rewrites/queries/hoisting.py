"""WITH, which T-SQL takes at the top of the statement only."""

from __future__ import annotations

from sqlglot import exp

from compiler.stages.legalise import build
from compiler.stages.legalise.context import Context, no_form
from compiler.stages.legalise.rewriting import of_query
from compiler.types.common import MAX_DIGITS
from compiler.types.families import family


@of_query(exp.With)
def hoist_cte(node: exp.With, context: Context) -> bool:
    """Inner CTEs move before the outermost ones that use them, under a new name where theirs is taken.

    One that reads a column of the query around it cannot move and is put in place, as a derived table.

    Before: `SELECT (WITH q AS (SELECT max(a) AS m FROM t) SELECT m FROM q) AS x`
    After:  `WITH q AS (SELECT MAX(a) AS m FROM t) SELECT (SELECT m FROM q) AS x`
    """
    query = node.parent
    if query is None or _is_statement(query):
        return False
    if any(_reads_itself(cte) and _outer_columns(cte.this) for cte in node.expressions):
        raise no_form(node, "a recursive CTE that reads the query around it")
    root, top = _statement_and_top(query)
    taken = {cte.alias.lower() for cte in top.expressions} if top is not None else set()
    query.set("with_", None)
    for cte in list(node.expressions):
        if _outer_columns(cte.this):
            _put_in_place(query, cte)
            continue
        if cte.alias.lower() in taken:
            _rename(query, node, cte, context.fresh(cte.alias[:100]))
        taken.add(cte.alias.lower())
        _place_before_user(root, query, cte)
    if node.args.get("recursive"):
        root.args["with_"].set("recursive", True)
    return True


def _is_statement(query: exp.Expr) -> bool:
    return isinstance(query.parent, exp.Subquery) and query.parent.parent is None


def _statement_and_top(query: exp.Expr) -> tuple[exp.Expr, exp.With | None]:
    at = query
    while not _is_statement(at):
        if at.parent is None:
            raise no_form(query, "a WITH without a statement")
        at = at.parent
    return at, at.args.get("with_")


def _place_before_user(root: exp.Expr, query: exp.Expr, cte: exp.CTE) -> None:
    """Before the outermost CTE in which the query stands, or last."""
    top = root.args.get("with_")
    if top is None:
        root.set("with_", exp.With(expressions=[cte]))
        return
    user: exp.Expr | None = query
    while user is not None and user.parent is not top:
        user = user.parent
    listed = list(top.expressions)
    at = next((index for index, each in enumerate(listed) if each is user), len(listed))
    listed.insert(at, cte)
    top.set("expressions", listed)


def _references(scope: exp.Expr, name: str) -> list[exp.Table]:
    return [
        table for table in scope.find_all(exp.Table) if not table.db and table.name.lower() == name.lower()
    ]


def _rename(query: exp.Expr, with_: exp.With, cte: exp.CTE, name: str) -> None:
    old = cte.alias
    for scope in (query, with_):
        for table in _references(scope, old):
            if table.args.get("alias") is None:
                table.set("alias", exp.TableAlias(this=build.identifier(old)))
            table.set("this", build.identifier(name))
    cte.args["alias"].set("this", build.identifier(name))


def _put_in_place(query: exp.Expr, cte: exp.CTE) -> None:
    columns = cte.args["alias"].args.get("columns") or []
    for table in _references(query, cte.alias):
        name = table.alias_or_name
        table.replace(build.derived(cte.this.copy(), name, [column.name for column in columns]))


def _outer_columns(query: exp.Expr) -> bool:
    """Whether a query reads columns of sources that are not its own."""
    own = {
        source.alias_or_name.lower()
        for source in query.find_all(exp.Table, exp.Subquery, exp.Values, exp.Lateral, exp.Unnest)
    }
    return any(column.table and column.table.lower() not in own for column in query.find_all(exp.Column))


def _reads_itself(cte: exp.CTE) -> bool:
    return bool(_references(cte.this, cte.alias))


MOST_LEVELS = 32_767
"""The highest limit that SQL Server takes. Deeper queries fail aloud; without a limit, which is written 0, the guard at
the site refuses them."""


@of_query(exp.CTE)
def check_recursion(node: exp.CTE, context: Context) -> bool:
    """A recursive CTE needs UNION ALL, equal types in both parts, and more than the default limit of 100 levels.

    Before: `WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r WHERE n < 500) SELECT n FROM r`
    After:  `WITH r(n) AS (SELECT CAST(1 AS INT) UNION ALL SELECT CAST(n + 1 AS INT) ...) SELECT n FROM r OPTION (MAXRECURSION 32767)`
    """
    query = node.this
    if not _reads_itself(node) or node.meta.get("checked"):
        return False
    if not isinstance(query, exp.Union) or query.args.get("distinct"):
        raise no_form(
            node, "a recursive CTE without UNION ALL", "use UNION ALL and end the recursion by a condition"
        )
    recursive = query.expression.unnest() if isinstance(query.expression, exp.Subquery) else query.expression
    if not isinstance(recursive, exp.Select):
        raise no_form(node, "a recursive part that is no plain SELECT")
    forbidden = ("group", "having", "distinct", "limit", "offset")
    if any(recursive.args.get(part) for part in forbidden) or recursive.find(exp.AggFunc):
        raise no_form(node, "a recursive part with GROUP BY, DISTINCT, LIMIT or an aggregate")
    if any(str(join.args.get("side") or "") for join in recursive.args.get("joins") or ()):
        raise no_form(node, "a recursive part with an outer join")
    _equal_types(query, recursive, context)
    node.meta["checked"] = True
    root, _ = _statement_and_top(query)
    if not root.args.get("options"):
        option = exp.QueryOption(this=exp.Var(this="MAXRECURSION"), expression=build.number(MOST_LEVELS))
        root.set("options", [option])
    return True


def _same_columns(first: exp.Expr, second: exp.Expr) -> bool:
    """Whether both items are columns of one type, so that neither part can outgrow the other."""
    columns = isinstance(first.unalias(), exp.Column) and isinstance(second.unalias(), exp.Column)
    return columns and first.type == second.type


def _same_stated(first: exp.Expr, second: exp.Expr) -> bool:
    """Whether both items are columns or casts of one type with its digits stated."""
    kinds = (exp.Column, exp.Cast)
    stated = isinstance(first.unalias(), kinds) and isinstance(second.unalias(), kinds)
    return stated and first.type == second.type and _digits_after_point(first.type) is not None


def _unbounded(first: exp.Expr, second: exp.Expr) -> exp.DataType:
    """The type for numbers of which PostgreSQL bounds neither size nor digits, and which may grow at each level.

    Raises `Refusal` where they get more digits after the point than the anchor has: no decimal type would hold them.
    https://www.postgresql.org/docs/current/queries-with.html#QUERIES-WITH-RECURSIVE
    """
    start, grown = _digits_after_point(first.type), _digits_after_point(second.type)
    if start is None or grown is None or grown > start:
        what = "a recursive part whose numbers may get more digits after the point at each level"
        raise no_form(second, what, "cast both parts to one type, as in CAST(... AS numeric(18, 4))")
    return build.data_type(exp.DType.DECIMAL, MAX_DIGITS - 1, start)  # one digit less: a sum of it loses none


def _digits_after_point(kind: exp.DataType | None) -> int | None:
    """None where the type does not say."""
    if kind is None:
        return None
    if kind.this in exp.DataType.INTEGER_TYPES:
        return 0
    return int(kind.expressions[1].name) if len(kind.expressions) > 1 else None


def _equal_types(query: exp.Union, recursive: exp.Select, context: Context) -> None:
    anchor = query.this
    while isinstance(anchor, exp.SetOperation | exp.Subquery):
        anchor = anchor.this
    for first, second in zip(anchor.selects, recursive.selects, strict=True):
        kind = first.type if first.type is not None and first.type.this is not exp.DType.NULL else second.type
        if kind is None or kind.this in {exp.DType.UNKNOWN, exp.DType.NULL}:
            continue
        if family(kind) == "text" and not _same_columns(first, second):
            kind = build.data_type(exp.DType.TEXT)  # a path grows at each level beyond what it begins with
        elif kind.this is exp.DType.DECIMAL and context.is_postgres and not _same_stated(first, second):
            kind = _unbounded(first, second)
        for item in (first, second):
            inner = item.this if isinstance(item, exp.Alias) else item
            if not (isinstance(inner, exp.Column) and inner.type == kind):
                made = build.cast(inner.copy(), kind.copy())
                made.meta[build.STATES_TYPE] = family(kind) == "text"
                inner.replace(build.take_nullability(made, inner))
