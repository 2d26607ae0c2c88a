"""The cases of `cases/`: a query, and every use in it, one a line, in the order of its text.

A line is `what | role | text at its place | by which names it comes | what it reaches`; `*` after the text marks a star, `~`
a use that names an alias, a position or a column of a CTE and not the catalog's own name. `rows` are the rows as a whole.
"""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from compiler.catalogs.schema import CatalogSchema, schema_of
from compiler.ir.lineage import QueryUse, Reach
from compiler.ir.query import Query
from compiler.lineage.tracing import trace
from compiler.stages.analyse import analyse
from schemas.resources import Catalog
from tests.support.example_tree import CATALOG, Block, blocks

CASES = [
    pytest.param(query, uses, id=f"{path.stem}:{query.line}")
    for path in sorted((Path(__file__).parent / "cases").glob("*.md"))
    for found in [blocks(path.read_text(encoding="utf-8"))]
    for query, uses in zip(found[::2], found[1::2], strict=True)
]


def schema() -> CatalogSchema:
    """`sales.orders` and `sales.customers`, the tables of all examples."""
    return schema_of(Catalog.model_validate(yaml.safe_load(CATALOG)))


@pytest.mark.parametrize(("query", "uses"), CASES)
def test_uses(query: Block, uses: Block) -> None:
    """Each use that is written down is found, and no other."""
    dialect = next((word.split("=")[1] for word in query.words if word.startswith("dialect=")), "postgres")
    analysis = analyse(Query(query.text, dialect, parameters=None), schema())  # type: ignore[arg-type]
    assert not analysis.faults
    found = trace(analysis.variants[frozenset()], schema())
    assert "".join(f"{_line(use, query.text)}\n" for use in found) == uses.text


def _line(use: QueryUse, text: str) -> str:
    mark = " *" if use.star else "" if use.direct else " ~"
    reaches = ", ".join(_reach(reach) for reach in use.reaches)
    parts = [str(use.target), use.role, text[use.start : use.end] + mark, " > ".join(use.through), reaches]
    return " | ".join(parts).rstrip()


def _reach(reach: Reach) -> str:
    words = reach.column or "rows"
    return f"{words} ({' > '.join(reach.path)})" if reach.path else words
