"""Concatenation."""

from __future__ import annotations

from sqlglot import exp

from compiler.stages.legalise import build
from compiler.stages.legalise.context import Context, no_form
from compiler.stages.legalise.rewrites.casts.to_text import as_text
from compiler.stages.legalise.rewrites.text.measuring import LONGEST, bounded_length, literal_text
from compiler.stages.legalise.rewriting import of_expression
from compiler.types.families import family_of


@of_expression(exp.DPipe)
def rewrite_concatenation(node: exp.DPipe, context: Context) -> exp.Expr:
    """`+` joins only what is text on both sides, and adds otherwise: every side is made text. NULL makes all NULL in all dialects.

    Before: `s || '-' || a`
    After:  `s + N'-' + CAST(a AS NVARCHAR(11))`
    """
    left, right = (as_text(side, context) for side in (node.this, node.expression))
    lengths = [bounded_length(side) for side in (left, right)]
    total = sum(length for length in lengths if length is not None)
    if None not in lengths and total <= LONGEST:
        return build.typed(build.add(left, right), exp.DType.NVARCHAR, max(total, 1))
    if left.type is None or left.type.this is not exp.DType.TEXT or isinstance(left, exp.Column):
        left = build.cast(left, exp.DType.TEXT)  # a sum of bounded texts is cut at 4000 characters
    return build.typed(build.add(left, right), exp.DType.TEXT)


@of_expression(exp.Concat)
def rewrite_concat(node: exp.Concat, context: Context) -> exp.Expr:
    """CONCAT skips NULL in all dialects, and needs two arguments here.

    Before: `concat(s, NULL, a)`
    After:  `CONCAT(s, CAST(a AS NVARCHAR(11)))`
    """
    parts = [
        as_text(part, context, short_booleans=context.is_postgres)
        for part in node.expressions
        if not isinstance(part, exp.Null)
    ]
    if len(parts) == 1 and isinstance(node.expressions[0], exp.Literal):
        return parts[0]
    parts.extend(build.text("") for _ in range(2 - len(parts)))
    return build.known_not_null(build.typed(build.call("CONCAT", *_long_enough(parts)), exp.DType.TEXT))


@of_expression(exp.ConcatWs)
def rewrite_concat_with_separator(node: exp.ConcatWs, context: Context) -> exp.Expr:
    """CONCAT_WS skips NULL in all dialects; before 2017 the first separator is cut off.

    Before: `concat_ws('-', s, s2)`
    After:  `CONCAT_WS(N'-', s, s2)`
    """
    separator, *parts = node.expressions
    known = literal_text(separator)
    if known is None:
        raise no_form(node, "concat_ws with a separator that is no literal")
    texts = [as_text(part, context, short_booleans=context.is_postgres) for part in parts]
    if context.has("2017") and len(texts) > 1:
        return build.known_not_null(build.typed(build.call("CONCAT_WS", separator, *texts), exp.DType.TEXT))
    joined: list[exp.Expr] = [build.add(build.text(known), text) for text in texts]
    joined.extend(build.text("") for _ in range(2 - len(joined)))
    cut = build.call("STUFF", build.call("CONCAT", *joined), 1, len(known), "")
    return build.known_not_null(build.typed(build.call("COALESCE", cut, build.text("")), exp.DType.TEXT))


def _long_enough(parts: list[exp.Expr]) -> list[exp.Expr]:
    lengths = [bounded_length(part) for part in parts]
    if None not in lengths and sum(length or 0 for length in lengths) <= LONGEST:
        return parts
    if any(
        family_of(part) == "text" and part.type is not None and part.type.this is exp.DType.TEXT
        for part in parts
    ):
        return parts
    return [build.cast(parts[0], exp.DType.TEXT), *parts[1:]]
