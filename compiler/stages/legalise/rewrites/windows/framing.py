"""OVER: named windows, missing orders, frames that T-SQL does not have."""

from __future__ import annotations

from typing import Final

from sqlglot import exp

from compiler.stages.legalise import build
from compiler.stages.legalise.context import Context, no_form
from compiler.stages.legalise.rewrites.ordering.keys import any_order
from compiler.stages.legalise.rewriting import of_expression, of_query

NEEDS_ORDER: Final = frozenset(
    {
        "ROW_NUMBER",
        "RANK",
        "DENSE_RANK",
        "NTILE",
        "LAG",
        "LEAD",
        "FIRST_VALUE",
        "LAST_VALUE",
        "PERCENT_RANK",
        "CUME_DIST",
    }
)
NOT_OVER: Final[dict[str, str]] = {"STRING_AGG": "aggregate in a derived table and join it"}
RANKING: Final[dict[type[exp.Expr], str]] = {
    exp.RowNumber: "ROW_NUMBER",
    exp.Rank: "RANK",
    exp.DenseRank: "DENSE_RANK",
    exp.PercentRank: "PERCENT_RANK",
    exp.CumeDist: "CUME_DIST",
}


@of_query(exp.Select)
def inline_named_windows(node: exp.Select, context: Context) -> bool:
    """WINDOW exists from 2022 on only; the definitions are put where they are named.

    Before: `sum(a) OVER w ... WINDOW w AS (PARTITION BY s ORDER BY b)`
    After:  `sum(a) OVER (PARTITION BY s ORDER BY b)`
    """
    windows = node.args.get("windows")
    if not windows:
        return False
    named: dict[str, exp.Window] = {}
    for definition in windows:
        _inherit(definition, named)
        named[definition.this.name.lower()] = definition
    node.set("windows", None)
    for window in list(node.find_all(exp.Window)):
        if window.args.get("alias") is not None and window.find_ancestor(exp.Select) is node:
            _inherit(window, named)
    return True


def _inherit(window: exp.Window, named: dict[str, exp.Window]) -> None:
    base = window.args.get("alias")
    if base is None:
        return
    definition = named.get(base.name.lower())
    if definition is None:
        raise no_form(window, f"the window {base.name}, which is not defined,")
    window.set("alias", None)
    for part in ("partition_by", "order", "spec"):
        value = definition.args.get(part)
        if value and not window.args.get(part):
            window.set(part, [each.copy() for each in value] if isinstance(value, list) else value.copy())


@of_query(exp.WindowSpec)
def simplify_frame(node: exp.WindowSpec, context: Context) -> bool:
    """EXCLUDE NO OTHERS says nothing, and GROUPS without a number of groups says what RANGE says.

    Before: `GROUPS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW EXCLUDE NO OTHERS`
    After:  `RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW`
    """
    exclude = node.args.get("exclude")
    if exclude is not None and str(getattr(exclude, "name", exclude)).upper() == "NO OTHERS":
        node.set("exclude", None)
    node.set("kind", str(node.args.get("kind")).upper())
    counted = any(isinstance(node.args.get(bound), exp.Expr) for bound in ("start", "end"))
    if node.args["kind"] == "GROUPS" and not counted:
        node.set("kind", "RANGE")
    return False


@of_query(exp.Window)
def rename_edge_aggregate(node: exp.Window, context: Context) -> bool:
    """DuckDB's first, last and any_value over a window are those of the frame's rows, any_value without NULL.

    Before: `first(a) OVER (PARTITION BY s ORDER BY b)`
    After:  `FIRST_VALUE(a) OVER (PARTITION BY s ORDER BY b)`
    """
    function = node.this.this if isinstance(node.this, exp.IgnoreNulls) else node.this
    if not isinstance(function, exp.First | exp.Last | exp.AnyValue) or isinstance(function.this, exp.Order):
        return False
    kind = exp.LastValue if isinstance(function, exp.Last) else exp.FirstValue
    function.replace(build.take_facts(kind(this=function.this), function))
    return False


@of_expression(*RANKING)
def rename_ranking(node: exp.Func, context: Context) -> exp.Expr:
    """Ranking functions have the same names.

    Before: `row_number()`
    After:  `ROW_NUMBER()`
    """
    kind = exp.DType.DOUBLE if isinstance(node, exp.PercentRank | exp.CumeDist) else exp.DType.BIGINT
    if node.expressions:
        raise no_form(node, "a ranking function with arguments")
    return build.known_not_null(build.typed(build.call(RANKING[type(node)]), kind))


