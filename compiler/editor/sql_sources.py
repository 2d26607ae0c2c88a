"""What a FROM clause offers, with the names of its columns: tables, derived tables, CTEs, functions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from compiler.editor.sql_groups import (
    AFTER_SOURCES,
    CLAUSES,
    Group,
    Members,
    arm_at,
    is_cte_body,
    starts_with,
    upper,
)
from compiler.written.sql_tokens import Token


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


def ctes_of(group: Group, outer: tuple[Source, ...]) -> tuple[Source, ...]:
    """The CTEs of a WITH, each with the names of its columns; those above a body are known in it."""
    if not starts_with(group):
        return ()
    found: tuple[Source, ...] = ()
    members = group.members
    for at, member in enumerate(members):
        if not isinstance(member, Group) or not is_cte_body(group, member) or not member.is_query:
            continue
        named = _named_before(members, at)
        if named is None:
            continue
        name, columns = named
        source = _derived(member, name.name, (*found, *outer))
        found = (replace(source, columns=columns or source.columns, alias_at=name.start), *found)
    return found


def _named_before(members: Members, at: int) -> tuple[Token, tuple[str, ...]] | None:
    """The name of the CTE whose body stands at `at`, and its list of columns."""
    position = at - 1
    while (
        position >= 0
        and isinstance(members[position], Token)
        and upper(members[position]) in {"AS", "NOT", "MATERIALIZED"}
    ):
        position -= 1
    columns: tuple[str, ...] = ()
    listed = members[position] if position >= 0 else None
    if isinstance(listed, Group):
        columns = tuple(token.name for token in listed.members if isinstance(token, Token) and token.is_name)
        position -= 1
    name = members[position] if position >= 0 else None
    return (name, columns) if isinstance(name, Token) and name.is_name else None


def _derived(group: Group, alias: str, ctes: tuple[Source, ...]) -> Source:
    """A query in parentheses as a source: names from its first select list, stars from its sources."""
    known = (*ctes_of(group, ctes), *ctes)
    arm = arm_at(group, group.start)
    if arm and isinstance(arm[0], Group) and arm[0].is_query:
        return replace(_derived(arm[0], alias, known), alias=alias)
    listed = list(select_list(arm))
    names = tuple(name for name, _ in listed if name != "*")
    starred = tuple(sources_of(arm, known)) if any(name == "*" for name, _ in listed) else ()
    return Source(alias, columns=names, star_of=starred)


def select_list(arm: Members) -> Iterator[tuple[str, int]]:
    """The names of a select list's items with their places; `*` for a star, nothing for an item without a name."""
    at = next((i for i, m in enumerate(arm) if upper(m) == "SELECT"), None)
    if at is None:
        return
    item: list[Token | Group] = []
    for member in [*arm[at + 1 :], None]:
        if member is None or upper(member) in {"FROM", *AFTER_SOURCES} or upper(member) == ",":
            yield from _item_name(item)
            if member is None or upper(member) != ",":
                return
            item = []
        else:
            item.append(member)


def _item_name(item: Members) -> Iterator[tuple[str, int]]:
    last = item[-1] if item else None
    if not isinstance(last, Token):
        return
    if last.text == "*":
        yield "*", last.start
    elif last.is_name or (last.kind == "word" and len(item) > 1 and upper(item[-2]) == "AS"):
        yield last.name, last.start


def sources_of(arm: Members, ctes: tuple[Source, ...]) -> Iterator[Source]:
    """The items of FROM and JOIN at one level."""
    expecting = False
    at = 0
    while at < len(arm):
        word = upper(arm[at])
        if word in {"FROM", "JOIN"}:
            expecting = True
        elif word in AFTER_SOURCES or word == "SELECT":
            expecting = False
        elif word == "," and expecting is False and _in_from(arm, at):
            expecting = True
        elif expecting and word not in {"LATERAL", "ONLY"}:
            found, at = _source(arm, at, ctes)
            expecting = False
            yield from found
            continue
        at += 1


def _in_from(arm: Members, at: int) -> bool:
    """Whether the last clause before a comma is FROM or a join without an open condition of its own."""
    before = [upper(m) for m in arm[:at]]
    clause = next((word for word in reversed(before) if word in CLAUSES), "")
    return clause in {"FROM", "JOIN", "ON", "USING"}


def _source(arm: Members, at: int, known: tuple[Source, ...]) -> tuple[list[Source], int]:
    """The item of FROM that begins at `at`, and where the next one may begin; a group of joins is several sources."""
    first = arm[at]
    if isinstance(first, Group):
        return _in_parentheses(first, arm, at, known)
    if not first.is_name:
        return [], at + 1
    parts, at = _dotted_name(first, arm, at + 1)
    if at < len(arm) and isinstance(arm[at], Group):
        alias, at = _alias(arm, at + 1)
        return ([_of_function(first, alias)] if alias is not None else []), at
    alias, at = _alias(arm, at)
    return [_named(parts, alias or parts[-1], known)], at


def _in_parentheses(
    group: Group, arm: Members, at: int, known: tuple[Source, ...]
) -> tuple[list[Source], int]:
    """A derived table under its alias, or joins in parentheses."""
    if not group.is_query:
        return list(sources_of([Token("word", "FROM", group.start), *group.members], known)), at + 1
    alias, at = _alias(arm, at + 1)
    name = alias.name if alias is not None else ""
    place = alias.start if alias is not None else group.start
    return [replace(_derived(group, name, known), alias=name, alias_at=place, name_at=place)], at


def _dotted_name(first: Token, arm: Members, at: int) -> tuple[list[Token], int]:
    """The parts of a name that begins with `first`; a dot at its end, where more is about to be written, is passed over."""
    parts = [first]
    while at < len(arm) and upper(arm[at]) == ".":
        part = arm[at + 1] if at + 1 < len(arm) else None
        if not isinstance(part, Token) or part.kind not in {"word", "quoted"}:
            return parts, at + 1
        parts.append(part)
        at += 2
    return parts, at


def _of_function(name: Token, alias: Token) -> Source:
    """A function that gives rows, of columns that are not known."""
    return Source(alias.name, columns=(), alias_at=alias.start, name_at=name.start)


def _named(parts: Sequence[Token], alias: Token, known: tuple[Source, ...]) -> Source:
    """A CTE by its name, or else a table."""
    names, at = tuple(part.name for part in parts), parts[-1].start
    cte = next((c for c in known if len(names) == 1 and c.alias.lower() == names[0].lower()), None)
    if cte is not None:
        return replace(cte, alias=alias.name, alias_at=alias.start, name_at=at)
    return Source(alias.name, names, alias_at=alias.start, name_at=at)


def _alias(arm: Members, at: int) -> tuple[Token | None, int]:
    if at < len(arm) and upper(arm[at]) == "AS":
        at += 1
    found = arm[at] if at < len(arm) else None
    return (found, at + 1) if isinstance(found, Token) and found.is_name else (None, at)
