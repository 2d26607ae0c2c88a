"""Every name in a query and what it names: a table, a column, a source, a value, a function."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from compiler.editor.sql_scope import Scope, Scopes
from compiler.written.sql_tokens import Token, code

NameKind = Literal["parameter", "table", "source", "column", "function", "keyword"]


@dataclass(frozen=True)
class Name:
    """A word of a query. `parts` are those of a dotted name up to the word: `("sales", "orders")`, `("o", "amount")`."""

    kind: NameKind
    token: Token
    parts: tuple[str, ...]
    scope: Scope

    @property
    def qualifier(self) -> str | None:
        """What stands before the last dot."""
        return self.parts[-2] if len(self.parts) > 1 else None


def names_in(sql: str, wants: Callable[[Token], bool] = lambda _: True) -> Iterator[Name]:
    """The names of a query that are wanted, in order; words of Jinja are not among them."""
    found = [token for token in code(sql) if token.kind != "text"]
    if not any(map(wants, found)):
        return
    scopes = Scopes(sql)
    for at, token in enumerate(found):
        if not wants(token):
            continue
        if token.kind == "parameter":
            yield Name("parameter", token, (token.text[1:],), scopes.at(token.start))
        elif token.kind in ("word", "quoted"):
            yield _name(found, at, scopes)


def name_at(sql: str, offset: int) -> Name | None:
    """The name that an offset lies in, or ends."""
    return next(names_in(sql, lambda token: token.start <= offset <= token.end), None)


def _name(found: Sequence[Token], at: int, scopes: Scopes) -> Name:
    token = found[at]
    parts = _parts(found, at)
    scope = scopes.at(token.start)
    following = found[at + 1].text if at + 1 < len(found) else ""
    places = {place for source in scope.sources for place in (source.name_at,)}
    aliases = {source.alias_at for source in scope.sources} | {cte.alias_at for cte in scope.ctes}
    if token.start in places and token.start not in {
        s.name_at for s in scope.sources if s.columns is not None
    }:
        return Name("table", token, parts, scope)
    if token.start in aliases or token.start in places:
        return Name("source", token, parts, scope)
    if following == "." and _qualifies(token, scope):
        return Name("source", token, parts, scope)
    if following == "(" and token.kind == "word":
        return Name("function", token, parts, scope)
    if len(parts) > 1 or token.is_name:
        return Name("column", token, parts, scope)
    return Name("keyword", token, parts, scope)


def _qualifies(token: Token, scope: Scope) -> bool:
    return scope.source(token.name) is not None


def _parts(found: Sequence[Token], at: int) -> tuple[str, ...]:
    parts = [found[at].name]
    while at >= 2 and found[at - 1].text == "." and found[at - 2].kind in ("word", "quoted"):
        at -= 2
        parts.insert(0, found[at].name)
    return tuple(parts)