@of_expression(exp.Ntile)
def keep_ntile(node: exp.Ntile, context: Context) -> exp.Expr:
    """NTILE is the same.

    Before: `ntile(4)`
    After:  `NTILE(4)`
    """
    return build.known_not_null(build.typed(build.call("NTILE", node.this), exp.DType.BIGINT))


@of_expression(exp.Lag, exp.Lead, reads="offset default")
def rewrite_offset_function(node: exp.Lag | exp.Lead, context: Context) -> exp.Expr:
    """LAG and LEAD are the same, but with the offset written out before a default, which is NULL anyway where none is given.

    Before: `lag(a, 1, 0)`, `lag(a, 1, NULL)`
    After:  `LAG(a, 1, 0)`, `LAG(a, 1)`
    """
    offset, default = node.args.get("offset"), node.args.get("default")
    value = default.this if isinstance(default, exp.Cast) else default
    is_given = default is not None and not isinstance(value, exp.Null)
    arguments = [node.this, offset or build.number(1), *([default] if is_given else [])]
    return build.take_facts(build.call("LAG" if isinstance(node, exp.Lag) else "LEAD", *arguments), node)


@of_expression(exp.FirstValue, exp.LastValue)
def rewrite_edge_value(node: exp.FirstValue | exp.LastValue, context: Context) -> exp.Expr:
    """FIRST_VALUE and LAST_VALUE are the same, default frame included.

    Before: `first_value(a)`
    After:  `FIRST_VALUE(a)`
    """
    return build.take_facts(
        build.call("FIRST_VALUE" if isinstance(node, exp.FirstValue) else "LAST_VALUE", node.this), node
    )


@of_expression(exp.Window, reads="partition_by order spec")
def complete_window(node: exp.Window, context: Context) -> exp.Expr:
    """Ranking functions need an ORDER BY, constant keys are no order, and a cast around an aggregate goes around OVER.

    Before: `row_number() OVER ()`, `bool_or(flag) OVER (PARTITION BY s)`
    After:  `ROW_NUMBER() OVER (ORDER BY (SELECT NULL))`, `CAST(MAX(CAST(flag AS INT)) OVER (PARTITION BY s) AS BIT)`
    """
    function = node.this
    if isinstance(function, exp.Cast):
        inner = exp.Window(**{**node.args, "this": function.this})
        return build.cast(complete_window.apply(inner, context), function.to)
    if not isinstance(function, exp.Anonymous | exp.IgnoreNulls | exp.WithinGroup):
        raise no_form(node, "this as a window function", "compute it in a derived table")
    name = str(function.this.this if isinstance(function, exp.IgnoreNulls) else function.this)
    if name in NOT_OVER:
        raise no_form(node, f"{name.lower()} as a window function", NOT_OVER[name])
    arguments = function.expressions
    if arguments and isinstance(arguments[0], exp.Distinct):
        return _distinct_count(node, arguments[0].expressions[0], name, context)
    _order(node, name)
    return build.typed(node, function.type) if function.type is not None else node


def _distinct_count(node: exp.Window, value: exp.Expr, name: str, context: Context) -> exp.Expr:
    """COUNT(DISTINCT) OVER a whole partition: the ranks from both ends add up to one more than the number of values."""
    if name != "COUNT_BIG" or node.args.get("order") is not None or node.args.get("spec") is not None:
        raise no_form(node, "DISTINCT in a moving window", "count over a derived table")
    partition = node.args.get("partition_by") or []

    def ranked(descending: bool) -> exp.Expr:
        order = exp.Order(expressions=[exp.Ordered(this=context.copy(value), desc=descending or None)])
        return exp.Window(
            this=build.call("DENSE_RANK"), partition_by=[each.copy() for each in partition], order=order
        )

    missing = build.when((build.is_null(context.copy(value)), build.number(1)), default=build.number(0))
    nulls = exp.Window(this=build.call("MAX", missing), partition_by=[each.copy() for each in partition])
    both_ends = build.add(ranked(descending=False), ranked(descending=True))
    made = build.subtract(build.subtract(both_ends, build.number(1)), nulls)
    return build.known_not_null(build.typed(made, exp.DType.BIGINT))


def _order(node: exp.Window, name: str) -> None:
    order = node.args.get("order")
    if order is not None and not order.expressions:
        node.set("order", None)
    if node.args.get("order") is None and (name in NEEDS_ORDER or node.args.get("spec") is not None):
        if node.args.get("spec") is not None and str(node.args["spec"].args.get("kind")).upper() == "RANGE":
            node.set("spec", None)  # all rows are peers: the frame is the partition
            if name not in NEEDS_ORDER:
                return
        node.set("order", exp.Order(expressions=[exp.Ordered(this=any_order())]))
