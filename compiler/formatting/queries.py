"""Queries laid out on request, each only where the result is proven to be the same query."""

from __future__ import annotations

import re
from typing import get_args

from compiler.formatting.sql_layout import laid_out_query
from compiler.ir.query import SourceDialect
from compiler.stages.analyse.faults import Faults
from compiler.stages.analyse.parse import parse
from compiler.written.outline import Path
from compiler.written.schema_position import is_sql
from compiler.written.sql_tokens import Token, tokens


class Queries:
    """Lays out the queries of one file; `left` tells which stay as they are, and why."""

    def __init__(self) -> None:
        self.left: list[str] = []

    def formatted(self, path: Path, lines: list[str]) -> list[str]:
        """The lines of a block scalar: of a query laid out, of anything else the same."""
        if not is_sql(path):
            return lines
        before = "\n".join(lines)
        after = laid_out_query(before)
        reason = difference(before, "\n".join(after))
        if reason is None:
            return after
        self.left.append(f"{'.'.join(map(str, path))} is left as it is: {reason}")
        return lines


def difference(before: str, after: str) -> str | None:
    """Why a query laid out may not stand for the old one; None where both read as the same tree."""
    if _words(before) != _words(after):
        return "its words would not stay the same"
    if any(t.text.startswith("{%") for t in _after_imports(before)):
        return "a template statement stands inside it"
    for dialect in get_args(SourceDialect):
        trees = [parse(dialect, Faults(_without_templates(text))) for text in (before, after)]
        if trees[0] is not None:
            return None if trees[0] == trees[1] else "it would be read as another query"
    return "it cannot be read as SQL"


def _words(sql: str) -> list[tuple[str, str]]:
    """Tokens without regard to the case of words that are not quoted."""
    return [(t.kind, t.text.lower() if t.kind == "word" else t.text.rstrip()) for t in tokens(sql)]


def _after_imports(sql: str) -> list[Token]:
    """The tokens from the first on that is no template statement or comment."""
    found = tokens(sql)
    first = next(
        (at for at, t in enumerate(found) if not t.text.startswith(("{%", "{#", "--", "/*"))), len(found)
    )
    return found[first:]


def _without_templates(sql: str) -> str:
    """The query with a name in place of each expression of a template."""
    bare = re.sub(r"\{%.*?%\}|\{#.*?#\}", "", sql, flags=re.DOTALL)
    return re.sub(r"\{\{.*?\}\}", "jinja_value", bare, flags=re.DOTALL)
