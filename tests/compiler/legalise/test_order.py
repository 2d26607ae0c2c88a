from __future__ import annotations

import importlib
import pkgutil

import pytest

from compiler.stages.legalise import rewrites
from compiler.stages.legalise.order import QUERY_REWRITES, REWRITES_OF_EXPRESSIONS
from compiler.stages.legalise.rewriting import ExpressionRewrite, QueryRewrite

ALL: tuple[ExpressionRewrite | QueryRewrite, ...] = (*QUERY_REWRITES, *REWRITES_OF_EXPRESSIONS)


@pytest.mark.parametrize("rewrite", ALL, ids=lambda rewrite: rewrite.name)
def test_rewrite_is_named_and_described(rewrite: ExpressionRewrite | QueryRewrite) -> None:
    """A rewrite is named verb_construct, and its docstring shows the SQL before and after."""
    assert "_" in rewrite.name
    described = rewrite.apply.__doc__ or ""
    assert "Before: " in described
    assert "After: " in described


def test_no_class_is_claimed_twice() -> None:
    """The class of a node chooses one rewrite."""
    claimed = [kind for rewrite in REWRITES_OF_EXPRESSIONS for kind in rewrite.classes]
    assert len(claimed) == len(set(claimed))


def test_no_name_is_given_twice() -> None:
    """A name stands for one rewrite and one file of pairs."""
    assert len({rewrite.name for rewrite in ALL}) == len(ALL)


def test_every_rewrite_has_its_place() -> None:
    """One that is written and not put into the order would never run, and nothing else would tell."""
    found = pkgutil.walk_packages(rewrites.__path__, f"{rewrites.__name__}.")
    modules = [importlib.import_module(module.name) for module in found]
    written = [
        value
        for module in modules
        for value in vars(module).values()
        if isinstance(value, ExpressionRewrite | QueryRewrite)
    ]
    assert {rewrite.name for rewrite in written} == {rewrite.name for rewrite in ALL}
