"""The same queries put to SQLMesh and to dbt, each as a program of its own and from nothing.

Neither is a dependency: where `sqlmesh` or `dbt` (with its adapter for DuckDB) is on the PATH it is measured, elsewhere the
table says that it is not. SQLMesh reads the SQL and resolves its columns; dbt renders templates and reads no SQL. A range's
ends, which neither knows, are dates in their text.
"""

from __future__ import annotations

import json
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path

from tests.benchmarks.authoring_loop import cpu_seconds
from tests.benchmarks.figure import Figure, NotMeasured
from tests.benchmarks.repositories import many_queries, query, write
from tests.support.corpora import tpch_catalog

QUERIES = 500
"""SQLMesh needs some 40 ms for each."""
FROM, TO = "DATE '2024-01-01'", "DATE '2025-01-01'"


def against_sqlmesh() -> Figure | NotMeasured:
    """Our check against SQLMesh's, which qualifies the columns of every model."""
    return _against("sqlmesh", _sqlmesh_project, ["lint"])


def against_dbt() -> Figure | NotMeasured:
    """Our check against dbt's compile."""
    return _against("dbt", _dbt_project, ["compile", "--quiet", "--no-introspect", "--profiles-dir", "."])


def _against(program: str, project: Callable[[Path], None], arguments: list[str]) -> Figure | NotMeasured:
    name = f"{QUERIES} queries: check against {program} {arguments[0]}"
    found = shutil.which(program)
    if found is None:
        return NotMeasured(name, f"{program} is not installed")
    with tempfile.TemporaryDirectory() as folder:
        root = write(many_queries(QUERIES), Path(folder) / "ours")
        project(Path(folder))
        check = [sys.executable, "-m", "compiler.cli.main", "check", str(root)]
        ours = cpu_seconds(check, {"DASHWRIGHT_CACHE": "off"})
        theirs = cpu_seconds([found, *arguments], {}, Path(folder))
    detail = f"{ours:.1f} s against {theirs:.1f} s of CPU, from nothing"
    return Figure(name, ours / theirs, 1, f"times {program}", detail)


def _queries() -> Iterable[tuple[str, str]]:
    for number in range(QUERIES):
        yield f"only_{number}", query(number).replace(":period.start", FROM).replace(":period.end", TO)


def _sqlmesh_project(folder: Path) -> None:
    rules = "[ambiguousorinvalidcolumn, invalidselectstarexpansion]"
    _put(
        folder / "config.yaml",
        "gateways: {local: {connection: {type: duckdb}}}\n"
        "default_gateway: local\n"
        "disable_anonymized_analytics: true\n"
        "model_defaults: {dialect: postgres, start: 2024-01-01}\n"
        f"linter: {{enabled: true, rules: {rules}}}\n",
    )
    tables = [
        {"name": table.name.table, "columns": {c.name: c.data_type.sql() for c in table.columns}}
        for table in tpch_catalog().tables
    ]
    _put(folder / "external_models.yaml", json.dumps(tables))
    for name, text in _queries():
        _put(folder / f"models/{name}.sql", f"MODEL (name {name}, kind VIEW);\n{text}\n")


def _dbt_project(folder: Path) -> None:
    _put(folder / "dbt_project.yml", "name: checked\nprofile: checked\nmodel-paths: [models]\n")
    _put(
        folder / "profiles.yml",
        "checked: {target: local, outputs: {local: {type: duckdb, path: ':memory:', threads: 2}}}\n",
    )
    for name, text in _queries():
        _put(folder / f"models/{name}.sql", f"{text}\n")


def _put(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
