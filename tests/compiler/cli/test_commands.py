"""The commands of authors and CI, as they are called."""

from __future__ import annotations

import hashlib
import importlib
import json
import os
import pkgutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from compiler import cli as package
from compiler.bundle_directory import write_bundles
from compiler.cli.commands import COMMANDS
from compiler.cli.main import cli
from compiler.diagnostics.codes import all_codes
from compiler.pipeline import compile_tree
from compiler.scaffold.parts import free_position
from schemas.bundle.verify import verify_bundle
from tests.support.example_tree import CATALOG

TENANT = """\
# who they are
kind: tenant
name: Acme
slug: acme
license: pro
datasource: {engine: sqlserver, version: 2019, catalog: catalog.yaml}
dashboards:
  - sales   # the first one
"""
DASHBOARD = """\
kind: dashboard
slug: sales
title: {en: Sales, th: ยอดขาย}
parameters:
  - {id: regions, type: text, many: true, empty: all}
widgets:
  - id: customers
    type: table
    title: {en: Customers}
    position: {x: 0, y: 0, width: 12, height: 4}
    query: {sql: SELECT name FROM customers WHERE region IN (:regions)}   # ours
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A folder of tenants with one tenant and one dashboard."""
    files = {"tenant.yaml": TENANT, "catalog.yaml": CATALOG, "dashboards/sales.yaml": DASHBOARD}
    for name, content in files.items():
        place = tmp_path / "tenants" / "acme" / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(content, encoding="utf-8")
    return tmp_path / "tenants"


def run(*arguments: object) -> Result:
    """A call of `dashwright`."""
    return CliRunner().invoke(cli, [str(argument) for argument in arguments])


def spoil(root: Path) -> None:
    """Puts a fault into the dashboard."""
    path = root / "acme/dashboards/sales.yaml"
    path.write_text(DASHBOARD.replace("SELECT name", "SELECT nmae"), encoding="utf-8")


def tree_digest(folder: Path) -> str:
    """One digest of all names and bytes below a folder."""
    found = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        found.update(str(path.relative_to(folder)).encode() + (path.read_bytes() if path.is_file() else b""))
    return found.hexdigest()


def test_check_exits_with_0_when_all_is_well(root: Path) -> None:
    """Nothing is wrong, and nothing is written."""
    before = tree_digest(root)
    result = run("check", root)
    assert (result.exit_code, result.output) == (0, "no faults\n")
    assert tree_digest(root) == before


def test_check_exits_with_1_and_shows_the_fault_at_its_place(root: Path) -> None:
    """A column that is not there is underlined in the author's line."""
    spoil(root)
    result = run("check", root)
    assert result.exit_code == 1
    assert "error[DW504]" in result.output
    assert "sales.yaml:11:25" in result.output
    assert "did you mean `name`?" in result.output


@pytest.mark.parametrize("style", ["json", "sarif", "github"])
def test_check_speaks_the_formats_of_tools(root: Path, style: str) -> None:
    """The exit code is the same, and the output is of the format alone."""
    spoil(root)
    result = run("check", root, "--format", style)
    assert result.exit_code == 1
    if style == "github":
        assert result.output.startswith("::error file=")
    else:
        assert json.loads(result.output)


def test_a_tenant_that_is_not_there_is_wrong_usage(root: Path) -> None:
    """Exit code 2, as for any wrong option."""
    assert run("check", root, "--tenant", "globex").exit_code == 2
    assert run("check", root, "--tenant", "acme").exit_code == 0


def test_a_misspelt_command_is_told_with_the_one_that_is_near() -> None:
    """Wrong usage, with what was meant; a word that is like none is only unknown."""
    result = run("chek")
    assert (result.exit_code, "Did you mean `check`?" in result.output) == (2, True)
    assert "Did you mean" not in run("zzzzzz").output


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    """The fault names the folder."""
    result = run("check", tmp_path / "nowhere")
    assert result.exit_code == 1
    assert "DW115" in result.output


