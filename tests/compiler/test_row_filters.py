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
            "dbo.told": {
                "type": "view",
                "definition": "WITH o AS (SELECT * FROM guarded) SELECT o.* FROM o CROSS APPLY STRING_SPLIT(o.branch, ',') AS s",
                "columns": COLUMNS,
            },
            "dbo.untold": {"type": "view", "columns": COLUMNS},
            "dbo.over_untold": {
                "type": "view",
                "definition": "SELECT * FROM dbo.untold",
                "columns": COLUMNS,
            },
            "dbo.same_as_untold": {"type": "synonym", "stands_for": "dbo.over_untold", "columns": COLUMNS},
            "dbo.absent": {
                "type": "view",
                "definition": "SELECT * FROM crm.dbo.orders",
                "columns": COLUMNS,
            },
            "dbo.elsewhere": {"type": "synonym", "stands_for": "crm.dbo.orders", "columns": COLUMNS},
            "dbo.calling": {
                "type": "view",
                "definition": "SELECT f.id, f.branch FROM dbo.orders_of(1) AS f",
                "columns": COLUMNS,
            },
            "dbo.applying": {
                "type": "view",
                "definition": "SELECT o.id, f.branch FROM guarded AS o CROSS APPLY dbo.branches(o.id) AS f",
                "columns": COLUMNS,
            },
            "dbo.computing": {
                "type": "view",
                "definition": "SELECT 1 AS id, dbo.branch_of(1) AS branch",
                "columns": COLUMNS,
            },
            "dbo.unreadable": {"type": "view", "definition": "SELECT ((", "columns": COLUMNS},
            "dbo.own": {"type": "view", "columns": COLUMNS},
            "dbo.same_as_own": {"type": "synonym", "stands_for": "dbo.own", "columns": COLUMNS},
        },
    }
)
SCHEMA = schema_of(CATALOG)
OWN = (
    RowFilterRule("orders", "branch = :viewer.branch"),
    RowFilterRule("guarded", "branch = :viewer.branch"),
    RowFilterRule("own", "branch = :viewer.branch"),
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
        ("dbo.told", "", "dbo.guarded"),
        ("dbo.same_as_own", "branch = :viewer.branch", None),
        ("dbo.applying", "", "dbo.guarded"),
        *((name, "", None) for name in UNKNOWN if name != "dbo.applying"),
    }


UNKNOWN = {
    "dbo.untold": "the catalog does not have the definition of `dbo.untold`",
    "dbo.over_untold": "the catalog does not have the definition of `dbo.untold`",
    "dbo.same_as_untold": "the catalog does not have the definition of `dbo.untold`",
    "dbo.absent": "the catalog does not have `crm.dbo.orders`, which `dbo.absent` reads",
    "dbo.elsewhere": "the catalog does not have `crm.dbo.orders`, for which `dbo.elsewhere` stands",
    "dbo.calling": "the catalog does not tell what `dbo.orders_of` reads",
    "dbo.applying": "dbo.guarded",
    "dbo.computing": "the catalog does not tell what `dbo.branch_of` reads",
    "dbo.unreadable": "the definition of `dbo.unreadable` cannot be read",
}


@pytest.mark.parametrize("dialect", ["postgres", "duckdb", "tsql"])
@pytest.mark.parametrize("view", UNKNOWN)
def test_a_view_that_may_show_anything_is_refused(dialect: SourceDialect, view: str) -> None:
    """A DBA trusts no filter past which a view may lead: what is not known is closed, with the reason and what to do."""
    query = Query(f"SELECT id FROM {view}", dialect, declared_claims(RULES, SCHEMA), RULES)
    (fault,) = translate(query, SCHEMA, Target("sqlserver", "2019")).faults
    assert fault.code == "DW514"
    assert UNKNOWN[view] in fault.message
    assert "a row filter of its own" in (fault.help or "")


def test_without_row_filters_every_view_is_open() -> None:
    """A catalog without definitions is as good as ever where there is nothing to hide."""
    assert rules_of_other_names((), CATALOG, SCHEMA) == ()


@pytest.mark.parametrize("dialect", ["postgres", "duckdb", "tsql"])
@pytest.mark.parametrize("table", ["orders", "sold", "TWICE", "guarded", "own", "same_as_own"])
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
