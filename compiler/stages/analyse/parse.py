"""Text to a tree, within bounds: one statement, so many characters and tokens, nested so deep and no deeper."""

from __future__ import annotations

import logging
import re
import sys
from collections.abc import Callable
from functools import cache

from sqlglot import exp
from sqlglot.dialects.dialect import Dialect
from sqlglot.errors import ParseError, TokenError
from sqlglot.tokenizer_core import Token, TokenType

from compiler.diagnostics.codes import sql as codes
from compiler.ir.query import SourceDialect
from compiler.stages.analyse.escapes import UNSTORABLE, decode_literals, report_unstorable
from compiler.stages.analyse.faults import Faults
from compiler.stages.analyse.foreign_signs import refuse_foreign_signs
from compiler.stages.analyse.foreign_words import foreign_syntax
from compiler.stages.analyse.from_first import with_joins_of_query
from compiler.stages.analyse.parameter_marks import mark_parameters
from compiler.stages.analyse.pivot_tails import with_select_around
from compiler.stages.analyse.typed_literals import with_literals_in_brackets
from compiler.stages.analyse.values_tails import with_rows_in_brackets
from compiler.stages.analyse.whole_intervals import keep_whole_intervals

logging.getLogger("sqlglot").setLevel(logging.ERROR)  # what it warns about is refused here, with its place

MAX_CHARACTERS = 200_000
MAX_TOKENS = 40_000
MAX_NESTING = 250
"""Brackets and CASEs inside one another: sqlglot's parser is recursive, and so is SQL Server's (Msg 191, 8631)."""
MAX_CHAIN = 2_000
"""Operands of one chain of operators such as OR, which lean into a tree as deep as they are many."""
MAX_DEPTH = 600
"""Nodes inside one another, chains counted once. Beyond it Python's stack would decide."""

STACK = 10_000
"""Frames that the deepest query within these bounds needs in all stages; Python's own limit is 1,000."""
sys.setrecursionlimit(max(sys.getrecursionlimit(), STACK))

_CHAINS = (
    exp.Connector,
    exp.SetOperation,
    exp.Add,
    exp.Sub,
    exp.Mul,
    exp.Div,
    exp.IntDiv,
    exp.Mod,
    exp.DPipe,
)
"""What is bound and printed in a loop, so that a long chain of it is not deep."""

_OPENING = frozenset({TokenType.L_PAREN, TokenType.L_BRACKET, TokenType.L_BRACE, TokenType.CASE})
_CLOSING = frozenset({TokenType.R_PAREN, TokenType.R_BRACKET, TokenType.R_BRACE, TokenType.END})
_PREFIXES = frozenset({TokenType.NOT, TokenType.DASH, TokenType.TILDE, TokenType.PLUS})


@cache
def author_dialect(name: SourceDialect) -> Dialect:
    """The dialect as authors write it: sqlglot's own would take 1 off a subscript, but only where it sees no type."""
    made = Dialect.get_or_raise(name)
    made.INDEX_OFFSET = 0
    if name == "duckdb":
        read = made.to_json_path
        made.to_json_path = lambda path: _key_or_path(path, read)  # type: ignore[method-assign]  # one instance, ours
    return made


def _key_or_path(
    path: exp.Expr | None, read: Callable[[exp.Expr | None], exp.Expr | None]
) -> exp.Expr | None:
    """DuckDB takes a text that begins with neither `$` nor `/` for one key; sqlglot's parser would cut it at its dots."""
    if isinstance(path, exp.Literal) and path.is_string and not path.name.startswith(("$", "/")):
        return exp.JSONPath(expressions=[exp.JSONPathRoot(), exp.JSONPathKey(this=path.name)])
    return read(path)


def parse(dialect: SourceDialect, faults: Faults) -> exp.Expr | None:
    """The tree of `faults.text`, or None where it is reported that it cannot be read."""
    text = faults.text
    if len(text) > MAX_CHARACTERS:
        message = f"the query has {len(text)} characters, and {MAX_CHARACTERS} is the limit"
        faults.report_at(codes.TOO_LARGE, message, 0, 1)
        return None
    if (unstorable := UNSTORABLE.search(text)) is not None:
        report_unstorable(unstorable[0], unstorable.start(), faults)
        return None
    try:
        tokens = author_dialect(dialect).tokenize(text)
        mark_parameters(tokens, dialect)
        if not (_within_bounds(tokens, faults) and decode_literals(tokens, dialect, faults)):
            return None
        if not refuse_foreign_signs(tokens, dialect, faults):
            return None
        keep_whole_intervals(tokens)
        tokens = with_literals_in_brackets(tokens)
        if dialect == "duckdb":
            tokens = with_select_around(tokens)
        trees = author_dialect(dialect).parser().parse(tokens, text)
    except TokenError as error:
        _report_token_error(error, faults)
        return None
    except ParseError as error:
        _report_parse_error(error, faults)
        return None
    except (AttributeError, IndexError, KeyError, RecursionError, TypeError, ValueError):
        # sqlglot's parser meets some texts that are no SQL with an error of its own making, without a place
        faults.report_at(codes.SYNTAX, "the query cannot be read", 0, 1, "take parts away until it can")
        return None
    read = [with_joins_of_query(with_rows_in_brackets(tree)) for tree in trees if tree is not None]
    return _only_one(read, tokens, faults)


