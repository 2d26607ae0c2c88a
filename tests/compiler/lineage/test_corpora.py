"""Every query of the corpora that compiles can be traced, and what its text names is among its uses."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlglot import exp

from compiler.catalogs.ddl import read_ddl
from compiler.catalogs.schema import CatalogSchema
from compiler.ir.analysed import AnalysedQuery
from compiler.ir.query import Query
from compiler.lineage.tracing import trace
from compiler.stages.analyse import analyse
from compiler.stages.analyse.described import described_columns
from tests.support.corpora import FOLDER

CORPORA = {"tpch": "tpch.sql", "constructs": "constructs.sql", "dashboards": "dashboards.sql"}


def catalog(name: str) -> CatalogSchema:
    """The tables that the queries of a corpus read."""
    text = (FOLDER / CORPORA[name]).read_text(encoding="utf-8")
    return read_ddl(text, described_columns).schema


def analysed(path: Path, schema: CatalogSchema) -> Iterator[tuple[str, AnalysedQuery]]:
    """Id and tree of each query that holds; what is refused has no uses."""
    for line in path.read_text(encoding="utf-8").splitlines():
        found = json.loads(line)
        query = Query(found["sql"], found.get("dialect", "postgres"), parameters=None)
        variants = analyse(query, schema).variants
        if variants:
            yield found["id"], variants[frozenset()]


@pytest.mark.parametrize("name", CORPORA)
def test_every_query_can_be_traced(name: str) -> None:
    """No part of any tree is unexplained, and each table that is read is used somewhere."""
    schema, count = catalog(name), 0
    for number, variant in analysed(FOLDER / f"{name}.jsonl", schema):
        uses = trace(variant, schema)
        assert {use.target.table for use in uses if use.target.column is None} == set(variant.tables), number
        count += 1
    assert count > 20


@pytest.mark.parametrize("name", CORPORA)
def test_no_column_of_a_table_is_passed_over(name: str) -> None:
    """Each column of a catalog's table that stands in the tree at a place of the text is a use at that place."""
    schema = catalog(name)
    for number, variant in analysed(FOLDER / f"{name}.jsonl", schema):
        found = {use.start for use in trace(variant, schema)}
        written = {
            int(column.this.meta["start"])
            for column in variant.tree.find_all(exp.Column)
            if "start" in column.this.meta and "called" not in column.meta and _is_of_a_table(column)
        }
        assert written <= found, (number, variant.text)


def _is_of_a_table(column: exp.Column) -> bool:
    """Whether the nearest source of the column's alias is a table of the catalog."""
    at = column.find_ancestor(exp.Select)
    while at is not None:
        for source in at.find_all(exp.Table, exp.Subquery, exp.Lateral, exp.Values, exp.Unnest):
            if source.alias == column.args["table"].name if column.args.get("table") else False:
                return isinstance(source, exp.Table) and bool(source.db)
        at = at.find_ancestor(exp.Select)
    return False
