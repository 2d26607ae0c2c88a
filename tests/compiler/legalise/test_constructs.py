from __future__ import annotations

import json

import pytest

from compiler.conformance.parser import TsqlParser
from compiler.ir.query import SourceDialect
from tests.compiler.legalise.pairs import CORPORA, DDL, translated
from tests.compiler.legalise.test_pairs import declared

LINES = (CORPORA / "constructs.jsonl").read_text(encoding="utf-8").splitlines()
CONSTRUCTS = [entry for entry in map(json.loads, LINES) if entry["dialect"] in {"postgres", "duckdb"}]
REFUSED = json.loads((CORPORA / "constructs-refused.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("entry", CONSTRUCTS, ids=lambda entry: entry["id"])
def test_construct_is_translated_or_refused_as_recorded(entry: dict[str, str]) -> None:
    """Each of the known constructs is translated, or refused with the code that is on record: never a third thing."""
    dialect: SourceDialect = "duckdb" if entry["dialect"] == "duckdb" else "postgres"
    faults = translated(entry["sql"], dialect).faults
    assert sorted({fault.code for fault in faults}) == REFUSED.get(entry["id"], [])


def test_every_translated_construct_is_accepted_by_the_parser(tsqlcheck: TsqlParser) -> None:
    """Microsoft's parser and binder of SQL Server 2019 find nothing wrong with what is emitted for it."""
    found = {}
    for entry in CONSTRUCTS:
        dialect: SourceDialect = "duckdb" if entry["dialect"] == "duckdb" else "postgres"
        translation = translated(entry["sql"], dialect)
        if not translation.faults:
            found[entry["id"]] = tsqlcheck.check(declared(translation.statements[frozenset()]), DDL)
    assert {name: errors for name, errors in found.items() if errors} == {}
