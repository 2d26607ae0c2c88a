"""Text to a tree, within bounds: one statement, so many characters and tokens, nested so deep and no deeper."""

from __future__ import annotations

from sqlglot import exp
from sqlglot.errors import ParseError, TokenError
from sqlglot.tokenizer_core import Token, TokenType

from compiler.diagnostics.codes import sql as codes
from compiler.ir.query import SourceDialect
from compiler.stages.analyse.bounds import MAX_CHARACTERS, within_bounds
from compiler.stages.analyse.bracket_pairs import refuse_unpaired_brackets
from compiler.stages.analyse.clauses import refuse_misplaced_clauses
from compiler.stages.analyse.doubts import doubt_comparisons_with_null
from compiler.stages.analyse.escapes import UNSTORABLE, decode_literals, report_unstorable
from compiler.stages.analyse.faults import Faults
from compiler.stages.analyse.foreign_quotes import refuse_foreign_quotes
from compiler.stages.analyse.foreign_signs import refuse_foreign_signs
from compiler.stages.analyse.neighbours import refuse_wrong_neighbours
from compiler.stages.analyse.reading import OF_SQLGLOT, tokens_of, trees_of
from compiler.stages.analyse.unquoted_days import refuse_unquoted_days
from compiler.stages.analyse.unreadable import Explanation, explain_unclosed, told


def parse(dialect: SourceDialect, faults: Faults) -> exp.Expr | None:
    """The tree of `faults.text`, or None where it is reported that it cannot be read."""
    tokens = _checked_tokens(dialect, faults)
    if tokens is None:
        return None
    try:
        trees = trees_of(tokens, faults.text, dialect)
    except ParseError as error:
        _report(told(error, faults.text, tokens, dialect), faults)
        return None
    except OF_SQLGLOT:
        _report(_plain("the query cannot be read"), faults)
        return None
    if not all(is_known(tokens, dialect, faults) for is_known in _AFTER_READING):
        return None
    doubt_comparisons_with_null(tokens, faults)
    return _only_one(trees, tokens, faults)


def _checked_tokens(dialect: SourceDialect, faults: Faults) -> list[Token] | None:
    text = faults.text
    if len(text) > MAX_CHARACTERS:
        message = f"the query has {len(text)} characters, and {MAX_CHARACTERS} is the limit"
        faults.report_at(codes.TOO_LARGE, message, 0, 1)
        return None
    if (unstorable := UNSTORABLE.search(text)) is not None:
        report_unstorable(unstorable[0], unstorable.start(), faults)
        return None
    try:
        tokens = tokens_of(text, dialect)
    except TokenError as error:
        _report(explain_unclosed(text) or _plain(f"characters that make no word: {error}"), faults)
        return None
    if not (within_bounds(tokens, faults) and decode_literals(tokens, dialect, faults)):
        return None
    return tokens if all(is_known(tokens, dialect, faults) for is_known in _BEFORE_READING) else None


_BEFORE_READING = (refuse_foreign_quotes, refuse_foreign_signs, refuse_unquoted_days)
"""What sqlglot would read in a way that no author means."""
_AFTER_READING = (refuse_unpaired_brackets, refuse_misplaced_clauses, refuse_wrong_neighbours)
"""What it reads, and no dialect does."""


def _only_one(trees: list[exp.Expr], tokens: list[Token], faults: Faults) -> exp.Expr | None:
    if len(trees) == 1:
        return trees[0]
    if not trees:
        faults.report_at(codes.NOT_ONE_QUERY, "there is no query here", 0, 1, "write one SELECT")
        return None
    ends = [at for at, token in enumerate(tokens[:-1]) if token.token_type is TokenType.SEMICOLON]
    second = tokens[ends[0] + 1] if ends else tokens[-1]
    length = second.end - second.start + 1
    remedy = "a query is one SELECT"
    faults.report_at(codes.NOT_ONE_QUERY, "a second statement begins here", second.start, length, remedy)
    return None


def _plain(message: str) -> Explanation:
    return Explanation(message, 0, 1, "take parts away until it can be read")


def _report(found: Explanation, faults: Faults) -> None:
    edit = faults.edit(*found.edit) if found.edit is not None else None
    faults.report_at(
        codes.SYNTAX, found.message, found.start, found.end - found.start, found.remedy, edit=edit
    )
