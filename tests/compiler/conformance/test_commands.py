import os
from pathlib import Path

import pytest
from click.testing import CliRunner

from compiler.cli.main import cli
from tests.support.postgres import Databases
from tests.support.requirements import SQL_SERVER

CATALOG = """\
kind: catalog
tables:
  orders:
    columns: {id: int not null, region: nvarchar(20), amount: 'decimal(12,2)', ordered_on: date not null}
    primary_key: [id]
"""
TENANT = """\
kind: tenant
name: Shop
slug: shop
license: basic
timezone: Asia/Bangkok
datasource: {engine: ENGINE, catalog: catalog.yaml, dialect: postgres}
dashboards: [sales]
row_filters:
  - {table: orders, where: 'region IN (:viewer.regions)'}
"""
DASHBOARD = """\
kind: dashboard
slug: sales
title: Sales
parameters:
  - {id: period, type: date_range, default: last_12_months}
  - {id: regions, type: text, many: true, empty: all}
widgets:
  - id: by_region
    type: bar
    title: Amount by region
    position: {x: 0, y: 0, width: 6, height: 3}
    query:
      sql: |
        SELECT region, sum(amount) AS amount, count(*) AS orders FROM orders
        WHERE ordered_on >= :period.start AND ordered_on < :period.end AND region IN (:regions)
        GROUP BY region ORDER BY region
    encoding: {x: region, y: amount}
  - id: today
    type: metric
    title: Orders of today
    position: {x: 6, y: 0, width: 2, height: 2}
    query: {sql: SELECT count(*) AS orders FROM orders WHERE ordered_on = current_date}
    encoding: {value: orders}
tests:
  - name: regions are summed
    now: '2024-03-31T02:00:00'
    rows:
      orders:
        - {id: 1, region: north, amount: 10.5, ordered_on: 2024-03-31}
        - {id: 2, region: north, amount: 0.25, ordered_on: 2024-03-30}
        - {id: 3, region: ใต้, amount: null, ordered_on: 2024-01-01}
        - {id: 4, region: south, amount: 7, ordered_on: 2020-01-01}
    expect:
      by_region:
        - {region: north, amount: 10.75, orders: 2}
        - {region: ใต้, amount: null, orders: 1}
      today:
        - {orders: 1}
  - name: a region can be chosen
    now: '2024-03-31T02:00:00'
    parameters: {regions: [north]}
    rows:
      orders:
        - {id: 1, region: north, amount: 1, ordered_on: 2024-03-31}
        - {id: 2, region: south, amount: 2, ordered_on: 2024-03-31}
    expect:
      by_region:
        - {region: north, amount: 1}
"""


def _tree(folder: Path, engine: str = "duckdb", dashboard: str = DASHBOARD) -> Path:
    shop = folder / "tenants" / "shop"
    (shop / "dashboards").mkdir(parents=True)
    words = "sqlserver, version: 2019" if engine == "sqlserver" else engine
    (shop / "tenant.yaml").write_text(TENANT.replace("ENGINE", words))
    (shop / "catalog.yaml").write_text(CATALOG)
    (shop / "dashboards" / "sales.yaml").write_text(dashboard)
    return folder / "tenants"


def _run(*arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(cli, arguments)
    return result.exit_code, result.output


@pytest.fixture
def postgres(databases: Databases) -> str:
    """A PostgreSQL that the commands need not start."""
    return databases.fresh()


@pytest.mark.postgres
def test_tests_of_dashboards_hold(tmp_path: Path, postgres: str) -> None:
    """Rows in, rows out, the clock standing still, on the author's engine; row filters stay out."""
    root = _tree(tmp_path)
    assert _run("test", "--root", str(root), "--postgres", postgres) == (0, "3 expectations hold, 0 do not\n")


@pytest.mark.postgres
def test_a_test_that_does_not_hold_is_told_with_its_rows(tmp_path: Path, postgres: str) -> None:
    """The report names dashboard, test and widget, and shows what was expected and what came."""
    root = _tree(tmp_path, dashboard=DASHBOARD.replace("amount: 10.75", "amount: 10.74"))
    code, output = _run("test", "--root", str(root), "--postgres", postgres)
    assert code == 1
    assert "shop/sales: regions are summed: by_region on postgres: FAILED" in output
    assert "expected: {region: 'north', amount: 10.74, orders: 2}\n" in output
    assert "got:      {region: 'north', amount: 10.75, orders: 2}\n" in output


@pytest.mark.postgres
@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        (
            "{id: 1, region: north, amount: 10.5",
            "{id: 1, colour: red, amount: 10.5",
            "has no column 'colour'",
        ),
        ("{orders: 1}", "{order_count: 1}", "returns no column 'order_count'"),
        ("parameters: {regions: [north]}", "parameters: {areas: [north]}", "no parameter 'areas'"),
        ("now: '2024-03-31T02:00:00'", "now: yesterday", "is no date and time"),
    ],
)
def test_a_test_that_cannot_be_run_says_why(
    tmp_path: Path, postgres: str, old: str, new: str, words: str
) -> None:
    """A slip of the pen in a test is told as such, and the exit code is 1."""
    code, output = _run(
        "test",
        "--root",
        str(_tree(tmp_path, dashboard=DASHBOARD.replace(old, new, 1))),
        "--postgres",
        postgres,
    )
    assert (code, words in output) == (1, True), output


