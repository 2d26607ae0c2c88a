"""Dates and times: the clock as a parameter, intervals, truncation, parts, zones.

Sources: https://www.postgresql.org/docs/current/functions-datetime.html;
https://duckdb.org/docs/stable/sql/functions/timestamp, datepart.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from sqlglot import exp

from compiler.diagnostics.codes import sql as codes
from compiler.ir.analysed import is_nullable
from compiler.stages.analyse.binding import typed
from compiler.stages.analyse.coercion import coerce, is_adaptable, spoken
from compiler.stages.analyse.labels import is_date_part
from compiler.stages.analyse.scope import Scope
from compiler.types.common import (
    BIGINT,
    DATE,
    DOUBLE,
    INTERVAL,
    NUMERIC,
    TEXT,
    TIME,
    TIMESTAMP,
    TIMESTAMPTZ,
    UNKNOWN,
    decimal,
)
from compiler.types.families import NUMERIC as NUMBERS
from compiler.types.families import TEMPORAL, family_of

Bind = Callable[[exp.Expr, Scope], exp.Expr]
Rule = Callable[[exp.Expr, Scope, Bind], exp.Expr]

_POSTGRES_MOMENTS = frozenset({"now", "transaction_timestamp", "statement_timestamp"})
_DUCKDB_MOMENTS = frozenset({"now", "get_current_timestamp", "transaction_timestamp"})


def is_clock(name: str, postgres: bool) -> bool:
    """Whether a function without a class of its own gives the moment of the statement."""
    return name.lower() in (_POSTGRES_MOMENTS if postgres else _DUCKDB_MOMENTS)


def bind_clock(node: exp.Expr, scope: Scope, bind: Bind) -> exp.Expr:
    """now() is the parameter `now`; the date and the local times are casts of it."""
    now = scope.binding.parameters.now()
    now.meta.update({key: node.meta[key] for key in ("start", "end") if key in node.meta})
    target = _CLOCKS[type(node)]
    if target is TIMESTAMPTZ:
        return now
    cast = exp.Cast(this=now, to=target.copy())
    cast.meta.update({key: node.meta[key] for key in ("start", "end") if key in node.meta})
    return typed(cast, target, False)


_CLOCKS: dict[type[exp.Expr], exp.DataType] = {
    exp.CurrentTimestamp: TIMESTAMPTZ,
    exp.CurrentDate: DATE,
    exp.Localtimestamp: TIMESTAMP,
    exp.CurrentDatetime: TIMESTAMP,
    exp.Localtime: TIME,
}


def bind_interval(node: exp.Expr, scope: Scope, bind: Bind) -> exp.Expr:
    """`INTERVAL '1 day'`, `INTERVAL (a) DAY`."""
    amount = bind(node.this, scope) if node.this is not None else None
    if amount is not None and is_adaptable(amount) and not isinstance(amount, exp.Literal):
        coerce(amount, BIGINT, scope.binding)
    return typed(node, INTERVAL, amount is not None and is_nullable(amount))


def bind_truncation(node: exp.Expr, scope: Scope, bind: Bind) -> exp.Expr:
    """`date_trunc('month', a)`: PostgreSQL turns a date into timestamptz; what is truncated is its local midnight.

    The result for a date is given as TIMESTAMP in both dialects: it prints and compares as the same wall-clock time.
    """
    inner = bind(node.this, scope)
    if node.args.get("zone") is not None:
        bind(node.args["zone"], scope)
    if is_adaptable(inner):
        inner = coerce(inner, TIMESTAMP, scope.binding)
    found = family_of(inner)
    if found not in ("date", "timestamp", "timestamptz", "interval", "unknown", "null"):
        message = f"date_trunc of {spoken(inner)} has no meaning"
        return scope.binding.refuse(node, codes.WRONG_TYPES, message, "cast it to timestamp")
    result = {"timestamptz": TIMESTAMPTZ, "interval": INTERVAL, "unknown": UNKNOWN}.get(found, TIMESTAMP)
    return typed(node, result, is_nullable(inner))


_FLOATING_PARTS = frozenset({"EPOCH", "JULIAN"})
_BROKEN_PARTS = _FLOATING_PARTS | {
    *("SECOND", "SECONDS", "SEC", "SECS", "S", "MILLISECOND", "MILLISECONDS", "MSEC", "MSECS", "MS"),
}
WHOLE_PART: Final = decimal(10, 0)
"""PostgreSQL gives the parts without a fraction as numeric without digits after the point."""


def bind_extract(node: exp.Expr, scope: Scope, bind: Bind) -> exp.Expr:
    """`extract(year FROM a)`: numeric in PostgreSQL (date_part double precision); BIGINT in DuckDB, epoch DOUBLE."""
    inner = bind(node.expression, scope)
    if is_adaptable(inner):
        inner = coerce(inner, TIMESTAMP, scope.binding)
    if family_of(inner) not in TEMPORAL | {"interval", "unknown", "null"}:
        message = f"a part of {spoken(inner)} has no meaning"
        return scope.binding.refuse(node, codes.WRONG_TYPES, message, "cast it to date or timestamp")
    return typed(node, _part_type(node, scope), is_nullable(inner))


def _part_type(node: exp.Expr, scope: Scope) -> exp.DataType:
    if not scope.binding.is_postgres:
        return DOUBLE if node.name.upper() in _FLOATING_PARTS else BIGINT
    if not isinstance(node, exp.Extract):
        return NUMERIC
    if is_date_part(node, scope.binding):
        return DOUBLE
    return NUMERIC if node.name.upper() in _BROKEN_PARTS else WHOLE_PART


def bind_zone(node: exp.Expr, scope: Scope, bind: Bind) -> exp.Expr:
    """`a AT TIME ZONE z`: a timestamp becomes a moment, a moment the local time in the zone.

    PostgreSQL takes a date as a moment, the session's midnight; DuckDB takes it as a timestamp.
    """
    inner = bind(node.this, scope)
    bind(node.args["zone"], scope)
    if is_adaptable(inner):
        inner = coerce(inner, TIMESTAMP, scope.binding)
    found = family_of(inner)
    if found not in ("date", "timestamp", "timestamptz", "unknown"):
        return scope.binding.refuse(node, codes.WRONG_TYPES, f"{spoken(inner)} has no time zone")
    if found == "unknown":
        return typed(node, UNKNOWN, True)
    is_moment = found == "timestamptz" or (found == "date" and scope.binding.is_postgres)
    return typed(node, TIMESTAMP if is_moment else TIMESTAMPTZ, is_nullable(inner))


def bind_difference(node: exp.Expr, scope: Scope, bind: Bind) -> exp.Expr:
    """DuckDB's `date_diff('day', a, b)`: BIGINT."""
    sides = [_moment(bind(node.args[name], scope), scope) for name in ("this", "expression")]
    return typed(node, BIGINT, any(is_nullable(side) for side in sides))


