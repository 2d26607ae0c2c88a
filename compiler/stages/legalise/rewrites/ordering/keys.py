"""Keys of ORDER BY: where NULL sorts, and which keys T-SQL does not take."""

from __future__ import annotations

from sqlglot import exp

from compiler.ir.analysed import is_nullable
from compiler.stages.legalise import build
from compiler.stages.legalise.aggregating import is_aggregate
from compiler.stages.legalise.context import Context, no_form
from compiler.stages.legalise.rewriting import of_expression, of_query
from compiler.types.families import family_of

# The printer refuses the parts that it does not know.
QUERY_PARTS = " ".join({*exp.Select.arg_types, *exp.Union.arg_types})
CONSTANTS = (exp.Literal, exp.Null, exp.Boolean, exp.Parameter)


@of_query(exp.Order, exp.Window)
def drop_constant_keys(node: exp.Order | exp.Window, context: Context) -> bool:
    """What is the same for every row orders and parts nothing, and T-SQL refuses it (Msg 408, 1008, 5309).

    Before: `SELECT a FROM t ORDER BY lower('X'), a`, `row_number() OVER (PARTITION BY 1 ORDER BY a)`
    After:  `SELECT a FROM t ORDER BY a`, `ROW_NUMBER() OVER (ORDER BY a)`
    """
    if isinstance(node, exp.Window):
        keys = node.args.get("partition_by") or []
        node.set("partition_by", [key for key in keys if not is_fixed(key)] or None)
        return False
    parent = node.parent
    if isinstance(parent, exp.Select) and (parent.args.get("distinct") is None or _is_distinct_on(parent)):
        subtotals = _keys_of_subtotals(parent)
        kept = [each for each in node.expressions if each.this in subtotals or not is_fixed(each.this)]
        node.set("expressions", kept)
        if not kept:
            parent.set("order", None)
    elif isinstance(parent, exp.Window):
        node.set("expressions", [ordered for ordered in node.expressions if not is_fixed(ordered.this)])
    return False


def _keys_of_subtotals(select: exp.Select) -> list[exp.Expr]:
    """The keys in ROLLUP and its kin, which are NULL in subtotals though they be constants, and what is in them."""
    group = select.args.get("group")
    sets = group.find_all(exp.Rollup, exp.Cube, exp.GroupingSets) if group is not None else ()
    return [key for each in sets for key in each.walk()]


def _is_distinct_on(node: exp.Select) -> bool:
    return node.args["distinct"].args.get("on") is not None


def is_fixed(key: exp.Expr) -> bool:
    """Whether an expression of the author's holds nothing that depends on a row: no column, aggregate, window or query."""
    if any(
        isinstance(node, exp.Column | exp.Window | exp.Query) or is_aggregate(node) for node in key.walk()
    ):
        return False
    return is_repeatable(key)


def is_repeatable(key: exp.Expr) -> bool:
    """Whether an expression gives the same value each time that it is computed."""
    return key.find(exp.Rand, exp.Uuid) is None


@of_expression(exp.Order)
def order_nulls(node: exp.Order, context: Context) -> exp.Expr:
    """T-SQL sorts NULL lowest; where the author's dialect does not, and NULL can occur, a key before decides.

    Percentiles leave NULL out and take one key. Constant keys order nothing and are left out, as T-SQL refuses them; so is a key that came before.

    Before: `ORDER BY a` (postgres)
    After:  `ORDER BY CASE WHEN a IS NULL THEN 1 ELSE 0 END, a`
    """
    keys: list[exp.Expr] = []
    is_percentile = isinstance(node.parent, exp.WithinGroup) and node.parent.this.name.startswith(
        "PERCENTILE"
    )
    seen: set[exp.Expr] = set()
    for ordered in node.expressions:
        key = ordered.this
        if is_constant(key) or key in seen:
            continue
        seen.add(key)
        descending, nulls_first = bool(ordered.args.get("desc")), bool(ordered.args.get("nulls_first"))
        if is_nullable(key) and nulls_first == descending and not is_percentile:
            keys.append(_null_key(key, nulls_first, context))
        keys.append(exp.Ordered(this=_by_bytes(key), desc=descending or None))
    node.set("expressions", keys)
    return node


