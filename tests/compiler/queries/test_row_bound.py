"""How many rows a query returns at most, by its form."""

from __future__ import annotations

import pytest

from compiler.ir.query import SourceDialect
from compiler.stages.queries.row_bound import row_bound


@pytest.mark.parametrize(
    ("sql", "dialect", "bound"),
    [
        ("SELECT count(*) FROM t", "postgres", 1),
        ("SELECT max(a) - min(a) FROM t", "postgres", 1),
        ("SELECT 1", "postgres", 1),
        ("SELECT a FROM t LIMIT 10", "postgres", 10),
        ("SELECT a FROM t ORDER BY a FETCH FIRST 5 ROWS ONLY", "postgres", 5),
        ("SELECT a FROM t FETCH FIRST 5 ROWS WITH TIES", "postgres", None),
        ("WITH x AS (SELECT a FROM t) SELECT a FROM x LIMIT 3", "duckdb", 3),
        ("SELECT TOP 7 a FROM t", "tsql", 7),
        ("SELECT TOP (7) a FROM t", "tsql", 7),
        ("SELECT TOP 10 PERCENT a FROM t", "tsql", None),
        ("SELECT a FROM t ORDER BY a OFFSET 0 ROWS FETCH NEXT 4 ROWS ONLY", "tsql", 4),
        ("(SELECT a FROM t LIMIT 2) UNION ALL (SELECT a FROM t LIMIT 3)", "postgres", 5),
        ("SELECT a FROM t UNION ALL SELECT count(*) FROM t", "postgres", None),
        ("SELECT a FROM t LIMIT :n", "postgres", None),
        ("SELECT a FROM t", "postgres", None),
        ("SELECT count(*) FROM t GROUP BY a", "postgres", None),
        ("SELECT sum(a) OVER (ORDER BY b) FROM t", "postgres", None),
        ("SELECT (SELECT count(*) FROM u) FROM t", "postgres", None),
        ("SELECT FROM WHERE", "postgres", None),
    ],
)
def test_the_form_of_a_query_bounds_its_rows(sql: str, dialect: SourceDialect, bound: int | None) -> None:
    """What is not sure is no bound."""
    assert row_bound(sql, dialect) == bound
