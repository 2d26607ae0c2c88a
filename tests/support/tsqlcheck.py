"""Microsoft's own T-SQL parser, kept open for a test session; scriptdom/README.md says what it sees and what not."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any, Self

import pytest

from tests.support.requirements import missing


@dataclass(frozen=True)
class TsqlError:
    """A finding: the number is SQL Server's or ScriptDom's, line and column count from 1 in the SQL that was given."""

    number: int
    line: int
    column: int
    message: str
    source: str


class TsqlCheck:
    """An open process that answers one line for each line. A context: it ends the process."""

    def __init__(self, program: Path) -> None:
        self._process = subprocess.Popen(
            [program], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8"
        )
        self._numbers = count(1)

    def __enter__(self) -> Self:
        """The checker itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Closes the process's input and waits for its end."""
        self._process.communicate(timeout=30)

    def check(self, sql: str, ddl: str | None = None) -> list[TsqlError]:
        """What SQL Server would refuse in `sql`; with `ddl` (CREATE TABLE ...) names are bound too."""
        number = next(self._numbers)
        answer = self._ask({"id": number, "sql": sql} | ({"ddl": ddl} if ddl else {}))
        assert answer["id"] == number
        keys = ("number", "line", "column", "message", "source")
        return [TsqlError(**{key: error[key] for key in keys}) for error in answer["errors"]]

    def _ask(self, question: dict[str, Any]) -> dict[str, Any]:
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(json.dumps(question) + "\n")
        self._process.stdin.flush()
        line = self._process.stdout.readline()
        if not line:
            raise RuntimeError(f"tsqlcheck ended with {self._process.wait(30)} on {question}")
        answer: dict[str, Any] = json.loads(line)
        return answer


def program() -> Path:
    """Where setup.sh installs the checker."""
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    home = Path(os.environ.get("DASHWRIGHT_TSQLCHECK") or cache / "dashwright" / "tsqlcheck")
    return home / "tsqlcheck"


@pytest.fixture(scope="session")
def tsqlcheck() -> Iterator[TsqlCheck]:
    """The checker, or a skip that says how to install it."""
    if not program().exists():
        missing(f"{program()} is not there; run tests/support/scriptdom/setup.sh as root on Debian")
    with TsqlCheck(program()) as checker:
        yield checker
