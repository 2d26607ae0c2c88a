"""The commands `transpile` and `catalog import`, as a shell calls them."""

from __future__ import annotations

import json
from pathlib import Path

import yaml
from click.testing import CliRunner

from compiler.cli.main import cli
from schemas.resources.catalog import Catalog

DDL = "CREATE TABLE t (id int NOT NULL, name nvarchar(20))\nGO\nCREATE PROCEDURE p AS SELECT 1\n"


def script(folder: Path, text: str = DDL, name: str = "schema.sql") -> str:
    """A file of DDL."""
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_transpile_reads_lines_and_writes_lines(tmp_path: Path) -> None:
    """Notes on the DDL go to standard error; the exit code is 0 though a query is refused."""
    lines = '{"id": 1, "dialect": "postgres", "sql": "SELECT name FROM t"}\n{"id": 2, "dialect": "duckdb", "sql": "FROM u"}\n'
    arguments = ["transpile", "--jsonl", "--catalog-ddl", script(tmp_path), "--target", "2022", "--jobs", "1"]
    result = CliRunner().invoke(cli, arguments, input=lines)
    assert result.exit_code == 0
    first, second = (json.loads(line) for line in result.stdout.splitlines())
    assert (first["id"], first["ok"], second["id"], second["ok"]) == (1, True, 2, False)
    assert "note: DDL 3:1: `CREATE PROCEDURE p`" in result.stderr


def test_transpile_takes_several_scripts(tmp_path: Path) -> None:
    """One after the other, as one."""
    other = script(tmp_path, "CREATE TABLE u (id int)", "more.sql")
    line = '{"id": 1, "dialect": "postgres", "sql": "SELECT t.id FROM t JOIN u ON t.id = u.id"}\n'
    arguments = ["transpile", "--jsonl", "--catalog-ddl", script(tmp_path), "--catalog-ddl", other]
    assert json.loads(CliRunner().invoke(cli, arguments, input=line).stdout)["ok"]


def test_transpile_compares_text_as_it_is_told(tmp_path: Path) -> None:
    """`--text-comparison exact` is `text_comparison: exact` of a tenant."""
    line = '{"id": 1, "dialect": "postgres", "sql": "SELECT id FROM t WHERE name = \'x\'"}\n'
    arguments = ["transpile", "--jsonl", "--catalog-ddl", script(tmp_path), "--jobs", "1"]
    plain = CliRunner().invoke(cli, arguments, input=line).stdout
    exact = CliRunner().invoke(cli, [*arguments, "--text-comparison", "exact"], input=line).stdout
    assert json.loads(exact)["ok"]
    assert json.loads(exact)["sql"] != json.loads(plain)["sql"]


def test_an_error_in_the_ddl_ends_the_command(tmp_path: Path) -> None:
    """With its place, and no answers."""
    arguments = ["transpile", "--jsonl", "--catalog-ddl", script(tmp_path, "CREATE TABLE t (a intt)")]
    result = CliRunner().invoke(cli, arguments, input="{}\n")
    assert result.exit_code == 1
    assert result.stdout == ""
    assert "error: DDL 1:19" in result.stderr


def test_catalog_import_writes_a_catalog(tmp_path: Path) -> None:
    """It is a valid `kind: catalog`."""
    result = CliRunner().invoke(cli, ["catalog", "import", script(tmp_path)])
    assert result.exit_code == 0
    catalog = Catalog.model_validate(yaml.safe_load(result.stdout))
    assert catalog.tables["dbo.t"].typed_columns()["id"].type == "int"
    assert not catalog.tables["dbo.t"].typed_columns()["id"].nullable


def test_catalog_import_writes_nothing_where_there_is_no_table(tmp_path: Path) -> None:
    """A catalog without tables would be none."""
    out = tmp_path / "catalog.yaml"
    result = CliRunner().invoke(cli, ["catalog", "import", script(tmp_path, "PRINT 'hi'"), "--out", str(out)])
    assert result.exit_code == 1
    assert not out.exists()
