"""Every query of the corpora that compiles can be traced, and its uses are neither too few nor too many."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from compiler.catalogs.ddl import read_ddl
from compiler.catalogs.schema import CatalogSchema, TableSchema
from compiler.ir.analysed import AnalysedQuery
from compiler.ir.lineage import Target
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
def test_nothing_but_the_uses_is_needed(name: str) -> None:
    """Against a catalog that has only the columns listed as uses, each query holds and returns the same."""
    schema = catalog(name)
    for number, variant in analysed(FOLDER / f"{name}.jsonl", schema):
        used = {use.target for use in trace(variant, schema)}
        tables = tuple(_only(table, used) for table in schema.tables)
        again = analyse(Query(variant.text, variant.dialect, parameters=None), replace(schema, tables=tables))
        assert not again.faults, (number, variant.text)
        assert again.variants[frozenset()].columns == variant.columns, (number, variant.text)


def _only(table: TableSchema, used: set[Target]) -> TableSchema:
    """A table with the columns that are used; with one of the others where none is."""
    columns = [column for column in table.columns if Target(str(table.name), column.name) in used]
    return replace(table, columns=tuple(columns or table.columns[:1]))


@pytest.mark.parametrize("name", ["tpch", "dashboards"])
def test_every_use_is_one(name: str) -> None:
    """Without a column that is named directly the query no longer holds, and the fault is at a place of its uses."""
    schema = catalog(name)
    for number, variant in analysed(FOLDER / f"{name}.jsonl", schema):
        direct = {use.target for use in trace(variant, schema) if use.direct and not use.star}
        for target in direct:
            if target.column is not None:
                query = Query(variant.text, variant.dialect, parameters=None)
                assert analyse(query, _without(schema, target)).faults, (number, target, variant.text)


def _without(schema: CatalogSchema, target: Target) -> CatalogSchema:
    return replace(schema, tables=tuple(_less(table, target) for table in schema.tables))


def _less(table: TableSchema, target: Target) -> TableSchema:
    if str(table.name) != target.table:
        return table
    return replace(table, columns=tuple(c for c in table.columns if c.name != target.column))
