"""An author's query made ready for the engine of its own dialect: parameters marked, the clock stopped, names folded.

This is a substitution of tokens in the author's own text, on purpose not of the compiler's tree: what the compiler makes
of a query is measured against it. Everything that is not one of the tokens below reaches the engine as it was written.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlglot.dialects import DuckDB, Postgres
from sqlglot.tokenizer_core import Token, TokenType

from compiler.conformance.values import BoundValue, Value
from compiler.ir.query import ValueType

AuthorDialect = Literal["postgres", "duckdb"]

_POSTGRES_TYPES: dict[ValueType, str] = {
    "text": "text",
    "integer": "bigint",
    "number": "numeric(28,10)",
    "boolean": "boolean",
    "date": "date",
    "datetime": "timestamp",
}
_TYPES: dict[AuthorDialect, dict[ValueType, str]] = {
    "postgres": _POSTGRES_TYPES,
    "duckdb": _POSTGRES_TYPES | {"text": "VARCHAR"},
}
_CLOCK_FUNCTIONS: dict[str, str] = {
    "now": "timestamptz",
    "transaction_timestamp": "timestamptz",
    "statement_timestamp": "timestamptz",
    "get_current_timestamp": "timestamptz",
    "current_localtimestamp": "timestamp",
    "current_localtime": "time",
    "today": "date",
}
"""Functions without arguments that read the clock, and the type of what they give."""

_CLOCK_WORDS: dict[TokenType, str] = {
    TokenType.CURRENT_DATE: "date",
    TokenType.CURRENT_TIMESTAMP: "timestamptz",
    TokenType.LOCALTIMESTAMP: "timestamp",
    TokenType.LOCALTIME: "time",
}
"""Words that read the clock without parentheses."""


@dataclass(frozen=True)
class ParameterValue:
    """What stands for `:name`: a value, or a tuple of values for a parameter with `many`."""

    type: ValueType
    value: Value


@dataclass(frozen=True)
class RunnableText:
    """Text for the engine, parameters written `$1`, and their values in that order."""

    sql: str
    values: tuple[BoundValue, ...]


@dataclass(frozen=True)
class _Replacement:
    start: int
    end: int
    text: str


def runnable(
    sql: str,
    dialect: AuthorDialect,
    parameters: Mapping[str, ParameterValue],
    now: datetime,
    catalog_names: frozenset[str],
) -> RunnableText:
    """The author's text with values bound, the clock standing at `now` (in the tenant's zone).

    `catalog_names` are the catalog's table and column names in lower case: a quoted one is folded to lower case for
    PostgreSQL, where fixtures have lower-case names. Raises KeyError for a parameter without a value.
    """
    tokens = (Postgres() if dialect == "postgres" else DuckDB()).tokenize(sql)
    values: list[BoundValue] = []
    replacements = [
        *_clocks(tokens, now),
        *_ages(tokens, now),
        *_parameters(tokens, dialect, parameters, values),
        *(_folded(tokens, catalog_names) if dialect == "postgres" else ()),
    ]
    text = sql
    for replacement in sorted(replacements, key=lambda found: found.start, reverse=True):
        text = text[: replacement.start] + replacement.text + text[replacement.end + 1 :]
    return RunnableText(text, tuple(values))


def _parameters(
    tokens: Sequence[Token],
    dialect: AuthorDialect,
    parameters: Mapping[str, ParameterValue],
    values: list[BoundValue],
) -> Iterator[_Replacement]:
    for colon, last, name in _placeholders(tokens):
        given = parameters[name]
        word = _TYPES[dialect][given.type]
        members = given.value if isinstance(given.value, tuple) else (given.value,)
        marks = []
        for member in members:
            values.append(BoundValue(str(len(values) + 1), word, member))
            marks.append(f"CAST(${len(values)} AS {word})")
        text = ", ".join(marks) or f"SELECT CAST(NULL AS {word}) WHERE false"
        yield _Replacement(colon.start, last.end, text)


def _placeholders(tokens: Sequence[Token]) -> Iterator[tuple[Token, Token, str]]:
    """First token, last token and name of each `:name` or `:range.start`; a slice `[1:2]` is none."""
    for at, token in enumerate(tokens[:-1]):
        following = tokens[at + 1]
        if (
            token.token_type is not TokenType.COLON
            or following.start != token.end + 1
            or not _is_name(following)
        ):
            continue
        if at and tokens[at - 1].end + 1 == token.start and tokens[at - 1].token_type is TokenType.NUMBER:
            continue
        if at + 3 < len(tokens) and tokens[at + 2].token_type is TokenType.DOT:
            yield token, tokens[at + 3], f"{following.text}.{tokens[at + 3].text}"
        else:
            yield token, following, following.text


def _is_name(token: Token) -> bool:
    return token.text[:1].isalpha() or token.text[:1] == "_"


def _clocks(tokens: Sequence[Token], now: datetime) -> Iterator[_Replacement]:
    for at, token in enumerate(tokens):
        called = [found.token_type for found in tokens[at + 1 : at + 3]] == [
            TokenType.L_PAREN,
            TokenType.R_PAREN,
        ]
        after_dot = at > 0 and tokens[at - 1].token_type is TokenType.DOT
        word = _CLOCK_WORDS.get(token.token_type)
        if word is None and called and not after_dot:
            word = _CLOCK_FUNCTIONS.get(token.text.lower())
        if word is not None and not after_dot and not _is_marked(tokens, at):
            end = tokens[at + 2].end if called else token.end
            yield _Replacement(token.start, end, _moment(now, word))


def _ages(tokens: Sequence[Token], now: datetime) -> Iterator[_Replacement]:
    """age() of one moment counts from the beginning of the day, which is written in front of it."""
    for at, token in enumerate(tokens[:-1]):
        opening = tokens[at + 1]
        called = token.text.lower() == "age" and opening.token_type is TokenType.L_PAREN
        if called and not _has_comma(tokens[at + 2 :]):
            yield _Replacement(opening.start, opening.end, f"({_moment(now, 'date')}::timestamp, ")


def _has_comma(tokens: Sequence[Token]) -> bool:
    """Whether a comma stands between arguments before the parenthesis is closed that is open in front of the tokens."""
    depth = 0
    for token in tokens:
        depth += (token.token_type is TokenType.L_PAREN) - (token.token_type is TokenType.R_PAREN)
        if depth < 0 or (depth == 0 and token.token_type is TokenType.COMMA):
            return depth == 0
    return False


def _is_marked(tokens: Sequence[Token], at: int) -> bool:
    """Whether a word is the name of a parameter: `:current_date`."""
    return (
        at > 0 and tokens[at - 1].token_type is TokenType.COLON and tokens[at - 1].end + 1 == tokens[at].start
    )


def _moment(now: datetime, word: str) -> str:
    text = now.isoformat(timespec="microseconds")
    local = now.replace(tzinfo=None)
    match word:
        case "date":
            text = local.date().isoformat()
        case "time":
            text = local.time().isoformat(timespec="microseconds")
        case "timestamp":
            text = local.isoformat(timespec="microseconds")
    return f"CAST('{text}' AS {word})"


def _folded(tokens: Sequence[Token], catalog_names: frozenset[str]) -> Iterator[_Replacement]:
    for before, token in zip([None, *tokens], tokens, strict=False):
        names_a_collation = before is not None and before.token_type is TokenType.COLLATE
        if (
            token.token_type is TokenType.IDENTIFIER
            and token.text.lower() in catalog_names
            and not names_a_collation
        ):
            folded = token.text.lower().replace('"', '""')
            yield _Replacement(token.start, token.end, f'"{folded}"')
