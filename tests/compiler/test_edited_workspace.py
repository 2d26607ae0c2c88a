"""A workspace that took any edits gives byte for byte what a run from scratch gives of the files as they then stand."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from itertools import chain
from pathlib import Path

import pytest

from compiler.pipeline import compile_tree
from compiler.workspace import Workspace
from tests.benchmarks.repositories import fleet, write

MACROS = "_shared/macros/bounds.sql"
WIDGET, CATALOG, TENANT, OVERLAY = "dashboards/*.yaml", "*/catalog.yaml", "*/tenant.yaml", "*/overlays/*.yaml"
REPLACEMENTS = (
    (WIDGET, "l.l_quantity >", "l.l_quantity > 1 +"),
    (WIDGET, "l.l_quantity >", "l.l_quantities >"),
    (WIDGET, "{en: Amount", "{en: Sum"),
    (WIDGET, "refresh: 5m", "refresh: 10m"),
    (WIDGET, "style: number", "style: nummer"),
    (WIDGET, "kind: dashboard", "kind: dashbord"),
    (WIDGET, "kind: dashboard", "# a line more\nkind: dashboard"),
    (WIDGET, "l.l_quantity > ", "l.l_quantity > {{ least() }} + "),
    (CATALOG, "l_quantity", "l_amount"),
    (CATALOG, "word: nvarchar(", "word: varchar("),
    (CATALOG, "own_", "other_"),
    (TENANT, "Asia/Bangkok", "Asia/Tokyo"),
    (TENANT, "version: 2019", "version: 2016"),
    (
        TENANT,
        "license: enterprise",
        "license: enterprise\nrow_filters:\n  - {table: orders, where: o_orderstatus = 'F'}",
    ),
    (TENANT, "  - own\n", ""),
    (OVERLAY, "kind: overlay", "# moved by a line\nkind: overlay"),
    (OVERLAY, "title:", "titel:"),
    (MACROS, "1", "2"),
)
"""Which files, what in their text, and what stands there after the edit."""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Five tenants, each with a dashboard of its own and nine that it shares with others, eight under overlays."""
    macro = (MACROS, "{% macro least() %}1{% endmacro %}\n")
    return write(chain(fleet(tenants=5, queries=100), [macro]), tmp_path)


def removed(root: Path, draw: random.Random) -> list[Path]:
    """Removes an overlay or a dashboard."""
    file = draw.choice(sorted(chain(root.glob(OVERLAY), root.rglob(WIDGET))))
    file.unlink()
    return [file]


def copied(root: Path, draw: random.Random) -> list[Path]:
    """Copies a dashboard over another, which then bears the wrong name."""
    one, other = draw.sample(sorted(root.rglob(WIDGET)), 2)
    shutil.copyfile(one, other)
    return [other]


def replaced(root: Path, draw: random.Random) -> list[Path]:
    """Writes something else into a file."""
    where, old, new = draw.choice(REPLACEMENTS)
    file = draw.choice(sorted(root.rglob(where)) if where != MACROS else [root / MACROS])
    text = file.read_text(encoding="utf-8")
    there_already = new in text and new != ""
    file.write_text(text.replace(*((new, old) if there_already else (old, new)), 1), encoding="utf-8")
    return [file]


EDITS: tuple[Callable[[Path, random.Random], list[Path]], ...] = (replaced,) * 8 + (removed, copied)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(2))
def test_any_edits_give_what_a_run_from_scratch_gives(root: Path, seed: int) -> None:
    """Bundles, faults and texts; the edits are of every kind of file, and some of them undo others."""
    draw, workspace = random.Random(seed), Workspace(root)
    assert workspace.compilation.ok
    for _ in range(10):
        edit = draw.choice(EDITS)
        workspace.refresh(edit(root, draw))
        assert workspace.compilation == compile_tree(root, "uncommitted"), edit.__name__
