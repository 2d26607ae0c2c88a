"""Every semantic point: one definition, one page, an example in which it is found, and its place in the author's file."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from compiler.catalogs.ddl import read_ddl
from compiler.cli.main import cli
from compiler.ir.query import DeclaredParameter, Query, SourceDialect, Target
from compiler.semantics import points
from compiler.semantics.finding import points_in
from compiler.semantics.pages import page_of
from compiler.semantics.points import POINTS, Point
from compiler.stages.analyse import analyse
from compiler.translate import translate
from schemas.bundle.objects import ParameterSource
from tests.support.example_tree import CATALOG

DDL = """
CREATE TABLE orders(order_id int NOT NULL PRIMARY KEY, customer_id int NOT NULL, ordered_at datetime2(7) NOT NULL,
  shipped_on date, amount decimal(15,2) NOT NULL, quantity int NOT NULL, note nvarchar(200),
  details nvarchar(max));
CREATE TABLE stock(code char(5) NOT NULL);
"""
SCHEMA = read_ddl(DDL, describe=lambda _query, _schema: None).schema
NOTES = DeclaredParameter("notes", "text", ParameterSource(kind="parameter", name="notes"), many=True)
SERVER = Target("sqlserver", "2019")
PAGES = Path(__file__).parents[3] / "compiler" / "semantics" / "pages"


def found_in(
    sql: str, dialect: SourceDialect = "postgres", target: Target = SERVER, **query: str
) -> list[str]:
    """The ids of the points in a query, by place."""
    asked = Query(sql, dialect, (NOTES,), **query)  # type: ignore[arg-type]
    analysed = analyse(asked, SCHEMA).variants[frozenset()]
    return [each.point.id for each in points_in(analysed, SCHEMA, target)]


def example(point: Point) -> tuple[SourceDialect, str]:
    """The dialect and the query of a page's example."""
    page = page_of(point.id) or ""
    match = re.search(r"^## Example\n```sql (postgres|duckdb)\n(.*?)\n```\n", page, re.MULTILINE | re.DOTALL)
    assert match is not None, page
    return ("duckdb" if match[1] == "duckdb" else "postgres"), match[2]


@pytest.mark.parametrize("point", POINTS.values(), ids=lambda point: point.id)
def test_a_page_says_what_and_what_to_do_and_its_example_has_the_point(point: Point) -> None:
    """The page is of the agreed form, and its example is a query that translates and in which the point is found."""
    page = page_of(point.id) or ""
    assert page.startswith(f"# {point.title}\n")
    assert re.findall(r"^## (.+)$", page, re.MULTILINE) == ["What", "What to do", "Example"]
    dialect, sql = example(point)
    assert translate(Query(sql, dialect, (NOTES,)), SCHEMA, SERVER).ok
    assert point.id in found_in(sql, dialect)


def test_every_point_is_listed() -> None:
    """One that is not has no page and no place in the reference."""
    assert {value for value in vars(points).values() if isinstance(value, Point)} == set(POINTS.values())


def test_every_page_is_of_a_point() -> None:
    """No page is left of a point that is gone."""
    assert {path.stem for path in PAGES.glob("*.md")} == set(POINTS)


@pytest.mark.parametrize("point", [point.id for point in POINTS.values() if not point.duckdb_too])
def test_a_site_with_duckdb_has_no_points_of_sql_server(point: str) -> None:
    """What is SQL Server's nature is not said of another engine."""
    dialect, sql = example(POINTS[point])
    assert point not in found_in(sql, dialect, Target("duckdb"))


@pytest.mark.parametrize("point", [point.id for point in POINTS.values() if point.gone_when_exact])
def test_exact_comparison_takes_its_points_away(point: str) -> None:
    """What was made exact depends on the collation no more."""
    dialect, sql = example(POINTS[point])
    assert point not in found_in(sql, dialect, text_comparison="exact")


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT order_id, amount FROM orders ORDER BY amount DESC, order_id LIMIT 10",
        "SELECT order_id, row_number() OVER (ORDER BY amount DESC, order_id) AS place FROM orders ORDER BY order_id",
        "SELECT customer_id, max(amount) AS amount FROM orders GROUP BY customer_id ORDER BY customer_id LIMIT 5",
        "SELECT DISTINCT customer_id FROM orders ORDER BY customer_id LIMIT 5",
        "SELECT count(*) AS orders FROM orders",
    ],
)
def test_what_is_determined_is_not_pointed_out(sql: str) -> None:
    """A total order, a proven key and a single row leave nothing to the database."""
    assert found_in(sql) == []


@pytest.mark.parametrize(
    ("condition", "ids"),
    [
        ("note LIKE 'a_c%'", ["text-pattern", "text-units"]),
        ("note LIKE 'a%'", ["text-pattern"]),
        ("note ~ '^a.c'", ["text-units"]),
        ("note ~ '^a[^b]'", ["text-units"]),
        (r"note ~ '^a\.b.*'", []),
        ("note::json ->> 'a' IS NULL", ["json-text"]),
        ("(details::json ->> 'a')::int > 3", ["json-text"]),
    ],
)
def test_any_character_and_values_of_json_are_pointed_out(condition: str, ids: list[str]) -> None:
    """One unit of UTF-16 is not always a character; the document decides how a value is spelled, and which of two counts."""
    assert found_in(f"SELECT count(*) AS n FROM orders WHERE {condition}") == ids


def test_points_are_shown_at_the_author_s_line(tmp_path: Path) -> None:
    """Structured records name file, line, column, meaning and page; they are no faults, and a plain check is silent."""
    dashboard = """\
kind: dashboard
slug: sales
title: Sales
widgets:
  - id: notes
    type: table
    title: Notes
    position: {x: 0, y: 0, width: 12, height: 4}
    query:
      sql: |
        SELECT order_id
        FROM orders
        WHERE note = 'urgent'
        ORDER BY order_id
"""
    tenant = """\
kind: tenant
name: Acme
slug: acme
license: pro
datasource: {engine: sqlserver, version: 2019, catalog: catalog.yaml}
dashboards: [sales]
"""
    root = tmp_path / "tenants"
    (root / "acme" / "dashboards").mkdir(parents=True)
    (root / "acme" / "tenant.yaml").write_text(tenant)
    (root / "acme" / "catalog.yaml").write_text(CATALOG)
    (root / "acme" / "dashboards" / "sales.yaml").write_text(dashboard)

    told = CliRunner().invoke(cli, ["check", str(root), "--explain-semantics", "--format", "json"])
    plain = CliRunner().invoke(cli, ["check", str(root)])
    words = CliRunner().invoke(cli, ["check", str(root), "--explain-semantics"])

    assert told.exit_code == plain.exit_code == words.exit_code == 0
    answer = json.loads(told.output)
    assert answer["diagnostics"] == []
    (record,) = answer["semantics"]
    assert record["point"] == "text-equality"
    assert (record["file"].endswith("sales.yaml"), record["line"], record["column"]) == (True, 13, 15)
    assert record["tenants"] == ["acme"]
    assert "text-equality" in words.output
    assert "text-equality" not in plain.output


def test_a_format_that_has_no_place_for_points_is_wrong_usage(tmp_path: Path) -> None:
    """SARIF and annotations are for faults."""
    answer = CliRunner().invoke(cli, ["check", str(tmp_path), "--explain-semantics", "--format", "sarif"])
    assert answer.exit_code == 2
