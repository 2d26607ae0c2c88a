"""Microsoft's own T-SQL parser, where it is installed: a program that reads JSON lines and answers each with its findings.

tests/support/scriptdom says how it is built and what it sees: syntax always, names where tables are given, no types.
"""

from __future__ import annotations

import json
import os
import subprocess
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any, Self

PLACE = "DASHWRIGHT_TSQLCHECK"


@dataclass(frozen=True)
class TsqlError:
    """A finding: the number is SQL Server's or ScriptDom's, line and column count from 1 in the SQL that was given."""

    number: int
    line: int
    column: int
    message: str
    source: str


class TsqlParser:
    """An open process that answers one line for each line. A context: it ends the process."""

    def __init__(self, program: Path) -> None:
        self._process = subprocess.Popen(
            [program], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8"
        )
        self._numbers = count(1)

    def __enter__(self) -> Self:
        """The parser itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Closes the process's input and waits for its end."""
        self._process.communicate(timeout=30)

    def check(self, sql: str, ddl: str | None = None) -> list[TsqlError]:
        """What SQL Server would refuse in `sql`; with `ddl` (CREATE TABLE ...) names are bound too."""
        question = {"id": next(self._numbers), "sql": sql} | ({"ddl": ddl} if ddl else {})
        answer = self._ask(question)
        if answer["id"] != question["id"]:
            raise RuntimeError(f"the parser answered {answer['id']} to {question['id']}")
        keys = ("number", "line", "column", "message", "source")
        return _believed(sql, [TsqlError(**{key: error[key] for key in keys}) for error in answer["errors"]])

    def _ask(self, question: dict[str, Any]) -> dict[str, Any]:
        questions, answers = self._process.stdin, self._process.stdout
        if questions is None or answers is None:
            raise RuntimeError("the parser's pipes are not open")
        questions.write(json.dumps(question) + "\n")
        questions.flush()
        line = answers.readline()
        if not line:
            raise RuntimeError(f"the parser ended with {self._process.wait(30)} on {question}")
        answer: dict[str, Any] = json.loads(line)
        return answer


def _believed(sql: str, errors: list[TsqlError]) -> list[TsqlError]:
    """What is to be believed: the editors' parser does not read AT TIME ZONE in GROUP BY, ScriptDom and SQL Server do."""
    if "AT TIME ZONE" not in sql or any(error.source == "scriptdom" for error in errors):
        return errors
    return [error for error in errors if error.source != "sqlparser"]


def program() -> Path:
    """Where the parser is, if it is installed."""
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    home = Path(os.environ.get(PLACE) or cache / "dashwright" / "tsqlcheck")
    return home / "tsqlcheck"