def _moment(node: exp.Expr, scope: Scope) -> exp.Expr:
    node = coerce(node, TIMESTAMP, scope.binding) if is_adaptable(node) else node
    if family_of(node) not in TEMPORAL | {"unknown", "null"}:
        return scope.binding.refuse(
            node, codes.WRONG_TYPES, f"a date is needed here, and this is {spoken(node)}"
        )
    return node


def bind_shift(node: exp.Expr, scope: Scope, bind: Bind) -> exp.Expr:
    """DuckDB's `date_add(a, INTERVAL 1 MONTH)`: as `a + interval`."""
    subject = _moment(bind(node.this, scope), scope)
    by = bind(node.expression, scope)
    kept = family_of(subject) in ("timestamp", "timestamptz", "time", "unknown")
    whole = family_of(subject) == "date" and family_of(by) in NUMBERS
    result = subject.type or UNKNOWN if kept or whole else TIMESTAMP
    return typed(node, result, is_nullable(subject) or is_nullable(by))


def bind_formatted(node: exp.Expr, scope: Scope, bind: Bind) -> exp.Expr:
    """`to_char(a, 'YYYY')`, `strftime(a, '%Y')`: text."""
    if isinstance(node.this, exp.Literal) and not isinstance(node.args.get("format"), exp.Literal):
        _swap(node)
    subject = bind(node.this, scope)
    for name in ("format", "culture", "zone"):
        if isinstance(node.args.get(name), exp.Expr):
            bind(node.args[name], scope)
    if is_adaptable(subject):
        subject = coerce(subject, TIMESTAMP, scope.binding)
    if family_of(subject) not in TEMPORAL | NUMBERS | {"interval", "unknown", "null"}:
        return scope.binding.refuse(
            node, codes.WRONG_TYPES, f"a date is formatted here, and this is {spoken(subject)}"
        )
    return typed(node, TEXT, is_nullable(subject))


def _swap(node: exp.Expr) -> None:
    """DuckDB takes the format on either side: `strftime('%Y', a)`."""
    subject, pattern = node.args["format"], node.this
    node.set("this", subject)
    node.set("format", pattern)


def bind_epoch(node: exp.Expr, scope: Scope, bind: Bind) -> exp.Expr:
    """`to_timestamp(a)`: seconds to a moment; DuckDB's `epoch_ms(a)`: of a number a timestamp, of a moment a number."""
    inner = bind(node.this, scope)
    if is_adaptable(inner):
        inner = coerce(inner, DOUBLE, scope.binding)
    found = family_of(inner)
    scaled = node.args.get("scale") is not None
    if found in TEMPORAL and scaled:
        return typed(node, BIGINT, is_nullable(inner))
    if found not in NUMBERS | {"unknown", "null"}:
        return scope.binding.refuse(
            node, codes.WRONG_TYPES, f"a number of seconds is needed here, and this is {spoken(inner)}"
        )
    return typed(node, TIMESTAMP if scaled else TIMESTAMPTZ, is_nullable(inner))


RULES: dict[type[exp.Expr], Rule] = {
    **dict.fromkeys(_CLOCKS, bind_clock),
    exp.Interval: bind_interval,
    exp.TimestampTrunc: bind_truncation,
    exp.DateTrunc: bind_truncation,
    exp.Extract: bind_extract,
    exp.AtTimeZone: bind_zone,
    exp.DateDiff: bind_difference,
    exp.DateAdd: bind_shift,
    exp.DateSub: bind_shift,
    exp.TimeToStr: bind_formatted,
    exp.UnixToTime: bind_epoch,
}
