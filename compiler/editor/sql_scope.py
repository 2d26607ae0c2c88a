"""Which sources a place in a query may take columns from: FROM, JOIN, WITH, and those of the queries around it.

Told from words and parentheses alone, so that it holds for a query that is half written.
"""

from __future__ import annotations

from dataclasses import dataclass

from compiler.editor.sql_groups import CLAUSES, Group, Members, arm_at, grouped, is_cte_body, upper
from compiler.editor.sql_sources import Source, ctes_of, select_list, sources_of
from compiler.written.sql_tokens import Token, code


@dataclass(frozen=True)
class Scope:
    """What can be named at a place: sources, innermost first; names of CTEs; the clause that the place is in."""

    sources: tuple[Source, ...]
    ctes: tuple[Source, ...]
    clause: str
    outputs: tuple[str, ...] = ()

    def source(self, alias: str) -> Source | None:
        """The source of that alias, whatever its case."""
        return next((s for s in self.sources if s.alias.lower() == alias.lower()), None)

    def cte(self, name: str) -> Source | None:
        """The CTE of that name."""
        return next((c for c in self.ctes if c.alias.lower() == name.lower()), None)


class Scopes:
    """The scopes of one query, whose words are read once."""

    def __init__(self, sql: str) -> None:
        self._root = grouped(code(sql), len(sql))

    def at(self, offset: int) -> Scope:
        """The scope at an offset of the query."""
        return _scope(self._root, offset, (), ())

    def outputs(self) -> dict[str, int]:
        """The names of the query's result columns, each with the offset where it is written."""
        members = self._root.members
        at = next((i for i, m in enumerate(members) if upper(m) == "SELECT"), 0)
        return {name: place for name, place in select_list(members[at:]) if name != "*"}


def scope_at(sql: str, offset: int) -> Scope:
    """The scope at an offset of a query."""
    return Scopes(sql).at(offset)


def _scope(group: Group, offset: int, outer: tuple[Source, ...], ctes: tuple[Source, ...]) -> Scope:
    """Goes down to the innermost query that holds the offset."""
    known = ctes
    inherited = outer
    own: tuple[Source, ...] = ()
    arm: list[Token | Group] = []
    if group.is_query or not outer:
        known = (*ctes_of(group, ctes), *ctes)
        arm = arm_at(group, offset)
        own = tuple(sources_of(arm, known))
        inherited = (*own, *outer)
    inner = next((m for m in group.members if isinstance(m, Group) and m.start <= offset <= m.end), None)
    if inner is not None:
        if inner.is_query:
            visible = outer if is_cte_body(group, inner) else inherited
            return _scope(inner, offset, visible, known)
        return _inside(inner, offset, inherited, known, _clause(arm, offset))
    outputs = tuple(name for name, _ in select_list(arm))
    return Scope(inherited, known, _clause(arm, offset), outputs)


def _inside(
    group: Group, offset: int, sources: tuple[Source, ...], ctes: tuple[Source, ...], clause: str
) -> Scope:
    """The scope in parentheses that are no query: arguments, lists, conditions."""
    inner = next((m for m in group.members if isinstance(m, Group) and m.start <= offset <= m.end), None)
    if inner is None:
        own = _clause(group.members, offset) or clause
        return Scope(sources, ctes, own if own in ("ORDER", "PARTITION") else clause)
    if inner.is_query:
        return _scope(inner, offset, sources, ctes)
    return _inside(inner, offset, sources, ctes, clause)


def _clause(members: Members, offset: int) -> str:
    """The last word before the offset that opens a clause."""
    before = [m.upper for m in members if isinstance(m, Token) and m.end < offset + 1 and m.start < offset]
    return next((word for word in reversed(before) if word in CLAUSES), "")
