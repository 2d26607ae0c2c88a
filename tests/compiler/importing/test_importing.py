"""Dashboards of other tools: what each export becomes, and what a faulty one is told."""

from __future__ import annotations

import json
from itertools import combinations
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from compiler.cli.main import cli
from compiler.importing.carried import Place
from compiler.importing.grafana.macros import Expansion, Variables
from compiler.importing.metabase.clauses import clause_of
from compiler.importing.metabase.filters import Conditions
from compiler.importing.metabase.structured import StructuredQuery
from compiler.importing.naming import name_of, slug_of, unused
from compiler.importing.placing import placed
from compiler.importing.report import as_json, as_markdown
from compiler.importing.sql_text import NotCarried, without_template_marks
from schemas.resources.tenant import Dialect
from schemas.resources.widget import GRID_COLUMNS
from tests.compiler.importing.samples import FOLDER, SAMPLES, Sample, dashboard_of, result_of, shop


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.name)
def test_an_export_becomes_a_dashboard_that_passes_check(sample: Sample) -> None:
    """Every part is in the dashboard or in the report, word for word as on record."""
    found = result_of(sample)
    assert dashboard_of(found) == sample.beside("yaml").read_text(encoding="utf-8")
    assert as_markdown(found) == sample.beside("md").read_text(encoding="utf-8")


def test_the_report_for_programs_says_what_the_one_for_people_says() -> None:
    """Counts and remarks, each with its outcome."""
    report = json.loads(as_json(result_of(SAMPLES[0])))
    assert (report["panels"], report["carried"]) == (11, 6)
    lost = next(remark for remark in report["remarks"] if remark["item"] == "panel `Typo`")
    assert lost["outcome"] == "left out"
    assert lost["remedy"] == "did you mean `sales.customers`?"


# ---- Grafana's macros


def expanded(sql: str, dialect: Dialect = "postgres", **fixed: str) -> str:
    """A query with the parameters `region` and `search`."""
    variables = Variables({"region": "region", "search": "search"}, fixed)
    return Expansion("panel", dialect, variables).sql(sql)


@pytest.mark.parametrize(
    ("written", "ours"),
    [
        ("$__timeFilter(o.at)", "(o.at >= :period.start AND o.at < :period.end)"),
        ('$__timeFilter("Ordered, at")', '("Ordered, at" >= :period.start AND "Ordered, at" < :period.end)'),
        ("$__timeGroup(coalesce(a, b), '1h')", "date_trunc('hour', coalesce(a, b))"),
        ("$__timeGroupAlias(at,1d)", "date_trunc('day', at) AS time"),
        (
            "$__timeGroup(at, '5m')",
            "date_bin(INTERVAL '5 minutes', at, TIMESTAMP '1970-01-01 00:00:00')",
        ),
        ("$__timeGroup(at, '1M')", "date_trunc('month', at)"),
        ("$__timeGroup(at, $__interval)", "date_trunc('day', at)"),
        ("r IN ($region)", "r IN (:region)"),
        ("r IN (${region:sqlstring})", "r IN (:region)"),
        ("r IN ([[region]])", "r IN (:region)"),
        ("r = '$search'", "r = :search"),
        ("r LIKE '%$search%'", "r LIKE ('%' || :search || '%')"),
        ("'it''s $search'", "('it''s ' || :search)"),
        ("a = '$5' AND b = 'US$'", "a = '$5' AND b = 'US$'"),
    ],
)
def test_macros_and_variables_become_ours(written: str, ours: str) -> None:
    """Also inside literals, and with calls as their arguments."""
    assert expanded(written) == ours


def test_old_queries_that_rely_on_the_name_time_get_it() -> None:
    """Before 5.3 `$__timeGroup` named its column itself; the GROUP BY does not."""
    sql = "SELECT $__timeGroup(at,'1h'), count(*) FROM t GROUP BY time ORDER BY time"
    assert expanded(sql).startswith("SELECT date_trunc('hour', at) AS time, count(*)")


def test_groups_of_any_width_in_t_sql_count_from_1970() -> None:
    """As Grafana counts them."""
    assert expanded("$__timeGroup(at, '15m')", "tsql") == (
        "DATEADD(second, DATEDIFF(second, '1970-01-01', at) / 900 * 900, '1970-01-01')"
    )
    assert expanded("x LIKE '%$search'", "tsql") == "x LIKE ('%' + :search)"


