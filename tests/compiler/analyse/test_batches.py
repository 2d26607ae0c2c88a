"""Batches that people paste: one fault at the first statement that is no query, notes on the others."""

from __future__ import annotations

import pytest

from compiler.stages.analyse.batches import batch_fault

REPORT = """\
USE shop
GO
SET NOCOUNT ON;
DECLARE @from date = DATEADD(month, -1, GETDATE());
CREATE TABLE #sums (region nvarchar(40), total money);
INSERT INTO #sums SELECT region, SUM(amount) FROM sales.orders WHERE ordered_at >= @from GROUP BY region;
IF @from IS NULL EXEC dbo.report
SELECT * FROM #sums
"""


def test_a_report_of_many_statements_is_told_once_with_what_each_becomes() -> None:
    """At the first statement; what two statements become alike is told once."""
    fault = batch_fault(REPORT)
    assert fault is not None
    assert (fault.code, fault.line, fault.column, fault.message) == ("DW502", 1, 1, "`USE` is no query")
    assert fault.help == "leave it out"
    assert [note.split(":")[0] for note in fault.notes] == [
        "DECLARE in line 4",
        "CREATE in line 5",
        "IF in line 7",
        "EXEC in line 7",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "SELECT 1; SELECT 2",
        "SELECT 1\nDELETE FROM t",
        "SELECT name INTO t FROM u",
        "WITH a AS (SELECT 1 AS b) SELECT b FROM a",
        "SELECT 'never closed",
        "",
    ],
)
def test_what_does_not_begin_like_a_batch_is_left_to_others(text: str) -> None:
    """A query with a statement behind it is told at that statement."""
    assert batch_fault(text) is None


@pytest.mark.parametrize("text", [";", ";;\n"])
def test_signs_alone_are_no_batch(text: str) -> None:
    """Where no statement begins there is none to tell of."""
    assert batch_fault(text) is None
