"""A query split in two: the rows that its windows see, in a derived table, and what is computed of them around it."""

from __future__ import annotations

from sqlglot import exp

from compiler.stages.legalise import build
from compiler.stages.legalise.aggregating import is_aggregate
from compiler.stages.legalise.context import Context
from compiler.stages.legalise.rewrites.queries.grouping import GROUPINGS, leaves, source_names

ABOVE = ("expressions", "qualify", "distinct", "order")
BELOW = ("from_", "joins", "where", "group", "having")


class Split:
    """One query under change: FROM, WHERE and GROUP BY go below, the select list and what comes after it stay above.

    Columns, aggregates and keys that are used above become columns of the derived table, `c1`, `c2` and so on.
    """

    def __init__(self, select: exp.Select, context: Context) -> None:
        self.select = select
        self.name = context.fresh("rows")
        self.own = source_names(select)
        self.columns: dict[exp.Expr, str] = {}
        group = select.args.get("group")
        items = group.expressions if group is not None else []
        keys = [key for item in items for key in (leaves(item) if isinstance(item, GROUPINGS) else [item])]
        self.keys = frozenset(key.copy() for key in keys)

    def carry(self, value: exp.Expr) -> exp.Column:
        """A column of the derived table for an expression over the rows below; one is added if there is none."""
        name = self.columns.get(value)
        if name is None:
            name = f"c{len(self.columns) + 1}"
            self.columns[value.copy()] = name
        return build.column(name, self.name, value)

    def lift(self) -> None:
        """Make everything above read the derived table alone."""
        for part in ABOVE:
            value = self.select.args.get(part)
            for node in value if isinstance(value, list) else [value] if value is not None else []:
                self._lift_below(node)

    def _lift_below(self, node: exp.Expr) -> None:
        pending = [(node, self.own)]
        while pending:
            at, own = pending.pop()
            is_here = own is self.own
            if (is_here and _is_grouped(at)) or (at in self.keys and _reads(at, own)):
                at.replace(self.carry(at))
            elif isinstance(at, exp.Column):
                if at.table in own:
                    at.replace(self.carry(at))
            else:
                if isinstance(at, exp.Select):
                    own = own - source_names(at)
                pending.extend((child, own) for child in at.iter_expressions())

    def below(self) -> exp.Select:
        """The query of the rows, which has left the one above; call it when nothing is carried any more."""
        parts = {part: self.select.args[part] for part in BELOW if self.select.args.get(part)}
        for part in parts:
            self.select.set(part, None)
        items = [build.alias(value, name) for value, name in self.columns.items()]
        return exp.Select(expressions=items or [build.alias(build.number(1), "one")], **parts)


def _is_grouped(node: exp.Expr) -> bool:
    """Whether a node is an aggregate of a group, and not of a window."""
    if not is_aggregate(node):
        return False
    child: exp.Expr = node
    parent = node.parent
    while isinstance(parent, exp.WithinGroup | exp.IgnoreNulls | exp.RespectNulls):
        child, parent = parent, parent.parent
    return not (isinstance(parent, exp.Window) and parent.this is child)


def _reads(node: exp.Expr, own: frozenset[str]) -> bool:
    """Whether all the columns in a key are of these sources, and not of sources of the same names further in."""
    return all(column.table in own for column in node.find_all(exp.Column))
