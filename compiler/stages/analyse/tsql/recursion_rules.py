"""What common table expressions may hold that read themselves.

https://learn.microsoft.com/sql/t-sql/queries/with-common-table-expression-transact-sql
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from sqlglot import exp

from compiler.stages.analyse.tsql.foreign_form import ForeignForm

_REMEDY: Final = "do it in the query that reads the expression"


def _names_twice(tree: exp.Expr) -> Iterator[ForeignForm]:
    """Two common table expressions of one name (Msg 239)."""
    for clause in tree.find_all(exp.With):
        seen: set[str] = set()
        for cte in clause.expressions:
            name = cte.alias.lower()
            if name in seen:
                yield ForeignForm(cte, f"`{cte.alias}` is the name of two expressions of WITH", "rename one")
            seen.add(name)


def _recursions(tree: exp.Expr) -> Iterator[ForeignForm]:
    """Msg 252, 253, 460, 461, 462, 465 and 467."""
    for cte in tree.find_all(exp.CTE):
        name = cte.alias.lower()
        read = _reads(cte.this, name)
        if not read:
            continue
        union = cte.this
        if not isinstance(union, exp.Union) or union.args.get("distinct") is not False:
            message = f"`{cte.alias}` reads itself and is no UNION ALL"
            yield ForeignForm(
                read[0], message, "write the first rows, UNION ALL, and the step from row to row"
            )
            continue
        step = union.expression.unnest()
        if len(_reads(step, name)) != 1 or _reads(union.this, name):
            message = f"`{cte.alias}` reads itself more than once, or before UNION ALL"
            yield ForeignForm(read[-1], message, "read it once, behind UNION ALL")
            continue
        yield from _step(step, read[-1])


def _reads(node: exp.Expr, name: str) -> list[exp.Table]:
    return [table for table in node.find_all(exp.Table) if table.name.lower() == name and not table.db]


def _step(step: exp.Expr, read: exp.Table) -> Iterator[ForeignForm]:
    """The part of a recursion that is run again and again."""
    for part, word in (
        ("distinct", "DISTINCT"),
        ("limit", "TOP"),
        ("group", "GROUP BY"),
        ("having", "HAVING"),
    ):
        if step.args.get(part) is not None:
            yield ForeignForm(read, f"{word} has no place in the part that reads itself", _REMEDY)
    aggregate = step.find(exp.AggFunc)
    if aggregate is not None and not isinstance(aggregate.parent, exp.Window):
        yield ForeignForm(aggregate, "an aggregate has no place in the part that reads itself", _REMEDY)
    if any(join.side for join in step.args.get("joins") or ()):
        yield ForeignForm(read, "an outer join has no place in the part that reads itself", _REMEDY)
    if read.find_ancestor(exp.Query) is not step:
        yield ForeignForm(read, "a subquery has no place around a name that reads itself", "join it")


RECURSION_RULES: Final[tuple[Callable[[exp.Expr], Iterator[ForeignForm]], ...]] = (_names_twice, _recursions)
