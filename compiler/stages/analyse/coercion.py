"""Implicit conversions made explicit: text literals beside dates and numbers, untyped parameters, conditions.

PostgreSQL reads a bare text literal as the type that its place needs
(https://www.postgresql.org/docs/current/typeconv-oper.html); DuckDB does so for dates and times. In the analysed tree such a
literal stands in a CAST, or is a number. What SQL Server would convert on its own, by session settings, never remains.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from sqlglot import exp, parse_one

from compiler.diagnostics.codes import sql as codes
from compiler.ir.analysed import NULLABLE, is_nullable
from compiler.stages.analyse.binding import Binding, typed
from compiler.stages.analyse.faults import Mend
from compiler.stages.analyse.literals import normal_moment
from compiler.stages.analyse.meant_days import meant_day
from compiler.stages.analyse.parameters import is_untyped
from compiler.stages.analyse.scope import Scope
from compiler.types.common import BOOLEAN, INTERVAL, NULL, TEXT, UNKNOWN
from compiler.types.families import NUMERIC, TEMPORAL, Kind, family, family_of
from compiler.types.numbers import literal_number

_QUANTITY = re.compile(r"\s*[+-]?\d+(\.\d+)?\s*[a-zA-Z]")
_NUMBER = re.compile(r"\s*[+-]?(\d+(\.\d*)?|\.\d+)\s*")
_TRUE = frozenset({"t", "tr", "tru", "true", "y", "ye", "yes", "on", "1"})
_FALSE = frozenset({"f", "fa", "fal", "fals", "false", "n", "no", "of", "off", "0"})


def is_text_literal(node: exp.Expr) -> bool:
    """Whether a node is a bare text literal, which takes the type that its place needs."""
    inner = node.unnest() if isinstance(node, exp.Paren) else node
    return isinstance(inner, exp.Literal) and bool(inner.args.get("is_string"))


def is_adaptable(node: exp.Expr) -> bool:
    """Whether a node has no type of its own: a text literal, NULL, a parameter not yet typed."""
    return is_text_literal(node) or is_untyped(node) or family_of(node) == "null"


def coerce(node: exp.Expr, target: exp.DataType, binding: Binding) -> exp.Expr:
    """Give an adaptable node the type that its place needs; any other node comes back as it is."""
    if is_untyped(node):
        binding.parameters.infer(node, target)
        return node
    if family_of(node) == "null" and isinstance(node, exp.Null):
        node.type = target if family(target) != "unknown" else NULL
        return node
    if is_text_literal(node):
        return _read_literal(node, target, binding)
    return node


def _read_literal(node: exp.Expr, target: exp.DataType, binding: Binding) -> exp.Expr:
    found = family(target)
    if found in NUMERIC:
        return _as_number(node, target, binding)
    if found in TEMPORAL:
        return as_moment(node, target, binding)
    if found == "boolean":
        return _as_boolean(node, binding)
    if found in ("uuid", "json"):
        return _replaced(node, _cast(node, target))
    if found == "interval":
        return _as_interval(node, binding)
    return node


def _as_interval(node: exp.Expr, binding: Binding) -> exp.Expr:
    """`'1 day'` where an interval is needed, read as `INTERVAL '1 day'` is."""
    literal = _literal_of(node)
    if not binding.is_postgres or _QUANTITY.match(literal.name) is None:
        return binding.refuse(
            node, codes.BAD_LITERAL, "an interval is needed here", "write INTERVAL '...' before the text"
        )
    interval = parse_one(exp.Interval(this=literal.copy()).sql("postgres"), dialect="postgres")
    for part in interval.walk():
        part.meta.update(literal.meta)
        if isinstance(part, exp.Literal):
            typed(part, TEXT, False)
    return _replaced(node, typed(interval, INTERVAL, False))


def _cast(node: exp.Expr, target: exp.DataType) -> exp.Expr:
    cast = exp.Cast(this=node.copy(), to=target.copy())
    return typed(cast, target, False)


def _replaced(node: exp.Expr, other: exp.Expr) -> exp.Expr:
    if node.parent is not None:
        node.replace(other)
    return other


def with_offsets(values: list[exp.Expr], data_type: exp.DataType) -> list[exp.Expr]:
    """Where one of several values is a moment with an offset, clock times beside it become moments of the session's zone.

    SQL Server would take them for UTC (https://learn.microsoft.com/sql/t-sql/data-types/datetimeoffset-transact-sql).
    """
    if family(data_type) != "timestamptz":
        return values
    return [
        _replaced(
            value, typed(exp.Cast(this=value.copy(), to=data_type.copy()), data_type, is_nullable(value))
        )
        if family_of(value) in {"date", "timestamp"}
        else value
        for value in values
    ]


def _literal_of(node: exp.Expr) -> exp.Expr:
    return node.unnest() if isinstance(node, exp.Paren) else node


def _as_number(node: exp.Expr, target: exp.DataType, binding: Binding) -> exp.Expr:
    literal = _literal_of(node)
    text = literal.name.strip()
    if _NUMBER.fullmatch(text) is None or (family(target) == "integer" and "." in text):
        message = f"'{literal.name}' is no {_spoken(target)}"
        return binding.refuse(node, codes.BAD_LITERAL, message, "write a number, or name a column of texts")
    number = exp.Literal.number(text.lstrip("+-"))
    number.meta.update(literal.meta)
    data_type = target if family(target) == "integer" else literal_number(number.name, binding.is_postgres)
    typed(number, data_type, False)
    result = typed(exp.Neg(this=number), data_type, False) if text.startswith("-") else number
    return _replaced(node, result)


def _as_boolean(node: exp.Expr, binding: Binding) -> exp.Expr:
    literal = _literal_of(node)
    word = literal.name.strip().lower()
    if word not in _TRUE | _FALSE:
        remedy = "write TRUE or FALSE"
        if isinstance(node.parent, exp.Connector | exp.Where):
            remedy = f"write a whole comparison, such as name = '{literal.name}'"
        return binding.refuse(node, codes.BAD_LITERAL, f"'{literal.name}' is no boolean", remedy)
    boolean = exp.Boolean(this=word in _TRUE)
    boolean.meta.update(literal.meta)
    return _replaced(node, typed(boolean, BOOLEAN, False))


def as_moment(node: exp.Expr, target: exp.DataType, binding: Binding) -> exp.Expr:
    """A text literal as a date, time or timestamp in ISO form, inside a CAST."""
    literal = _literal_of(node)
    normal = normal_moment(literal.name, family(target), binding.timezone)
    if normal is None:
        meant = meant_day(literal.name) if family(target) in ("date", "timestamp") else None
        message = f"'{literal.name}' is no {_spoken(target)} in ISO form"
        remedy = f"write '{meant}'" if meant is not None else _moment_remedy(literal.name, family(target))
        mend = Mend(f"'{literal.name}'", f"'{meant}'") if meant is not None else None
        return binding.refuse(node, codes.BAD_LITERAL, message, remedy, mend=mend)
    cast = _cast(literal, _plain_moment(target))
    cast.this.set("this", normal)
    return _replaced(node, cast)


def _plain_moment(target: exp.DataType) -> exp.DataType:
    if target.this in (Kind.DATETIME, Kind.SMALLDATETIME, Kind.DATETIME2):
        return exp.DataType(this=Kind.TIMESTAMP)
    return exp.DataType(this=target.this)


_BY_THE_CLOCK = {
    "now": "now()",
    "today": "current_date",
    "tomorrow": "current_date + 1",
    "yesterday": "current_date - 1",
}
"""What to write for words that PostgreSQL reads in texts by the clock of its machine."""


def _moment_remedy(text: str, found: str) -> str:
    if (clock := _BY_THE_CLOCK.get(text.strip().lower())) is not None:
        return f"write {clock} without quotes, which is the moment that the dashboard is for"
    if found == "timestamptz":
        return "write the offset too, as in '2026-01-31 10:00:00+07:00'"
    form = {"date": "year-month-day, as in '2026-01-31'", "time": "hours and minutes, as in '10:00:00'"}
    return "write " + form.get(found, "year-month-day and time, as in '2026-01-31 10:00:00'")


def _spoken(target: exp.DataType) -> str:
    return {"integer": "whole number", "decimal": "number", "float": "number"}.get(
        family(target), family(target)
    )


def as_condition(node: exp.Expr, binding: Binding) -> exp.Expr:
    """What WHERE, HAVING, ON, CASE WHEN, NOT, AND and OR take: a boolean; DuckDB also takes a number other than 0."""
    found = family_of(node)
    if binding.dialect == "tsql" or (found in ("boolean", "unknown") and not is_untyped(node)):
        return node
    if is_adaptable(node):
        return coerce(node, BOOLEAN, binding)
    if found in NUMERIC and not binding.is_postgres:
        zero = typed(exp.Literal.number(0), node.type or UNKNOWN, False)
        compared = exp.NEQ(this=node.copy(), expression=zero)
        return _replaced(node, typed(compared, BOOLEAN, bool(node.meta.get(NULLABLE, True))))
    message = f"a condition is needed here, and this is {_article(found)}"
    return binding.refuse(node, codes.WRONG_TYPES, message, "compare it with something")


def _article(word: str) -> str:
    return f"an {word}" if word[0] in "aeiou" else f"a {word}"


def text_if_untyped(node: exp.Expr, binding: Binding) -> exp.Expr:
    """An untyped parameter in a place of text."""
    return coerce(node, TEXT, binding) if is_untyped(node) else node


def spoken(node: exp.Expr) -> str:
    """What to call the type of a node in a message."""
    return "text" if is_text_literal(node) else family_of(node)


def condition(node: exp.Expr, scope: Scope, bind: Callable[[exp.Expr, Scope], exp.Expr]) -> exp.Expr:
    """Bind what must be a boolean."""
    return as_condition(bind(node, scope), scope.binding)
