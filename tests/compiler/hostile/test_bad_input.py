"""Input that could exhaust time or memory, or be read in two ways: one clear fault each, and no exception.

The bounds are counted, not timed: a process of its own has as much memory and processor time as its limits give it.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support.example_tree import ExampleTree, blocks, example_tree

pytestmark = pytest.mark.slow

MEMORY_BYTES = 1_500_000_000
SECONDS = 60
DASHBOARD = "acme/dashboards/example-1.yaml"
PIXEL = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256))


def judged(root: Path) -> list[dict[str, object]]:
    """The faults that `dashwright check` tells in a process with little memory and time."""
    command = [sys.executable, "-m", "compiler.cli.main", "check", str(root), "--format", "json"]

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))

    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parents[3])}
    found = subprocess.run(
        command, capture_output=True, text=True, env=environment, preexec_fn=limit, check=False
    )
    assert found.returncode in (0, 1), found.stderr[-2000:]
    faults: list[dict[str, object]] = json.loads(found.stdout)["diagnostics"]
    return faults


def tree_with(data: bytes, path: str = DASHBOARD) -> ExampleTree:
    """A tenant that is well but for one file."""
    tree = example_tree(blocks("```sql\nSELECT name FROM customers\n```\n"))
    tree.files[path] = data
    return tree


def query(sql: str) -> bytes:
    """A dashboard of one query."""
    return example_tree(blocks(f"```sql\n{sql}\n```\n")).files[DASHBOARD]


def anchored(levels: int, width: int = 9) -> bytes:
    """Lists of lists of aliases: width to the power of levels values."""
    lists = "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * width)}]\n" for n in range(1, levels))
    return f"kind: dashboard\na0: &a0 [{', '.join('x' * width)}]\n{lists}".encode()


FILES: dict[str, tuple[str, Callable[[], bytes]]] = {
    "aliases that unfold without end": ("DW108", lambda: anchored(12)),
    "an alias within itself": ("DW114", lambda: b"kind: dashboard\na: &a [*a]\n"),
    "100,000 brackets": ("DW108", lambda: b"a: " + b"[" * 100_000 + b"]" * 100_000),
    "50,000 dashes": ("DW108", lambda: b"- " * 50_000 + b"a"),
    "3,000 keys, each deeper": ("DW108", lambda: b"\n".join(b" " * n + b"a:" for n in range(3_000))),
    "50 MB": ("DW108", lambda: b"kind: dashboard\n#" + b"x" * 50_000_000),
    "1,500,000 list items": ("DW108", lambda: b"kind: dashboard\nwidgets:\n" + b"  - a\n" * 1_500_000),
    "800,000 keys": ("DW108", lambda: b"".join(b"k%d: v\n" % n for n in range(800_000))),
    "100,000 wrong items": ("DW203", lambda: b"kind: dashboard\nwidgets:\n" + b"  - a\n" * 100_000),
    "20,000 equal keys": ("DW104", lambda: b"kind: dashboard\n" + b"k: v\n" * 20_000),
    "a picture": ("DW102", lambda: PIXEL),
    "NUL": ("DW103", lambda: b"kind: dashboard\ntitle: a\0b\n"),
    "a lone surrogate": ("DW102", lambda: b"kind: dashboard\ntitle: \xed\xa0\x80\n"),
    "an escaped surrogate": ("DW101", lambda: b'kind: dashboard\ntitle: "\\ud800"\n'),
    "5,000 nested parentheses": ("DW510", lambda: query("SELECT " + "(" * 5_000 + "1" + ")" * 5_000 + " AS a")),
    "5,000 open parentheses": ("DW510", lambda: query("SELECT " + "(" * 5_000)),
    "5,000 times NOT": ("DW510", lambda: query("SELECT 1 AS a WHERE " + "NOT " * 5_000 + "true")),
    "500 nested queries": ("DW510", lambda: query("SELECT * FROM " + "(SELECT * FROM " * 500 + "t" + ") t" * 500)),
    "3,000 queries in a union": ("DW510", lambda: query(" UNION ALL ".join(["SELECT 1 AS a"] * 3_000))),
    "20,000 terms": ("DW510", lambda: query("SELECT " + " + ".join(["1"] * 20_000) + " AS a")),
    "a billion turns": ("DW404", lambda: query("SELECT {% for i in range(10**9) %}1{% endfor %} AS a")),
    "a loop in a loop": (
        "DW404",
        lambda: query("{% for i in range(9999) %}{% for j in range(9999) %}x{% endfor %}{% endfor %}"),
    ),
    "a text times a billion": ("DW403", lambda: query("SELECT {{ 'a' * 10**9 }} AS a")),
    "a number of endless digits": ("DW404", lambda: query("SELECT {{ 10**10**10 }} AS a")),
    "a macro that calls itself": ("DW404", lambda: query("{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}")),
    "Python's classes": ("DW403", lambda: query("SELECT {{ ''.__class__.__mro__[1].__subclasses__() }} AS a")),
    "Python's globals": ("DW403", lambda: query("SELECT {{ range.__globals__ }} AS a")),
    "the inside of our own names": ("DW403", lambda: query("SELECT {{ constants._values }} AS a")),
    "a filter that pads": ("DW403", lambda: query("SELECT '{{ 'x'|center(1000000000) }}' AS a")),
    "3,000 parentheses in a template": ("DW404", lambda: query("{{ " + "(" * 3_000 + "1" + ")" * 3_000 + " }}")),
}  # fmt: skip


@pytest.mark.parametrize("name", FILES)
def test_a_bad_file_has_a_clear_fault(name: str, tmp_path: Path) -> None:
    """In that file, within bounds of memory and time, and the rest of the tree is judged."""
    code, data = FILES[name]
    faults = judged(tree_with(data()).write(tmp_path))
    assert code in {fault["code"] for fault in faults}
    assert all(str(fault["file"]).endswith(DASHBOARD) for fault in faults if fault["severity"] == "error")
    assert len(faults) <= 1_001 or code == "DW104"


MACROS = {
    "imports in a circle": ("{% from 'a.sql' import b %}{% macro x() %}{{ b() }}{% endmacro %}{% macro b() %}{{ x() }}{% endmacro %}", "{% from 'a.sql' import x %}SELECT {{ x() }} AS a"),
    "a file that includes itself": ("{% include 'a.sql' %}", "{% include 'a.sql' %}"),
    "a file that extends itself": ("{% extends 'a.sql' %}", "{% extends 'a.sql' %}"),
}  # fmt: skip


@pytest.mark.parametrize("name", MACROS)
def test_macros_in_a_circle_are_told(name: str, tmp_path: Path) -> None:
    """At the author's line."""
    macro, sql = MACROS[name]
    tree = tree_with(query(sql))
    tree.files["_shared/macros/a.sql"] = macro.encode()
    errors = [fault for fault in judged(tree.write(tmp_path)) if fault["severity"] == "error"]
    assert [(fault["code"], str(fault["file"]).endswith(DASHBOARD)) for fault in errors] == [("DW404", True)]


