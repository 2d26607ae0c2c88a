"""`dashwright publish`: from YAML on disk to rows in PostgreSQL."""

from __future__ import annotations

import json
import os
from pathlib import Path

import psycopg
import pytest
from click.testing import CliRunner, Result

from compiler.cli.publish import command
from tests.support.control_plane import TrustRoot

pytestmark = pytest.mark.postgres

TENANT = """\
kind: tenant
name: บริษัท Acme
slug: {slug}
active: {active}
license: basic
datasource: {{engine: duckdb, catalog: catalog.yaml, dialect: duckdb}}
dashboards: [sales]
"""
CATALOG = """\
kind: catalog
tables:
  main.orders: {columns: {amount: int not null}}
"""
DASHBOARD = """\
kind: dashboard
slug: sales
title: {title}
widgets:
  - id: revenue
    type: metric
    title: {{en: Revenue, th: รายได้}}
    position: {{x: 0, y: 0, width: 4, height: 2}}
    query: {{sql: SELECT sum(amount) AS revenue FROM main.orders}}
    encoding: {{value: revenue}}
"""


class Tree:
    """A folder of tenants with one dashboard each, and the environment to publish it."""

    def __init__(self, folder: Path, environment: dict[str, str]) -> None:
        self.folder = folder
        self.environment = environment

    def write(self, slug: str = "acme", *, title: str = "Sales", active: str = "true") -> None:
        """Writes a tenant."""
        home = self.folder / slug
        (home / "dashboards").mkdir(parents=True, exist_ok=True)
        (home / "tenant.yaml").write_text(TENANT.format(slug=slug, active=active), "utf-8")
        (home / "catalog.yaml").write_text(CATALOG, "utf-8")
        (home / "dashboards" / "sales.yaml").write_text(DASHBOARD.format(title=title), "utf-8")

    def publish(self, *arguments: str, commit: str = "c0ffee", **environment: str) -> Result:
        """Runs the command."""
        return CliRunner().invoke(
            command,
            [str(self.folder), "--commit", commit, *arguments],
            env={**dict.fromkeys(os.environ), "PATH": os.environ["PATH"], **self.environment, **environment},
        )

    def versions(self) -> list[tuple[object, ...]]:
        """What the database has published."""
        with psycopg.connect(self.environment["DATABASE_URL"]) as connection:
            return connection.execute(
                "SELECT t.slug, v.version, v.git_commit FROM metadata_versions v JOIN tenants t ON t.id = v.tenant_id"
                " WHERE v.status = 'published' ORDER BY t.slug"
            ).fetchall()


@pytest.fixture
def tree(tmp_path: Path, migrated_url: str, trust_root: TrustRoot) -> Tree:
    """A tree with the tenant acme."""
    environment = {
        "DATABASE_URL": migrated_url,
        "DASHWRIGHT_TARGETS_KEY": trust_root.targets.private_bytes.decode(),
        "DASHWRIGHT_ROOT": str(trust_root.root_file),
        "GITHUB_ACTOR": "somchai",
    }
    found = Tree(tmp_path / "tenants", environment)
    found.write()
    return found


def test_a_tree_is_published(tree: Tree) -> None:
    """The plan is printed, done, and the version names the commit."""
    result = tree.publish()
    assert result.exit_code == 0, result.output
    assert "~ acme v1: +sales" in result.output
    assert "2 done" in result.output
    assert tree.versions() == [("acme", 1, "c0ffee")]


def test_only_what_changed_is_published(tree: Tree) -> None:
    """One of two tenants changes; the other keeps version and commit."""
    tree.write("other")
    tree.publish(commit="aaaaaa")
    tree.write("other", title="New")
    result = tree.publish(commit="bbbbbb")
    assert "= acme v1 unchanged" in result.output
    assert tree.versions() == [("acme", 1, "aaaaaa"), ("other", 2, "bbbbbb")]
    assert "nothing to do" in tree.publish(commit="cccccc").output


def test_a_plan_is_printed_without_a_key_and_changes_nothing(tree: Tree) -> None:
    """A pull request can show its plan: only the database is needed."""
    result = tree.publish("--plan", DASHWRIGHT_TARGETS_KEY="")
    assert result.exit_code == 0, result.output
    assert "~ acme v1: +sales" in result.output
    assert tree.versions() == []


