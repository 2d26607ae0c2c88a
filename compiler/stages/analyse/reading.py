"""Text to tokens and tokens to trees, by sqlglot, in the dialects as authors write them."""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import cache

from sqlglot import exp
from sqlglot.dialects.dialect import Dialect
from sqlglot.tokenizer_core import Token

from compiler.ir.query import SourceDialect
from compiler.stages.analyse.bracketed_tails import with_queries_around
from compiler.stages.analyse.from_first import with_joins_of_query
from compiler.stages.analyse.parameter_marks import mark_parameters
from compiler.stages.analyse.pivot_tails import with_select_around
from compiler.stages.analyse.subtotal_keys import with_keys_in_brackets
from compiler.stages.analyse.typed_literals import with_literals_in_brackets
from compiler.stages.analyse.values_tails import with_rows_in_brackets
from compiler.stages.analyse.whole_intervals import keep_whole_intervals

logging.getLogger("sqlglot").setLevel(logging.ERROR)  # what it warns about is refused here, with its place


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


OF_SQLGLOT = (AttributeError, IndexError, KeyError, RecursionError, TypeError, ValueError)
"""What its parser meets some texts with that are no SQL: errors of its own making, without a place."""


def tokens_of(text: str, dialect: SourceDialect) -> list[Token]:
    """The tokens of a text. Raises TokenError."""
    tokens = author_dialect(dialect).tokenize(text)
    mark_parameters(tokens, dialect)
    return tokens


def trees_of(tokens: list[Token], text: str, dialect: SourceDialect) -> list[exp.Expr]:
    """The trees of the statements that the tokens of a text make. Raises ParseError and what `OF_SQLGLOT` lists."""
    keep_whole_intervals(tokens)
    tokens = with_keys_in_brackets(with_literals_in_brackets(tokens))
    if dialect == "duckdb":
        tokens = with_select_around(tokens)
    trees = author_dialect(dialect).parser().parse(tokens, text)
    read = [with_joins_of_query(with_rows_in_brackets(tree)) for tree in trees if tree is not None]
    return [with_queries_around(tree) for tree in read]
