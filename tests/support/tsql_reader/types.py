"""SQL Server's types as far as they decide what an expression means.

https://learn.microsoft.com/sql/t-sql/data-types/precision-scale-and-length-transact-sql
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal[
    "int",
    "bigint",
    "dec",
    "float",
    "real",
    "text",
    "date",
    "ts",
    "dto",
    "time",
    "bit",
    "bin",
    "null",
    "condition",
]
INTEGERS = ("int", "bigint")
NUMBERS = (*INTEGERS, "dec", "float", "real", "bit")


class NotRead(Exception):
    """A construct that the reader does not know."""


@dataclass(frozen=True)
class Type:
    """A kind; of a decimal its digits and those after the point; of text whether it has been given a binary collation."""

    kind: Kind
    precision: int = 0
    scale: int = 0
    binary: bool = False


@dataclass(frozen=True)
class Read:
    """An expression in DuckDB's SQL, and its type on SQL Server."""

    sql: str
    type: Type

    @property
    def kind(self) -> Kind:
        """The kind of its type."""
        return self.type.kind


INT, BIGINT, FLOAT, TEXT = Type("int"), Type("bigint"), Type("float"), Type("text")
DATE, MOMENT, BIT, BINARY, NULL = Type("date"), Type("ts"), Type("bit"), Type("bin"), Type("null")
CONDITION = Type("condition")

DUCKDB: dict[Kind, str] = {
    "int": "INTEGER", "bigint": "BIGINT", "float": "DOUBLE", "real": "REAL", "text": "VARCHAR", "date": "DATE", "ts": "TIMESTAMP", "dto": "TIMESTAMPTZ",
    "time": "TIME", "bit": "BOOLEAN", "bin": "BLOB",
}  # fmt: skip
_RANK = ("ts", "date", "time", "float", "real", "dec", "bigint", "int", "bit", "text", "bin", "null")


def quoted(name: str) -> str:
    """A name in double quotes."""
    return '"' + name.replace('"', '""') + '"'


def duckdb_word(kind: Type) -> str:
    """DuckDB's word for a type."""
    if kind.kind == "dec":
        return f"DECIMAL({kind.precision}, {kind.scale})"
    if kind.kind not in DUCKDB:
        raise NotRead(f"a value of type {kind.kind}")
    return DUCKDB[kind.kind]


def digits(kind: Type) -> tuple[int, int]:
    """Digits and scale with which a number takes part in decimal arithmetic."""
    return {"int": (10, 0), "bigint": (19, 0), "bit": (1, 0)}.get(kind.kind, (kind.precision, kind.scale))


def decimal(precision: int, scale: int, *, gives_up_scale: bool) -> Type:
    """A decimal cut to 38 digits: a product or quotient gives up scale, but keeps 6; a sum gives up what is beyond."""
    if precision <= 38:
        return Type("dec", precision, scale)
    integral = precision - scale
    if gives_up_scale:
        return Type("dec", 38, min(scale, 38 - integral) if integral < 32 else min(scale, 6))
    return Type("dec", 38, max(0, min(scale, 38 - integral)))


def arithmetic(sign: str, left: Type, right: Type) -> Type:
    """The type of a number combined with another."""
    kinds = {left.kind, right.kind}
    if "float" in kinds:
        return FLOAT
    if "real" in kinds:
        return Type("real")
    if kinds <= {"int", "bigint"}:
        return BIGINT if "bigint" in kinds else INT
    (p1, s1), (p2, s2) = digits(left), digits(right)
    if sign == "*":
        return decimal(p1 + p2 + 1, s1 + s2, gives_up_scale=True)
    if sign == "/":
        scale = max(6, s1 + p2 + 1)
        return decimal(p1 - s1 + s2 + scale, scale, gives_up_scale=True)
    scale = max(s1, s2)
    if sign == "%":
        return decimal(min(p1 - s1, p2 - s2) + scale, scale, gives_up_scale=False)
    return decimal(max(p1 - s1, p2 - s2) + scale + 1, scale, gives_up_scale=False)


def highest(kinds: list[Type]) -> Type:
    """The type of CASE, COALESCE and UNION over several."""
    known = [each for each in kinds if each.kind != "null"]
    if not known:
        return NULL
    winner = min(known, key=lambda each: _RANK.index(each.kind))
    if winner.kind != "dec":
        return Type(winner.kind, binary=all(each.binary for each in known))
    scale = max(digits(each)[1] for each in known)
    integral = max(digits(each)[0] - digits(each)[1] for each in known)
    return decimal(integral + scale, scale, gives_up_scale=False)
