"""A batch of statements, as people paste it from Management Studio: what each of its statements becomes here.

Looked at only when a text is no query: the place is the first statement that is none, and the notes tell of the others.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise, takewhile

from compiler.diagnostics.codes import sql as codes
from compiler.ir.analysed import line_and_column
from compiler.ir.query import SqlFault
from compiler.stages.analyse.bounds import MAX_CHARACTERS
from compiler.tsql.lexer import LexError, Token, tokenize

_VALUE = (
    "a value that viewers choose is declared under `parameters:` and written `:name`; "
    "write any other value where it is used"
)
_PROCEDURE = "write the SELECT that the procedure runs, or import a view that holds it into the catalog"
_TEMPORARY = "write what fills the table as WITH name AS (SELECT ...), and read from that name"
_LOOP = "what goes row by row is a window function or a recursive WITH"
_CHOICE = "write two cases as one query with CASE or WHERE, and two results as two widgets"
_LEAVE_OUT = "leave it out"
_READS_ONLY = "a query only reads: leave it out"

REMEDIES = {
    "declare": _VALUE, "set": _VALUE, "exec": _PROCEDURE, "execute": _PROCEDURE, "into": _TEMPORARY,
    "create": _TEMPORARY, "insert": _TEMPORARY, "while": _LOOP, "open": _LOOP, "fetch": _LOOP, "close": _LOOP,
    "deallocate": _LOOP, "if": _CHOICE, "begin": _LEAVE_OUT, "end": _LEAVE_OUT, "commit": _LEAVE_OUT,
    "rollback": _LEAVE_OUT, "save": _LEAVE_OUT, "print": _LEAVE_OUT, "raiserror": _LEAVE_OUT, "throw": _LEAVE_OUT,
    "use": _LEAVE_OUT, "go": _LEAVE_OUT, "return": _LEAVE_OUT, "waitfor": _LEAVE_OUT, "update": _READS_ONLY,
    "delete": _READS_ONLY, "merge": _READS_ONLY, "truncate": _READS_ONLY, "drop": _READS_ONLY, "alter": _READS_ONLY,
}  # fmt: skip
"""The word that a statement begins with, and what its author writes instead."""

_BEGIN_QUERIES = frozenset({"select", "from", "with", "values", "pivot", "unpivot", "("})
_OPTION_WORDS = frozenset({
    "nocount", "ansi_nulls", "quoted_identifier", "datefirst", "dateformat", "language", "transaction", "xact_abort",
    "arithabort", "ansi_warnings", "rowcount", "deadlock_priority", "lock_timeout",
})  # fmt: skip


def batch_fault(text: str) -> SqlFault | None:
    """The one fault of a text that is a batch; None where it does not begin like one."""
    if len(text) > MAX_CHARACTERS:
        return None  # `parse` tells it, before anything of it is read
    try:
        tokens = list(tokenize(text))
    except LexError:
        return None
    if not tokens:
        return None
    statements = list(_statements(tokens))
    others = [found for found in statements if found[0].text.lower() not in _BEGIN_QUERIES]
    if (
        not others
        or _word(others[0]).lower().removeprefix("select ") not in REMEDIES
        or not _is_batch(statements)
    ):
        return None
    first, *rest = others
    line, column = line_and_column(text, first[0].start)
    told = {_remedy(first)}
    notes = []
    for statement in rest:
        if (remedy := _remedy(statement)) not in told:
            told.add(remedy)
            at, _ = line_and_column(text, statement[0].start)
            notes.append(f"{_word(statement)} in line {at}: {remedy}")
    message = f"`{_word(first)}` is no query"
    length = first[0].end - first[0].start
    return SqlFault(codes.NOT_ONE_QUERY.id, message, line, column, length, tuple(notes), _remedy(first))


def _is_batch(statements: list[list[Token]]) -> bool:
    """Whether it begins with a statement that is no query, or fills a table first: not a query with something behind it."""
    first = statements[0]
    return first[0].text.lower() not in {*_BEGIN_QUERIES, "into"} or (
        len(statements) > 1 and first[0].is_word("into")
    )


def _statements(tokens: list[Token]) -> Iterator[list[Token]]:
    """The tokens of each statement. `SELECT ... INTO` counts as one that begins with INTO."""
    starts = [at for at in range(len(tokens)) if _begins(tokens, at)]
    for start, end in pairwise([*starts, len(tokens)]):
        statement = tokens[start:end]
        into = next((token for token in statement if token.is_word("into")), None)
        into = into if statement[0].is_word("select", "with") else None
        yield [into, *statement] if into is not None else statement


def _begins(tokens: list[Token], at: int) -> bool:
    """Whether a statement begins here: at the start, behind `;` and GO, or with a word that can begin nothing else."""
    token = tokens[at]
    if token.is_sign(";"):
        return False
    if at == 0 or token.kind == "go" or tokens[at - 1].is_sign(";") or tokens[at - 1].kind == "go":
        return True
    word = token.text.lower()
    if token.kind != "word" or word not in REMEDIES or word in {"into", "end", "set", "open", "close", "if"}:
        return False
    return not tokens[at - 1].is_sign(".") and not tokens[at - 1].is_word("as", "on", "for", "after")


def _word(statement: list[Token]) -> str:
    if statement[0].is_word("into"):
        return "SELECT INTO"
    return "GO" if statement[0].kind == "go" else statement[0].text.upper()


def _remedy(statement: list[Token]) -> str:
    if statement[0].is_word("set"):
        following = takewhile(lambda token: token.kind == "word", statement[1:2])
        if any(token.text.lower() in _OPTION_WORDS for token in following):
            return _LEAVE_OUT
    return REMEDIES.get(_word(statement).lower().removeprefix("select "), _LEAVE_OUT)
