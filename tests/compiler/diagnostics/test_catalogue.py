"""The catalogue of diagnostics: every code has a page, and its examples do what the page says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from compiler.catalogs.schema import CatalogSchema
from compiler.diagnostics.codes import all_codes, compiler_codes, unique
from compiler.fixing.fixing import fixed
from compiler.pipeline import compile_source, compile_tree
from compiler.stages.load import load
from compiler.transpile import target_of, transpile_line
from schemas.codes import Code
from tests.support.example_tree import blocks, example_tree

PAGES = Path(__file__).parents[3] / "compiler" / "diagnostics" / "pages"
SECTIONS = ["What", "Why", "Bad", "Mended"]
TRANSPILED = ("DW508", "DW531")
"""Codes of `transpile`, which reads lines and no tenants."""
TRANSCRIBED = frozenset({"DW532"})
"""A fault of the compiler itself: an example that causes it would be one."""
COMPILED = sorted(set(compiler_codes()) - TRANSCRIBED - set(TRANSPILED))
MENDS_ITSELF = frozenset({
    "DW201", "DW203", "DW204", "DW219", "DW220", "DW303", "DW305", "DW311", "DW312", "DW315",
    "DW407", "DW503", "DW504", "DW512", "DW518", "DW521",
})  # fmt: skip
"""Codes whose bad example `check --fix` mends."""


def page(code: str) -> str:
    """The page of a code."""
    return (PAGES / f"{code}.md").read_text(encoding="utf-8")


def section(code: str, name: str) -> str:
    """The text below a heading of a page."""
    return page(code).split(f"\n## {name}\n", 1)[1].split("\n## ", 1)[0]


@pytest.mark.parametrize("code", all_codes().values(), ids=lambda code: code.id)
def test_every_code_has_a_page_of_the_agreed_form(code: Code) -> None:
    """The heading is number and title as the code defines them; What, Why, Bad and Mended follow in this order."""
    text = page(code.id)
    assert text.startswith(f"# {code.id} {code.title}\n")
    assert re.findall(r"^## (.+)$", text, re.MULTILINE) == SECTIONS


def test_every_page_is_of_a_code() -> None:
    """No page is left of a code that is gone."""
    assert {path.stem for path in PAGES.glob("DW*.md")} == set(all_codes())


@pytest.mark.parametrize("code", COMPILED)
def test_the_bad_example_gives_its_code(code: str, tmp_path: Path) -> None:
    """The bad example of a page gives the page's code, and nothing else."""
    root = example_tree(blocks(section(code, "Bad"))).write(tmp_path)
    told = {f.code for f in compile_tree(root, "test").diagnostics if f.suppressed is None}
    assert told == {code}


@pytest.mark.parametrize("code", COMPILED)
def test_the_mended_example_gives_nothing(code: str, tmp_path: Path) -> None:
    """The mended example of a page compiles without a fault, and without a warning."""
    root = example_tree(blocks(section(code, "Mended"))).write(tmp_path)
    assert [f for f in compile_tree(root, "test").diagnostics if f.suppressed is None] == []


@pytest.mark.parametrize("code", TRANSPILED)
def test_the_examples_of_transpile_do_what_the_page_says(code: str) -> None:
    """The bad line gives the code, the mended one is translated."""
    (bad,), (mended,) = (blocks(section(code, name)) for name in ("Bad", "Mended"))
    schema, target = CatalogSchema(()), target_of("2019")
    answer = transpile_line(bad.text.strip(), schema, target)
    assert [told["code"] for told in answer["diagnostics"]] == [code]
    assert transpile_line(mended.text.strip(), schema, target)["ok"]


@pytest.mark.parametrize("code", sorted(MENDS_ITSELF))
def test_check_fix_mends_the_bad_examples_of_these_codes(code: str, tmp_path: Path) -> None:
    """All that is wrong in such an example is sure to be what its page says, so that mending leaves nothing."""
    tree = load(example_tree(blocks(section(code, "Bad"))).write(tmp_path))
    result = fixed(tree, lambda changed: compile_source(changed, "test"))
    assert [fault.code for fault in result.mended] == [code]
    assert result.compilation.diagnostics == ()


def test_a_number_is_given_once() -> None:
    """Two faults of one number are refused."""
    with pytest.raises(ValueError, match="DW999"):
        unique([Code("DW999", "One"), Code("DW999", "Another")])
