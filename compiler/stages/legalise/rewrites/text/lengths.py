"""Lengths: of texts in characters and in bytes, and of lists."""

from __future__ import annotations

from sqlglot import exp

from compiler.stages.legalise import build
from compiler.stages.legalise.context import Context, no_form
from compiler.stages.legalise.rewrites.lists.subscripts import elements_of
from compiler.stages.legalise.rewrites.text.measuring import length, require_text
from compiler.stages.legalise.rewriting import of_expression
from compiler.types.families import family_of


@of_expression(exp.Length, reads="binary encoding")
def count_characters(node: exp.Length, context: Context) -> exp.Expr:
    """LEN leaves out trailing spaces: a mark is added and taken off the count.

    Before: `length(s)`
    After:  `LEN(s + N'.') - 1`
    """
    if node.args.get("binary"):
        raise no_form(node, "a length in bytes", "use length()")
    if family_of(node.this) == "array":
        return elements_of(node.this, node, context, build.number(0))
    return length(require_text(node.this))
