"""The words of a query nested by its parentheses, and its clauses told apart, whether or not it is written to the end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from compiler.written.sql_tokens import Token

SETS = frozenset({"UNION", "EXCEPT", "INTERSECT"})
AFTER_SOURCES = frozenset(
    {"WHERE", "GROUP", "HAVING", "ORDER", "LIMIT", "OFFSET", "FETCH", "WINDOW", "QUALIFY", *SETS}
)
CLAUSES = frozenset({"SELECT", "FROM", "JOIN", "ON", "USING", *AFTER_SOURCES})
_STARTS = frozenset({"SELECT", "FROM", "WITH", "VALUES"})


@dataclass
class Group:
    """The tokens between two parentheses, or all of them; a group in a group stands as one member."""

    start: int
    end: int
    members: list[Token | Group] = field(default_factory=list)

    @property
    def is_query(self) -> bool:
        """Whether it begins as a query does, parentheses around it not counted."""
        first = self.members[0] if self.members else None
        return first.is_query if isinstance(first, Group) else first is not None and first.upper in _STARTS


Members = Sequence["Token | Group"]


def grouped(found: Sequence[Token], end: int) -> Group:
    """The tokens of a text that ends at `end`, nested."""
    root = Group(0, end)
    stack = [root]
    for token in found:
        if token.text == "(":
            group = Group(token.end, end)
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


def _never_closed(stack: Sequence[Group]) -> bool:
    """Whether a FROM tells that the arguments before it were left open, and goes on with the query around them."""
    group, around = stack[-1], stack[-2]
    called = around.members[-2] if len(around.members) > 1 else None
    last = group.members[-1] if group.members else None
    of_distinct = isinstance(last, Token) and last.upper == "DISTINCT"
    return (
        not group.is_query and not of_distinct and (called is None or upper(called) not in _WITH_FROM_INSIDE)
    )


def upper(member: Token | Group) -> str:
    """A word in capitals, the text of another token; nothing for a group."""
    return member.upper if isinstance(member, Token) else ""


def starts_with(group: Group) -> bool:
    """Whether it begins with WITH."""
    return bool(group.members) and isinstance(group.members[0], Token) and group.members[0].upper == "WITH"


def is_cte_body(group: Group, inner: Group) -> bool:
    """Whether a group in a query is the body of one of its CTEs."""
    at = group.members.index(inner)
    before = group.members[at - 1] if at else None
    return isinstance(before, Token) and before.upper in {"AS", "MATERIALIZED"} and starts_with(group)


def arm_at(group: Group, offset: int) -> list[Token | Group]:
    """The members of the SELECT that holds the offset, where several are joined by UNION and its kin."""
    members = group.members
    begun = 0
    for at, member in enumerate(members):
        if isinstance(member, Token) and member.upper in SETS:
            if member.start >= offset:
                return members[begun:at]
            begun = at + 1
    return members[begun:]
