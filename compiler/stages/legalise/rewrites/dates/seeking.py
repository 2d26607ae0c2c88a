"""Conditions on the unit in which a moment lies, as ranges that an index can seek."""

from __future__ import annotations

from datetime import MAXYEAR, date, datetime, timedelta
from typing import Final

from sqlglot import exp

from compiler.stages.legalise import build
from compiler.stages.legalise.context import Context
from compiler.stages.legalise.rewrites.dates.units import UNITS
from compiler.stages.legalise.rewriting import of_query
from compiler.types.families import family_of
from compiler.types.session_zone import fixed_offset

Comparison = exp.EQ | exp.GT | exp.GTE | exp.LT | exp.LTE
TRUNCATIONS: Final = (exp.TimestampTrunc, exp.DateTrunc)
MONTHS: Final = {"YEAR": 12, "QUARTER": 3, "MONTH": 1}
SPANS: Final = {"WEEK": timedelta(weeks=1), "DAY": timedelta(days=1), "HOUR": timedelta(hours=1)}
MIRRORED: Final[dict[type[exp.Expr], type[exp.Expr]]] = {
    exp.EQ: exp.EQ, exp.GT: exp.LT, exp.GTE: exp.LTE, exp.LT: exp.GT, exp.LTE: exp.GTE,
}  # fmt: skip


@of_query(exp.EQ, exp.GT, exp.GTE, exp.LT, exp.LTE)
def seek_by_range(node: Comparison, context: Context) -> bool:
    """A column cut to a unit, compared with the start of such a unit, is the column in a range: no row's moment is computed.

    Before: `WHERE date_trunc('month', ts) = '2024-01-01'`
    After:  `WHERE ts >= '2024-01-01' AND ts < '2024-02-01'`
    """
    kind: type[exp.Expr] = type(node)
    cut, bound = node.this, node.expression
    if isinstance(bound, TRUNCATIONS) and isinstance(bound.this, exp.Column):
        kind, cut, bound = MIRRORED[kind], bound, cut
    unit = _unit_of_column(cut)
    if unit is None or not _chooses_rows(node):
        return False
    after = _next(bound, unit, context)
    if after is None:
        return False
    node.replace(build.take_facts(_range(kind, cut.this, bound, after), node))
    return True


@of_query(exp.Between)
def seek_between(node: exp.Between, context: Context) -> bool:
    """BETWEEN of a column cut to a unit, as a range of the column: both ends are told by `seek_by_range`.

    Before: `WHERE date_trunc('month', ts) BETWEEN '2024-01-01' AND '2024-06-01'`
    After:  `WHERE ts >= '2024-01-01' AND ts < '2024-07-01'`
    """
    cut, low, high = node.this, node.args["low"], node.args["high"]
    unit = _unit_of_column(cut)
    if unit is None or node.args.get("symmetric") or not _chooses_rows(node):
        return False
    after = _next(high, unit, context)
    if after is None or _next(low, unit, context) is None:
        return False
    ends = [_compared(exp.GTE, cut.this, low), _compared(exp.LT, cut.this, after)]
    node.replace(build.take_facts(build.both(ends), node))
    return True


def _range(kind: type[exp.Expr], column: exp.Expr, start: exp.Expr, after: exp.Expr) -> exp.Expr:
    """`start` begins the unit that is compared with, `after` the next one."""
    from_start = _compared(exp.GTE, column, start)
    until_after = _compared(exp.LT, column, after)
    if kind is exp.EQ:
        return build.both([from_start, until_after])
    if kind is exp.GTE:
        return from_start
    if kind is exp.LTE:
        return until_after
    return _compared(exp.GTE, column, after) if kind is exp.GT else _compared(exp.LT, column, start)


def _compared(kind: type[exp.Expr], column: exp.Expr, bound: exp.Expr) -> exp.Expr:
    return build.typed(kind(this=column.copy(), expression=bound.copy()), exp.DType.BOOLEAN)


def _unit_of_column(node: exp.Expr) -> str | None:
    """The unit to which a column without offset is cut."""
    if not isinstance(node, TRUNCATIONS) or not isinstance(node.this, exp.Column) or node.args.get("zone"):
        return None
    return _unit(node) if family_of(node.this) in {"date", "timestamp"} else None


def _unit(node: exp.Expr) -> str | None:
    unit = UNITS.get(node.args["unit"].name.upper()) if node.args.get("unit") is not None else None
    return unit if unit in MONTHS or unit in SPANS else None


def _chooses_rows(node: exp.Expr) -> bool:
    """Whether a condition stands in WHERE or ON: elsewhere the unit may be a key by which rows are grouped."""
    at: exp.Expr = node
    while isinstance(at.parent, exp.And | exp.Or | exp.Not | exp.Paren):
        at = at.parent
    return isinstance(at.parent, exp.Where) or (isinstance(at.parent, exp.Join) and at.arg_key == "on")


def _next(bound: exp.Expr, unit: str, context: Context) -> exp.Expr | None:
    """The start of the unit after the one that the bound begins; None where it is not known to begin one."""
    if isinstance(bound, exp.Cast) and isinstance(bound.this, exp.Literal):
        return _next_written(bound, unit)
    if not isinstance(bound, TRUNCATIONS) or _unit(bound) != unit or bound.find(exp.Column, exp.Query):
        return None
    if family_of(bound) == "timestamptz" and fixed_offset(context.timezone) is None:
        return None
    one = exp.Interval(this=build.text("1"), unit=exp.Var(this=unit))
    made = build.add(bound.copy(), build.typed(one, exp.DType.INTERVAL))
    return build.take_facts(made, bound)


def _next_written(bound: exp.Cast, unit: str) -> exp.Expr | None:
    try:
        start = datetime.fromisoformat(bound.this.name)
    except ValueError:
        return None
    after = _start_after(start, unit) if start.tzinfo is None and _begins(start, unit) else None
    if after is None or family_of(bound) not in {"date", "timestamp"}:
        return None
    text = after.date().isoformat() if family_of(bound) == "date" else after.isoformat(sep=" ")
    made = bound.copy()
    made.set("this", build.text(text))
    return made


def _begins(start: datetime, unit: str) -> bool:
    if unit == "HOUR":
        return start == start.replace(minute=0, second=0, microsecond=0)
    if start != datetime.combine(date(start.year, start.month, start.day), datetime.min.time()):
        return False
    if unit in MONTHS:
        return start.day == 1 and (start.month - 1) % MONTHS[unit] == 0
    return unit == "DAY" or start.weekday() == 0


def _start_after(start: datetime, unit: str) -> datetime | None:
    if start.year >= MAXYEAR:
        return None
    if unit in SPANS:
        return start + SPANS[unit]
    months = start.month - 1 + MONTHS[unit]
    return start.replace(year=start.year + months // 12, month=months % 12 + 1)