def test_the_folder_above_is_not_read_but_named(root: Path) -> None:
    """Called on the repository's root, `check` says which folder is meant."""
    result = run("check", root.parent)
    assert result.exit_code == 1
    assert f"did you mean {root}?" in result.output.replace("\n", "")


def test_build_writes_bundles_that_verify(root: Path, tmp_path: Path) -> None:
    """The manifest and objects on disk are a whole, trusted bundle of the tenant."""
    out = tmp_path / "out"
    assert run("build", root, "--commit", "abc", "--out", out).exit_code == 0
    objects = {path.name: path.read_bytes() for path in (out / "acme/objects").iterdir()}
    bundle = verify_bundle((out / "acme/manifest.json").read_bytes(), objects, tenant="acme")
    widget = bundle.dashboards["sales"].widgets[0]
    assert [variant.when_empty for variant in widget.variants] == [[], ["regions"]]
    assert bundle.manifest.commit == "abc"


def test_build_gives_the_same_bytes_wherever_the_tree_lies(root: Path, tmp_path: Path) -> None:
    """Neither the folder's name nor a second run changes a byte."""
    moved = tmp_path / "elsewhere" / "customers"
    moved.parent.mkdir()
    assert run("build", root, "--commit", "abc", "--out", tmp_path / "one").exit_code == 0
    root.rename(moved)
    assert run("build", moved, "--commit", "abc", "--out", tmp_path / "two").exit_code == 0
    assert run("build", moved, "--commit", "abc", "--out", tmp_path / "two").exit_code == 0
    assert tree_digest(tmp_path / "one") == tree_digest(tmp_path / "two")


def test_build_writes_nothing_when_there_is_a_fault(root: Path, tmp_path: Path) -> None:
    """What was built before stays as it was."""
    out = tmp_path / "out"
    run("build", root, "--commit", "abc", "--out", out)
    before = tree_digest(out)
    spoil(root)
    assert run("build", root, "--commit", "def", "--out", out).exit_code == 1
    assert tree_digest(out) == before


def test_build_tells_where_it_cannot_write(root: Path, tmp_path: Path) -> None:
    """A file where a folder should be: one line with the reason, no trace of Python's."""
    (tmp_path / "file").touch()
    result = run("build", root, "--commit", "abc", "--out", tmp_path / "file" / "out")
    assert result.exit_code == 1
    assert f"cannot write {tmp_path}/file/out: Not a directory; " in result.output
    assert isinstance(result.exception, SystemExit)


def test_build_removes_what_a_killed_one_left(root: Path, tmp_path: Path) -> None:
    """Half a bundle of long ago; one that another run may still be writing stays, and so does what is not ours."""
    out = tmp_path / "out"
    old, young, other = (out / name for name in (".unfinished-acme-1", ".unfinished-acme-2", ".git"))
    for folder in (old, young, other):
        folder.mkdir(parents=True)
    for folder in (old, other):
        os.utime(folder, (0, 0))
    assert run("build", root, "--commit", "abc", "--out", out).exit_code == 0
    assert {path.name for path in out.iterdir()} == {"acme", young.name, other.name}


def test_builds_into_one_folder_at_once_all_end_well(root: Path, tmp_path: Path) -> None:
    """Each puts whole bundles in place of the others', and leaves nothing beside them."""
    bundles = tuple(compile_tree(root, "abc").bundles.values())
    out = tmp_path / "out"
    with ThreadPoolExecutor(4) as threads:
        for written in [threads.submit(write_bundles, bundles, out) for _ in range(200)]:
            written.result()
    write_bundles(bundles, tmp_path / "alone")
    assert tree_digest(out) == tree_digest(tmp_path / "alone")


