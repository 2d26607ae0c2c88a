"""Rows of PostgreSQL that are asked something as a whole, as what is asked of their members.

https://www.postgresql.org/docs/current/functions-comparisons.html#ROW-WISE-COMPARISON;
https://www.postgresql.org/docs/current/functions-comparison.html: a row is NULL where all its members are, and not NULL where
none is.
"""

from __future__ import annotations

from functools import reduce
from typing import Final

from sqlglot import exp

from compiler.stages.analyse.spelling_out.lists import Makers, spell_any

_ASKING: Final = (
    exp.EQ, exp.NEQ, exp.GT, exp.GTE, exp.LT, exp.LTE, exp.In, exp.Is, exp.NullSafeEQ, exp.NullSafeNEQ, exp.Overlaps,
)  # fmt: skip


def spell_row(node: exp.Expr) -> exp.Expr | None:
    """`ROW(a, b)` as `(a, b)` where it is compared."""
    if len(node.expressions) < 2 or not isinstance(node.parent, _ASKING):
        return None
    return exp.Tuple(expressions=[each.copy() for each in node.expressions])


def spell_is_null(node: exp.Expr) -> exp.Expr | None:
    """`(a, b) IS NULL` as `a IS NULL AND b IS NULL`, and IS NOT NULL, which is not its opposite, as that of both."""
    if not isinstance(node.this, exp.Tuple) or not isinstance(node.expression, exp.Null):
        return None
    tests = [node.__class__(**{**node.args, "this": each.copy()}) for each in node.this.expressions]
    return _joined(exp.And, tests)


def spell_distinct_from(node: exp.Expr) -> exp.Expr | None:
    """`(a, b) IS DISTINCT FROM (c, d)` as `a IS DISTINCT FROM c OR b IS DISTINCT FROM d`; NOT with AND."""
    left, right = node.this, node.expression
    if not isinstance(left, exp.Tuple) or not isinstance(right, exp.Tuple):
        return None
    if len(left.expressions) != len(right.expressions):
        return None
    pairs = zip(left.expressions, right.expressions, strict=True)
    tests = [node.__class__(this=one.copy(), expression=other.copy()) for one, other in pairs]
    return _joined(exp.And if isinstance(node, exp.NullSafeEQ) else exp.Or, tests)


def spell_quantified(node: exp.Expr) -> exp.Expr | None:
    """`(a, b) = ANY (SELECT ...)` as `(a, b) IN (SELECT ...)`, and `<> ALL` as NOT IN; of lists see `spell_any`."""
    wanted = exp.Any if isinstance(node, exp.EQ) else exp.All
    if not isinstance(node.this, exp.Tuple) or not isinstance(node.expression, wanted):
        return spell_any(node)
    query = node.expression.this.unnest()
    if not isinstance(query, exp.Query):
        return None
    found = exp.In(this=node.this.copy(), query=exp.Subquery(this=query.copy()))
    return found if isinstance(node, exp.EQ) else exp.Not(this=found)


def spell_overlaps(node: exp.Expr) -> exp.Expr | None:
    """`(a, b) OVERLAPS (c, d)`: two stretches of time from the earlier to the later of their ends, which is not part of them.

    PostgreSQL's `overlaps_timestamp` answers by the SQL standard's definition, with S and T for start and end:
    `S1 > S2 AND (S1 < T2 OR T1 < T2) OR S2 > S1 AND (S2 < T1 OR T2 < T1) OR S1 = S2 AND (T1 <> T2 OR T1 = T2)`.
    """
    pairs = [side.expressions for side in (node.this, node.expression) if isinstance(side, exp.Tuple)]
    if len(pairs) != 2 or any(len(pair) != 2 for pair in pairs):
        return None
    (s1, t1), (s2, t2) = (_from_and_until(*pair) for pair in pairs)
    inside = [
        _both(_is(exp.GT, s1, s2), _either(_is(exp.LT, s1, t2), _is(exp.LT, t1, t2))),
        _both(_is(exp.GT, s2, s1), _either(_is(exp.LT, s2, t1), _is(exp.LT, t2, t1))),
        _both(_is(exp.EQ, s1, s2), _either(_is(exp.NEQ, t1, t2), _is(exp.EQ, t1, t2))),
    ]
    return _joined(exp.Or, inside)


def _from_and_until(first: exp.Expr, second: exp.Expr) -> tuple[exp.Expr, exp.Expr]:
    """The earlier end, or the one that is there, and the later one, NULL where one is missing; a second interval is added to the first."""
    if _is_interval(second):
        second = exp.Paren(this=exp.Add(this=first.copy(), expression=second.copy()))
    if _are_in_order(first, second):
        return first, second
    known = exp.Coalesce(this=first.copy(), expressions=[second.copy()])
    earlier = exp.Case(ifs=[_when(exp.GT, first, second, second)], default=known)
    later = exp.Case(ifs=[_when(exp.GTE, first, second, first), _when(exp.LT, first, second, second)])
    return earlier, later


def _when(kind: type[exp.Binary], one: exp.Expr, other: exp.Expr, value: exp.Expr) -> exp.If:
    return exp.If(this=_is(kind, one, other), true=value.copy())


def _is_interval(node: exp.Expr) -> bool:
    inner = node.unnest()
    if isinstance(inner, exp.Interval | exp.MakeInterval):
        return True
    if isinstance(inner, exp.Cast):
        return inner.to.this is exp.DType.INTERVAL
    if isinstance(inner, exp.Mul):
        return _is_interval(inner.this) or _is_interval(inner.expression)
    if isinstance(inner, exp.Add | exp.Sub):
        return _is_interval(inner.this) and _is_interval(inner.expression)
    return isinstance(inner, exp.Neg) and _is_interval(inner.this)


def _are_in_order(first: exp.Expr, second: exp.Expr) -> bool:
    """Whether two dates that are written out stand in order."""
    written = [
        each.this.name
        for each in (first.unnest(), second.unnest())
        if isinstance(each, exp.Cast)
        and each.to.this in {exp.DType.DATE, exp.DType.TIMESTAMP}
        and isinstance(each.this, exp.Literal)
    ]
    return len(written) == 2 and len(written[0]) == len(written[1]) and written[0] <= written[1]


def _is(kind: type[exp.Binary], one: exp.Expr, other: exp.Expr) -> exp.Expr:
    return kind(this=one.copy(), expression=other.copy())


def _both(one: exp.Expr, other: exp.Expr) -> exp.Expr:
    return exp.And(this=one, expression=other)


def _either(one: exp.Expr, other: exp.Expr) -> exp.Expr:
    return exp.Paren(this=exp.Or(this=one, expression=other))


def _joined(connector: type[exp.Connector], tests: list[exp.Expr]) -> exp.Expr:
    return exp.Paren(this=reduce(lambda left, right: connector(this=left, expression=right), tests))


OF_POSTGRES: Final[Makers] = {
    "row": spell_row,
    exp.Is: spell_is_null,
    exp.NullSafeEQ: spell_distinct_from,
    exp.NullSafeNEQ: spell_distinct_from,
    exp.EQ: spell_quantified,
    exp.NEQ: spell_quantified,
    exp.Overlaps: spell_overlaps,
}
OF_DUCKDB: Final[Makers] = {exp.NullSafeEQ: spell_distinct_from, exp.NullSafeNEQ: spell_distinct_from}
