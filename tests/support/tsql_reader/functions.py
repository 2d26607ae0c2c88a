"""Scalar functions by name, each by its page below https://learn.microsoft.com/sql/t-sql/functions/."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from sqlglot import exp

from tests.support.tsql_reader.types import (
    BIGINT,
    DATE,
    FLOAT,
    INT,
    MOMENT,
    TEXT,
    NotRead,
    Read,
    Type,
    duckdb_word,
    highest,
)

WITH_PART = frozenset({"DATEADD", "DATEDIFF", "DATEDIFF_BIG", "DATEPART", "DATETRUNC"})
"""Functions whose first argument is a date part."""

_UNITS = ("YEAR", "QUARTER", "MONTH", "DAY", "HOUR", "MINUTE", "SECOND", "MILLISECOND", "MICROSECOND")
_PARTS = {
    "YEAR": "year", "QUARTER": "quarter", "MONTH": "month", "DAY": "day", "DAYOFYEAR": "doy", "HOUR": "hour",
    "MINUTE": "minute", "SECOND": "second", "ISO_WEEK": "week",
}  # fmt: skip

Values = Sequence[Read]


def call(name: str, part: str | None, values: Values) -> Read:
    """A call of a function. Raises NotRead for one that is not known."""
    if part is not None:
        return _PARTED[name](part, values)
    rule = _RULES.get(name)
    if rule is None:
        raise NotRead(f"the function {name}")
    return rule(values)


def convert(name: str, target: tuple[Type, int | None], value: Read, style: Sequence[exp.Expr]) -> Read:
    """CONVERT with a style."""
    number = style[0].name if style else "0"
    formats = {"23": "%Y-%m-%d", "112": "%Y%m%d", "108": "%H:%M:%S"}
    if name == "CONVERT" and target[0].kind == "text" and value.kind in ("date", "ts") and number in formats:
        text = f"strftime({value.sql}, '{formats[number]}')"
        return Read(text if target[1] is None else f"substring({text}, 1, {target[1]})", TEXT)
    raise NotRead(f"{name} of {value.kind} in style {number}")


def _dateadd(part: str, values: Values) -> Read:
    count, moment = values
    if part == "WEEK":
        count, part = Read(f"(7 * ({count.sql}))", count.type), "DAY"
    if part not in _UNITS or moment.kind not in ("date", "ts"):
        raise NotRead(f"DATEADD of {part} to {moment.kind}")
    if part == "QUARTER":
        count, part = Read(f"(3 * ({count.sql}))", count.type), "MONTH"
    made = f"({moment.sql} + to_{part.lower()}s(CAST(trunc({count.sql}) AS {'BIGINT' if part in ('MICROSECOND', 'HOUR', 'MINUTE') else 'INTEGER'})))"
    if moment.kind == "date" and part not in ("YEAR", "MONTH", "DAY"):
        raise NotRead("DATEADD of a clock's part to a date")
    return Read(f"CAST({made} AS {duckdb_word(moment.type)})", moment.type)


def _datediff(kind: Type) -> Callable[[str, Values], Read]:
    def rule(part: str, values: Values) -> Read:
        if part not in _UNITS or any(each.kind not in ("date", "ts") for each in values):
            raise NotRead(f"DATEDIFF of {part}")
        sides = ", ".join(f"CAST({each.sql} AS TIMESTAMP)" for each in values)
        return Read(f"CAST(date_diff('{part.lower()}', {sides}) AS {duckdb_word(kind)})", kind)

    return rule


def _datepart(part: str, values: Values) -> Read:
    (moment,) = values
    if moment.kind not in ("date", "ts") or part not in {*_PARTS, "MICROSECOND"}:
        raise NotRead(f"DATEPART of {part} of {moment.kind}")
    if part == "MICROSECOND":
        return Read(f"CAST(date_part('microseconds', {moment.sql}) % 1000000 AS INTEGER)", INT)
    return Read(f"CAST(date_part('{_PARTS[part]}', {moment.sql}) AS INTEGER)", INT)


def _datetrunc(part: str, values: Values) -> Read:
    (moment,) = values
    unit = "week" if part == "ISO_WEEK" else part.lower()
    if part not in {*_UNITS, "ISO_WEEK"} or moment.kind not in ("date", "ts"):
        raise NotRead(f"DATETRUNC of {part}")
    return Read(f"CAST(date_trunc('{unit}', {moment.sql}) AS {duckdb_word(moment.type)})", moment.type)


_PARTED: dict[str, Callable[[str, Values], Read]] = {
    "DATEADD": _dateadd,
    "DATEDIFF": _datediff(INT),
    "DATEDIFF_BIG": _datediff(BIGINT),
    "DATEPART": _datepart,
    "DATETRUNC": _datetrunc,
}


def _plain(template: str, kind: Type | None = None) -> Callable[[Values], Read]:
    """A function said by a template of its arguments; `kind` None: of the type of the first."""
    return lambda values: Read(template.format(*(each.sql for each in values)), kind or values[0].type)


def _datalength(values: Values) -> Read:
    """Bytes: two or four for each character of nvarchar, those of UTF-8 for a varchar that is in it."""
    (text,) = values
    inside = f"encode({text.sql})" if text.type.scale == 8 else f"ts_utf16({text.sql})"
    return Read(f"CAST(octet_length({inside}) AS INTEGER)", INT)


def _text(template: str) -> Callable[[Values], Read]:
    def rule(values: Values) -> Read:
        if values[0].kind != "text":
            raise NotRead(f"a text function of {values[0].kind}")
        return Read(
            template.format(*(each.sql for each in values)), Type("text", binary=values[0].type.binary)
        )

    return rule


def _round(values: Values) -> Read:
    value, places, *rest = values
    cut = "TRUE" if rest and rest[0].sql != "0" else "FALSE"
    if value.kind not in ("int", "bigint", "dec"):
        raise NotRead(f"ROUND of {value.kind}")
    made = f"ts_round(CAST({value.sql} AS VARCHAR), CAST({places.sql} AS INTEGER), {cut})"
    return Read(f"CAST({made} AS {duckdb_word(value.type)})", value.type)


def _whole(function: str) -> Callable[[Values], Read]:
    def rule(values: Values) -> Read:
        (value,) = values
        kind = Type("dec", value.type.precision, 0) if value.kind == "dec" else value.type
        return Read(f"CAST({function}({value.sql}) AS {duckdb_word(kind)})", kind)

    return rule


def _coalesce(values: Values) -> Read:
    kind = highest([each.type for each in values])
    if kind.kind == "dec" or len({each.kind for each in values} - {"null"}) > 1:
        listed = ", ".join(f"CAST({each.sql} AS {duckdb_word(kind)})" for each in values)
    else:
        listed = ", ".join(each.sql for each in values)
    return Read(f"COALESCE({listed})", kind)


def _concat(values: Values) -> Read:
    if any(each.kind not in ("text", "int", "bigint", "null") for each in values):
        raise NotRead("CONCAT of what is no text")
    return Read(
        "(" + " || ".join(f"COALESCE(CAST({each.sql} AS VARCHAR), '')" for each in values) + ")", TEXT
    )


def _concat_ws(values: Values) -> Read:
    if any(each.kind != "text" for each in values):
        raise NotRead("CONCAT_WS of what is no text")
    return Read(f"concat_ws({', '.join(each.sql for each in values)})", TEXT)


def _date_from_parts(values: Values) -> Read:
    return Read(f"make_date({', '.join(f'CAST({each.sql} AS INTEGER)' for each in values)})", DATE)


def _moment_from_parts(values: Values) -> Read:
    *clock, fraction, scale = values
    if scale.sql != "6":
        raise NotRead("DATETIME2FROMPARTS of other fractions")
    *parts, second = (f"CAST({each.sql} AS INTEGER)" for each in clock)
    return Read(
        f"make_timestamp({', '.join(parts)}, {second} + CAST({fraction.sql} AS INTEGER) / 1000000.0)", MOMENT
    )


def _floating(function: str) -> Callable[[Values], Read]:
    return lambda values: Read(f"{function}(CAST({values[0].sql} AS DOUBLE))", FLOAT)


def _logarithm(values: Values) -> Read:
    """LOG(x) is natural; LOG(x, base) has its own: https://learn.microsoft.com/sql/t-sql/functions/log-transact-sql ."""
    number, *base = (f"ln(CAST({each.sql} AS DOUBLE))" for each in values)
    return Read(f"({number} / {base[0]})" if base else number, FLOAT)


