"""Texts that are read as intervals: by their words, or as products with an interval."""

from __future__ import annotations

import re
from typing import Final

from sqlglot import exp

from compiler.stages.analyse.spelling_out.lists import Makers, spell_text_list
from compiler.stages.analyse.whole_intervals import NOTHING

_SECONDS: Final = frozenset({"s", "sec", "secs", "second", "seconds"})
_NUMBERS: Final = (exp.Sum, exp.Extract, exp.Round, exp.Ceil, exp.Floor)
"""What is a number by itself, whatever it is of."""

_QUANTITY: Final = r"([+-]?\d+(?:\.\d+)?)"
_DESIGNATED: Final = re.compile(
    "P" + "".join(f"(?:{_QUANTITY}{letter})?" for letter in "YMWD")
    + "(T" + "".join(f"(?:{_QUANTITY}{letter})?" for letter in "HMS") + ")?"
)  # fmt: skip
_UNITS: Final = ("years", "months", "weeks", "days", "", "hours", "minutes", "seconds")


def spell_interval(node: exp.Expr) -> exp.Expr | None:
    """`interval 'P1DT2H'` as `interval '1 days 2 hours'`, also as a cast of the text.

    https://www.postgresql.org/docs/current/datatype-datetime.html#DATATYPE-INTERVAL-INPUT, ISO 8601 with designators.
    """
    if not isinstance(node.this, exp.Literal) or node.args.get("unit") is not None:
        return None
    found = _DESIGNATED.fullmatch(node.this.name.removeprefix(NOTHING).strip())
    if found is None or found[0].endswith(("P", "T")):
        return None
    parts = [
        f"{amount} {unit}" for amount, unit in zip(found.groups(), _UNITS, strict=True) if amount and unit
    ]
    return exp.Interval(this=exp.Literal.string(NOTHING + " ".join(parts)))


def spell_cast(node: exp.Expr) -> exp.Expr | None:
    """`'{1,2}'::int[]` as a list, `(sum(n) || ' second')::interval` as `sum(n) * interval '1 second'`."""
    if not isinstance(node, exp.Cast) or node.to.this is not exp.DType.INTERVAL:
        return spell_text_list(node)
    return spell_interval(node) or _spell_seconds(node)


def _spell_seconds(node: exp.Cast) -> exp.Expr | None:
    joined = node.this.unnest()
    if not isinstance(joined, exp.DPipe):
        return None
    number, unit = joined.this.unnest(), joined.expression.unnest()
    is_unit = isinstance(unit, exp.Literal) and unit.is_string and unit.name.strip().lower() in _SECONDS
    if not is_unit or not isinstance(number, _NUMBERS):
        return None
    second = exp.Interval(this=exp.Literal.string("1"), unit=exp.Var(this="SECOND"))
    return exp.Paren(this=exp.Mul(this=number.copy(), expression=second))


OF_POSTGRES: Final[Makers] = {exp.Cast: spell_cast, exp.Interval: spell_interval}
