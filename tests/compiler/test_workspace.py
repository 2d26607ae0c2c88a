"""A workspace gives after any edits what a run from scratch gives of the same files."""

from __future__ import annotations

from pathlib import Path

import pytest

from compiler.ir.compilation import Compilation
from compiler.memory import Remembered
from compiler.pipeline import compile_tree
from compiler.workspace import Workspace
from tests.support.example_tree import blocks, example_tree

TREE = """\
```sql
SELECT name FROM customers
```
```sql
SELECT amount FROM orders
```
"""
FIRST = "tenants/acme/dashboards/example-1.yaml"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Two dashboards of one tenant."""
    return example_tree(blocks(TREE)).write(tmp_path)


@pytest.fixture
def workspace(root: Path) -> Workspace:
    """The same, in memory."""
    found = Workspace(root)
    assert found.compilation.diagnostics == ()
    return found


def codes(compilation: Compilation) -> list[str]:
    """The codes of all faults."""
    return [fault.code for fault in compilation.diagnostics]


def assert_as_from_scratch(workspace: Workspace) -> None:
    """Bundles, faults and texts are those of a first run over the files on the disk."""
    assert workspace.compilation == compile_tree(workspace.root, "uncommitted")


def test_an_edited_text_counts_until_it_is_discarded(workspace: Workspace, root: Path) -> None:
    """The fault of the text in the editor is told, and goes with it."""
    text = workspace.file_of(FIRST).read_text(encoding="utf-8")
    workspace.edit(FIRST, text.replace("SELECT name", "SELECT nome"))
    assert codes(workspace.compilation) == ["DW504"]
    assert workspace.compilation.texts[FIRST].count("nome") == 1
    workspace.discard(FIRST)
    assert_as_from_scratch(workspace)


def test_a_text_that_no_file_holds_yet_counts(workspace: Workspace) -> None:
    """A new file has faults before it is saved."""
    workspace.edit("tenants/acme/dashboards/new.yaml", "kind: dashboard\n")
    assert {fault.span.file for fault in workspace.compilation.diagnostics} == {
        "tenants/acme/dashboards/new.yaml"
    }


def test_a_lone_surrogate_in_an_editor_is_a_fault_and_no_crash(workspace: Workspace) -> None:
    """What no file can hold, an editor can."""
    workspace.edit(FIRST, "kind: dashboard\ntitle: \ud800\n")
    assert "DW102" in codes(workspace.compilation)


@pytest.mark.parametrize("told", [True, False], ids=["named", "unnamed"])
def test_what_is_saved_made_renamed_and_removed_on_the_disk_is_seen(
    workspace: Workspace, root: Path, told: bool
) -> None:
    """Whether the watcher names the files or not."""
    first, moved = workspace.file_of(FIRST), root / "acme/dashboards/moved.yaml"
    text = first.read_text(encoding="utf-8")
    written = root / "acme/dashboards/.example-1.yaml.tmp"

    def refreshed(*changed: Path) -> None:
        workspace.refresh(changed if told else None)
        assert_as_from_scratch(workspace)

    first.write_text(text.replace("customers", "clients"), encoding="utf-8")
    refreshed(first)
    assert codes(workspace.compilation) == ["DW503"]
    written.write_text(text, encoding="utf-8")  # how editors save: a file beside it, renamed over it
    written.replace(first)
    refreshed(written, first)
    assert codes(workspace.compilation) == []
    first.replace(moved)
    refreshed(first, moved)
    assert codes(workspace.compilation) == ["DW301"]
    moved.replace(first)
    refreshed(moved, first)
    first.write_bytes(b"kind: [dashboard")
    refreshed(first)
    assert codes(workspace.compilation) == ["DW101"]
    first.unlink()
    refreshed(first)
    first.symlink_to(root / "acme/dashboards/example-2.yaml")
    refreshed(first)


def test_a_file_of_another_folder_has_no_name_in_the_tree(workspace: Workspace, tmp_path: Path) -> None:
    """The tree starts at its root."""
    assert workspace.path_of(tmp_path / "elsewhere.yaml") is None
    assert workspace.path_of(workspace.root / "acme" / "tenant.yaml") == "tenants/acme/tenant.yaml"


def test_results_are_kept_while_runs_ask_for_them() -> None:
    """Those of the last two runs; what is not asked for again is let go."""
    calls: list[int] = []

    def double(number: int) -> int:
        calls.append(number)
        return 2 * number

    remembered = Remembered(double)
    assert [remembered(2), remembered(2), remembered(3)] == [4, 4, 6]
    remembered.new_run()
    assert remembered(2) == 4
    remembered.new_run()
    assert [remembered(2), remembered(3)] == [4, 6]
    assert calls == [2, 3, 3]
