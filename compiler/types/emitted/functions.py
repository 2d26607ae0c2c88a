"""Result types of T-SQL's functions, by name.

Source: the page of each function below https://learn.microsoft.com/sql/t-sql/functions/. A rule is given the types of the
arguments (None where not known) and gives a type, or None.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import reduce

from compiler.types.emitted.promotion import DECIMALS, TEXTS, decimal, digits, joined, promoted
from compiler.types.sqlserver import MAX, SqlType

Types = list[SqlType | None]
Rule = Callable[[Types], SqlType | None]

INT, BIGINT, FLOAT, BIT = SqlType("int"), SqlType("bigint"), SqlType("float"), SqlType("bit")
DATE = SqlType("date")
_WIDE = SqlType("nvarchar", length=4000)
_WHOLE = frozenset({"bit", "tinyint", "smallint", "int"})


def _is(found: SqlType) -> Rule:
    return lambda _: found


def _first(types: Types) -> SqlType | None:
    return types[0] if types else None


def _last(types: Types) -> SqlType | None:
    return types[-1] if types else None


def highest(types: Types) -> SqlType | None:
    """The promoted type of all arguments; None where one is not known."""
    known = [found for found in types if found is not None]
    return reduce(promoted, known) if known and len(known) == len(types) else None


def _sum(types: Types) -> SqlType | None:
    found = _first(types)
    if found is None or found.base in ("bigint", "float", "money"):
        return found
    if found.base in _WHOLE:
        return INT
    if found.base in DECIMALS:
        return SqlType("decimal", precision=38, scale=found.scale)
    return {"real": FLOAT, "smallmoney": SqlType("money")}.get(found.base)


def _average(types: Types) -> SqlType | None:
    found = _sum(types)
    if found is not None and found.base in DECIMALS:
        return SqlType("decimal", precision=38, scale=max(found.scale or 0, 6))
    return found


def _text(types: Types) -> SqlType | None:
    """Text of the same kind and length, of varying length."""
    found = _first(types)
    if found is None or found.base not in TEXTS:
        return None
    return SqlType("nvarchar" if found.base.startswith("n") else "varchar", length=found.length)


def _longest(types: Types) -> SqlType | None:
    """Text of the same kind, as long as the type allows."""
    found = _text(types)
    if found is None or found.length == MAX:
        return found
    return SqlType(found.base, length=4000 if found.base == "nvarchar" else 8000)


def _concat(types: Types) -> SqlType | None:
    known = [_spelled(found) for found in types if found is not None]
    return reduce(joined, known) if known and len(known) == len(types) else None


_SPELLED = {
    "int": 12,
    "bigint": 20,
    "smallint": 6,
    "tinyint": 4,
    "bit": 1,
    "date": 10,
    "float": 23,
    "real": 14,
}


def _spelled(found: SqlType) -> SqlType:
    if found.base in TEXTS:
        return found
    return SqlType("varchar", length=_SPELLED.get(found.base, 41))


def _whole_part(types: Types) -> SqlType | None:
    found = _first(types)
    if found is not None and found.base in DECIMALS:
        return SqlType("decimal", precision=digits(found)[0], scale=0)
    return _widened(types)


def _widened(types: Types) -> SqlType | None:
    found = _first(types)
    if found is None:
        return None
    return {"bit": FLOAT, "tinyint": INT, "smallint": INT, "real": FLOAT, "smallmoney": SqlType("money")}.get(
        found.base, found
    )


def _absolute(types: Types) -> SqlType | None:
    found = _first(types)
    if found is not None and found.base in DECIMALS:
        return SqlType("decimal", precision=38, scale=found.scale)
    return _widened(types)


def _power(types: Types) -> SqlType | None:
    found = _first(types)
    if found is not None and found.base in DECIMALS:
        return decimal(38, found.scale or 0, keep_integral=False)
    return _widened(types)


def _shifted(types: Types) -> SqlType | None:
    """DATEADD gives the type of its date; text is read as datetime."""
    found = _last(types)
    return SqlType("datetime") if found is not None and found.base in TEXTS else found


def _length(types: Types) -> SqlType | None:
    found = _first(types)
    return BIGINT if found is not None and found.length == MAX else INT


def _position(types: Types) -> SqlType | None:
    return BIGINT if any(found is not None and found.length == MAX for found in types[1:2]) else INT


def _aggregated_text(types: Types) -> SqlType | None:
    found = _text(types)
    if found is None:
        return _WIDE
    if found.length == MAX:
        return found
    return SqlType(found.base, length=4000 if found.base == "nvarchar" else 8000)


FUNCTIONS: dict[str, Rule] = {
    "SUM": _sum,
    "AVG": _average,
    **dict.fromkeys(("COUNT", "GROUPING", "GROUPING_ID", "CHECKSUM"), _is(INT)),
    **dict.fromkeys(("COUNT_BIG", "DATEDIFF_BIG"), _is(BIGINT)),
    **dict.fromkeys(("ROW_NUMBER", "RANK", "DENSE_RANK", "NTILE"), _is(BIGINT)),
    **dict.fromkeys(
        ("STDEV", "STDEVP", "VAR", "VARP", "PERCENT_RANK", "CUME_DIST", "PERCENTILE_CONT"), _is(FLOAT)
    ),
    **dict.fromkeys(("MIN", "MAX", "LAG", "LEAD", "FIRST_VALUE", "LAST_VALUE", "NULLIF", "ISNULL"), _first),
    "STRING_AGG": _aggregated_text,
    **dict.fromkeys(("COALESCE", "GREATEST", "LEAST"), highest),
    **dict.fromkeys(
        ("UPPER", "LOWER", "LTRIM", "RTRIM", "TRIM", "REVERSE", "TRANSLATE", "LEFT", "RIGHT", "SUBSTRING"),
        _text,
    ),
    **dict.fromkeys(("REPLACE", "REPLICATE", "STUFF"), _longest),
    "CONCAT": _concat,
    "CONCAT_WS": _concat,
    "FORMAT": _is(_WIDE),
    "JSON_VALUE": _is(_WIDE),
    "JSON_QUERY": _is(SqlType("nvarchar", length=MAX)),
    "ISJSON": _is(INT),
    "NCHAR": _is(SqlType("nchar", length=1)),
    "HASHBYTES": _is(SqlType("varbinary", length=8000)),
    "NEWID": _is(SqlType("uniqueidentifier")),
    **dict.fromkeys(("ASCII", "UNICODE", "DATEDIFF", "DATEPART", "YEAR", "MONTH", "DAY"), _is(INT)),
    **dict.fromkeys(("LEN", "DATALENGTH"), _length),
    **dict.fromkeys(("CHARINDEX", "PATINDEX"), _position),
    **dict.fromkeys(
        (
            "ACOS",
            "ASIN",
            "ATAN",
            "ATN2",
            "COS",
            "COT",
            "EXP",
            "LOG",
            "LOG10",
            "PI",
            "SIN",
            "SQRT",
            "SQUARE",
            "TAN",
            "RAND",
        ),
        _is(FLOAT),
    ),
    **dict.fromkeys(("DEGREES", "RADIANS", "SIGN"), _absolute),
    "ABS": _absolute,
    "ROUND": _widened,
    "POWER": _power,
    **dict.fromkeys(("CEILING", "FLOOR"), _whole_part),
    "DATEADD": _shifted,
    **dict.fromkeys(("DATETRUNC", "DATE_BUCKET"), _shifted),
    **dict.fromkeys(("EOMONTH", "DATEFROMPARTS"), _is(DATE)),
    "SWITCHOFFSET": _first,
    "TODATETIMEOFFSET": _is(SqlType("datetimeoffset", scale=7)),
    "DATENAME": _is(SqlType("nvarchar", length=30)),
    "CHOOSE": lambda types: highest(types[1:]),
    "APPROX_COUNT_DISTINCT": _is(BIGINT),
    **dict.fromkeys(("ISNUMERIC", "ISDATE", "DIFFERENCE"), _is(INT)),
    "QUOTENAME": _is(SqlType("nvarchar", length=258)),
    "SOUNDEX": _is(SqlType("varchar", length=4)),
    "STR": _is(SqlType("varchar", length=8000)),
    "SPACE": _is(SqlType("varchar", length=8000)),
    "CHAR": _is(SqlType("char", length=1)),
    "SMALLDATETIMEFROMPARTS": _is(SqlType("smalldatetime")),
    "DATETIMEFROMPARTS": _is(SqlType("datetime")),
    "DATETIME2FROMPARTS": _is(SqlType("datetime2", scale=7)),
    "DATETIMEOFFSETFROMPARTS": _is(SqlType("datetimeoffset", scale=7)),
    "TIMEFROMPARTS": _is(SqlType("time", scale=7)),
}
"""Name to rule; functions whose type hangs on the value of an argument stand in `statement`."""
