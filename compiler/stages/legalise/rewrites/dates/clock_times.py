"""PostgreSQL's to_char of intervals, by patterns of hours, minutes and seconds.

https://www.postgresql.org/docs/current/functions-formatting.html: `HH24` is all hours of an interval that was written in hours
or less, and those beyond whole days of a difference of timestamps; each part of a negative interval has its own sign.
"""

from __future__ import annotations

import re
from typing import Final

from sqlglot import exp

from compiler.stages.legalise import build
from compiler.stages.legalise.context import Context, no_form
from compiler.stages.legalise.rewrites.dates.intervals import (
    TIMED,
    Steps,
    big,
    is_written,
    microseconds_of,
    steps_of,
)
from compiler.types.families import family_of

_WORD: Final = re.compile(r"(HH24|MI|SS)|([^A-Za-z0-9\"\\]+)", re.IGNORECASE)
_SECONDS: Final = {"HH24": 3600, "MI": 60, "SS": 1}
_SECOND: Final = 1_000_000
_OF_CLOCK: Final = frozenset({"SECOND", "MICROSECOND"})
_DAY: Final = 86_400_000_000


def format_interval(value: exp.Expr, pattern: str, node: exp.Expr, context: Context) -> exp.Expr:
    """An interval by `HH24`, `MI`, `SS` and signs between them. Raises `Refusal`.

    Before: `to_char(a * interval '1 minute', 'HH24:MI')`
    After:  `CAST(a AS BIGINT) * 60 / 3600` and `CAST(a AS BIGINT) * 60 / 60 % 60` with two digits each, and N':' between them
    """
    found = list(_WORD.finditer(pattern))
    if not found or "".join(match[0] for match in found) != pattern:
        raise no_form(node, "an interval by this pattern", "use HH24, MI and SS, or extract(epoch FROM ...)")
    time, unit = _time_of_day(value, node)
    made: exp.Expr | None = None
    for match in found:
        piece = _digits(time, unit, match[1].upper(), context) if match[1] else build.text(match[2])
        made = piece if made is None else build.add(made, piece)
    assert made is not None  # noqa: S101  # the pattern has a word
    return build.typed(made, exp.DType.NVARCHAR, 64)


def _time_of_day(value: exp.Expr, node: exp.Expr) -> tuple[exp.Expr, int]:
    """An interval without its months and days, as a count, and how many of what it counts make a second."""
    if not is_written(value):
        return build.modulo(value, big(_DAY)), _SECOND
    steps = steps_of(value)
    if any(family_of(amount) == "interval" and not amount.meta.get(TIMED) for _, _, amount in steps.computed):
        raise no_form(node, "this sum of intervals by a pattern", "format the difference alone")
    kept = Steps(
        {part: count for part, count in steps.constants.items() if part in _OF_CLOCK},
        [each for each in steps.computed if each[0] in _OF_CLOCK],
    )
    if not kept.constants and len(kept.computed) == 1 and kept.computed[0][0] == "SECOND":
        _, factor, amount = kept.computed[0]
        seconds: exp.Expr = build.cast(amount, exp.DType.BIGINT)
        return seconds if factor == 1 else build.multiply(seconds, build.number(factor)), 1
    return microseconds_of(kept), _SECOND


def _digits(time: exp.Expr, unit: int, word: str, context: Context) -> exp.Expr:
    """A part with at least two digits, and its sign."""
    size = unit * _SECONDS[word]
    count: exp.Expr = context.copy(time)
    if size > 1:
        count = build.divide(count, big(size) if size > 2**31 - 1 else build.number(size))
    if word != "HH24":
        count = build.modulo(count, build.number(60))
    build.typed(count, exp.DType.BIGINT)
    negative = build.typed(exp.LT(this=context.copy(count), expression=build.number(0)), exp.DType.BOOLEAN)
    sign = build.when((negative, build.text("-")), default=build.text(""))
    magnitude = build.typed(build.call("ABS", count), exp.DType.BIGINT)
    short = build.typed(exp.LT(this=context.copy(magnitude), expression=build.number(10)), exp.DType.BOOLEAN)
    zero = build.when((short, build.text("0")), default=build.text(""))
    return build.add(build.add(sign, zero), build.cast(magnitude, exp.DType.NVARCHAR, 20))