def test_show_prints_a_widget_at_every_stage(root: Path) -> None:
    """SQL of the author after render, SQL of the engine after emit, JSON elsewhere."""
    outputs = {
        stage: run("show", "acme/sales/customers", "--root", root, "--stage", stage)
        for stage in ("load", "validate", "resolve", "render", "analyse", "legalise", "emit", "assemble")
    }
    assert {stage: result.exit_code for stage, result in outputs.items()} == dict.fromkeys(outputs, 0)
    assert outputs["render"].output == "SELECT name FROM customers WHERE region IN (:regions)\n"
    assert "FROM [sales].[customers]" in outputs["emit"].output
    assert json.loads(outputs["assemble"].output)["id"] == "customers"
    assert "sales.yaml:7:9" in outputs["resolve"].output


@pytest.mark.parametrize(
    "address", ["globex", "acme/nothing", "acme/sales/nothing", "acme/sales/customers/more"]
)
def test_show_of_nothing_is_wrong_usage(root: Path, address: str) -> None:
    """Exit code 2, with what there is."""
    assert run("show", address, "--root", root).exit_code == 2


def test_explain_prints_the_page_of_a_code() -> None:
    """In either case of letters; an unknown code is wrong usage."""
    assert run("explain", "dw201").output.startswith("# DW201 Unknown key")
    assert run("explain", "DW000").exit_code == 2
    assert "did you mean `DW20" in run("explain", "DW20l").output


def test_explain_without_a_code_lists_all() -> None:
    """Every code with its title."""
    listed = run("explain").output
    assert all(f"{code.id}  {code.title}" in listed for code in all_codes().values())


def test_diff_shows_what_fix_writes_and_fix_writes_it(root: Path) -> None:
    """Afterwards nothing is wrong, and comments stay; a second run has nothing to do."""
    spoil(root)
    before = tree_digest(root)
    shown = run("check", root, "--diff")
    assert (shown.exit_code, tree_digest(root)) == (1, before)
    assert "-    query: {sql: SELECT nmae" in shown.output
    assert "+    query: {sql: SELECT name" in shown.output
    mended = run("check", root, "--fix")
    assert (mended.exit_code, mended.stdout) == (0, "no faults\n")
    assert "1 mended in 1 file" in mended.stderr
    assert (root / "acme/dashboards/sales.yaml").read_text(encoding="utf-8") == DASHBOARD
    assert run("check", root, "--diff").output == ""


def test_fix_tells_what_it_cannot_mend(root: Path) -> None:
    """What remains is shown as `check` shows it, and the exit code is 1."""
    path = root / "acme/dashboards/sales.yaml"
    path.write_text(DASHBOARD.replace("SELECT name", "SELECT nmae, nothing"), encoding="utf-8")
    result = run("check", root, "--fix", "--format", "json")
    assert result.exit_code == 1
    (left,) = json.loads(result.stdout)["diagnostics"]
    assert "nothing" in left["message"]


def test_what_new_writes_passes_check_and_keeps_comments(root: Path) -> None:
    """A tenant, a dashboard, a widget of every type; the comments of edited files stay."""
    kinds = ["metric", "line", "area", "bar", "pie", "scatter", "heatmap", "pivot", "table", "text"]
    assert run("new", "tenant", "globex", "--name", "Globex", "--root", root).exit_code == 0
    assert run("new", "dashboard", "globex/overview", "--title", "ภาพรวม", "--root", root).exit_code == 0
    for kind in kinds:
        address = f"globex/overview/a_{kind}"
        result = run("new", "widget", address, "--type", kind, "--title", "New", "--root", root)
        assert result.exit_code == 0, result.output
    assert (
        run(
            "new", "widget", "acme/sales/number", "--type", "metric", "--title", "N", "--root", root
        ).exit_code
        == 0
    )
    assert run("new", "dashboard", "acme/more", "--title", "More", "--root", root).exit_code == 0
    assert run("check", root).output == "no faults\n"
    assert "# ours" in (root / "acme/dashboards/sales.yaml").read_text(encoding="utf-8")
    assert "# who they are" in (root / "acme/tenant.yaml").read_text(encoding="utf-8")
    assert "- sales   # the first one\n  - more" in (root / "acme/tenant.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "arguments",
    [
        ("tenant", "acme", "--name", "Again"),
        ("tenant", "Not A Slug", "--name", "X"),
        ("tenant", "../outside", "--name", "X"),
        ("dashboard", "acme/sales", "--title", "Again"),
        ("dashboard", "globex/sales", "--title", "X"),
        ("widget", "acme/sales/customers", "--type", "text", "--title", "Again"),
        ("widget", "acme/sales/pie", "--type", "pie", "--title", "X", "--sql", "SELECT name FROM customers"),
        (
            "widget",
            "acme/sales/bad",
            "--type",
            "table",
            "--title",
            "X",
            "--sql",
            "SELECT nmae FROM customers",
        ),
    ],
)
def test_new_writes_nothing_that_would_not_pass_check(root: Path, arguments: tuple[str, ...]) -> None:
    """What is there already, or has a fault, is refused."""
    before = tree_digest(root.parent)
    assert run("new", *arguments, "--root", root).exit_code == 1
    assert tree_digest(root.parent) == before