@pytest.mark.parametrize(
    ("sql", "why"),
    [
        ("WHERE $__unixEpochFilter(at)", "the macro `$__unixEpochFilter` has no counterpart"),
        ("WHERE at > $__from", "`$__from` has no counterpart"),
        ("ORDER BY $column", "the variable `$column` is not carried"),
        ("$__timeGroup(at)", "`$__timeGroup` lacks an argument"),
        ("$__timeGroup(at, '100ms')", "the interval `100ms` has no counterpart"),
        ("$__timeFilter(at", "a call without its closing parenthesis"),
    ],
)
def test_what_has_no_counterpart_is_named(sql: str, why: str) -> None:
    """No query is carried with a hole in it."""
    with pytest.raises(NotCarried) as refused:
        expanded(sql)
    assert str(refused.value) == why


# ---- Metabase's query builder


def condition(value: list[object]) -> str:
    """A condition for PostgreSQL's dialect."""
    return Conditions("postgres", {"7": "Paid At"}).condition(value)


AMOUNT = ["field", ["Shop", "sales", "orders", "amount"], None]


@pytest.mark.parametrize(
    ("clause", "sql"),
    [
        (["=", AMOUNT, 1], "amount = 1"),
        (["=", AMOUNT, 1, 2], "amount IN (1, 2)"),
        (["!=", AMOUNT, 1], "(amount NOT IN (1) OR amount IS NULL)"),
        (["=", {}, ["field", {}, ["Shop", "sales", "orders", "Order"]], "it's"], "\"Order\" = 'it''s'"),
        (
            ["between", ["field", 7, None], "2024-01-01", "2024-01-31"],
            "CAST(\"Paid At\" AS date) BETWEEN '2024-01-01' AND '2024-01-31'",
        ),
        (["or", ["is-null", AMOUNT], ["not", [">", AMOUNT, 5]]], "(amount IS NULL OR NOT (amount > 5))"),
        (["starts-with", AMOUNT, "5%"], r"amount LIKE '5\%%' ESCAPE '\'"),
        (["contains", AMOUNT, "Ab", {"case-sensitive": False}], "lower(amount) LIKE '%ab%'"),
    ],
)
def test_filters_of_both_forms_become_conditions(clause: list[object], sql: str) -> None:
    """`[op, ..., options]` of before, `[op, {options}, ...]` of today."""
    assert condition(clause) == sql


@pytest.mark.parametrize(
    ("stage", "why"),
    [
        ({"source-table": 4}, "its table is a number in this export"),
        (
            {"source-table": ["d", "s", "t"], "joins": [{}]},
            "`joins` of the query builder have no counterpart",
        ),
        ({"source-table": ["d", "s", "t"], "breakout": [["field", 9, None]]}, "a column is a number"),
        ({"source-table": ["d", "s", "t"], "aggregation": [["median", AMOUNT]]}, "the aggregate `median`"),
        (
            {
                "source-table": ["d", "s", "t"],
                "breakout": [["field", "at", {"temporal-unit": "hour-of-day"}]],
            },
            "groups by hour-of-day",
        ),
    ],
)
def test_a_question_beyond_the_query_builders_core_is_refused(stage: dict[str, object], why: str) -> None:
    """Rather than carried in part."""
    with pytest.raises(NotCarried, match=why):
        StructuredQuery("panel", "postgres", {}).sql(stage, [])


def test_a_clause_that_is_none_is_refused() -> None:
    """Whatever stands in its place."""
    faulty: tuple[object, ...] = (None, [], 3, {"field": 1})
    for value in faulty:
        with pytest.raises(NotCarried):
            clause_of(value)


# ---- parts of both


PLACES = st.builds(
    Place,
    st.integers(-2, 30),
    st.integers(-2, 60),
    st.integers(0, 30),
    st.integers(0, 90),
)


@given(st.lists(PLACES, max_size=12))
def test_panels_lie_on_the_grid_and_on_nothing_else(places: list[Place]) -> None:
    """Whatever the other tool's layout was."""
    positions = placed(places)
    assert len(positions) == len(places)
    for position in positions:
        assert position["x"] >= 0
        assert position["y"] >= 0
        assert position["x"] + position["width"] <= GRID_COLUMNS
        assert min(position["width"], position["height"]) >= 1
    for one, other in combinations(positions, 2):
        apart = (
            one["x"] + one["width"] <= other["x"]
            or other["x"] + other["width"] <= one["x"]
            or one["y"] + one["height"] <= other["y"]
            or other["y"] + other["height"] <= one["y"]
        )
        assert apart


