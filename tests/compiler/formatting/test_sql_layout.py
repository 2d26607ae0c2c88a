import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compiler.formatting.queries import difference
from compiler.formatting.sql_layout import laid_out_query
from compiler.written.sql_tokens import tokens

CORPORA = Path(__file__).parents[2] / "corpora"
QUERIES = [
    json.loads(line)["sql"]
    for name in ("dashboards", "tpch")
    for line in (CORPORA / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
]

LAYOUTS = {
    "clauses": (
        "select a, b from t where a > 1 group by a, b having count(*) > 1 order by 1 limit 5",
        "SELECT a, b\nFROM t\nWHERE a > 1\nGROUP BY a, b\nHAVING count(*) > 1\nORDER BY 1\nLIMIT 5",
    ),
    "joins": (
        "select 1 from a left outer join b on a.x = b.x natural join c cross join d",
        "SELECT 1\nFROM a\nLEFT OUTER JOIN b ON a.x = b.x\nNATURAL JOIN c\nCROSS JOIN d",
    ),
    "a condition on several lines": (
        "SELECT 1\nFROM t\nWHERE a BETWEEN 1 AND 2\nAND b = 1 OR\nc",
        "SELECT 1\nFROM t\nWHERE a BETWEEN 1 AND 2\n  AND b = 1\n  OR c",
    ),
    "WITH": (
        "with a as (select 1 as x), b as (select 2) select * from a, b",
        "WITH a AS (SELECT 1 AS x),\nb AS (SELECT 2)\nSELECT *\nFROM a, b",
    ),
    "a query in parentheses": (
        "select x from (select 1 as x\nfrom t) d",
        "SELECT x\nFROM (\n  SELECT 1 AS x\n  FROM t\n) d",
    ),
    "comments": (
        "-- the top\nselect a, -- first\n b /* second */ from t -- source\n-- why\nwhere x",
        "-- the top\nSELECT\n  a, -- first\n  b /* second */\nFROM t -- source\n-- why\nWHERE x",
    ),
    "Jinja": (
        '{% from "x.sql" import m %}\nselect {{ m() }} as a, t_{{ x }}.b from {{ s }}.t',
        '{% from "x.sql" import m %}\nSELECT {{ m() }} AS a, t_{{ x }}.b\nFROM {{ s }}.t',
    ),
    "parameters, casts, texts, quoted names": (
        "select a::date, 'sel  ect', \"From\" from t where d >= :p.start and x in(:r)",
        "SELECT a::date, 'sel  ect', \"From\"\nFROM t\nWHERE d >= :p.start AND x IN(:r)",
    ),
    "words that are names here": ("select t.limit, offset from t", "SELECT t.limit, offset\nFROM t"),
    "FROM inside a call": (
        "select extract(year from d), a is distinct from b from t",
        "SELECT extract(year FROM d), a IS DISTINCT FROM b\nFROM t",
    ),
    "arms": ("select 1 union all select 2", "SELECT 1\nUNION ALL\nSELECT 2"),
}


@pytest.mark.parametrize("name", LAYOUTS)
def test_the_layout(name: str) -> None:
    """Clauses begin lines; what the author put on several lines stays on several."""
    before, after = LAYOUTS[name]
    assert "\n".join(laid_out_query(before)) == after
    assert "\n".join(laid_out_query(after)) == after


def test_long_lists_conditions_and_cases() -> None:
    """What does not fit has one item, condition or branch a line."""
    names = ", ".join(f"column_number_{number}" for number in range(9))
    listed = laid_out_query(f"SELECT {names} FROM t")
    assert listed[:3] == ["SELECT", "  column_number_0,", "  column_number_1,"]
    branches = " ".join(f"WHEN {number} THEN 'a rather long result'" for number in range(4))
    cases = laid_out_query(f"SELECT CASE x {branches} ELSE 'none' END AS y FROM t")
    assert cases[:3] == ["SELECT", "  CASE x", "    WHEN 0 THEN 'a rather long result'"]
    assert cases[-2:] == ["  END AS y", "FROM t"]


@pytest.mark.parametrize("sql", QUERIES)
def test_real_queries_stay_the_same(sql: str) -> None:
    """Every query of the corpora is the same tree after, and a second run changes nothing."""
    after = "\n".join(laid_out_query(sql))
    assert difference(sql, after) is None
    assert "\n".join(laid_out_query(after)) == after


_BETWEEN = st.sampled_from([" ", "\n", "\n    ", "  ", " -- why\n", " /* how */ ", "\n\n-- a line\n"])


@given(st.sampled_from(QUERIES), st.data())
def test_any_spacing_and_comments(sql: str, data: Any) -> None:
    """However a query is spaced and commented, no word and no comment is lost, and it is laid out once."""
    pieces: list[str] = []
    end = 0
    for token in tokens(sql):
        pieces.append(data.draw(_BETWEEN) if token.start > end else "")
        pieces.append(token.text)
        end = token.end
    spaced = "".join(pieces)
    after = "\n".join(laid_out_query(spaced))
    assert difference(spaced, after) in (None, "it cannot be read as SQL")  # such as ORDER, a comment, BY
    assert "\n".join(laid_out_query(after)) == after


def test_a_comment_between_clauses_settles_in_one_call() -> None:
    """A pass moves the line break that tells whose comment it is."""
    after = "\n".join(laid_out_query("SELECT a, sum(b) AS c FROM t GROUP BY\nALL -- why\nORDER BY ALL"))
    assert "-- why" in after
    assert "\n".join(laid_out_query(after)) == after


LEFT = {
    "a statement inside": "SELECT 1 {% if x %} FROM t {% endif %}",
    "no SQL": "SELECT FROM WHERE (",
}


@pytest.mark.parametrize("name", LEFT)
def test_what_cannot_be_proven_is_left(name: str) -> None:
    """A query that cannot be read, or that a template may change, gives a reason instead of a layout."""
    assert difference(LEFT[name], "\n".join(laid_out_query(LEFT[name]))) is not None


def test_another_query_is_no_layout() -> None:
    """The proof tells queries apart that differ in a word, its place, or in a quoted name's case."""
    assert difference("SELECT a, b FROM t", "SELECT b, a FROM t") is not None
    assert difference('SELECT "A"', 'SELECT "a"') is not None
    assert difference("SELECT a -b", "SELECT a - b") is None
