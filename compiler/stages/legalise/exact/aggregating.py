"""MIN, MAX, COUNT(DISTINCT), PARTITION BY and ORDER BY over text."""

from __future__ import annotations

from typing import Final

from sqlglot import exp

from compiler.stages.legalise import build
from compiler.stages.legalise.context import Context, no_form
from compiler.stages.legalise.exact.keys import LONGEST_ROW, Text, rank, sameness, text_in, wide
from compiler.types.emitted import Scope

EXTREMES: Final = frozenset({"MIN", "MAX"})
LONGEST_EXTREME: Final = LONGEST_ROW // 5
"""Characters of a text that can be carried behind its rank: three bytes each in the rank, two in the text."""


def extreme(node: exp.Expr, scope: Scope, context: Context) -> exp.Expr:
    """MIN and MAX of the rank, filled to one length, with the text behind it, which is then cut out. `node` may be a window.

    Before: `MIN([t].[s])` of type nvarchar(100)
    After:  `CAST(SUBSTRING(MIN(CAST(<rank of s> AS BINARY(300)) + CAST([t].[s] AS VARBINARY(200))), 301, 200) AS NVARCHAR(100))`
    """
    call = node.this if isinstance(node, exp.Window) else node
    text = text_in(call.expressions[0], scope)
    if text is None:
        return node
    length = text.length
    if length is None or length > LONGEST_EXTREME:
        what = f"{call.this} of text that may be longer than {LONGEST_EXTREME} characters"
        raise no_form(call.expressions[0], what, "cut it with left(), or use ORDER BY with LIMIT 1")
    value = call.expressions[0]
    bare = wide(value.copy(), text)
    ranked = build.cast(rank(value.copy(), text, context), exp.DType.BINARY, 3 * length)
    carried = build.add(ranked, build.cast(bare, exp.DType.VARBINARY, 2 * length))
    call.set("expressions", [carried])
    cut = build.call("SUBSTRING", node.copy(), 3 * length + 1, 2 * length)
    return build.take_nullability(build.cast(cut, exp.DType.NVARCHAR, length), node)


def distinct_argument(node: exp.Distinct, scope: Scope) -> exp.Expr:
    """`COUNT_BIG(DISTINCT s)` of keys."""
    items = [_key(item, scope) for item in node.expressions]
    node.set("expressions", items)
    return node


def partition(node: exp.Window, scope: Scope) -> exp.Expr:
    """`PARTITION BY s` by keys."""
    if node.args.get("partition_by"):
        node.set("partition_by", [_key(item, scope) for item in node.args["partition_by"]])
    return node


def _key(item: exp.Expr, scope: Scope) -> exp.Expr:
    text = text_in(item, scope)
    return item if text is None else sameness(item, text)


def order_key(node: exp.Ordered, scope: Scope, context: Context) -> exp.Expr:
    """`ORDER BY s` by ranks."""
    text: Text | None = text_in(node.this, scope)
    if text is not None and not isinstance(node.this, exp.Literal):
        node.set("this", rank(node.this, text, context))
    return node
