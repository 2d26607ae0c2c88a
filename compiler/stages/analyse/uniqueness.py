"""Columns of derived tables and CTEs that share a name: each gets one of its own in the tree.

The authors' dialects allow two columns of one name as long as none is named (`SELECT * FROM (SELECT a, a FROM t) x`); SQL
Server does not (Msg 8156), nor a column without a name (Msg 8155). The names of the result are not touched. Nor does it have
a list of names for some of the columns only (Msg 8158).
"""

from __future__ import annotations

from sqlglot import exp

from compiler.ir.analysed import AnalysedColumn


def unique_names(query: exp.Expr, columns: tuple[AnalysedColumn, ...]) -> tuple[str, ...] | None:
    """Rename the columns of a bound query where two share a name; the names they have then, None if none was renamed."""
    names = [column.name for column in columns]
    wanted = _made_unique(names)
    if wanted == names:
        return None
    select = _naming_select(query)
    if select is None or len(select.expressions) != len(wanted):
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
