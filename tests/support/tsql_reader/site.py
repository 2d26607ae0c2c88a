"""A DuckDB that stands for a site's SQL Server: the fixture's tables, and the functions that DuckDB's own do not match."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from decimal import ROUND_DOWN, ROUND_HALF_UP, Context, Decimal
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from compiler.conformance.engines.duckdb import DuckdbSession, duckdb_session
from compiler.conformance.fixtures import Fixture

Site = DuckdbSession
_EXACT = Context(prec=80)


def _decimal(sign: str, left: str, right: str, scale: int) -> str:
    """Decimal arithmetic: a quotient is cut, other results rounded, to the scale of its type."""
    a, b = Decimal(left), Decimal(right)
    if sign in "/%" and b == 0:
        raise ZeroDivisionError("Msg 8134: divide by zero error encountered")
    operations: dict[str, Callable[[], Decimal]] = {
        "+": lambda: _EXACT.add(a, b),
        "-": lambda: _EXACT.subtract(a, b),
        "*": lambda: _EXACT.multiply(a, b),
        "/": lambda: _EXACT.divide(a, b),
        "%": lambda: _EXACT.remainder(a, b),
    }
    rounding = ROUND_DOWN if sign == "/" else ROUND_HALF_UP
    return str(operations[sign]().quantize(Decimal(1).scaleb(-scale), rounding, _EXACT))


def _whole(sign: str, left: int, right: int) -> int:
    """Integer division truncates; the remainder has the sign of the dividend."""
    if right == 0:
        raise ZeroDivisionError("Msg 8134: divide by zero error encountered")
    quotient = abs(left) // abs(right) * (1 if (left < 0) == (right < 0) else -1)
    return quotient if sign == "/" else left - quotient * right


def _quotient(left: float, right: float) -> float:
    return left / right


def _rounded(number: str, places: int, cut: bool) -> str:
    step = Decimal(1).scaleb(-places)
    made = Decimal(number).quantize(step, ROUND_DOWN if cut else ROUND_HALF_UP, _EXACT)
    return format(made, "f")


def _rescaled(number: str, scale: int) -> str:
    return format(Decimal(number).quantize(Decimal(1).scaleb(-scale), ROUND_HALF_UP, _EXACT), "f")


def _left(text: str, count: int) -> str:
    if count < 0:
        raise ValueError("Msg 536: invalid length parameter passed to the LEFT function")
    return text[:count]


def _right(text: str, count: int) -> str:
    if count < 0:
        raise ValueError("Msg 536: invalid length parameter passed to the RIGHT function")
    return text[max(len(text) - count, 0) :]


def _substring(text: str, start: int, count: int) -> str:
    """Counts from 1; what lies before the text is counted too."""
    if count < 0:
        raise ValueError("Msg 537: invalid length parameter passed to the SUBSTRING function")
    return text[max(start - 1, 0) : max(start - 1 + count, 0)]


def _bytes(value: bytes, start: int, count: int) -> bytes:
    return value[max(start - 1, 0) : max(start - 1 + count, 0)]


def _replace(text: str, part: str, other: str) -> str:
    return text.replace(part, other) if part else text


def _stuff(text: str, start: int, count: int, other: str) -> str | None:
    if start <= 0 or start > len(text) or count < 0:
        return None
    return text[: start - 1] + other + text[start - 1 + count :]


def _fill(value: bytes, length: int) -> bytes:
    return value[:length].ljust(length, b"\0")


def _members(inner: str) -> str:
    """The members of a class; a hyphen between two characters stands for a range."""
    last = len(inner) - 1
    return "".join("-" if char == "-" and 0 < at < last else re.escape(char) for at, char in enumerate(inner))


@cache
def _pattern(pattern: str) -> re.Pattern[str]:
    made, at = "", 0
    while at < len(pattern):
        char = pattern[at]
        if char == "[" and (end := pattern.find("]", at + 2)) != -1:
            inner = pattern[at + 1 : end]
            negated = inner.startswith("^") and len(inner) > 1
            made += f"[{'^' if negated else ''}{_members(inner[1:] if negated else inner)}]"
            at = end
        else:
            made += {"%": ".*", "_": "."}.get(char, re.escape(char))
        at += 1
    return re.compile(made, re.DOTALL)


def _like(text: str, pattern: str) -> bool:
    return _pattern(pattern).fullmatch(text) is not None


def _first_place(pattern: str, text: str) -> int:
    """PATINDEX: where the first part that the pattern covers begins, from 1; 0 for none.

    https://learn.microsoft.com/sql/t-sql/functions/patindex-transact-sql
    """
    anywhere = pattern.startswith("%")
    rest = _pattern(pattern.lstrip("%"))
    starts = range(len(text) if anywhere else min(len(text), 1))
    return next((at + 1 for at in starts if rest.fullmatch(text[at:])), 0)


_FUNCTIONS: tuple[tuple[str, Callable[..., Any], Sequence[str], str], ...] = (
    ("ts_decimal", _decimal, ("VARCHAR", "VARCHAR", "VARCHAR", "INTEGER"), "VARCHAR"),
    ("ts_whole", _whole, ("VARCHAR", "BIGINT", "BIGINT"), "BIGINT"),
    ("ts_quotient", _quotient, ("DOUBLE", "DOUBLE"), "DOUBLE"),
    ("ts_round", _rounded, ("VARCHAR", "INTEGER", "BOOLEAN"), "VARCHAR"),
    ("ts_rescaled", _rescaled, ("VARCHAR", "INTEGER"), "VARCHAR"),
    ("ts_left", _left, ("VARCHAR", "INTEGER"), "VARCHAR"),
    ("ts_right", _right, ("VARCHAR", "INTEGER"), "VARCHAR"),
    ("ts_substring", _substring, ("VARCHAR", "INTEGER", "INTEGER"), "VARCHAR"),
    ("ts_bytes", _bytes, ("BLOB", "INTEGER", "INTEGER"), "BLOB"),
    ("ts_replace", _replace, ("VARCHAR", "VARCHAR", "VARCHAR"), "VARCHAR"),
    ("ts_stuff", _stuff, ("VARCHAR", "INTEGER", "INTEGER", "VARCHAR"), "VARCHAR"),
    ("ts_reverse", lambda text: text[::-1], ("VARCHAR",), "VARCHAR"),
    ("ts_fill", _fill, ("BLOB", "INTEGER"), "BLOB"),
    ("ts_utf16", lambda text: text.encode("utf-16-le"), ("VARCHAR",), "BLOB"),
    ("ts_text", lambda value: value.decode("utf-16-le"), ("BLOB",), "VARCHAR"),
    ("ts_like", _like, ("VARCHAR", "VARCHAR"), "BOOLEAN"),
    ("ts_patindex", _first_place, ("VARCHAR", "VARCHAR"), "INTEGER"),
)


@contextmanager
def site(fixture: Fixture, zone: ZoneInfo) -> Iterator[Site]:
    """A site with the fixture's rows."""
    with duckdb_session(fixture, zone) as session:
        for name, function, arguments, result in _FUNCTIONS:
            session.connection.create_function(name, function, list(arguments), result)
        yield session
