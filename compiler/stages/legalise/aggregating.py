"""Which nodes are aggregates: those that the parser has a class for, and those that it knows by name alone."""

from __future__ import annotations

from typing import Final

from sqlglot import exp

BY_NAME: Final = frozenset({"every", "arbitrary", "product", "fsum", "favg", "sumkahan", "geomean"})


def is_aggregate(node: exp.Expr) -> bool:
    """Whether a node computes one value of several rows."""
    if isinstance(node, exp.Anonymous):
        return str(node.this).lower() in BY_NAME
    return isinstance(node, exp.AggFunc | exp.WithinGroup)
