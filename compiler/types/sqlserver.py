"""SQL Server's types: words to a small value and back, and the `exp.DataType` that a catalog's column has in a tree.

Source: https://learn.microsoft.com/sql/t-sql/data-types/data-types-transact-sql. User types are resolved by the reader of
the DDL, not here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from sqlglot import exp

from compiler.types.families import Kind

MAX_PRECISION = 38
MAX = -1
"""The length of nvarchar(max) and its kin."""


@dataclass(frozen=True)
class SqlType:
    """A type of SQL Server. `length` in characters (bytes for binary) or MAX; `scale` also for times."""

    base: str
    precision: int | None = None
    scale: int | None = None
    length: int | None = None

    def __str__(self) -> str:
        if self.length is not None:
            return f"{self.base}({'max' if self.length == MAX else self.length})"
        if self.base in DECIMALS:
            return f"{self.base}({self.precision},{self.scale})"
        if self.base in TIMES:
            return f"{self.base}({self.scale})"
        return self.base


class UnknownType(ValueError):
    """The words are no type that SQL Server has."""


DECIMALS = frozenset({"decimal", "numeric"})
TIMES = frozenset({"time", "datetime2", "datetimeoffset"})
TEXTS: dict[str, Kind] = {
    "char": Kind.CHAR,
    "varchar": Kind.VARCHAR,
    "nchar": Kind.NCHAR,
    "nvarchar": Kind.NVARCHAR,
}
BINARIES: dict[str, Kind] = {"binary": Kind.BINARY, "varbinary": Kind.VARBINARY}
LIMITS = {"char": 8000, "varchar": 8000, "nchar": 4000, "nvarchar": 4000, "binary": 8000, "varbinary": 8000}
PLAIN: dict[str, Kind] = {
    "bit": Kind.BOOLEAN,
    "tinyint": Kind.UTINYINT,
    "smallint": Kind.SMALLINT,
    "int": Kind.INT,
    "bigint": Kind.BIGINT,
    "money": Kind.MONEY,
    "smallmoney": Kind.SMALLMONEY,
    "real": Kind.FLOAT,
    "float": Kind.DOUBLE,
    "date": Kind.DATE,
    "datetime": Kind.DATETIME,
    "smalldatetime": Kind.SMALLDATETIME,
    "uniqueidentifier": Kind.UUID,
    "rowversion": Kind.ROWVERSION,
}
TIMED: dict[str, Kind] = {
    "time": Kind.TIME,
    "datetime2": Kind.DATETIME2,
    "datetimeoffset": Kind.TIMESTAMPTZ,
}
OPAQUE = frozenset(
    {
        "text",
        "ntext",
        "image",
        "xml",
        "json",
        "sql_variant",
        "hierarchyid",
        "geography",
        "geometry",
        "vector",
    }
)
"""Types that a query may pass on and test for NULL, and nothing else."""

SYNONYMS = {
    "integer": "int",
    "dec": "decimal",
    "double precision": "float",
    "character": "char",
    "char varying": "varchar",
    "character varying": "varchar",
    "national character": "nchar",
    "national char": "nchar",
    "national character varying": "nvarchar",
    "national char varying": "nvarchar",
    "national text": "ntext",
    "binary varying": "varbinary",
    "timestamp": "rowversion",
}

TYPE_NAMES = (
    frozenset(TEXTS)
    | frozenset(BINARIES)
    | DECIMALS
    | frozenset(TIMED)
    | frozenset(PLAIN)
    | OPAQUE
    | {"float"}
)
"""Base words of all types that a catalog may name."""

_WORDS = re.compile(
    r"\s*(?:\[?sys\]?\s*\.\s*)?\[?(?P<base>[a-z_][a-z0-9_ ]*?)\]?\s*(?:\(\s*(?P<arguments>[^)]*)\))?\s*",
    re.IGNORECASE,
)


@lru_cache(maxsize=10_000)
def parse_sql_type(words: str) -> SqlType:
    """Read `decimal(15, 2)`, `[nvarchar](max)`, `double precision`. Raises UnknownType."""
    found = _WORDS.fullmatch(words)
    if found is None:
        raise UnknownType(words)
    base = re.sub(r"\s+", " ", found["base"].strip().lower())
    arguments = [part.strip().lower() for part in (found["arguments"] or "").split(",") if part.strip()]
    return make_sql_type(SYNONYMS.get(base, base), arguments)


def make_sql_type(base: str, arguments: list[str]) -> SqlType:
    """A type from its base word and the words between its parentheses. Raises UnknownType."""
    if base == "sysname":
        return SqlType("nvarchar", length=128)
    if base in TEXTS or base in BINARIES:
        return SqlType(base, length=_length(base, arguments))
    numbers = [_number(argument) for argument in arguments]
    if base in DECIMALS and len(numbers) <= 2:
        return _decimal(base, *numbers)
    if base in TIMED and len(numbers) <= 1:
        return SqlType(base, scale=_within(numbers[0] if numbers else 7, 0, 7))
    if base == "float" and len(numbers) <= 1:
        return SqlType("real" if numbers and _within(numbers[0], 1, 53) <= 24 else "float")
    if (base in OPAQUE and (not numbers or base == "vector")) or (base in PLAIN and not numbers):
        return SqlType(base)
    raise UnknownType(base)


def _decimal(base: str, precision: int = 18, scale: int = 0) -> SqlType:
    return SqlType(base, precision=_within(precision, 1, 38), scale=_within(scale, 0, precision))


def _length(base: str, arguments: list[str]) -> int:
    if arguments == ["max"] and base.startswith(("var", "nvar")):
        return MAX
    return _within(_number(arguments[0]) if arguments else 1, 1, LIMITS[base])


def _number(argument: str) -> int:
    if not argument.isdigit():
        raise UnknownType(argument)
    return int(argument)


def _within(value: int, low: int, high: int) -> int:
    if not low <= value <= high:
        raise UnknownType(str(value))
    return value


def data_type_of(sql_type: SqlType) -> exp.DataType:
    """The type that a column of this SQL Server type has in an analysed tree."""
    base = sql_type.base
    if base in TEXTS or base in BINARIES:
        return _built((TEXTS | BINARIES)[base], sql_type.length)
    if base in DECIMALS:
        return _built(Kind.DECIMAL, sql_type.precision, sql_type.scale)
    if base in TIMED:
        return _built(TIMED[base], sql_type.scale)
    if base in PLAIN:
        return exp.DataType(this=PLAIN[base])
    return exp.DataType(this=Kind.USERDEFINED, kind=base)


def _built(kind: Kind, *numbers: int | None) -> exp.DataType:
    parameters = [
        exp.DataTypeParam(this=exp.Var(this="MAX") if number == MAX else exp.Literal.number(number))
        for number in numbers
        if number is not None
    ]
    return exp.DataType(this=kind, expressions=parameters)


_WORDS_OF: dict[Kind, SqlType] = {
    **{kind: SqlType(base) for base, kind in PLAIN.items()},
    Kind.TINYINT: SqlType("smallint"),
    Kind.USMALLINT: SqlType("int"),
    Kind.UINT: SqlType("bigint"),
    Kind.UBIGINT: SqlType("decimal", precision=20, scale=0),
    Kind.INT128: SqlType("decimal", precision=38, scale=0),
    Kind.UINT128: SqlType("decimal", precision=38, scale=0),
    Kind.TEXT: SqlType("nvarchar", length=MAX),
    Kind.NAME: SqlType("nvarchar", length=128),
    Kind.JSON: SqlType("nvarchar", length=MAX),
    Kind.JSONB: SqlType("nvarchar", length=MAX),
    Kind.TIMESTAMP: SqlType("datetime2", scale=6),
    Kind.TIMESTAMPNTZ: SqlType("datetime2", scale=6),
}
_SIZED: dict[Kind, str] = {kind: base for base, kind in (TEXTS | BINARIES).items()}
_TIMED: dict[Kind, tuple[str, int]] = {
    Kind.TIME: ("time", 6),
    Kind.DATETIME2: ("datetime2", 7),
    Kind.TIMESTAMPTZ: ("datetimeoffset", 7),
}
_SCALE_OF_NUMERIC = 10
"""Digits after the point that stand for PostgreSQL's numeric without bounds."""


