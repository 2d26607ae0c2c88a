"""CAST, by https://learn.microsoft.com/sql/t-sql/functions/cast-and-convert-transact-sql ."""

from __future__ import annotations

from sqlglot import exp

from tests.support.tsql_reader.types import BINARY, NotRead, Read, Type, duckdb_word

_KINDS: dict[exp.DType, Type] = {
    exp.DType.INT: Type("int"),
    exp.DType.SMALLINT: Type("int"),
    exp.DType.BIGINT: Type("bigint"),
    exp.DType.FLOAT: Type("float"),
    exp.DType.DOUBLE: Type("float"),
    exp.DType.BIT: Type("bit"),
    exp.DType.BOOLEAN: Type("bit"),
    exp.DType.DATE: Type("date"),
    exp.DType.DATETIME2: Type("ts"),
    exp.DType.DATETIME: Type("ts"),
    exp.DType.TIMESTAMPTZ: Type("dto"),
    exp.DType.NVARCHAR: Type("text"),
    exp.DType.VARCHAR: Type("text"),
    exp.DType.NCHAR: Type("text"),
    exp.DType.CHAR: Type("text"),
    exp.DType.VARBINARY: BINARY,
    exp.DType.BINARY: BINARY,
}

SINGLE = 24
"""Bits of FLOAT(n) up to which it is REAL: https://learn.microsoft.com/sql/t-sql/data-types/float-and-real-transact-sql ."""


def type_of(data_type: exp.DataType) -> tuple[Type, int | None]:
    """The type of a word, and the length that is stated."""
    sizes = [part.name for part in data_type.expressions]
    length = int(sizes[0]) if sizes and sizes[0].isdigit() else None
    if data_type.this is exp.DType.DECIMAL:
        return Type("dec", int(sizes[0]), int(sizes[1]) if len(sizes) > 1 else 0), None
    if data_type.this is exp.DType.FLOAT and length is not None and length <= SINGLE:
        return Type("real"), None
    kind = _KINDS.get(data_type.this)
    if kind is None:
        raise NotRead(f"the type {data_type.sql('tsql')}")
    return kind, length


def type_of_word(node: exp.Expr) -> tuple[Type, int | None]:
    """The type that is the first argument of CONVERT."""
    return type_of(
        node if isinstance(node, exp.DataType) else exp.DataType.build(node.sql("tsql"), dialect="tsql")
    )


def cast(value: Read, to: exp.DataType) -> Read:
    """`CAST(value AS to)`."""
    kind, length = type_of(to)
    if kind.kind == "bin":
        return _bytes(value, length, filled=to.this is exp.DType.BINARY)
    if kind.kind == "text":
        return _text(value, length)
    return Read(_number_or_moment(value, kind), kind)


def _bytes(value: Read, length: int | None, *, filled: bool) -> Read:
    if value.kind == "bin":
        return Read(f"ts_fill({value.sql}, {length})", BINARY) if filled else value
    if value.kind != "text" or filled:
        raise NotRead(f"{value.kind} as bytes")
    return Read(f"encode({value.sql})" if value.type.scale == 8 else f"ts_utf16({value.sql})", BINARY)


def _text(value: Read, length: int | None) -> Read:
    spelled = {
        "text": value.sql,
        "null": "CAST(NULL AS VARCHAR)",
        "int": f"CAST({value.sql} AS VARCHAR)",
        "bigint": f"CAST({value.sql} AS VARCHAR)",
        "dec": f"CAST({value.sql} AS VARCHAR)",
        "bit": f"CAST(CAST({value.sql} AS INTEGER) AS VARCHAR)",
        "date": f"strftime({value.sql}, '%Y-%m-%d')",
        "bin": f"ts_text({value.sql})",
    }.get(value.kind)
    if spelled is None:
        raise NotRead(f"{value.kind} as text")
    cut = spelled if length is None else f"substring({spelled}, 1, {length})"
    return Read(
        cut, Type("text", scale=value.type.scale if value.kind == "text" else 0, binary=value.type.binary)
    )


def _number_or_moment(value: Read, kind: Type) -> str:
    word = duckdb_word(kind)
    if value.kind == "null":
        return f"CAST(NULL AS {word})"
    if kind.kind == "bit":
        return (
            f"({value.sql} <> 0)"
            if value.kind in ("int", "bigint", "dec", "float", "real")
            else f"CAST({value.sql} AS BOOLEAN)"
        )
    if kind.kind in ("int", "bigint") and value.kind in ("dec", "float", "real"):
        return f"CAST(trunc({value.sql}) AS {word})"
    if kind.kind in ("int", "bigint", "dec", "float", "real") and value.kind in ("date", "ts"):
        raise NotRead(f"{value.kind} as a number")
    if kind.kind == "dec" and value.kind == "dec":
        return f"ts_rescaled(CAST({value.sql} AS VARCHAR), {kind.scale})::{word}"
    return f"CAST({value.sql} AS {word})"
