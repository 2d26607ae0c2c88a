"""Joins and their conditions as the dialects require them; sqlglot's parser reads any join with or without one.

`FROM a JOIN b` is an error in PostgreSQL, DuckDB and SQL Server, and would be every pair of rows if it were let through.
Source: https://www.postgresql.org/docs/current/queries-table-expressions.html#QUERIES-FROM.
"""

from __future__ import annotations

from sqlglot import exp

from compiler.diagnostics.codes import sql as codes
from compiler.stages.analyse.faults import Faults

_WITHOUT_CONDITION = ("NATURAL", "POSITIONAL", "ASOF")
"""Methods that need none, and ASOF, whose own rule tells what it needs."""


def refuse_wrong_conditions(tree: exp.Expr, faults: Faults) -> None:
    """Reports joins that lack the condition their kind needs, and those that have one their kind cannot have."""
    for join in tree.find_all(exp.Join):
        if not _is_written_out(join) or _is_apply(join):
            continue
        has_condition = bool(join.args.get("on") or join.args.get("using"))
        takes_none = join.kind == "CROSS" or join.method in _WITHOUT_CONDITION
        words = " ".join(filter(None, (join.method, join.side, join.kind, "JOIN")))
        if not has_condition and not takes_none:
            message = f"{words} without a condition"
            remedy = "write ON and what the rows have in common, or CROSS JOIN for every pair of rows"
            faults.report(codes.SYNTAX, message, join.this, remedy)
        elif has_condition and takes_none and join.method != "ASOF":
            message = f"{words} takes no condition"
            faults.report(codes.SYNTAX, message, join.this, "write JOIN ... ON, or leave the condition out")


def _is_written_out(join: exp.Join) -> bool:
    """Whether the word JOIN or APPLY stands there; a comma makes a join without any further part."""
    return "pivots" in join.args


def _is_apply(join: exp.Join) -> bool:
    return isinstance(join.this, exp.Lateral) and join.this.args.get("cross_apply") is not None
