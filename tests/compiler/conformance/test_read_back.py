"""Every probe's statement for SQL Server 2019, read back into DuckDB by the independent reader, gives the recorded rows.

So each probe is run in every environment, a SQL Server or none: what the reader does not know it says, and is counted.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from compiler.conformance.comparison import Difference, compare
from compiler.ir.query import EmittedStatement
from tests.compiler.conformance import ground
from tests.compiler.conformance.generated import kind_of, tables_of
from tests.compiler.conformance.probe_format import read_probes
from tests.support.tsql_reader import NotRead, Site, read_statement, site

TABLES = tables_of(ground.schema())
READ_SHARE = 0.85
"""Of all statements: JSON, moments with an offset and a few functions of floats the reader was not taught."""


@pytest.fixture(scope="module")
def back() -> Iterator[Site]:
    """The reader's DuckDB, with the rows of the probes."""
    with site(ground.fixture(), ground.ZONE) as opened:
        yield opened


def cases() -> Iterator[ground.Case]:
    """Every probe in each of its dialects."""
    for path in sorted(ground.PROBES.glob("*.md")):
        for probe in read_probes(path).probes:
            yield from (ground.Case(probe, dialect) for dialect in probe.dialects)


def read_back(back: Site, case: ground.Case, statement: EmittedStatement) -> Difference | None:
    """What differs between the recorded rows and those of a statement. Raises NotRead."""
    kinds = {each.name: kind for each in statement.parameters if (kind := kind_of(each.type)) is not None}
    sql = read_statement(statement.sql, TABLES, kinds)
    got = back.run(sql, ground.bound_values(statement, case.probe))
    return compare(case.expected(), got, ordered=False)


@pytest.mark.slow
def test_statements_read_back_give_the_recorded_rows(back: Site) -> None:
    """What is emitted means, by Microsoft's manual, what the author's engine answered; and most of it is read."""
    differences: dict[str, str] = {}
    asked = read = 0
    for case in cases():
        for statement in case.translated("2019").statements.values():
            asked += 1
            try:
                difference = read_back(back, case, statement)
            except NotRead:
                continue
            read += 1
            if difference is not None:
                differences[case.probe.name] = f"{case.dialect} {difference} {statement.sql}"
    assert differences == {}
    assert read >= READ_SHARE * asked, (read, asked)
