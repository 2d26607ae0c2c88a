"""Texts that are read as intervals, as products with an interval."""

from __future__ import annotations

from typing import Final

from sqlglot import exp

from compiler.stages.analyse.spelling_out.lists import Makers, spell_text_list

_SECONDS: Final = frozenset({"s", "sec", "secs", "second", "seconds"})
_NUMBERS: Final = (exp.Sum, exp.Extract, exp.Round, exp.Ceil, exp.Floor)
"""What is a number by itself, whatever it is of."""


def spell_cast(node: exp.Expr) -> exp.Expr | None:
    """`'{1,2}'::int[]` as a list, `(sum(n) || ' second')::interval` as `sum(n) * interval '1 second'`."""
    return spell_text_list(node) or (_spell_seconds(node) if isinstance(node, exp.Cast) else None)


def _spell_seconds(node: exp.Cast) -> exp.Expr | None:
    joined = node.this.unnest()
    if node.to.this is not exp.DType.INTERVAL or not isinstance(joined, exp.DPipe):
        return None
    number, unit = joined.this.unnest(), joined.expression.unnest()
    is_unit = isinstance(unit, exp.Literal) and unit.is_string and unit.name.strip().lower() in _SECONDS
    if not is_unit or not isinstance(number, _NUMBERS):
        return None
    second = exp.Interval(this=exp.Literal.string("1"), unit=exp.Var(this="SECOND"))
    return exp.Paren(this=exp.Mul(this=number.copy(), expression=second))


OF_POSTGRES: Final[Makers] = {exp.Cast: spell_cast}
