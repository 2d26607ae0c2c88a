"""What analysis says of a query, the engine of its dialect says too: the columns' types, and the rows of what is emitted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import duckdb
import psycopg
import pytest
from sqlglot import exp

from compiler.catalogs.schema import TableSchema
from compiler.ir.query import Query, Target
from compiler.stages.analyse import analyse
from compiler.stages.emit.duckdb import duckdb_type
from compiler.translate import translate
from compiler.types.families import Kind, family, precision_and_scale
from tests.compiler.analyse.test_analysis_cases import CASES, SHOP, query_of
from tests.support.postgres import Databases


def _understood(dialect: str, but: tuple[str, ...] = ()) -> pytest.MarkDecorator:
    """The queries of all cases in a dialect, but those with parameters, those refused, and those with words of `but`."""
    found = [(name, query_of(block)) for name, block, _ in CASES if block.words[1:] == (dialect,)]
    apart = [(name, query) for name, query in found if not any(words in query.sql.lower() for words in but)]
    good = [(name, query) for name, query in apart if not analyse(query, SHOP).faults]
    return pytest.mark.parametrize("query", [query for _, query in good], ids=[name for name, _ in good])


POSTGRES_WORDS = {
    Kind.UTINYINT: "smallint",
    Kind.SMALLINT: "smallint",
    Kind.INT: "integer",
    Kind.BIGINT: "bigint",
    Kind.FLOAT: "real",
    Kind.DOUBLE: "double precision",
}
POSTGRES_FAMILIES = {
    "text": "text",
    "timestamp": "timestamp without time zone",
    "timestamptz": "timestamp with time zone",
    "decimal": "numeric",
    "null": "text",
}


def postgres_type(data_type: exp.DataType) -> str:
    """PostgreSQL's word for a type."""
    found = family(data_type)
    return POSTGRES_WORDS.get(data_type.this) or POSTGRES_FAMILIES.get(found, found)


def _postgres_column(data_type: exp.DataType) -> str:
    digits = precision_and_scale(data_type)
    return f"numeric({digits[0]},{digits[1]})" if digits is not None else postgres_type(data_type)


@pytest.fixture(scope="module")
def engine() -> Iterator[duckdb.DuckDBPyConnection]:
    """The shop in DuckDB, with a few rows, NULL among them."""
    with duckdb.connect() as connection:
        connection.execute("SET timezone = 'UTC'; CREATE SCHEMA dbo; SET schema = 'dbo'")
        for table in SHOP.tables:
            connection.execute(_create(table))
        connection.execute(
            """INSERT INTO customers VALUES (1, 'Anna', 'north', 'a', TRUE), (2, 'Bo', NULL, 'b', FALSE), (3, 'Cy', 'south', 'c', TRUE);
            INSERT INTO orders VALUES
              (10, 1, '2026-01-31 10:00:00', '2026-02-01', 12.50, 0.5, 3, TRUE, NULL, 'first'),
              (11, 1, '2026-02-28 23:59:59', NULL, 7.25, NULL, 1, NULL, '2026-03-01 00:00:00+07', NULL),
              (12, 2, '2026-03-01 00:00:00', '2026-03-02', 0, 2, 5, FALSE, NULL, 'third');
            INSERT INTO "Order Lines" VALUES (1, 10, 5), (2, 10, NULL), (3, 99, 1)"""
        )
        yield connection


def _create(table: TableSchema) -> str:
    columns = ", ".join(f'"{column.name}" {duckdb_type(column.data_type)}' for column in table.columns)
    return f'CREATE TABLE "{table.name.table}" ({columns})'


@_understood("duckdb", but=("from prices",))
def test_duckdb_gives_the_columns_the_same_types(query: Query, engine: duckdb.DuckDBPyConnection) -> None:
    """DESCRIBE of the author's query lists the types that analysis found."""
    described = [row[1] for row in engine.execute(f"DESCRIBE {query.sql}").fetchall()]
    found = analyse(query, SHOP).variants[frozenset()].columns
    assert [duckdb_type(column.type) for column in found] == described


@_understood("duckdb", but=("from prices",))
def test_what_is_emitted_for_duckdb_gives_the_rows_of_the_author_s_query(
    query: Query, engine: duckdb.DuckDBPyConnection
) -> None:
    """As a bag; NULL is nowhere that analysis rules it out."""
    translation = translate(query, SHOP, Target("duckdb"))
    assert translation.faults == ()
    statement = translation.statements[frozenset()]
    values = {"now": "2026-03-05 12:00:00+00"} if statement.parameters else {}
    rows = engine.execute(statement.sql, values).fetchall()
    if not values:
        assert Counter(map(repr, rows)) == Counter(map(repr, engine.execute(query.sql).fetchall()))
    for at, column in enumerate(statement.columns):
        assert column.nullable or all(row[at] is not None for row in rows), column


@pytest.fixture(scope="module")
def postgres(databases: Databases) -> Iterator[psycopg.Connection]:
    """The shop in PostgreSQL."""
    with psycopg.connect(databases.fresh(), autocommit=True) as connection:
        connection.execute("CREATE SCHEMA dbo")
        connection.execute("SET search_path TO dbo")
        for table in SHOP.tables:
            columns = ", ".join(f'"{c.name.lower()}" {_postgres_column(c.data_type)}' for c in table.columns)
            keys = f", PRIMARY KEY ({', '.join(table.primary_key)})" if table.primary_key else ""
            connection.execute(f'CREATE TABLE "{table.name.table.lower()}" ({columns}{keys})')
        connection.execute('ALTER TABLE "order lines" RENAME TO "Order Lines"')
        yield connection


KNOWN_TO_DIFFER = ("order lines", "date_trunc('month', shipped_on", "lineid", "from prices")
"""Names in the catalog's case where PostgreSQL's own would be folded; stars over tables with hidden columns."""


@_understood("postgres", but=KNOWN_TO_DIFFER)
def test_postgresql_gives_the_columns_the_same_names_and_types(
    query: Query, postgres: psycopg.Connection
) -> None:
    """The server's description of the author's query lists what analysis found."""
    cursor = postgres.execute(query.sql)
    words: dict[int, str] = dict(
        postgres.execute("SELECT oid, format_type(oid, NULL) FROM pg_type").fetchall()
    )
    described = [
        (c.name, words[c.type_code].replace("character varying", "text")) for c in cursor.description or ()
    ]
    found = analyse(query, SHOP).variants[frozenset()].columns
    assert [(column.name, postgres_type(column.type)) for column in found] == described
