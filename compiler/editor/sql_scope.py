"""Which sources a place in a query may take columns from: FROM, JOIN, WITH, and those of the queries around it.

Told from words and parentheses alone, so that it holds for a query that is half written.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from compiler.written.sql_tokens import Token, code

_SETS = frozenset({"UNION", "EXCEPT", "INTERSECT"})
_AFTER_SOURCES = frozenset(
    {"WHERE", "GROUP", "HAVING", "ORDER", "LIMIT", "OFFSET", "FETCH", "WINDOW", "QUALIFY", *_SETS}
)
_CLAUSES = frozenset({"SELECT", "FROM", "JOIN", "ON", "USING", *_AFTER_SOURCES})
_STARTS = frozenset({"SELECT", "FROM", "WITH", "VALUES"})


@dataclass(frozen=True)
class Source:
    """One item of FROM: a table by its name (`parts` in order), or a query in parentheses whose columns are known.

    `alias_at` is where its alias is written, or the table's own name; `star_of` are sources whose columns it passes on.
    """

    alias: str
    parts: tuple[str, ...] = ()
    columns: tuple[str, ...] | None = None
    alias_at: int = 0
    name_at: int = 0
    star_of: tuple[Source, ...] = ()


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


@dataclass
class _Group:
    """The tokens between two parentheses, or all of them; a group in a group stands as one member."""

    start: int
    end: int
    members: list[Token | _Group] = field(default_factory=list)

    @property
    def is_query(self) -> bool:
        """Whether it begins as a query does, parentheses around it not counted."""
        first = self.members[0] if self.members else None
        return first.is_query if isinstance(first, _Group) else first is not None and first.upper in _STARTS


class Scopes:
    """The scopes of one query, whose words are read once."""

    def __init__(self, sql: str) -> None:
        self._root = _grouped(code(sql), len(sql))

    def at(self, offset: int) -> Scope:
        """The scope at an offset of the query."""
        return _scope(self._root, offset, (), ())

    def outputs(self) -> dict[str, int]:
        """The names of the query's result columns, each with the offset where it is written."""
        members = self._root.members
        at = next((i for i, m in enumerate(members) if _upper(m) == "SELECT"), 0)
        return {name: place for name, place in _select_list(members[at:]) if name != "*"}


def scope_at(sql: str, offset: int) -> Scope:
    """The scope at an offset of a query."""
    return Scopes(sql).at(offset)


def _grouped(found: Sequence[Token], end: int) -> _Group:
    root = _Group(0, end)
    stack = [root]
    for token in found:
        if token.text == "(":
            group = _Group(token.end, end)
            stack[-1].members.append(group)
            stack.append(group)
        elif token.text == ")":
            if len(stack) > 1:
                stack.pop().end = token.start
        else:
            if token.upper == "FROM" and len(stack) > 1 and _never_closed(stack):
                stack.pop().end = token.start
            stack[-1].members.append(token)
    return root


_WITH_FROM_INSIDE = frozenset({"EXTRACT", "SUBSTRING", "TRIM", "OVERLAY"})
"""Functions whose arguments may be parted by FROM."""


def _never_closed(stack: Sequence[_Group]) -> bool:
    """Whether a FROM tells that the arguments before it were left open, and goes on with the query around them."""
    group, around = stack[-1], stack[-2]
    called = around.members[-2] if len(around.members) > 1 else None
    last = group.members[-1] if group.members else None
    of_distinct = isinstance(last, Token) and last.upper == "DISTINCT"
    return (
        not group.is_query and not of_distinct and (called is None or _upper(called) not in _WITH_FROM_INSIDE)
    )


def _scope(group: _Group, offset: int, outer: tuple[Source, ...], ctes: tuple[Source, ...]) -> Scope:
    """Goes down to the innermost query that holds the offset."""
    known = ctes
    inherited = outer
    own: tuple[Source, ...] = ()
    arm: list[Token | _Group] = []
    if group.is_query or not outer:
        known = (*_ctes(group, ctes), *ctes)
        arm = _arm(group, offset)
        own = tuple(_sources(arm, known))
        inherited = (*own, *outer)
    inner = next((m for m in group.members if isinstance(m, _Group) and m.start <= offset <= m.end), None)
    if inner is not None:
        if inner.is_query:
            visible = outer if _is_cte_body(group, inner) else inherited
            return _scope(inner, offset, visible, known)
        return _inside(inner, offset, inherited, known, _clause(arm, offset))
    outputs = tuple(name for name, _ in _select_list(arm))
    return Scope(inherited, known, _clause(arm, offset), outputs)


