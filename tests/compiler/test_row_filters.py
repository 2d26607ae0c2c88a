"""A row filter holds under every name that its table goes by."""

from __future__ import annotations

import pytest

from compiler.catalogs.schema import schema_of
from compiler.ir.query import Query, RowFilterRule, SourceDialect, Target
from compiler.stages.queries.declarations import declared_claims
from compiler.stages.queries.other_names import rules_of_other_names
from compiler.translate import translate
from schemas.resources import Catalog

COLUMNS = {"id": "int not null", "branch": "nvarchar(20)"}
CATALOG = Catalog.model_validate(
    {
        "kind": "catalog",
        "tables": {
            "dbo.orders": {"columns": COLUMNS},
            "dbo.sold": {"type": "synonym", "stands_for": "orders", "columns": COLUMNS},
            "dbo.twice": {"type": "synonym", "stands_for": "dbo.SOLD", "columns": COLUMNS},
            "dbo.recent": {"type": "view", "definition": "SELECT * FROM twice", "columns": COLUMNS},
            "dbo.newest": {"type": "view", "definition": "SELECT * FROM recent", "columns": COLUMNS},
            "dbo.odd": {
                "type": "view",
                "definition": "SELECT id, branch FROM orders OPTION ((",
                "columns": COLUMNS,
            },
            "dbo.guarded": {"type": "view", "definition": "SELECT * FROM orders", "columns": COLUMNS},
            "dbo.other": {"type": "view", "definition": "SELECT 1 AS orders", "columns": COLUMNS},
        },
    }
)
SCHEMA = schema_of(CATALOG)
OWN = (
    RowFilterRule("orders", "branch = :viewer.branch"),
    RowFilterRule("guarded", "branch = :viewer.branch"),
)
RULES = (*OWN, *rules_of_other_names(OWN, CATALOG, SCHEMA))


def test_synonyms_take_the_filter_and_views_are_closed() -> None:
    """Through synonyms of synonyms and views of views; a view with a filter of its own is open."""
    assert {(rule.table, rule.where, rule.past) for rule in RULES[len(OWN) :]} == {
        ("dbo.sold", "branch = :viewer.branch", None),
        ("dbo.twice", "branch = :viewer.branch", None),
        ("dbo.recent", "", "dbo.orders"),
        ("dbo.newest", "", "dbo.orders"),
        ("dbo.odd", "", "dbo.orders"),
    }


@pytest.mark.parametrize("dialect", ["postgres", "duckdb", "tsql"])
@pytest.mark.parametrize("table", ["orders", "sold", "TWICE", "guarded"])
def test_every_name_is_filtered(dialect: SourceDialect, table: str) -> None:
    """In the FROM and in a subquery, each reference by itself."""
    sql = f"SELECT t.id FROM {table} AS t WHERE EXISTS (SELECT 1 FROM dbo.{table} AS u WHERE u.id = t.id)"
    found = translate(
        Query(sql, dialect, declared_claims(RULES, SCHEMA), RULES), SCHEMA, Target("sqlserver", "2019")
    )
    assert found.ok, found.faults
    (statement,) = found.statements.values()
    assert statement.sql.count("@viewer_branch") == 2
    assert [parameter.source.kind for parameter in statement.parameters] == ["claim"]


@pytest.mark.parametrize("dialect", ["postgres", "duckdb", "tsql"])
@pytest.mark.parametrize("table", ["recent", "newest", "odd"])
def test_a_view_past_the_filter_is_refused(dialect: SourceDialect, table: str) -> None:
    """At its name, with what to do."""
    query = Query(f"SELECT id FROM {table}", dialect, declared_claims(RULES, SCHEMA), RULES)
    (fault,) = translate(query, SCHEMA, Target("sqlserver", "2019")).faults
    assert (fault.code, fault.column) == ("DW514", 16)
    assert "give" in (fault.help or "")


def test_a_view_of_other_tables_is_open() -> None:
    """A column that is called like the table is no table."""
    query = Query("SELECT id FROM other", "postgres", declared_claims(RULES, SCHEMA), RULES)
    assert translate(query, SCHEMA, Target("sqlserver", "2019")).ok
