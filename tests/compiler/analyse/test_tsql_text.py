"""The text that is shipped for a query in T-SQL has the author's tokens, and no others."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from compiler.catalogs.ddl import read_ddl
from compiler.ir.query import Query
from compiler.stages.analyse import analyse
from compiler.stages.analyse.described import described_columns
from compiler.tsql.lexer import LexError, tokenize

CORPORA = Path(__file__).parents[2] / "corpora"
SCHEMA = read_ddl((CORPORA / "constructs.sql").read_text(encoding="utf-8"), described_columns).schema
WRITTEN = [
    "SELECT x = a + 1 FROM t",
    "SELECT 'a' + s, N'ไทย', [order], \"user\" FROM t AS [T x] WHERE s LIKE '[a-c]%' ESCAPE '!'",
    "SELECT DATENAME(month, d), LOG10(n), DATEADD(MONTH, DATEDIFF(MONTH, 0, ts), 0) FROM t",
    "SELECT CAST(a AS DECIMAL(10,2)), CONVERT(VARCHAR(10), d, 112), TRY_CONVERT(INT, s) FROM dbo.t",
    "SELECT TOP (5) WITH TIES a FROM t ORDER BY a DESC",
    "WITH r AS (SELECT 1 AS n UNION ALL SELECT n + 1 FROM r WHERE n < 5) SELECT n FROM r",
    "SELECT t.a, v.m FROM t OUTER APPLY (SELECT MAX(u.a) AS m FROM u WHERE u.id = t.id) v",
    "SELECT SUM(a) OVER (PARTITION BY s ORDER BY b ROWS UNBOUNDED PRECEDING) FROM t",
    "SELECT s, SUM(a) FROM t GROUP BY s WITH ROLLUP",
    "SELECT a AS 'My Col' FROM t ORDER BY a OFFSET 5 ROWS FETCH NEXT 5 ROWS ONLY;",
]


@pytest.mark.parametrize("sql", WRITTEN)
def test_every_token_is_the_author_s_and_every_identifier_in_brackets(sql: str) -> None:
    """Values of tokens are the same one by one; words that are left bare are words of T-SQL."""
    analysis = analyse(Query(sql, "tsql"), SCHEMA)
    assert analysis.faults == ()
    shipped = analysis.variants[frozenset()].shipped
    assert shipped is not None
    before = [token.value for token in tokenize(sql.rstrip(";"))]
    assert [token.value for token in tokenize(shipped.sql)] == before
    again = analyse(Query(shipped.sql, "tsql"), SCHEMA).variants[frozenset()].shipped
    assert again is not None
    assert again.sql == shipped.sql


@pytest.mark.parametrize("end", ["\n", "\r", "\r\n"])
def test_a_comment_takes_nothing_with_it_whichever_way_its_line_ends(end: str) -> None:
    """What follows on the next line is shipped, as the tree has it, which ends a comment at a lone carriage return too."""
    analysis = analyse(Query(f"SELECT a FROM t -- all{end}WHERE b = 1", "tsql"), SCHEMA)
    shipped = analysis.variants[frozenset()].shipped
    assert shipped is not None
    assert shipped.sql.split() == ["SELECT", "[a]", "FROM", "[t]", "WHERE", "[b]", "=", "1"]


def test_no_construct_of_the_corpus_is_shipped_with_an_unquoted_name() -> None:
    """Of every T-SQL line that is accepted, the shipped text ships itself unchanged."""
    lines = (CORPORA / "constructs.jsonl").read_text(encoding="utf-8").splitlines()
    for record in map(json.loads, lines):
        if record["dialect"] != "tsql":
            continue
        analysis = analyse(Query(record["sql"], "tsql", parameters=None), SCHEMA)
        for query in analysis.variants.values():
            assert query.shipped is not None
            again = analyse(Query(query.shipped.sql, "tsql", parameters=None), SCHEMA)
            assert query.parameters or again.variants[frozenset()].shipped == query.shipped, record["id"]


@pytest.mark.parametrize("text", ["SELECT 'a", "SELECT [a", 'SELECT "a', "/* /* */", "SELECT §"])
def test_what_is_never_closed_is_an_error(text: str) -> None:
    """Its offset is where it begins."""
    with pytest.raises(LexError) as caught:
        list(tokenize(text))
    assert text[caught.value.offset] in "'[\"/§"