def _inside(
    group: _Group, offset: int, sources: tuple[Source, ...], ctes: tuple[Source, ...], clause: str
) -> Scope:
    """The scope in parentheses that are no query: arguments, lists, conditions."""
    inner = next((m for m in group.members if isinstance(m, _Group) and m.start <= offset <= m.end), None)
    if inner is None:
        own = _clause(group.members, offset) or clause
        return Scope(sources, ctes, own if own in ("ORDER", "PARTITION") else clause)
    if inner.is_query:
        return _scope(inner, offset, sources, ctes)
    return _inside(inner, offset, sources, ctes, clause)


def _is_cte_body(group: _Group, inner: _Group) -> bool:
    at = group.members.index(inner)
    before = group.members[at - 1] if at else None
    return isinstance(before, Token) and before.upper in {"AS", "MATERIALIZED"} and _starts_with(group)


def _starts_with(group: _Group) -> bool:
    return bool(group.members) and isinstance(group.members[0], Token) and group.members[0].upper == "WITH"


def _arm(group: _Group, offset: int) -> list[Token | _Group]:
    """The members of the SELECT that holds the offset, where several are joined by UNION and its kin."""
    members = group.members
    begun = 0
    for at, member in enumerate(members):
        if isinstance(member, Token) and member.upper in _SETS:
            if member.start >= offset:
                return members[begun:at]
            begun = at + 1
    return members[begun:]


def _clause(members: Sequence[Token | _Group], offset: int) -> str:
    """The last word before the offset that opens a clause."""
    before = [m.upper for m in members if isinstance(m, Token) and m.end < offset + 1 and m.start < offset]
    return next((word for word in reversed(before) if word in _CLAUSES), "")


def _ctes(group: _Group, outer: tuple[Source, ...]) -> tuple[Source, ...]:
    """The CTEs of a WITH, each with the names of its columns; those above a body are known in it."""
    if not _starts_with(group):
        return ()
    found: tuple[Source, ...] = ()
    members = group.members
    for at, member in enumerate(members):
        if not isinstance(member, _Group) or not _is_cte_body(group, member) or not member.is_query:
            continue
        named = _named_before(members, at)
        if named is None:
            continue
        name, columns = named
        source = _derived(member, name.name, (*found, *outer))
        found = (replace(source, columns=columns or source.columns, alias_at=name.start), *found)
    return found


def _named_before(members: Sequence[Token | _Group], at: int) -> tuple[Token, tuple[str, ...]] | None:
    """The name of the CTE whose body stands at `at`, and its list of columns."""
    position = at - 1
    while (
        position >= 0
        and isinstance(members[position], Token)
        and _upper(members[position]) in {"AS", "NOT", "MATERIALIZED"}
    ):
        position -= 1
    columns: tuple[str, ...] = ()
    listed = members[position] if position >= 0 else None
    if isinstance(listed, _Group):
        columns = tuple(token.name for token in listed.members if isinstance(token, Token) and token.is_name)
        position -= 1
    name = members[position] if position >= 0 else None
    return (name, columns) if isinstance(name, Token) and name.is_name else None


def _upper(member: Token | _Group) -> str:
    return member.upper if isinstance(member, Token) else ""


def _derived(group: _Group, alias: str, ctes: tuple[Source, ...]) -> Source:
    """A query in parentheses as a source: names from its first select list, stars from its sources."""
    known = (*_ctes(group, ctes), *ctes)
    arm = _arm(group, group.start)
    if arm and isinstance(arm[0], _Group) and arm[0].is_query:
        return replace(_derived(arm[0], alias, known), alias=alias)
    listed = list(_select_list(arm))
    names = tuple(name for name, _ in listed if name != "*")
    starred = tuple(_sources(arm, known)) if any(name == "*" for name, _ in listed) else ()
    return Source(alias, columns=names, star_of=starred)