def test_what_was_reviewed_is_published_and_nothing_else(tree: Tree) -> None:
    """`--expect` with the plan's digest passes; after a change it refuses."""
    digest = tree.publish("--plan").output.rpartition("plan ")[2].partition(":")[0]
    tree.write(title="Changed after the review")
    refused = tree.publish("--expect", digest)
    assert refused.exit_code == 1
    assert "DW804" in refused.output
    tree.write()
    assert tree.publish("--expect", digest).exit_code == 0


def test_a_tree_with_a_fault_is_not_published(tree: Tree) -> None:
    """One fault anywhere stops everything, and is shown at its line."""
    tree.write("other")
    (tree.folder / "other" / "dashboards" / "sales.yaml").write_text("kind: dashboard\nslug: [\n")
    result = tree.publish()
    assert result.exit_code == 1
    assert "other/dashboards/sales.yaml" in result.output
    assert tree.versions() == []


def test_an_inactive_tenant_is_passed_over_or_refused_by_name(tree: Tree) -> None:
    """A run over all tenants goes on; a run for it alone says why not."""
    tree.write(active="false")
    tree.write("other")
    assert "acme is inactive and not published" in tree.publish().output
    named = tree.publish("--tenant", "acme")
    assert named.exit_code == 1
    assert "DW801" in named.output
    assert tree.versions() == [("other", 1, "c0ffee")]


def test_max_tenants_is_obeyed(tree: Tree) -> None:
    """The environment's limit stops the second tenant and with it the whole run."""
    tree.write("other")
    result = tree.publish(MAX_TENANTS="1")
    assert result.exit_code == 1
    assert "DW803" in result.output
    assert tree.versions() == []


def test_a_key_that_the_root_does_not_name_is_refused(tree: Tree, trust_root: TrustRoot) -> None:
    """Before anything is published, not when every site refuses."""
    result = tree.publish(DASHWRIGHT_TARGETS_KEY=trust_root.online.private_bytes.decode())
    assert result.exit_code == 2
    assert "not the key that root version 1 names for targets" in result.output
    assert tree.versions() == []


@pytest.mark.parametrize(
    ("name", "value", "code"),
    [
        ("DASHWRIGHT_TARGETS_KEY", "", "DW811"),
        ("DASHWRIGHT_TARGETS_KEY", "/nowhere.pem", "DW811"),
        ("DASHWRIGHT_ROOT", "/nowhere.json", "DW811"),
        ("DATABASE_URL", "", "DW820"),
        ("MAX_TENANTS", "many", "DW820"),
    ],
)
def test_wrong_settings_are_a_clear_fault(tree: Tree, name: str, value: str, code: str) -> None:
    """Exit code 2, the setting's name, no traceback."""
    result = tree.publish(**{name: value})
    assert result.exit_code == 2, result.output
    assert code in result.output
    assert name in result.output


@pytest.mark.parametrize(
    ("option", "value"),
    [("--expect", ""), ("--expect", "5b1"), ("--commit", " ")],
    ids=["empty", "short", "commit"],
)
def test_options_that_would_mean_nothing_are_wrong_usage(tree: Tree, option: str, value: str) -> None:
    """An empty digest or commit, as a variable that is not set gives, is refused and not taken for none."""
    result = tree.publish(option, value)
    assert result.exit_code == 2
    assert option in result.output
    assert tree.versions() == []


def edit(tree: Tree, slug: str, *replacements: tuple[str, str], file: str = "dashboards/sales.yaml") -> None:
    """Changes texts of a tenant's file that are there."""
    path = tree.folder / slug / file
    text = path.read_text("utf-8")
    for old, new in replacements:
        assert old in text
        text = text.replace(old, new)
    path.write_text(text, "utf-8")


def test_a_plan_names_widgets_and_what_differs_of_them(tree: Tree) -> None:
    """Query, columns, place and title of one widget; tenants that change alike are told once, the unchanged in one line."""
    for slug in ("beta", "gamma"):
        tree.write(slug)
    tree.publish()
    for slug in ("acme", "beta"):
        edit(tree, slug, ("sum(amount)", "avg(amount)"), ("en: Revenue", "en: Turnover"), ("x: 0", "x: 4"))
    lines = tree.publish("--plan").output.splitlines()
    assert lines[:-1] == [
        "~ acme v2, beta v2: ~sales",
        "    ~ sales",
        "        ~ revenue",
        "            title.en: Revenue -> Turnover",
        "            position.x: 0 -> 4",
        '            query: SELECT SUM("orders"."amount") -> SELECT AVG("orders"."amount")',
        "            columns.revenue: HUGEINT -> DOUBLE",
        "= gamma v1 unchanged",
    ]
    assert lines[-1].endswith(": 2 to do")


