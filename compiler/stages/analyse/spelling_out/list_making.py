"""DuckDB's lists that are made of lists written in the query, written out in turn: transformed, joined, turned round.

https://duckdb.org/docs/stable/sql/functions/lambda: a lambda's second parameter counts the members from 1.
"""

from __future__ import annotations

from functools import reduce
from typing import Final

from sqlglot import exp

from compiler.stages.analyse.spelling_out.lists import Makers, members


def spell_transformed(node: exp.Expr) -> exp.Expr | None:
    """`list_transform([a, b], lambda x: x + 1)` as `[a + 1, b + 1]`."""
    subject, function = node.expressions if isinstance(node, exp.Anonymous) else (node.this, node.expression)
    found = members(subject)
    if not found or not isinstance(function, exp.Lambda) or len(function.expressions) > 2:
        return None
    names = [name.name for name in function.expressions]
    rows = [(each, exp.Literal.number(at)) for at, each in enumerate(found, 1)]
    return _list([_put(function.this, dict(zip(names, row, strict=False))) for row in rows])


def spell_comprehension(node: exp.Expr) -> exp.Expr | None:
    """`[x * 2 FOR x IN [a, b]]` as `[a * 2, b * 2]`; which members a condition leaves is known to the rows alone."""
    inner = node.expressions[0] if len(node.expressions) == 1 else None
    if not isinstance(inner, exp.Comprehension) or inner.args.get("condition") is not None:
        return None
    found = members(inner.args["iterator"])
    return _list([_put(inner.this, {inner.expression.name: each}) for each in found]) if found else None


def spell_reduced(node: exp.Expr) -> exp.Expr | None:
    """`list_reduce([a, b, c], lambda x, y: x + y)` as `(a + b) + c`."""
    if len(node.expressions) != 2:
        return None
    found, function = members(node.expressions[0]), node.expressions[1]
    if not found or not isinstance(function, exp.Lambda) or len(function.expressions) != 2:
        return None
    first, second = (name.name for name in function.expressions)
    return reduce(lambda made, each: _put(function.this, {first: made, second: each}), found)


def spell_joined(node: exp.Expr) -> exp.Expr | None:
    """`[a] || [b]` and `list_concat([a], [b])` as `[a, b]`."""
    parts = [node.this, node.expression] if isinstance(node, exp.DPipe) else [node.this, *node.expressions]
    found = [members(part) for part in parts]
    if not all(found):
        return None
    return _list([each.copy() for part in found for each in part or ()])


def spell_reversed(node: exp.Expr) -> exp.Expr | None:
    """`list_reverse([a, b])` as `[b, a]`."""
    found = members(node.expressions[0]) if len(node.expressions) == 1 else None
    return _list([each.copy() for each in reversed(found)]) if found else None


def _list(found: list[exp.Expr]) -> exp.Expr:
    return exp.Array(expressions=found, value_constructor=False)


def _put(body: exp.Expr, values: dict[str, exp.Expr]) -> exp.Expr:
    """A lambda's body with its parameters replaced; they are names or, in a comprehension, columns."""
    holder = exp.Paren(this=body.copy())
    for name in list(holder.find_all(exp.Identifier)):
        at = name.parent if isinstance(name.parent, exp.Column) else name
        is_bare = not isinstance(at, exp.Column) or not at.table
        if name.name in values and is_bare and at.parent is not None:
            at.replace(exp.Paren(this=values[name.name].copy()))
    return holder


OF_DUCKDB: Final[Makers] = {
    exp.Transform: spell_transformed,
    **dict.fromkeys(("list_apply", "array_apply", "array_transform", "apply"), spell_transformed),
    exp.Array: spell_comprehension,
    "list_reduce": spell_reduced,
    exp.DPipe: spell_joined,
    exp.ArrayConcat: spell_joined,
    **dict.fromkeys(("list_reverse", "array_reverse"), spell_reversed),
}