@pytest.mark.parametrize(
    "arguments", [("tenant", "My_Company", "--name", "X"), ("dashboard", "acme/My_Sales", "--title", "X")]
)
def test_new_tells_a_malformed_slug_once(root: Path, arguments: tuple[str, ...]) -> None:
    """One fault is one line, with what to write."""
    said = run("new", *arguments, "--root", root).output
    assert said.count("\n") == 1
    assert "is no slug: write lower-case letters" in said


def test_new_widgets_stand_beside_one_another() -> None:
    """In the last row while there is room, then below, and never on one another."""
    placed = [{"x": 0, "y": 0, "width": 12, "height": 2}]
    for kind in ("line", "metric", "metric", "bar", "table"):
        placed.append(free_position(placed, kind))
    assert [(place["x"], place["y"]) for place in placed] == [(0, 0), (0, 2), (6, 2), (9, 2), (6, 4), (0, 8)]


def test_new_widget_tells_how_to_mend_its_query(root: Path) -> None:
    """The remedy of the query's fault is part of the message."""
    sql = "SELECT nmae FROM customers"
    said = run(
        "new", "widget", "acme/sales/bad", "--type", "table", "--title", "X", "--sql", sql, "--root", root
    )
    assert "DW504 in line 1, column 8: there is no column `nmae`; did you mean `name`?" in said.output


def test_catalog_import_keeps_the_line_that_names_the_schema(root: Path, tmp_path: Path) -> None:
    """Over the catalog of a new tenant: its first line stays, the tables are those of the DDL."""
    script = tmp_path / "schema.sql"
    script.write_text("CREATE TABLE dbo.orders (id int NOT NULL)", encoding="utf-8")
    run("new", "tenant", "globex", "--name", "Globex", "--root", root)
    place = root / "globex" / "catalog.yaml"
    first = place.read_text(encoding="utf-8").split("\n")[0]
    result = run("catalog", "import", script, "--out", place)
    assert result.stdout == f"wrote {place}\n"
    assert result.stderr == "note: dbo.example is no longer there, and was removed\n"
    written = place.read_text(encoding="utf-8")
    assert written.startswith(f"{first}\nkind: catalog\n")
    assert "dbo.example" not in written


def test_new_without_a_terminal_asks_for_nothing(root: Path) -> None:
    """What is missing is wrong usage there."""
    assert run("new", "tenant", "globex", "--root", root).exit_code == 2


def test_every_command_is_in_the_table() -> None:
    """A module that defines a command and is not listed could never be called."""
    modules = [f"{package.__name__}.{found.name}" for found in pkgutil.iter_modules(package.__path__)]
    commands = {name for name in modules if hasattr(importlib.import_module(name), "command")}
    assert commands == {entry.module for entry in COMMANDS}


def test_every_command_of_the_table_can_be_imported() -> None:
    """Each module defines its command under the name in the table."""
    for entry in COMMANDS:
        assert run(entry.name, "--help").exit_code == 0
