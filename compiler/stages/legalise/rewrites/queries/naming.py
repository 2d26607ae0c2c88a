"""Names of columns."""

from __future__ import annotations

from sqlglot import exp

from compiler.diagnostics.codes import translation
from compiler.stages.legalise.context import Context, Refusal
from compiler.stages.legalise.rewriting import of_expression
from compiler.tsql.capabilities import MAX_IDENTIFIER


@of_expression(exp.Alias, reads="alias")
def check_name(node: exp.Alias, context: Context) -> exp.Expr:
    """A name has at most 128 characters; cutting it would give the result another one.

    Before: `SELECT a AS <129 characters>`
    After:  refused
    """
    if len(node.alias) > MAX_IDENTIFIER:
        message = f"a name has at most {MAX_IDENTIFIER} characters in SQL Server"
        raise Refusal(translation.UNUSABLE_NAME, node, message, "choose a shorter name")
    return node
