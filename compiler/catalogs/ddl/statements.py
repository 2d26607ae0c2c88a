"""A script of DDL cut into statements: at GO, at semicolons, and where a word can only begin another statement.

T-SQL needs no semicolon between statements, and a module (view, procedure, function, trigger) reaches to the end of its
batch whatever it holds.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from compiler.tsql.lexer import Token

BEGINNINGS = frozenset(
    [
        "alter",
        "begin",
        "create",
        "dbcc",
        "declare",
        "delete",
        "deny",
        "disable",
        "drop",
        "enable",
        "exec",
        "execute",
        "go",
        "grant",
        "if",
        "insert",
        "merge",
        "print",
        "raiserror",
        "revoke",
        "rollback",
        "save",
        "select",
        "set",
        "truncate",
        "update",
        "use",
        "waitfor",
        "while",
    ]
)
_MODULES = frozenset({"view", "procedure", "proc", "function", "trigger", "event"})
_CONTINUES = frozenset(
    {"on", "after", "with", "as", "for", "of", "instead", "grant", "or", "cascade", "then", "else"}
)
"""Words after which a word of BEGINNINGS belongs to the same statement: ON DELETE, AS SELECT, FOR UPDATE."""


def split_statements(tokens: Iterable[Token]) -> Iterator[list[Token]]:
    """The statements of a script, without semicolons and GO."""
    for batch in _batches(tokens):
        yield from _statements(batch)


def _batches(tokens: Iterable[Token]) -> Iterator[list[Token]]:
    batch: list[Token] = []
    for token in tokens:
        if token.kind == "go":
            yield batch
            batch = []
        else:
            batch.append(token)
    yield batch


def _statements(batch: list[Token]) -> Iterator[list[Token]]:
    statement: list[Token] = []
    depth = 0
    for token in batch:
        depth += token.is_sign("(") - token.is_sign(")")
        if depth == 0 and not _is_module(statement):
            if token.is_sign(";"):
                yield from _unless_empty(statement)
                statement = []
                continue
            if _begins(token, statement):
                yield from _unless_empty(statement)
                statement = []
        statement.append(token)
    yield from _unless_empty(statement)


def _unless_empty(statement: list[Token]) -> Iterator[list[Token]]:
    if statement:
        yield statement


def _begins(token: Token, statement: list[Token]) -> bool:
    if not statement or not token.is_word(*BEGINNINGS):
        return False
    last = statement[-1]
    return (
        not (last.kind == "word" and last.text.lower() in _CONTINUES)
        and not last.is_sign(",")
        and not last.is_sign(".")
    )


def _is_module(statement: list[Token]) -> bool:
    words = [token.text.lower() for token in statement[:4] if token.kind == "word"]
    if not words or words[0] not in ("create", "alter"):
        return False
    return any(word in _MODULES for word in words[1:4] if word not in ("or", "alter"))
