"""Whole runs over large repositories: from nothing, with nothing changed, and after one edit.

Runs are programs of their own, as an author or CI starts them, on a folder of a cache of their own. The edit is one
widget of a shared dashboard: in a workspace that is open already, as `check --watch` and editors have it, and for a program
of its own.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import sqlglot
from sqlglot.optimizer.annotate_types import annotate_types
from sqlglot.optimizer.qualify import qualify
from sqlglot.schema import MappingSchema

from compiler.workspace import Workspace
from tests.benchmarks.collecting import collecting_seldom
from tests.benchmarks.figure import Figure
from tests.benchmarks.repositories import Files, fleet, many_queries, query, write
from tests.support.corpora import tpch_catalog

QUERIES = 5_000
EDITS = 5


@dataclass(frozen=True)
class Measured:
    """Seconds on the clock of four kinds of run, and the most memory that the first one had, in bytes."""

    cold: float
    warm: float
    check: float
    edit: float
    memory: int


def fleet_cold() -> Figure:
    """100,000 widgets of 1,000 tenants, from nothing."""
    return Figure(
        "1,000 tenants: from nothing", _fleet().cold, 30, "s", "check of 100,000 widgets, 500 unique queries"
    )


def fleet_memory() -> Figure:
    """The same run's memory."""
    return Figure("1,000 tenants: memory", _fleet().memory / 1e6, 600, "MB", "most that the first run held")


def fleet_warm() -> Figure:
    """The same again, nothing changed."""
    return Figure(
        "1,000 tenants: nothing changed", _fleet().warm, 2, "s", "check again, a program of its own"
    )


def fleet_check() -> Figure:
    """The same after an edit of a dashboard that 180 tenants share."""
    measured = _fleet()
    share = 100 * measured.check / measured.cold
    detail = f"{measured.check:.1f} s, a program of its own"
    return Figure("1,000 tenants: check after one edit", share, 50, "% of cold", detail)


def fleet_edit() -> Figure:
    """One widget of a dashboard that 180 tenants share."""
    return Figure(
        "1,000 tenants: one edit", _fleet().edit, 0.5, "s", f"in an open workspace, median of {EDITS}"
    )


def queries_cold() -> Figure:
    """5,000 unique queries against bare sqlglot on one core."""
    measured, bare = _queries(), _bare_seconds()
    detail = f"{measured.cold:.1f} s on the clock against {bare:.1f} s on one core"
    return Figure("5,000 queries: from nothing", measured.cold / bare, 1, "times bare sqlglot", detail)


def queries_warm() -> Figure:
    """The same again, nothing changed."""
    measured = _queries()
    share = 100 * measured.warm / measured.cold
    return Figure("5,000 queries: nothing changed", share, 5, "% of cold", f"{measured.warm:.2f} s")


def queries_edit() -> Figure:
    """One of the queries edited."""
    measured = _queries()
    share = 100 * measured.edit / measured.cold
    return Figure("5,000 queries: one edit", share, 3, "% of cold", f"{1000 * measured.edit:.0f} ms")


def watch_edit() -> Figure:
    """From a saved text to the faults, in a repository of 40 tenants."""
    with _written(fleet(tenants=40)) as root:
        seconds = _edit(root, "_shared/dashboards/shared-3.yaml")
    return Figure("40 tenants: one edit under watch", 1000 * seconds, 150, "ms", f"median of {EDITS}")


@cache
def _fleet() -> Measured:
    with _written(fleet()) as root:
        return _measured(root, "_shared/dashboards/shared-3.yaml")


@cache
def _queries() -> Measured:
    with _written(many_queries(QUERIES)) as root:
        return _measured(root, "tenant-0003/dashboards/only-303.yaml")


@contextmanager
def _written(files: Files) -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as folder:
        yield write(files, Path(folder))


def _measured(root: Path, edited: str) -> Measured:
    cold, memory = _check(root)
    warm, _ = _check(root)
    file = root / edited
    text = file.read_text(encoding="utf-8")
    file.write_text(_changed(text, EDITS), encoding="utf-8")
    check, _ = _check(root)
    file.write_text(text, encoding="utf-8")
    return Measured(cold, warm, check, _edit(root, edited), memory)


def _changed(text: str, number: int) -> str:
    """The text with another query; no two numbers give the same."""
    return text.replace("l.l_quantity >", f"l.l_quantity > {number} +", 1)


def _check(root: Path) -> tuple[float, int]:
    """Seconds and bytes of one `dashwright check`, the cache beside the tenants."""
    environment = os.environ | {"DASHWRIGHT_CACHE": str(root.parent / "cache")}
    begun = time.perf_counter()
    program = subprocess.Popen(
        [sys.executable, "-m", "compiler.cli.main", "check", str(root)],
        env=environment,
        stdout=subprocess.DEVNULL,
    )
    _, status, used = os.wait4(program.pid, 0)
    program.returncode = os.waitstatus_to_exitcode(status)
    if program.returncode != 0:
        raise ValueError("the figure needs a repository without faults")
    return time.perf_counter() - begun, used.ru_maxrss * 1024


def _edit(root: Path, path: str) -> float:
    """Median seconds of an edit in a workspace, in a process that looks for garbage as `dashwright` does."""
    with collecting_seldom():
        return _edit_here(root, path)


def _edit_here(root: Path, path: str) -> float:
    workspace = Workspace(root)
    if not workspace.compilation.ok:
        raise ValueError("the figure needs a repository without faults")
    file = root / path
    text, times = file.read_text(encoding="utf-8"), []
    for number in range(EDITS):
        file.write_text(_changed(text, number), encoding="utf-8")
        begun = time.perf_counter()
        workspace.refresh([file])
        if not workspace.compilation.ok:
            raise ValueError("the figure needs an edit without a fault")
        times.append(time.perf_counter() - begun)
    file.write_text(text, encoding="utf-8")
    return sorted(times)[EDITS // 2]


@cache
def _bare_seconds() -> float:
    """Sqlglot alone on the same queries: parse, qualify, annotate types, generate."""
    tables = MappingSchema(
        {
            table.name.table: {column.name: column.data_type.sql() for column in table.columns}
            for table in tpch_catalog().tables
        }
    )
    begun = time.perf_counter()
    for number in range(QUERIES):
        tree = qualify(sqlglot.parse_one(query(number), read="postgres"), schema=tables, dialect="postgres")
        annotate_types(tree, schema=tables, dialect="postgres").sql(dialect="tsql")
    return time.perf_counter() - begun