def _by_bytes(key: exp.Expr) -> exp.Expr:
    """SQL Server orders a uniqueidentifier by its last group first; its text has the order of the sources."""
    return build.cast(key, exp.DType.NVARCHAR, 36) if family_of(key) == "uuid" else key


def is_constant(key: exp.Expr) -> bool:
    """Whether a key is the same for every row."""
    inner = key.this if isinstance(key, exp.Cast | exp.Neg) else key
    return isinstance(inner, CONSTANTS)


def _null_key(key: exp.Expr, nulls_first: bool, context: Context) -> exp.Ordered:
    if isinstance(key, exp.Column) and key.args.get("table") is None:
        raise no_form(key, "the order of NULL in a column of the result")
    first, last = (0, 1) if nulls_first else (1, 0)
    case = build.when((build.is_null(context.copy(key)), build.number(first)), default=build.number(last))
    return exp.Ordered(this=build.known_not_null(case))


@of_expression(exp.Select, exp.Union, exp.Except, exp.Intersect, reads=QUERY_PARTS)
def finish_query(node: exp.Query, context: Context) -> exp.Expr:
    """LIMIT and OFFSET as TOP or FETCH; ORDER BY only where it decides something; EXISTS (SELECT) gets a column.

    Before: `SELECT a FROM t LIMIT 10`, `SELECT a FROM t ORDER BY a LIMIT 10 OFFSET 20`
    After:  `SELECT TOP (10) a FROM t`, `SELECT a FROM t ORDER BY a OFFSET 20 ROWS FETCH NEXT 10 ROWS ONLY`
    """
    if isinstance(node, exp.Select) and not node.expressions:
        node.set("expressions", [exp.Alias(this=build.number(1), alias=build.identifier("one"))])
    _limit(node)
    order, offset = node.args.get("order"), node.args.get("offset")
    if order is not None and not order.expressions:
        node.set("order", None)
        order = None
    if order is not None and offset is None and node.args.get("limit") is None and is_inner(node):
        node.set("order", None)
    if offset is not None and order is None:
        node.set("order", exp.Order(expressions=[exp.Ordered(this=any_order())]))
    return node


def is_inner(node: exp.Query) -> bool:
    """Whether a query is part of another one, where an order without a limit says nothing."""
    parent = node.parent
    return not (isinstance(parent, exp.Subquery) and parent.parent is None)


def any_order() -> exp.Subquery:
    """`(SELECT NULL)`: an ORDER BY where T-SQL wants one and none is meant."""
    return exp.Subquery(this=exp.Select(expressions=[exp.Null()]))


def _limit(node: exp.Query) -> None:
    limit, offset = node.args.get("limit"), node.args.get("offset")
    if limit is not None:
        _limit_options(node, limit, offset)
        count = limit.args.get("count") if isinstance(limit, exp.Fetch) else limit.expression
        if count is None and isinstance(limit, exp.Fetch):
            limit.set("count", build.number(1))
        if isinstance(count, exp.Null) or (
            isinstance(count, exp.Column | exp.Var) and count.name.upper() == "ALL"
        ):
            node.set("limit", None)
    limit = node.args.get("limit")
    if offset is not None and _is_zero(offset.expression):
        node.set("offset", None)
    elif offset is not None and limit is not None and _is_zero(limit.args.get("count") or limit.expression):
        node.set("offset", None)  # FETCH of no rows is an error, TOP (0) is not
    elif offset is not None and isinstance(limit, exp.Fetch):
        node.set("limit", exp.Limit(expression=limit.args["count"]))


def _limit_options(node: exp.Query, limit: exp.Expr, offset: exp.Expr | None) -> None:
    options = limit.args.get("limit_options")
    if limit.args.get("expressions") or (options is not None and options.args.get("percent")):
        raise no_form(limit, "LIMIT with a percentage, or BY")
    if options is not None and options.args.get("with_ties") and offset is not None:
        raise no_form(limit, "WITH TIES after an OFFSET", "number the rows with rank()")


def _is_zero(node: exp.Expr | None) -> bool:
    return isinstance(node, exp.Literal) and node.name == "0"
