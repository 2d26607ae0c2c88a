"""T-SQL type words for sqlglot types, and the rules of decimal precision.

Source: https://learn.microsoft.com/sql/t-sql/data-types/precision-scale-and-length-transact-sql
"""

from __future__ import annotations

from typing import Final

from sqlglot import exp

Kind = exp.DType

# Types without parameters of their own. `nvarchar(max)` for text: the sources' text has no bound and holds any character.
WORDS: Final[dict[Kind, str]] = {
    Kind.BOOLEAN: "BIT",
    Kind.BIT: "BIT",
    Kind.TINYINT: "SMALLINT",  # -128..127 in the sources; TINYINT is 0..255 here
    Kind.UTINYINT: "TINYINT",
    Kind.SMALLINT: "SMALLINT",
    Kind.USMALLINT: "INT",
    Kind.INT: "INT",
    Kind.UINT: "BIGINT",
    Kind.BIGINT: "BIGINT",
    Kind.UBIGINT: "DECIMAL(20, 0)",
    Kind.INT128: "DECIMAL(38, 0)",
    Kind.UINT128: "DECIMAL(38, 0)",
    Kind.FLOAT: "REAL",
    Kind.DOUBLE: "FLOAT",
    Kind.MONEY: "MONEY",
    Kind.SMALLMONEY: "SMALLMONEY",
    Kind.TEXT: "NVARCHAR(MAX)",
    Kind.NAME: "NVARCHAR(128)",
    Kind.DATE: "DATE",
    Kind.TIME: "TIME(6)",
    Kind.TIMESTAMP: "DATETIME2(6)",
    Kind.TIMESTAMPNTZ: "DATETIME2(6)",
    Kind.DATETIME: "DATETIME",
    Kind.SMALLDATETIME: "SMALLDATETIME",
    Kind.UUID: "UNIQUEIDENTIFIER",
    Kind.ROWVERSION: "ROWVERSION",
    Kind.XML: "XML",
    Kind.JSON: "NVARCHAR(MAX)",
    Kind.JSONB: "NVARCHAR(MAX)",
}

# Types that carry a length or a precision: word, and what stands for none given.
SIZED: Final[dict[Kind, tuple[str, str]]] = {
    Kind.DECIMAL: ("DECIMAL", "38, 10"),
    Kind.CHAR: ("CHAR", "1"),
    Kind.NCHAR: ("NCHAR", "1"),
    Kind.VARCHAR: ("VARCHAR", "MAX"),
    Kind.NVARCHAR: ("NVARCHAR", "MAX"),
    Kind.BINARY: ("BINARY", "1"),
    Kind.VARBINARY: ("VARBINARY", "MAX"),
    Kind.DATETIME2: ("DATETIME2", "7"),
    Kind.TIMESTAMPTZ: ("DATETIMEOFFSET", "7"),
}

MAX_PRECISION: Final = 38
KEPT_SCALE: Final = 6
INTEGER_DIGITS: Final[dict[Kind, int]] = {
    Kind.BOOLEAN: 1,
    Kind.UTINYINT: 3,
    Kind.TINYINT: 5,
    Kind.SMALLINT: 5,
    Kind.INT: 10,
    Kind.USMALLINT: 10,
    Kind.BIGINT: 19,
    Kind.UINT: 19,
    Kind.UBIGINT: 20,
    Kind.INT128: 38,
    Kind.UINT128: 38,
}


def type_word(data_type: exp.DataType) -> str | None:
    """T-SQL's word for a type, or None where SQL Server has no such type."""
    word = WORDS.get(data_type.this)
    if word is not None:
        return word
    sized = SIZED.get(data_type.this)
    if sized is None:
        return None
    return f"{sized[0]}({', '.join(_size(part) for part in data_type.expressions) or sized[1]})"


def _size(part: exp.Expr) -> str:
    return part.name.upper() if part.name.upper() == "MAX" else str(int(part.name))


def digits_of(data_type: exp.DataType | None) -> tuple[int, int] | None:
    """Precision and scale with which a number takes part in decimal arithmetic; None for floats and what is no number."""
    if data_type is None:
        return None
    kind = data_type.this
    if kind in INTEGER_DIGITS:
        return INTEGER_DIGITS[kind], 0
    if kind is Kind.MONEY:
        return 19, 4
    if kind is Kind.SMALLMONEY:
        return 10, 4
    if kind is not Kind.DECIMAL:
        return None
    sizes = [int(part.name) for part in data_type.expressions] or [MAX_PRECISION, 10]
    return sizes[0], sizes[1] if len(sizes) > 1 else 0


def fit(precision: int, scale: int, *, keep_integral: bool) -> tuple[int, int]:
    """SQL Server's cut to 38 digits: `keep_integral` for products and quotients, which give up scale down to 6."""
    if precision <= MAX_PRECISION:
        return precision, scale
    integral = precision - scale
    if not keep_integral:
        return MAX_PRECISION, max(MAX_PRECISION - integral, 0)
    if integral < MAX_PRECISION - KEPT_SCALE:
        return MAX_PRECISION, min(scale, MAX_PRECISION - integral)
    return MAX_PRECISION, min(scale, KEPT_SCALE)


def sum_digits(left: tuple[int, int], right: tuple[int, int]) -> tuple[int, int]:
    """Of a sum or difference."""
    scale = max(left[1], right[1])
    return fit(max(left[0] - left[1], right[0] - right[1]) + scale + 1, scale, keep_integral=False)


def product_digits(left: tuple[int, int], right: tuple[int, int]) -> tuple[int, int]:
    """Of a product."""
    return fit(left[0] + right[0] + 1, left[1] + right[1], keep_integral=True)


def quotient_digits(left: tuple[int, int], right: tuple[int, int]) -> tuple[int, int]:
    """Of a quotient of which one side at least is a decimal."""
    scale = max(KEPT_SCALE, left[1] + right[0] + 1)
    return fit(left[0] - left[1] + right[1] + scale, scale, keep_integral=True)


def common_digits(left: tuple[int, int], right: tuple[int, int]) -> tuple[int, int]:
    """Of CASE, COALESCE and UNION: wide enough for both, cut at 38 in favour of the integral part."""
    scale = max(left[1], right[1])
    return fit(max(left[0] - left[1], right[0] - right[1]) + scale, scale, keep_integral=False)