def test_links_are_refused_where_they_stand(tmp_path: Path) -> None:
    """A circle of folders, a way out of the tree, a link to nothing: each told once, and none followed."""
    root = tree_with(query("SELECT name FROM customers")).write(tmp_path)
    (tmp_path / "secret.yaml").write_text("kind: dashboard\n")
    (root / "acme/circle").symlink_to(root / "acme", target_is_directory=True)
    (root / "acme/dashboards/out.yaml").symlink_to(tmp_path / "secret.yaml")
    (root / "acme/dashboards/nothing.yaml").symlink_to(tmp_path / "missing.yaml")
    faults = judged(root)
    assert [(fault["code"], str(fault["file"]).rpartition("/")[2]) for fault in faults] == [
        ("DW110", "circle"), ("DW110", "nothing.yaml"), ("DW110", "out.yaml"),
    ]  # fmt: skip


def test_names_that_are_one_file_elsewhere_are_told(tmp_path: Path) -> None:
    """Latin letters, and those whose lower case has two letters."""
    tree = tree_with(query("SELECT name FROM customers"))
    for name in ("Sales", "sales", "STRASSE", "straße"):
        tree.files[f"acme/dashboards/{name}.yaml"] = query("SELECT 1 AS a")
    assert [fault["code"] for fault in judged(tree.write(tmp_path))].count("DW111") == 2


def test_ten_thousand_faults_are_told_and_counted(tmp_path: Path) -> None:
    """All of them to programs; to people the first, and how many more there are of what."""
    tree = tree_with(query("SELECT name FROM customers"))
    widgets = "".join(
        f"  - {{id: w{n}, type: table, title: T, position: {{x: 0, y: {n}, width: 1, height: 1}},"
        f" query: {{sql: 'SELECT nothing_{n} FROM customers'}}}}\n"
        for n in range(200)
    )
    slugs = [f"many-{number}" for number in range(50)]
    for slug in slugs:
        tree.files[f"acme/dashboards/{slug}.yaml"] = (
            f"kind: dashboard\nslug: {slug}\ntitle: T\nwidgets:\n{widgets}".encode()
        )
    tenant = tree.files["acme/tenant.yaml"].decode().replace("license: pro", "license: enterprise")
    tree.files["acme/tenant.yaml"] = tenant.replace(
        "[example-1]", f"[example-1, {', '.join(slugs)}]"
    ).encode()
    root = tree.write(tmp_path)
    assert len(judged(root)) == 10_000
    command = [sys.executable, "-m", "compiler.cli.main", "check", str(root)]
    shown = subprocess.run(command, capture_output=True, text=True, check=False).stdout
    assert "and 9,800 more, which `--format json` has in full:" in shown
    assert "DW504 Unknown column: 9,800 in 49 files" in shown
    assert shown.endswith("10000 errors\n")
    assert len(shown) < 200_000
