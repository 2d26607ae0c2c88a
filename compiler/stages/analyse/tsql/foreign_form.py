"""A form that a dialect other than T-SQL has: where it stands, what is wrong with it, what to write instead."""

from __future__ import annotations

from typing import NamedTuple

from sqlglot import exp


class ForeignForm(NamedTuple):
    """One place in a query that SQL Server would refuse."""

    node: exp.Expr
    message: str
    remedy: str
