"""Columns of derived tables and CTEs that share a name: each gets one of its own in the tree.

The authors' dialects allow two columns of one name as long as none is named (`SELECT * FROM (SELECT a, a FROM t) x`); SQL
Server does not (Msg 8156), nor a column without a name (Msg 8155). The names of the result are not touched. Nor does it have
a list of names for some of the columns only (Msg 8158).
"""

from __future__ import annotations

from sqlglot import exp

from compiler.diagnostics.codes import sql as codes
from compiler.ir.analysed import AnalysedColumn
from compiler.stages.analyse.binding import Binding


def unique_names(
    query: exp.Expr, columns: tuple[AnalysedColumn, ...], binding: Binding
) -> tuple[str, ...] | None:
    """Rename the columns of a bound query where two share a name; the names they have then, None if none was renamed.

    A query in T-SQL is shipped as it is written, so there such columns are refused.
    """
    names = [column.name for column in columns]
    wanted = _made_unique(names)
    select = _naming_select(query)
    if select is None or len(select.expressions) != len(wanted):
        return None
    if binding.dialect == "tsql":
        _refuse_shared(select, names, binding)
    if wanted == names:
        return None
    for item, name in zip(select.expressions, wanted, strict=True):
        item.set("alias", exp.Identifier(this=name, quoted=True))
    return tuple(wanted)


def complete_list(alias: exp.Expr | None, columns: tuple[AnalysedColumn, ...]) -> tuple[str, ...] | None:
    """Make the list of names after an alias, if there is one, name every column; the names, None where they are the columns' own."""
    if alias is None or not alias.args.get("columns"):
        return None
    names = [column.name for column in columns]
    wanted = _made_unique(names)
    alias.set("columns", [exp.Identifier(this=name, quoted=True) for name in wanted])
    return None if wanted == names else tuple(wanted)


def _refuse_shared(select: exp.Select, names: list[str], binding: Binding) -> None:
    """Msg 8155 and 8156."""
    seen: set[str] = set()
    for item, name in zip(select.expressions, names, strict=True):
        if _is_nameless(item):
            message = "a column of a derived table needs a name in T-SQL"
            binding.refuse(item, codes.NAME_TWICE, message, "write AS name after it", item.this)
        elif name.lower() in seen:
            message = f"`{name}` is the name of two columns of a derived table"
            binding.refuse(item, codes.NAME_TWICE, message, "give one of them another name", item.this)
        seen.add(name.lower())


def _is_nameless(item: exp.Expr) -> bool:
    """Whether an item is neither a column nor has a name of the author's."""
    return not isinstance(item.this.unnest(), exp.Column) and "start" not in item.args["alias"].meta


def _made_unique(names: list[str]) -> list[str]:
    taken = {name.lower() for name in names}
    seen: set[str] = set()
    result = []
    for name in names:
        chosen, number = name or "column", 2
        if chosen.lower() in seen or not name:
            while f"{chosen}_{number}".lower() in taken:
                number += 1
            chosen = f"{chosen}_{number}"
        seen.add(chosen.lower())
        taken.add(chosen.lower())
        result.append(chosen)
    return result


def _naming_select(query: exp.Expr) -> exp.Select | None:
    """The SELECT whose items name the columns: the leftmost of a set operation."""
    at: exp.Expr | None = query
    while isinstance(at, exp.Subquery | exp.SetOperation):
        at = at.this
    return at if isinstance(at, exp.Select) else None
