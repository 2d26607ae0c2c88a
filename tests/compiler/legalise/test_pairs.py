from __future__ import annotations

import pytest

from compiler.conformance.parser import TsqlParser
from compiler.ir.query import EmittedStatement
from compiler.stages.legalise.order import QUERY_REWRITES, REWRITES_OF_EXPRESSIONS
from tests.compiler.legalise.pairs import DDL, FOLDER, Pair, all_pairs, translated

PAIRS = all_pairs()


def _named(pair: Pair) -> str:
    return f"{pair.rewrite}-{pair.dialect}-{pair.version}-{pair.text}-{pair.sql[:60]}"


@pytest.mark.parametrize("pair", PAIRS, ids=_named)
def test_query_becomes_what_its_pair_says(pair: Pair) -> None:
    """An author's query becomes the T-SQL beside it, or is refused with the code beside it."""
    translation = translated(pair.sql, pair.dialect, pair.version, pair.timezone, pair.text)
    if pair.code is not None:
        assert pair.code in {fault.code for fault in translation.faults}
    else:
        assert not translation.faults
        assert translation.statements[frozenset()].sql == pair.expected


def test_all_that_is_emitted_for_2019_is_accepted_by_the_parser(tsqlcheck: TsqlParser) -> None:
    """Microsoft's parser and binder find nothing wrong with any expected T-SQL."""
    found = {}
    for pair in PAIRS:
        if pair.version == "2019" and pair.expected is not None:
            translation = translated(pair.sql, pair.dialect, timezone=pair.timezone, text=pair.text)
            statement = translation.statements[frozenset()]
            found[pair.sql] = tsqlcheck.check(declared(statement), DDL)
    assert {sql: errors for sql, errors in found.items() if errors} == {}


def declared(statement: EmittedStatement) -> str:
    """The statement after declarations of its parameters, as sp_executesql makes them."""
    declarations = "".join(f"DECLARE @{each.name} {each.type}; " for each in statement.parameters)
    return declarations + statement.sql


def test_every_pair_file_names_a_rewrite() -> None:
    """No pair file is left behind when a rewrite is renamed or removed."""
    names = {rewrite.name for rewrite in QUERY_REWRITES} | {
        rewrite.name for rewrite in REWRITES_OF_EXPRESSIONS
    }
    assert {path.stem for path in FOLDER.glob("*.sql")} == names
