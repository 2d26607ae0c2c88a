"""Which nodes are aggregates: those that the parser has a class for, and those that it knows by name alone."""

from __future__ import annotations

from typing import Final

from sqlglot import exp

BY_NAME: Final = frozenset({"every", "arbitrary", "product", "fsum", "favg", "sumkahan", "geomean"})


def is_aggregate(node: exp.Expr) -> bool:
    """Whether a node computes one value of several rows."""
    return is_named_aggregate(node) or isinstance(node, exp.AggFunc | exp.WithinGroup)


def is_named_aggregate(node: exp.Expr) -> bool:
    """Whether a node is an aggregate that the parser has no class for; each of them passes over NULL."""
    return isinstance(node, exp.Anonymous) and str(node.this).lower() in BY_NAME
