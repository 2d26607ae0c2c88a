"""The queries and tables of tests/corpora, read once for whoever asks."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

from compiler.catalogs.ddl import read_ddl
from compiler.catalogs.schema import CatalogSchema

FOLDER = Path(__file__).parents[1] / "corpora"


@cache
def tpch_queries() -> dict[str, str]:
    """Id to SQL of the 22 queries of TPC-H, in DuckDB's dialect."""
    lines = (FOLDER / "tpch.jsonl").read_text(encoding="utf-8").splitlines()
    return {query["id"]: query["sql"] for query in map(json.loads, lines)}


@cache
def tpch_catalog() -> CatalogSchema:
    """The tables that they read, in SQL Server's types."""
    result = read_ddl((FOLDER / "tpch.sql").read_text(encoding="utf-8"), describe=lambda _text, _schema: None)
    assert not result.errors
    return result.schema
