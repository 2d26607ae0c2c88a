"""Dialect tsql takes nothing that SQL Server does not: every text of the corpora and the probes, whatever dialect it is of."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from compiler.catalogs.ddl import read_ddl
from compiler.catalogs.schema import CatalogSchema
from compiler.conformance.parser import TsqlParser
from compiler.ir.query import Query
from compiler.stages.analyse.described import described_columns
from compiler.translate import translate
from compiler.transpile import target_of
from tests.compiler.conformance import ground
from tests.compiler.conformance.probe_format import read_probes

CORPORA = Path(__file__).parents[2] / "corpora"
CONSTRUCTS = (CORPORA / "constructs.sql").read_text(encoding="utf-8")


def _texts() -> Iterator[tuple[str, str, str]]:
    """Name, text and DDL."""
    for record in map(json.loads, (CORPORA / "constructs.jsonl").read_text(encoding="utf-8").splitlines()):
        yield record["id"], record["sql"], CONSTRUCTS
    for path in sorted(ground.PROBES.glob("*.md")):
        for probe in read_probes(path).probes:
            yield probe.name, probe.sql, ground.DDL


@cache
def _schema(ddl: str) -> CatalogSchema:
    return read_ddl(ddl, described_columns).schema


@pytest.mark.tsqlcheck
@pytest.mark.parametrize(("sql", "ddl"), [pytest.param(sql, ddl, id=name) for name, sql, ddl in _texts()])
def test_what_is_taken_as_tsql_passes_microsoft_s_parser(sql: str, ddl: str, tsqlcheck: TsqlParser) -> None:
    """A text that is shipped has the syntax and the names that SQL Server 2019 wants; any other is refused."""
    translation = translate(Query(sql, "tsql", parameters=None), _schema(ddl), target_of("2019"))
    assert translation.ok == bool(translation.statements)
    for statement in translation.statements.values():
        declarations = "".join(f"DECLARE @{p.name} {p.type}; " for p in statement.parameters)
        assert tsqlcheck.check(declarations + statement.sql, ddl) == []
