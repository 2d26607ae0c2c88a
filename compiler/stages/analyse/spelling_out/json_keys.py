"""PostgreSQL's questions after several members of JSON at once, as a question after each.

https://www.postgresql.org/docs/current/functions-json.html#FUNCTIONS-JSONB-OP-TABLE
"""

from __future__ import annotations

from functools import reduce
from typing import Final

from sqlglot import exp

from compiler.stages.analyse.spelling_out.lists import Makers, members


def spell_keys(node: exp.Expr) -> exp.Expr | None:
    """`j ?| array['a', 'b']` as `j ? 'a' OR j ? 'b'`, and `j ?& array['a', 'b']` as `j ? 'a' AND j ? 'b'`."""
    found = members(node.expression)
    if not found or not all(isinstance(each, exp.Literal) and each.is_string for each in found):
        return None
    connector = exp.Or if isinstance(node, exp.JSONBContainsAnyTopKeys) else exp.And
    asked: list[exp.Expr] = [
        exp.JSONBContainsTopKey(this=node.this.copy(), expression=each.copy()) for each in found
    ]
    return exp.Paren(this=reduce(lambda made, each: connector(this=made, expression=each), asked))


OF_POSTGRES: Final[Makers] = {
    exp.JSONBContainsAnyTopKeys: spell_keys,
    exp.JSONBContainsAllTopKeys: spell_keys,
}
