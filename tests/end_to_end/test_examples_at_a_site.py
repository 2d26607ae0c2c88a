"""The example tenants at a site: every statement that the compiler makes of them is one that the agent's guard passes."""

from __future__ import annotations

from pathlib import Path

import pytest

from agent.execute.guard import Access, admit
from agent.faults import SiteFault
from compiler.ir.compilation import Compilation
from compiler.pipeline import compile_tree
from schemas.bundle.objects import Statement
from schemas.bundle.verify import VerifiedBundle, verify_bundle

TENANTS = Path(__file__).parents[2] / "tenants"


@pytest.fixture(scope="module")
def compilation() -> Compilation:
    """The examples, compiled once."""
    return compile_tree(TENANTS, "c0ffee")


@pytest.fixture(scope="module")
def bundles(compilation: Compilation) -> list[VerifiedBundle]:
    """As a site has them after verification."""
    return [
        verify_bundle(bundle.manifest_bytes, bundle.objects, tenant=slug)
        for slug, bundle in compilation.bundles.items()
    ]


def test_every_statement_of_the_examples_is_admitted(bundles: list[VerifiedBundle]) -> None:
    """Compiler and guard agree on what a widget's statement looks like, on both engines."""
    admitted = 0
    for bundle in bundles:
        schemas = frozenset(table.partition(".")[0].lower() for table in bundle.catalog.tables)
        for digest, statement in bundle.statements.items():
            admit(digest, statement, engine=bundle.manifest.engine.name, access=Access(schemas))
            admitted += 1
    assert {bundle.manifest.engine.name for bundle in bundles} == {"sqlserver", "duckdb"}
    assert admitted > 100


ADDED = ["\nDELETE FROM [x]", "; DROP TABLE x", "\nSHUTDOWN", " INTO [x]", "\nWAITFOR DELAY '0:0:9'", " -- x"]


@pytest.mark.parametrize("added", ADDED)
def test_no_statement_of_the_examples_can_be_added_to(bundles: list[VerifiedBundle], added: str) -> None:
    """Whatever the statement ends in, a second one behind it is seen."""
    for bundle in bundles:
        for digest, statement in bundle.statements.items():
            longer = Statement.model_validate({**statement.model_dump(), "sql": statement.sql + added})
            with pytest.raises(SiteFault, match="DW921"):
                admit(digest, longer, engine=bundle.manifest.engine.name, access=Access())


def test_no_statement_reads_more_than_it_declares(bundles: list[VerifiedBundle]) -> None:
    """With one table less in its declaration, each statement that reads tables is refused."""
    for bundle in bundles:
        for digest, statement in bundle.statements.items():
            for table in statement.tables:
                fewer = [other for other in statement.tables if other != table]
                less = Statement.model_validate({**statement.model_dump(), "tables": fewer})
                with pytest.raises(SiteFault, match="DW921"):
                    admit(digest, less, engine=bundle.manifest.engine.name, access=Access())
