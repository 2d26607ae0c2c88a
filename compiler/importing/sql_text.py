"""SQL of other tools as text: where its literals are, what a call's arguments are, values in place of variables."""

from __future__ import annotations

import re
from collections.abc import Callable

from schemas.resources.tenant import Dialect

_LITERAL = re.compile(r"'(?:[^']|'')*'")
_CALL_PARTS = re.compile(r"'(?:[^']|'')*'|\"[^\"]*\"|\[[^\]]*\]|[(),]")


class NotCarried(ValueError):
    """A query holds something that has no counterpart; the message names it."""


def call_arguments(sql: str, opened: int) -> tuple[list[str], int]:
    """The arguments of a call whose `(` is at `opened`, and where it ends, after its `)`. Raises NotCarried."""
    depth, start, arguments = 0, opened + 1, []
    for part in _CALL_PARTS.finditer(sql, opened):
        if part.group() == "(":
            depth += 1
        elif part.group() == "," and depth == 1:
            arguments.append(sql[start : part.start()].strip())
            start = part.end()
        elif part.group() == ")":
            depth -= 1
            if depth == 0:
                last = sql[start : part.start()].strip()
                return [*arguments, last] if last or arguments else [], part.end()
    raise NotCarried("a call without its closing parenthesis")


def with_calls_expanded(sql: str, call: re.Pattern[str], expand: Callable[[str, list[str]], str]) -> str:
    """Every `name(` that the pattern finds, with its arguments, replaced. Raises NotCarried, as `expand` may."""
    pieces, done = [], 0
    while (found := call.search(sql, done)) is not None:
        arguments, end = call_arguments(sql, found.end() - 1)
        pieces += [sql[done : found.start()], expand(found.group(1), arguments)]
        done = end
    return "".join([*pieces, sql[done:]])


def with_variables_replaced(
    sql: str, variable: re.Pattern[str], value: Callable[[re.Match[str]], str], dialect: Dialect
) -> str:
    """Variables replaced, also those inside literals: `'a $v b'` becomes `'a ' || :v || ' b'`, `'$v'` becomes `:v`."""
    pieces, done = [], 0
    for literal in _LITERAL.finditer(sql):
        pieces.append(variable.sub(value, sql[done : literal.start()]))
        pieces.append(_split_literal(literal.group(), variable, value, dialect))
        done = literal.end()
    return "".join([*pieces, variable.sub(value, sql[done:])])


def _split_literal(
    literal: str, variable: re.Pattern[str], value: Callable[[re.Match[str]], str], dialect: Dialect
) -> str:
    found = list(variable.finditer(literal))
    if not found:
        return literal
    parts, done = [], 1
    for match in found:
        parts += [f"'{literal[done : match.start()]}'", value(match)]
        done = match.end()
    parts.append(f"'{literal[done:-1]}'")
    joint = " + " if dialect == "tsql" else " || "
    joined = [part for part in parts if part != "''"]
    return joint.join(joined) if len(joined) == 1 else f"({joint.join(joined)})"


def without_template_marks(text: str) -> str:
    """Text in which our templates read nothing: `{{`, `{%` and `{#` stand for themselves."""
    return re.sub(r"\{[{%#]", lambda mark: "{{ '" + mark.group() + "' }}", text)
