"""Microsoft's own T-SQL parser, kept open for a test session; scriptdom/README.md says what it sees and what not."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from compiler.conformance.parser import TsqlParser, program
from tests.support.requirements import missing


@pytest.fixture(scope="session")
def tsqlcheck() -> Iterator[TsqlParser]:
    """The parser, or a skip that says how to install it."""
    if not program().exists():
        missing(f"{program()} is not there; run tests/support/scriptdom/setup.sh as root on Debian")
    with TsqlParser(program()) as parser:
        yield parser
