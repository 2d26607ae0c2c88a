"""string_agg and its kin."""

from __future__ import annotations

from sqlglot import exp

from compiler.stages.legalise import build
from compiler.stages.legalise.context import Context, needs, no_form
from compiler.stages.legalise.rewrites.casts.to_text import as_text
from compiler.stages.legalise.rewrites.text.measuring import literal_text
from compiler.stages.legalise.rewriting import of_expression, of_query


@of_query(exp.Select)
def check_text_orders(node: exp.Select, _: Context) -> bool:
    """One query has one order for all its texts (Msg 8711).

    https://learn.microsoft.com/sql/t-sql/functions/string-agg-transact-sql#arguments

    Before: `string_agg(s, ',' ORDER BY a), string_agg(s2, ',' ORDER BY a)`
    After:  the same
    """
    first: exp.Order | None = None
    for found in node.find_all(exp.GroupConcat):
        order = found.this
        if not isinstance(order, exp.Order) or found.find_ancestor(exp.Select) is not node:
            continue
        if first is not None and order.expressions != first.expressions:
            raise no_form(
                found,
                "a second order of string_agg in one query",
                "give all of them one order, or aggregate in a query of its own and join it",
            )
        first = order
    return False


@of_expression(exp.GroupConcat, reads="separator")
def rewrite_string_aggregate(node: exp.GroupConcat, context: Context) -> exp.Expr:
    """STRING_AGG is cut at 8000 bytes unless its argument is unbounded; its order stands in WITHIN GROUP.

    Before: `string_agg(s, ', ' ORDER BY a)`
    After:  `STRING_AGG(CAST(s AS NVARCHAR(MAX)), N', ') WITHIN GROUP (ORDER BY a)`
    """
    if not context.has("2017"):
        raise needs(node, "string_agg", "2017")
    value, order = node.this, None
    if isinstance(value, exp.Order):
        value, order = value.this, value
    if isinstance(value, exp.Distinct):
        raise no_form(node, "string_agg(DISTINCT ...) here", "aggregate over a SELECT DISTINCT")
    separator = node.args.get("separator") or build.text(",")
    if literal_text(separator) is None and not isinstance(separator, exp.Parameter):
        raise no_form(node, "string_agg with a separator that is computed")
    made: exp.Expr = build.call("STRING_AGG", build.cast(as_text(value, context), exp.DType.TEXT), separator)
    if order is not None:
        made = exp.WithinGroup(this=made, expression=exp.Order(expressions=order.expressions))
    return build.typed(made, exp.DType.TEXT)
