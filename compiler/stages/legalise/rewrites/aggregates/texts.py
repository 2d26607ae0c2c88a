"""string_agg and its kin."""

from __future__ import annotations

from sqlglot import exp

from compiler.stages.legalise import build
from compiler.stages.legalise.context import Context, needs, no_form
from compiler.stages.legalise.rewrites.casts.to_text import as_text
from compiler.stages.legalise.rewrites.text.measuring import literal_text
from compiler.stages.legalise.rewriting import of_expression


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