def _power(values: Values) -> Read:
    if values[0].kind != "float":
        raise NotRead("POWER of an exact number")
    return Read(f"pow({values[0].sql}, CAST({values[1].sql} AS DOUBLE))", FLOAT)


def _patindex(values: Values) -> Read:
    pattern, text = values
    if text.kind != "text" or not text.type.binary:
        raise NotRead("PATINDEX under the database's collation")
    return Read(f"ts_patindex({pattern.sql}, {text.sql})", INT)


def _cut(values: Values) -> Read:
    text, start, count = values
    if text.kind == "bin":
        return Read(f"ts_bytes({text.sql}, {start.sql}, {count.sql})", text.type)
    made = f"ts_substring({text.sql}, CAST({start.sql} AS INTEGER), CAST({count.sql} AS INTEGER))"
    return Read(made, Type("text", binary=text.type.binary))


_RULES: dict[str, Callable[[Values], Read]] = {
    "LEN": _plain("CAST(length(rtrim({0}, ' ')) AS INTEGER)", INT),
    "DATALENGTH": _datalength,
    "CHARINDEX": _plain(
        "CAST(CASE WHEN {0} = '' AND {1} IS NOT NULL THEN 0 ELSE strpos({1}, {0}) END AS INTEGER)", INT
    ),
    "PATINDEX": _patindex,
    "SUBSTRING": _cut,
    "LEFT": _text("ts_left({0}, CAST({1} AS INTEGER))"),
    "RIGHT": _text("ts_right({0}, CAST({1} AS INTEGER))"),
    "UPPER": _text("upper({0})"),
    "LOWER": _text("lower({0})"),
    "LTRIM": _text("ltrim({0}, ' ')"),
    "RTRIM": _text("rtrim({0}, ' ')"),
    "REVERSE": _text("ts_reverse({0})"),
    "REPLACE": _text("ts_replace({0}, {1}, {2})"),
    "REPLICATE": _text("CASE WHEN {1} >= 0 THEN repeat({0}, {1}) END"),
    "STUFF": _text("ts_stuff({0}, CAST({1} AS INTEGER), CAST({2} AS INTEGER), {3})"),
    "TRANSLATE": _text("translate({0}, {1}, {2})"),
    "UNICODE": _plain("CAST(CASE WHEN {0} <> '' THEN unicode({0}) END AS INTEGER)", INT),
    "NCHAR": _plain("chr({0})", TEXT),
    "CONCAT": _concat,
    "CONCAT_WS": _concat_ws,
    "ABS": _plain("abs({0})"),
    "SIGN": _plain("CAST(sign({0}) AS INTEGER)", INT),
    "CEILING": _whole("ceil"),
    "FLOOR": _whole("floor"),
    "ROUND": _round,
    "SQRT": _floating("sqrt"),
    "EXP": _floating("exp"),
    "LOG": _logarithm,
    "LOG10": _floating("log10"),
    "PI": _plain("pi()", FLOAT),
    "ATN2": _plain("atan2(CAST({0} AS DOUBLE), CAST({1} AS DOUBLE))", FLOAT),
    "POWER": _power,
    "COALESCE": _coalesce,
    "NULLIF": _plain("NULLIF({0}, {1})"),
    "EOMONTH": _plain("last_day({0})", DATE),
    "DATEFROMPARTS": _date_from_parts,
    "DATETIME2FROMPARTS": _moment_from_parts,
}