def type_of_data_type(data_type: exp.DataType) -> SqlType | None:
    """SQL Server's type for a type of a tree; None where it has none, such as for intervals and lists."""
    kind = data_type.this
    if kind in _WORDS_OF:
        return _WORDS_OF[kind]
    if kind is Kind.USERDEFINED:
        return SqlType(str(data_type.args.get("kind")))
    numbers = [part.name for part in data_type.expressions if isinstance(part, exp.DataTypeParam)]
    if kind is Kind.DECIMAL:
        precision = int(numbers[0]) if numbers else MAX_PRECISION
        scale = int(numbers[1]) if len(numbers) > 1 else 0 if numbers else _SCALE_OF_NUMERIC
        return SqlType("decimal", precision=precision, scale=scale)
    if kind in _TIMED:
        base, default = _TIMED[kind]
        return SqlType(base, scale=int(numbers[0]) if numbers else default)
    if kind in _SIZED:
        return SqlType(_SIZED[kind], length=int(numbers[0]) if numbers and numbers[0].isdigit() else MAX)
    return None


def parameter_type(data_type: exp.DataType, many: bool) -> SqlType:
    """The type that a value is declared with: a list is one JSON text; text is bound within what an index compares."""
    if many:
        return SqlType("nvarchar", length=MAX)
    found = type_of_data_type(data_type)
    if found is None or data_type.this is Kind.TEXT:
        return SqlType("nvarchar", length=LIMITS["nvarchar"])
    return found
