"""Many queries at once: JSON lines in, JSON lines out, in the same order. `dashwright transpile --jsonl` is a thin cover.

In: `{"id", "dialect", "sql"}`. Out: `{"id", "ok", "sql", "parameters", "columns", "diagnostics"}`; a line that is no query
gives an answer with `ok` false, and the next is read. Parameters need no declaration: their types are inferred from use.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from itertools import islice
from multiprocessing import get_context
from typing import Any, get_args

from compiler.catalogs.schema import CatalogSchema
from compiler.diagnostics.codes import sql as codes
from compiler.ir.query import (
    EmittedColumn,
    EmittedParameter,
    EmittedStatement,
    Query,
    SourceDialect,
    SqlFault,
    Target,
    Version,
)
from compiler.translate import translate
from schemas.resources.base import TextComparison

Answer = dict[str, Any]
DIALECTS: tuple[SourceDialect, ...] = get_args(SourceDialect)
VERSIONS: tuple[Version, ...] = get_args(Version)
DEFAULT_TIMEZONE = "UTC"
COMPARISONS: tuple[TextComparison, ...] = get_args(TextComparison)
CHUNK = 64
"""Lines handed to a process at a time."""


@dataclass(frozen=True)
class Session:
    """What the queries are thought to run in: `timezone`, an IANA name, and how text is compared."""

    timezone: str = DEFAULT_TIMEZONE
    text_comparison: TextComparison = "database"


UTC_SESSION = Session()


def target_of(word: str) -> Target:
    """The target that a word of `--target` names: a version of SQL Server, azure or duckdb. Raises ValueError."""
    if word == "duckdb":
        return Target("duckdb")
    for version in VERSIONS:
        if version == word:
            return Target("sqlserver", version)
    raise ValueError(f"`{word}` is no target; there are {', '.join((*VERSIONS, 'duckdb'))}")


def transpile_lines(
    lines: Iterable[str],
    schema: CatalogSchema,
    target: Target,
    processes: int = 1,
    session: Session = UTC_SESSION,
) -> Iterator[str]:
    """The answers to lines, in their order, each as one line of JSON. Blank lines are passed over."""
    wanted = (line for line in lines if line.strip())
    if processes < 2:
        yield from _answered(schema, target, session, wanted)
        return
    with ProcessPoolExecutor(processes, mp_context=get_context("fork")) as pool:
        answer = partial(_answered_list, schema, target, session)
        for answers in pool.map(answer, _chunks(wanted)):
            yield from answers


def _chunks(lines: Iterator[str]) -> Iterator[list[str]]:
    while chunk := list(islice(lines, CHUNK)):
        yield chunk


def _answered_list(schema: CatalogSchema, target: Target, session: Session, lines: list[str]) -> list[str]:
    return list(_answered(schema, target, session, lines))


def _answered(schema: CatalogSchema, target: Target, session: Session, lines: Iterable[str]) -> Iterator[str]:
    for line in lines:
        yield _written(transpile_line(line, schema, target, session))


def _written(answer: Answer) -> str:
    """The answer as a line; half of a character, which UTF-8 does not have, as the escape that it came by."""
    line = json.dumps(answer, ensure_ascii=False)
    return line.encode(errors="backslashreplace").decode()


class _BadLine(ValueError):
    """A line that is no query; the message says why."""

    def __init__(self, message: str, identity: object = None) -> None:
        super().__init__(message)
        self.identity = identity


def transpile_line(
    line: str, schema: CatalogSchema, target: Target, session: Session = UTC_SESSION
) -> Answer:
    """The answer to one line. Never raises for a bad line."""
    try:
        identity, query = _query_of(line, session)
    except _BadLine as bad:
        fault = SqlFault(codes.BAD_LINE.id, str(bad), 1, 1)
        return _answer(bad.identity, None, (fault,))
    try:
        translation = translate(query, schema, target)
    except Exception as error:  # noqa: BLE001 -- the edge of a batch: one query spoils no other
        message = f"the compiler failed with {type(error).__name__}; the query is not translated"
        return _answer(identity, None, (SqlFault(codes.COMPILER_FAULT.id, message, 1, 1),))
    statement = None if translation.faults else translation.statements[frozenset()]
    return _answer(identity, statement, translation.faults)


def _query_of(line: str, session: Session) -> tuple[object, Query]:
    try:
        record = json.loads(line)
    except (json.JSONDecodeError, RecursionError):
        raise _BadLine("the line is not JSON") from None
    if not isinstance(record, dict):
        raise _BadLine("the line is no JSON object")
    identity = record.get("id")
    missing = [key for key in ("id", "dialect", "sql") if key not in record]
    if missing:
        raise _BadLine(f"the line lacks {', '.join(missing)}", identity)
    if record["dialect"] not in DIALECTS:
        raise _BadLine(f"`{record['dialect']}` is no dialect; there are {', '.join(DIALECTS)}", identity)
    if not isinstance(record["sql"], str):
        raise _BadLine("`sql` is no text", identity)
    query = Query(
        record["sql"],
        record["dialect"],
        parameters=None,
        timezone=session.timezone,
        text_comparison=session.text_comparison,
    )
    return identity, query


def _answer(identity: object, statement: EmittedStatement | None, faults: tuple[SqlFault, ...]) -> Answer:
    return {
        "id": identity,
        "ok": statement is not None,
        "sql": None if statement is None else statement.sql,
        "parameters": [] if statement is None else [_parameter(p) for p in statement.parameters],
        "columns": [] if statement is None else [_column(c) for c in statement.columns],
        "diagnostics": [_diagnostic(fault) for fault in faults],
    }


def _parameter(parameter: EmittedParameter) -> Answer:
    source = "now" if parameter.source.kind == "now" else "declared"
    return {"name": parameter.name, "type": parameter.type, "source": source}


def _column(column: EmittedColumn) -> Answer:
    return {"name": column.name, "type": column.type, "nullable": column.nullable}


def _diagnostic(fault: SqlFault) -> Answer:
    message = fault.message if fault.help is None else f"{fault.message}; {fault.help}"
    return {"code": fault.code, "message": message, "line": fault.line, "column": fault.column}
