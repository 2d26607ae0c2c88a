"""The text that is to be shipped, read once more by the grammar of T-SQL, and what does not fit told at the author's line."""

from __future__ import annotations

from bisect import bisect_right
from typing import Final, NamedTuple

from compiler.diagnostics.codes import sql as codes
from compiler.stages.analyse.faults import Faults
from compiler.tsql.grammar import Misfit, calls, queries, recognise, sources
from compiler.tsql.lexer import Token, tokenize


class Origin(NamedTuple):
    """Where a token of the author's stands in the text that is made of it."""

    start: int
    token: Token


_INSTEAD: Final = {
    "all": "write the columns that are grouped by",
    "date": "write CAST('2024-01-31' AS date)",
    "distinct": "make the values distinct in a derived table first",
    "from": "SELECT and what it gives come before FROM; parts of a text: SUBSTRING(name, 2, 3)",
    "ignore": "IGNORE NULLS stands behind the brackets: LAG(a) IGNORE NULLS OVER (ORDER BY b)",
    "order": "the order of an aggregate stands behind it: STRING_AGG(a, ',') WITHIN GROUP (ORDER BY b)",
    "respect": "RESPECT NULLS stands behind the brackets: LAG(a) RESPECT NULLS OVER (ORDER BY b)",
    "time": "write CAST('10:30' AS time)",
    "values": "write SELECT a, b FROM (VALUES (1, 2), (3, 4)) AS v(a, b)",
    "with": "WITH stands once, before the outermost SELECT",
    calls.OVER: "write OVER (PARTITION BY region), and SELECT DISTINCT for one row of each",
    sources.ALIAS: "write AS t after it",
    queries.ROWS: "write OFFSET 5 ROWS FETCH NEXT 10 ROWS ONLY",
}
"""What to write instead, by the word that has no place or by what is needed: forms of the other dialects that authors are used to."""


def report_misfit(text: str, origins: list[Origin], faults: Faults) -> None:
    """Report the first token of the author's that SQL Server's parser would stop at."""
    misfit = recognise(list(tokenize(text)))
    if misfit is None or not origins:
        return
    token = _written(misfit, origins)
    if misfit.token is None:
        message = f"the query ends here, where T-SQL needs {misfit}"
    else:
        message = f"T-SQL has no place for `{token.text}` here, where it needs {misfit}"
    word = token.text.lower() if misfit.token is not None else ""
    instead = _INSTEAD.get(word) or _INSTEAD.get(str(misfit))
    faults.report_at(codes.SYNTAX, message, token.start, token.end - token.start, instead)


def _written(misfit: Misfit, origins: list[Origin]) -> Token:
    if misfit.token is None:
        return origins[-1].token
    starts = [origin.start for origin in origins]
    return origins[bisect_right(starts, misfit.token.start) - 1].token
