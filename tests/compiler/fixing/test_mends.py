"""`check --fix`: what it writes stands in mends.md, case by case."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from compiler.fixing.fixing import fixed
from compiler.ir.compilation import Compilation
from compiler.ir.tree import SourceTree
from compiler.pipeline import compile_source
from compiler.stages.load import load
from tests.support.example_tree import Block, blocks, example_tree

DOCUMENT = Path(__file__).parent / "mends.md"


def compiled(tree: SourceTree) -> Compilation:
    """What the tree compiles to."""
    return compile_source(tree, "test")


def cases() -> Iterator[tuple[str, list[Block]]]:
    """Each heading with its blocks."""
    _, *sections = re.split(r"^## ", DOCUMENT.read_text(encoding="utf-8"), flags=re.MULTILINE)
    for section in sections:
        yield section.split("\n", 1)[0], blocks(section)


@pytest.mark.parametrize("found", [pytest.param(found, id=name) for name, found in cases()])
def test_a_file_is_mended_as_the_document_says(found: list[Block], tmp_path: Path) -> None:
    """The mended files are those of the second blocks; where there is none, nothing changes."""
    first = {block.path: block for block in reversed(found)}
    second = {block.path: block.text for block in found if block is not first[block.path]}
    before = load(example_tree(first.values()).write(tmp_path))
    result = fixed(before, compiled)
    changed = {path: after.decode() for path, (_, after) in result.changes(before).items()}
    assert changed == {f"tenants/{path}": text for path, text in second.items()}
    assert result.compilation.ok is bool(second), result.compilation.diagnostics