@pytest.mark.postgres
def test_statements_for_duckdb_are_verified_without_a_server(tmp_path: Path, postgres: str) -> None:
    """Every variant of every widget gives the rows of its query, the viewer's row filter included."""
    code, output = _run("verify", "--root", str(_tree(tmp_path)), "--postgres", postgres, "--verbose")
    assert code == 0, output
    assert "shop/sales/by_region without regions: same rows" in output
    assert output.endswith("3 same rows\n")


@pytest.mark.tsqlcheck
def test_without_a_server_statements_are_read_by_microsoft_s_parser(tmp_path: Path) -> None:
    """Syntax and names are checked where rows cannot be."""
    assert _run("verify", "--root", str(_tree(tmp_path, "sqlserver"))) == (
        0,
        "3 read by Microsoft's parser\n",
    )


@pytest.mark.sqlserver
@pytest.mark.postgres
def test_statements_are_verified_on_a_sql_server(tmp_path: Path, postgres: str) -> None:
    """The T-SQL gives the rows of the author's query, and tests hold on the SQL Server too."""
    root = str(_tree(tmp_path, "sqlserver"))
    given = ("--root", root, "--postgres", postgres, "--sqlserver", os.environ[SQL_SERVER])
    assert _run("verify", *given) == (0, "3 same rows\n")
    assert _run("test", *given) == (0, "6 expectations hold, 0 do not\n")


def test_an_engine_that_cannot_be_reached_is_one_clear_line(tmp_path: Path) -> None:
    """A wrong address is told without a traceback."""
    code, output = _run(
        "verify", "--root", str(_tree(tmp_path)), "--postgres", "postgresql://127.0.0.1:1/none"
    )
    assert code == 1
    assert output.startswith("Error: ")
    assert "refused" in output


def test_an_unknown_tenant_is_wrong_usage(tmp_path: Path) -> None:
    """Exit code 2, and the name that is not there."""
    code, output = _run("verify", "nobody", "--root", str(_tree(tmp_path)))
    assert (code, "there is no tenant nobody" in output) == (2, True)


HIDDEN = """\
kind: dashboard
slug: sales
title: Sales
widgets:
  - id: all
    type: table
    title: All
    position: {x: 0, y: 0, width: 6, height: 3}
    query: {sql: SELECT * FROM orders}
  - id: named
    type: table
    title: Named
    position: {x: 6, y: 0, width: 6, height: 3}
    query: {sql: "SELECT id, valid_to FROM orders"}
tests:
  - name: a star does not show what is hidden
    rows: {orders: [{id: 1, region: north, amount: 1, ordered_on: 2024-03-31}]}
    expect: {all: [{id: 1, region: north, amount: 1, ordered_on: 2024-03-31}]}
"""


@pytest.mark.postgres
def test_hidden_columns_of_temporal_tables_are_hidden_on_the_author_s_engine_too(
    tmp_path: Path, postgres: str
) -> None:
    """Its tables have them only for the queries that name them."""
    root = _tree(tmp_path, dashboard=HIDDEN)
    hidden = "not null, valid_to: {type: datetime2(7), nullable: false, hidden: true}}"
    (root / "shop" / "catalog.yaml").write_text(CATALOG.replace("not null}", hidden))
    given = ("--root", str(root), "--postgres", postgres)
    assert _run("verify", *given) == (0, "2 same rows\n")
    assert _run("test", *given) == (0, "1 expectation holds, 0 do not\n")


@pytest.mark.parametrize("command", ["test", "verify"])
def test_a_folder_without_tenants_is_a_fault(tmp_path: Path, command: str) -> None:
    """A misspelt folder in a workflow must not pass for tests that hold."""
    code, output = _run(command, "--root", str(tmp_path / "tenant"))
    assert code == 1
    assert output.startswith(
        f"Error: there is no folder {tmp_path / 'tenant'}; name the folder with the tenants"
    )
