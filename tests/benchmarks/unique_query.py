"""The cost of compiling one unique query, against bare sqlglot on the same queries in the same process."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from time import process_time

import sqlglot
from sqlglot.optimizer.annotate_types import annotate_types
from sqlglot.optimizer.qualify import qualify
from sqlglot.schema import MappingSchema

from compiler.catalogs.schema import CatalogSchema
from compiler.ir.query import Query, Target
from compiler.translate import translate
from tests.benchmarks.figure import Figure
from tests.support.corpora import tpch_catalog, tpch_queries

TARGET = Target("sqlserver", "2019")
ROUNDS = 15
BAR = 1.5


def unique_query() -> Figure:
    """The ratio of the summed best times: the best of many rounds is the one that nothing disturbed."""
    catalog = tpch_catalog()
    tables = _sqlglot_schema(catalog)
    programs = (partial(_translate, catalog=catalog), partial(_bare, tables=tables))
    times = [_best(sql, *programs) for sql in tpch_queries().values()]
    ours, bare = (1000 * sum(column) / len(times) for column in zip(*times, strict=True))
    detail = f"{ours:.2f} ms against {bare:.2f} ms of CPU for a query of TPC-H, best of {ROUNDS}"
    return Figure("compile one unique query", ours / bare, BAR, "times bare sqlglot", detail)


def _best(sql: str, *programs: Callable[[str], object]) -> list[float]:
    """The least CPU seconds of each program on a query; they take turns, so that all see the same machine."""
    best = [float("inf")] * len(programs)
    for number in range(ROUNDS):
        unique = f"{sql}\n-- {number}"  # a query that nobody has seen before
        for index, program in enumerate(programs):
            begun = process_time()
            program(unique)
            best[index] = min(best[index], process_time() - begun)
    return best


def _translate(sql: str, catalog: CatalogSchema) -> None:
    translation = translate(Query(sql, "duckdb"), catalog, TARGET)
    if not translation.ok:
        raise ValueError(f"the figure needs queries that compile: {translation.faults[0].message}")


def _bare(sql: str, tables: MappingSchema) -> str:
    tree = qualify(sqlglot.parse_one(sql, read="duckdb"), schema=tables, dialect="duckdb")
    return annotate_types(tree, schema=tables, dialect="duckdb").sql(dialect="tsql")


def _sqlglot_schema(catalog: CatalogSchema) -> MappingSchema:
    return MappingSchema(
        {
            table.name.table: {column.name: column.data_type.sql() for column in table.columns}
            for table in catalog.tables
        }
    )
