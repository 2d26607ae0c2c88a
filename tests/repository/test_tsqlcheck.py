import pytest

from compiler.conformance.parser import TsqlParser

pytestmark = pytest.mark.tsqlcheck

DDL = "CREATE TABLE dbo.orders (id int NOT NULL, region nvarchar(20) NULL);"


def test_a_right_query_has_no_errors(tsqlcheck: TsqlParser) -> None:
    """The parser accepts what SQL Server accepts, Thai text included."""
    assert tsqlcheck.check("SELECT TOP (5) [id] FROM [dbo].[orders] WHERE [region] = N'ภาคเหนือ'", DDL) == []


def test_a_syntax_error_has_a_place(tsqlcheck: TsqlParser) -> None:
    """An error says the line and column that the parser does not understand."""
    [error] = [
        e for e in tsqlcheck.check("SELECT id\nFROM dbo.orders LIMIT 5", DDL) if e.source == "scriptdom"
    ]
    assert (error.line, error.column) == (2, 17)


def test_names_are_bound_where_tables_are_given(tsqlcheck: TsqlParser) -> None:
    """An unknown column is found with the tables, and is no error of syntax without them."""
    query = "SELECT [total] FROM [dbo].[orders]"
    assert tsqlcheck.check(query) == []
    assert ["total" in error.message for error in tsqlcheck.check(query, DDL)] == [True]