def test_a_renamed_widget_is_shown_as_renamed(tree: Tree) -> None:
    """Neither added nor removed, where `moved:` says so; without it, it is both."""
    tree.publish()
    edit(tree, "acme", ("id: revenue", "id: turnover"))
    assert "        + turnover\n" in tree.publish("--plan").output
    path = tree.folder / "acme" / "dashboards" / "sales.yaml"
    path.write_text(path.read_text("utf-8") + "moved: {widgets: {revenue: turnover}}\n", "utf-8")
    output = tree.publish("--plan").output
    assert "        ~ revenue -> turnover (renamed)\n" in output
    assert "+ turnover" not in output
    assert "- revenue" not in output


def test_a_comment_changes_nothing_that_a_site_shows(tree: Tree) -> None:
    """Lines that move in their file make a version, and the plan says that it shows the same."""
    tree.publish()
    edit(tree, "acme", ("widgets:", "# the widgets\nwidgets:"))
    assert "shows the same: only lines of its files moved" in tree.publish("--plan").output


def test_a_changed_catalog_tells_the_columns_and_queries(tree: Tree) -> None:
    """A column that the site must have under another type, and the result that has another type for it."""
    tree.publish()
    edit(tree, "acme", ("int not null", "bigint"), file="catalog.yaml")
    output = tree.publish("--plan").output
    assert "    column main.orders.amount: int not null -> bigint\n" in output
    assert "= acme" not in output


FILTER = "dashboards: [sales]\nrow_filters:\n  - {table: main.orders, where: amount >= :viewer.least}\n"


def test_row_filters_that_change_are_named_with_their_tables_and_tenants(tree: Tree) -> None:
    """One that is added, changed and taken away, of a tenant and of a dashboard, and of a table that no query reads."""
    tree.write("other")
    tree.publish()
    notes = ("  main.orders:", "  main.notes: {columns: {id: int}}\n  main.orders:")
    edit(tree, "acme", notes, file="catalog.yaml")
    edit(tree, "acme", ("dashboards: [sales]\n", FILTER), file="tenant.yaml")
    edit(
        tree,
        "other",
        ("title: Sales", "title: Sales\nrow_filters: [{table: main.orders, where: amount > 0}]"),
    )
    output = tree.publish("--plan").output
    assert "in acme:\n    row filter of main.orders: amount >= :viewer.least\n" in output
    assert "in other:\n    ~ sales\n        row filter of main.orders: amount > 0\n" in output
    tree.publish()
    edit(
        tree,
        "acme",
        (">= :viewer.least}", "< 9}\n  - {table: main.notes, where: id IS NULL}"),
        file="tenant.yaml",
    )
    edit(tree, "other", ("\nrow_filters: [{table: main.orders, where: amount > 0}]", ""))
    output = tree.publish("--plan").output
    assert "row filter of main.orders: amount >= :viewer.least -> amount < 9\n" in output
    assert "row filter of main.notes: id IS NULL\n" in output
    assert "row filter of main.orders: amount > 0 -> nothing\n" in output


def test_a_plan_as_json_has_the_changes_of_each_tenant(tree: Tree) -> None:
    """One object, with null for what was not there; the plan's digest is the one that --expect takes."""
    tree.publish()
    edit(tree, "acme", ("type: metric", "type: metric\n    description: All of it"))
    plan = json.loads(tree.publish("--plan", "--format", "json").output)
    (dashboard,) = plan["changes"]["acme"]["dashboards"]
    (widget,) = dashboard["parts"]
    assert (widget["id"], widget["change"]) == ("revenue", "changed")
    assert {"name": "description", "before": None, "after": "All of it"} in widget["differences"]
    assert tree.publish("--expect", plan["plan"]).exit_code == 0


def test_a_damaged_row_is_told_and_the_plan_goes_on(tree: Tree) -> None:
    """What is published cannot be compared, and the plan says which object and still has the digest."""
    tree.publish()
    with psycopg.connect(tree.environment["DATABASE_URL"]) as connection:
        connection.execute(
            "UPDATE objects SET gzip_bytes = 'torn' WHERE sha256 IN (SELECT sha256 FROM dashboards)"
        )
    edit(tree, "acme", ("en: Revenue", "en: Turnover"))
    result = tree.publish("--plan")
    assert result.exit_code == 0, result.output
    assert "what is published cannot be compared: object " in result.output