def _select_list(arm: Sequence[Token | _Group]) -> Iterator[tuple[str, int]]:
    """The names of a select list's items with their places; `*` for a star, nothing for an item without a name."""
    at = next((i for i, m in enumerate(arm) if _upper(m) == "SELECT"), None)
    if at is None:
        return
    item: list[Token | _Group] = []
    for member in [*arm[at + 1 :], None]:
        if member is None or _upper(member) in {"FROM", *_AFTER_SOURCES} or _upper(member) == ",":
            yield from _item_name(item)
            if member is None or _upper(member) != ",":
                return
            item = []
        else:
            item.append(member)


def _item_name(item: Sequence[Token | _Group]) -> Iterator[tuple[str, int]]:
    last = item[-1] if item else None
    if not isinstance(last, Token):
        return
    if last.text == "*":
        yield "*", last.start
    elif last.is_name or (last.kind == "word" and len(item) > 1 and _upper(item[-2]) == "AS"):
        yield last.name, last.start


def _sources(arm: Sequence[Token | _Group], ctes: tuple[Source, ...]) -> Iterator[Source]:
    """The items of FROM and JOIN at one level."""
    expecting = False
    at = 0
    while at < len(arm):
        word = _upper(arm[at])
        if word in {"FROM", "JOIN"}:
            expecting = True
        elif word in _AFTER_SOURCES or word == "SELECT":
            expecting = False
        elif word == "," and expecting is False and _in_from(arm, at):
            expecting = True
        elif expecting and word not in {"LATERAL", "ONLY"}:
            source, at = _source(arm, at, ctes)
            expecting = False
            if source is not None:
                yield from source
            continue
        at += 1


def _in_from(arm: Sequence[Token | _Group], at: int) -> bool:
    """Whether the last clause before a comma is FROM or a join without an open condition of its own."""
    before = [_upper(m) for m in arm[:at]]
    clause = next((word for word in reversed(before) if word in _CLAUSES), "")
    return clause in {"FROM", "JOIN", "ON", "USING"}


def _source(
    arm: Sequence[Token | _Group], at: int, ctes: tuple[Source, ...]
) -> tuple[list[Source] | None, int]:
    first = arm[at]
    if isinstance(first, _Group):
        if not first.is_query:
            return list(_sources([Token("word", "FROM", first.start), *first.members], ctes)), at + 1
        alias, at = _alias(arm, at + 1)
        name = alias.name if alias is not None else ""
        place = alias.start if alias is not None else first.start
        return [replace(_derived(first, name, ctes), alias=name, alias_at=place, name_at=place)], at
    if not first.is_name:
        return None, at + 1
    parts = [first]
    at += 1
    while (
        at + 1 < len(arm)
        and _upper(arm[at]) == "."
        and isinstance(arm[at + 1], Token)
        and _is_part(arm[at + 1])
    ):
        part = arm[at + 1]
        if isinstance(part, Token):
            parts.append(part)
        at += 2
    if at < len(arm) and _upper(arm[at]) == ".":
        at += 1
    if at < len(arm) and isinstance(arm[at], _Group):  # a function that gives rows
        alias, at = _alias(arm, at + 1)
        return (
            [Source(alias.name, columns=(), alias_at=alias.start, name_at=first.start)] if alias else []
        ), at
    alias, at = _alias(arm, at)
    named = alias or parts[-1]
    names = tuple(part.name for part in parts)
    cte = next((c for c in ctes if len(names) == 1 and c.alias.lower() == names[0].lower()), None)
    if cte is not None:
        return [replace(cte, alias=named.name, alias_at=named.start, name_at=parts[-1].start)], at
    return [Source(named.name, names, alias_at=named.start, name_at=parts[-1].start)], at


def _is_part(member: Token | _Group) -> bool:
    return isinstance(member, Token) and member.kind in {"word", "quoted"}


def _alias(arm: Sequence[Token | _Group], at: int) -> tuple[Token | None, int]:
    if at < len(arm) and _upper(arm[at]) == "AS":
        at += 1
    found = arm[at] if at < len(arm) else None
    return (found, at + 1) if isinstance(found, Token) and found.is_name else (None, at)
