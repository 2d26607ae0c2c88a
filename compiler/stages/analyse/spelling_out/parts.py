"""DuckDB's parts of what is written out: a field of a struct, a member of a list, one of several percentiles.

https://duckdb.org/docs/stable/sql/data_types/struct and .../list: members count from 1, from the end below zero;
https://duckdb.org/docs/stable/sql/functions/aggregates: `quantile_cont(x, [0.25, 0.75])` and `max(x, n)` give lists.
"""

from __future__ import annotations

from typing import Final

from sqlglot import exp

from compiler.stages.analyse.spelling_out.lists import Makers, members

_QUANTILES: Final = (exp.PercentileCont, exp.PercentileDisc, exp.Quantile)
_EXTREMES: Final = (exp.Max, exp.Min, exp.ArgMax, exp.ArgMin)
_ELEMENT: Final = ("list_extract", "list_element", "array_extract")


def spell_field(node: exp.Expr) -> exp.Expr | None:
    """`{'x': a}.x`, `{'x': a}['x']` and `struct_extract({'x': a}, 'x')` as `a`."""
    struct, name = node.this.unnest(), node.expression
    if not isinstance(struct, exp.Struct) or not isinstance(name, exp.Identifier | exp.Literal):
        return None
    fields = {
        each.this.name.lower(): each.expression
        for each in struct.expressions
        if isinstance(each, exp.PropertyEQ)
    }
    found = fields.get(name.name.lower())
    return None if found is None else _value(found)


def spell_subscript(node: exp.Expr) -> exp.Expr | None:
    """A field by its name, a member by its place."""
    if len(node.expressions) != 1:
        return None
    if isinstance(node.expressions[0], exp.Literal) and node.expressions[0].is_string:
        return spell_field(exp.Dot(this=node.this.copy(), expression=node.expressions[0].copy()))
    return _member(node.this, place_of(node.expressions[0]))


def spell_element(node: exp.Expr) -> exp.Expr | None:
    """`list_extract(l, 1)` as `l[1]`."""
    if len(node.expressions) != 2:
        return None
    subject, at = node.expressions
    made = _member(subject, place_of(at))
    return made or exp.Bracket(this=subject.copy(), expressions=[at.copy()])


def _member(subject: exp.Expr, place: int | None) -> exp.Expr | None:
    inner = subject.unnest()
    if place is None or place == 0:
        return None
    if isinstance(inner, _QUANTILES):
        return _of_quantiles(inner, place)
    if isinstance(inner, _EXTREMES):
        return _of_extremes(inner, place)
    found = members(inner)
    return _from_the_start(inner, len(found) + 1 + place) if found and place < 0 else None


def _from_the_start(written: exp.Expr, place: int) -> exp.Expr:
    """A member by its place from the start; one before the first is as absent as one behind the last."""
    number = exp.Literal.number(place if place > 0 else len(members(written) or ()) + 1)
    return exp.Bracket(this=written.copy(), expressions=[number])


def _of_quantiles(node: exp.Expr, place: int) -> exp.Expr | None:
    """`quantile_cont(x, [0.25, 0.75])[2]` as `quantile_cont(x, 0.75)`."""
    key = "quantile" if isinstance(node, exp.Quantile) else "expression"
    shares = members(node.args.get(key))
    at = place - 1 if place > 0 else len(shares or ()) + place
    if not shares or not 0 <= at < len(shares):
        return None
    made = node.copy()
    made.set(key, shares[at].copy())
    return made


def _of_extremes(node: exp.Expr, place: int) -> exp.Expr | None:
    """`max(x, 3)[2]` as `list(x ORDER BY x DESC NULLS LAST)[2]`; `arg_max(x, y, 3)` passes over rows where either is NULL."""
    by_other = isinstance(node, exp.ArgMax | exp.ArgMin)
    count = node.args.get("count")
    is_within = isinstance(count, exp.Literal) and count.is_int and 0 < place <= int(count.name)
    if not is_within:
        return None
    value, key = node.this.copy(), node.expression.copy() if by_other else node.this.copy()
    if by_other:
        value, key = _where_known(node.expression, value), _where_known(node.this, key)
    falling = isinstance(node, exp.Max | exp.ArgMax)
    ordered = exp.Ordered(this=key, desc=falling, nulls_first=False)
    gathered = exp.ArrayAgg(this=exp.Order(this=value, expressions=[ordered]))
    return exp.Bracket(this=gathered, expressions=[exp.Literal.number(place)])


def _where_known(other: exp.Expr, value: exp.Expr) -> exp.Expr:
    known = exp.Not(this=exp.Is(this=other.copy(), expression=exp.Null()))
    return exp.Case(ifs=[exp.If(this=known, true=value.copy())])


def place_of(node: exp.Expr | None) -> int | None:
    """The whole number that is written, with its sign; None for anything else."""
    if isinstance(node, exp.Neg):
        inner = place_of(node.this)
        return None if inner is None else -inner
    return int(node.name) if isinstance(node, exp.Literal) and node.is_int else None


def _value(node: exp.Expr) -> exp.Expr:
    copy = node.copy()
    return exp.Paren(this=copy) if isinstance(copy, exp.Binary) else copy


OF_DUCKDB: Final[Makers] = {
    exp.Dot: spell_field,
    exp.StructExtract: spell_field,
    exp.Bracket: spell_subscript,
    **dict.fromkeys(_ELEMENT, spell_element),
}