def test_names_are_made_of_titles() -> None:
    """A title without a Latin letter leaves the fallback; a number never begins a name."""
    assert name_of("Net revenue (฿)", "widget") == "net_revenue"
    assert name_of("ยอดขาย", "widget") == "widget"
    assert name_of("90 days", "widget") == "widget_90_days"
    assert slug_of("Café & Co", "imported") == "cafe-co"
    assert unused("a", {"a", "a_2"}) == "a_3"


@given(st.text(alphabet="{}%# a", max_size=20))
def test_braces_of_an_export_are_no_template(text: str) -> None:
    """What an export says reaches the page as it was."""
    from jinja2 import Environment

    assert Environment(autoescape=False).from_string(without_template_marks(text)).render() == text


# ---- the command


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A folder of tenants with the shop."""
    for path, data in shop("postgres").files.items():
        place = tmp_path / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(data)
    return tmp_path / "tenants"


def run(*arguments: object) -> Result:
    """A call of `dashwright import`."""
    return CliRunner().invoke(cli, ["import", *[str(argument) for argument in arguments]])


CLASSIC = FOLDER / "grafana/classic.json"


def test_the_command_writes_the_dashboard_and_lists_it(root: Path, tmp_path: Path) -> None:
    """And the report, where it is asked for."""
    report = tmp_path / "report.md"
    result = run("grafana", CLASSIC, "--tenant", "shop", "--slug", "old", "--report", report, "--root", root)
    assert result.exit_code == 0, result.output
    assert "6 of 11 panels" in result.output
    assert "- old" in (root / "shop/tenant.yaml").read_text(encoding="utf-8")
    assert report.read_text(encoding="utf-8").startswith("# Import of Shop overview")
    assert CliRunner().invoke(cli, ["check", str(root)]).output == "no faults\n"


def test_a_dry_run_writes_nothing(root: Path) -> None:
    """It only reports."""
    before = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
    result = run("grafana", CLASSIC, "--tenant", "shop", "--dry-run", "--root", root)
    assert result.exit_code == 0, result.output
    assert {path: path.read_bytes() for path in root.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.json", '{"panels": [', "is no JSON: Expecting value in line 1, column 13"),
        ("a.json", '{"rules": []}', "it has neither `panels` nor `spec.elements`"),
        ("a.json", "[]", "holds no mapping"),
        ("a.json", '{"panels": []}', "the export has no panel; nothing is written"),
        ("a.json", "\udcff", "is not UTF-8 text"),
        ("a.json", "[" * 100_000, "nests too deeply"),
    ],
)
def test_a_file_that_is_no_export_is_told_so(
    root: Path, tmp_path: Path, name: str, content: str, said: str
) -> None:
    """In one line, and nothing is written."""
    file = tmp_path / name
    file.write_bytes(content.encode("utf-8", "surrogateescape"))
    result = run("grafana", file, "--tenant", "shop", "--root", root)
    assert result.exit_code == 1
    assert said in result.output
    assert not (root / "shop/dashboards").exists()


def test_a_question_is_no_dashboard(root: Path) -> None:
    """Metabase exports both alike."""
    card = FOLDER / "metabase/collections/main/cards/regions.yaml"
    result = run("metabase", card, "--tenant", "shop", "--root", root)
    assert "this is a question: give the dashboard that shows it" in result.output


def test_a_tenant_that_is_not_there_is_told_with_the_remedy(root: Path) -> None:
    """It is one command away."""
    result = run("grafana", CLASSIC, "--tenant", "nobody", "--root", root)
    assert "`dashwright new tenant nobody` makes one" in result.output


@pytest.mark.parametrize(
    "grid", ['{"x": 1e400, "y": -5, "w": "a", "h": null}', '{"x": 1e300, "y": NaN, "w": -3}']
)
def test_an_export_with_values_that_no_tool_writes_is_carried_over(
    root: Path, tmp_path: Path, grid: str
) -> None:
    """Numbers without end, halves of characters and NUL: the panel that can be is carried, the other is named."""
    panel = '{"type": "stat", "title": "Orders \\ud800", "gridPos": %s, "targets": [{"rawSql": "%s"}]}'
    good, bad = (panel % (grid, sql) for sql in ("SELECT 1 AS n", "SELECT \\u0000"))
    export = tmp_path / "odd.json"
    export.write_text(f'{{"title": "Odd", "panels": [{good}, {bad}]}}')
    result = run("grafana", export, "--tenant", "shop", "--root", root, "--dry-run")
    assert result.exception is None, result.output
    assert "1 of 2 panels" in result.output