def _within_bounds(tokens: list[Token], faults: Faults) -> bool:
    if len(tokens) > MAX_TOKENS:
        message = f"the query has {len(tokens)} words and signs, and {MAX_TOKENS} is the limit"
        faults.report_at(codes.TOO_LARGE, message, 0, 1)
        return False
    depth = prefixes = 0
    for token in tokens:
        kind = token.token_type
        depth += (kind in _OPENING) - (kind in _CLOSING)
        prefixes = prefixes + 1 if kind in _PREFIXES else 0
        if max(depth, prefixes) > MAX_NESTING:
            message = f"brackets or signs are nested more than {MAX_NESTING} deep here"
            faults.report_at(codes.TOO_LARGE, message, token.start, token.end - token.start + 1)
            return False
    return True


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


def _report_parse_error(error: ParseError, faults: Faults) -> None:
    for detail in error.errors[:1]:
        offset = _offset(faults.text, int(detail.get("line") or 1), int(detail.get("col") or 1))
        highlight = str(detail.get("highlight") or "")
        start = max(offset - max(len(highlight) - 1, 0), 0)
        found = _near(faults.text, highlight, start)
        message = _sentence(str(detail.get("description") or "the query cannot be read"), highlight)
        told = message, "compare the place with the dialect"
        message, remedy = foreign_syntax(faults.text[:found], highlight) or told
        faults.report_at(codes.SYNTAX, message, found, max(len(highlight), 1), remedy)


def _near(text: str, highlight: str, start: int) -> int:
    """Where the highlighted token stands: the error's column counts to the token's end."""
    if not highlight:
        return start
    for shift in (0, -1, 1, -2, 2):
        if start + shift >= 0 and text.startswith(highlight, start + shift):
            return start + shift
    return start


def _sentence(description: str, highlight: str) -> str:
    plain = description.strip().rstrip(".")
    if "missing for <class" in plain:
        plain = "something is missing here"
    if "Unexpected token" in plain:
        plain = "this word does not belong here; a comma or an operator may be missing before it"
    plain = plain.split(" but got <Token")[0]
    reason = plain[0].lower() + plain[1:] if plain else "the query cannot be read"
    return f"{reason}, near `{highlight}`" if highlight.strip() else reason


def _offset(text: str, line: int, column: int) -> int:
    at = 0
    for _ in range(line - 1):
        following = text.find("\n", at)
        if following < 0:
            break
        at = following + 1
    return min(at + column - 1, len(text))


_WHOLE = re.compile(r"'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\"|--[^\n]*|/\*.*?\*/", re.DOTALL)
_OPENINGS = {"'": "text", '"': "name in quotes", "/*": "comment"}


def _report_token_error(error: TokenError, faults: Faults) -> None:
    """A text, name or comment that is never closed; sqlglot tells only that something is."""
    rest = _WHOLE.sub(lambda found: " " * len(found[0]), faults.text)
    places = [(at, what) for mark, what in _OPENINGS.items() if (at := rest.find(mark)) >= 0]
    if places:
        at, what = min(places)
        faults.report_at(codes.SYNTAX, f"a {what} that is never closed", at, 1, "close it")
        return
    faults.report_at(codes.SYNTAX, f"characters that make no word: {error}", 0, 1)


def too_deep(tree: exp.Expr) -> exp.Expr | None:
    """A node that lies deeper than MAX_DEPTH, chains of one operator counted once; None where there is none."""
    stack: list[tuple[exp.Expr, int, int]] = [(tree, 0, 0)]
    while stack:
        node, depth, chain = stack.pop()
        if depth > MAX_DEPTH or chain > MAX_CHAIN:
            return node
        for child in node.iter_expressions():
            linked = child.arg_key == "this" and isinstance(child, _CHAINS)
            stack.append((child, depth if linked else depth + 1, chain + 1 if linked else 0))
    return None
