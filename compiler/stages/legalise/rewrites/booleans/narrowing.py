"""Literals beside columns of char and varchar."""

from __future__ import annotations

from sqlglot import exp

from compiler.tsql.printer.values import NARROW


def mark_narrow(literal: exp.Expr, other: exp.Expr) -> None:
    """An ASCII literal beside a char or varchar column needs no N, under which the column's index would not serve."""
    if not isinstance(literal, exp.Literal) or not literal.is_string or not literal.name.isascii():
        return
    if (
        isinstance(other, exp.Column)
        and other.type is not None
        and other.type.this in {exp.DType.VARCHAR, exp.DType.CHAR}
    ):
        literal.meta[NARROW] = True
