"""Reads and writes the probes: Markdown in which each second-level heading is one construct with one trap.

A probe has a sentence that names the trap, the query (a `sql` block whose info string lists the dialects that it is written
in), perhaps values (`json parameters`), and its outcome: the rows that the engine of the dialect gives (`rows`, one JSON array
a line; `rows duckdb` where the dialects answer differently), or a line `Refused with DW612.` (`... from duckdb.`,
`... before 2022.`) with the code of the compiler's refusal.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeVar, cast, get_args

from compiler.conformance.author_text import AuthorDialect, ParameterValue
from compiler.conformance.values import Answer, Row, Value
from compiler.ir.query import ValueType

_SECTION = re.compile(r"^## ", re.MULTILINE)
_BLOCK = re.compile(r"^```(?P<info>[^\n]*)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
_REFUSED = re.compile(
    r"^Refused with (?P<code>DW\d{3})(?: from (?P<dialect>\w+))?(?: before (?P<version>\d{4}))?\.$",
    re.MULTILINE,
)
T = TypeVar("T")
DIALECTS: tuple[AuthorDialect, ...] = get_args(AuthorDialect)


@dataclass(frozen=True)
class Refusal:
    """That the compiler refuses, with which code; `before` None stands for every version of the target."""

    code: str
    before: int | None = None


@dataclass(frozen=True)
class Probe:
    """One construct in one or both dialects. `rows` is text, one JSON array a line, by dialect."""

    name: str
    trap: str
    sql: str
    dialects: tuple[AuthorDialect, ...]
    parameters: Mapping[str, ParameterValue] = field(default_factory=dict)
    rows: Mapping[AuthorDialect, tuple[str, ...]] = field(default_factory=dict)
    refusals: Mapping[AuthorDialect, Refusal] = field(default_factory=dict)

    def is_refused(self, dialect: AuthorDialect, version: str) -> bool:
        """Whether the compiler refuses it for that version of SQL Server."""
        refusal = self.refusals.get(dialect)
        if refusal is None:
            return False
        return refusal.before is None or (version != "azure" and int(version) < refusal.before)

    def recorded(self, rows: Mapping[AuthorDialect, tuple[str, ...]]) -> Probe:
        """The probe with other rows."""
        return replace(self, rows=rows)


@dataclass(frozen=True)
class ProbeFile:
    """The probes of one topic."""

    title: str
    probes: tuple[Probe, ...]


def read_probes(path: Path) -> ProbeFile:
    """A file of probes. Raises ValueError for one that has no query."""
    head, *sections = _SECTION.split(path.read_text())
    return ProbeFile(head.strip().removeprefix("# "), tuple(_probe(path, section) for section in sections))


def _probe(path: Path, section: str) -> Probe:
    name, _, rest = section.partition("\n")
    blocks = [(block["info"].split(), block["text"]) for block in _BLOCK.finditer(rest)]
    queries = [(info, text) for info, text in blocks if info[0] == "sql"]
    if len(queries) != 1:
        raise ValueError(f"{path}: {name} has {len(queries)} queries")
    dialects = tuple(dialect for dialect in DIALECTS if dialect in queries[0][0])
    refusals: dict[AuthorDialect, Refusal] = {}
    for found in _REFUSED.finditer(rest):
        before = int(found["version"]) if found["version"] else None
        for dialect in _named(found["dialect"], dialects):
            refusals[dialect] = Refusal(found["code"], before)
    return Probe(
        name=name.strip(),
        trap=rest.strip().partition("\n\n")[0],
        sql=queries[0][1].rstrip("\n"),
        dialects=dialects,
        parameters=next((_parameters(text) for info, text in blocks if info == ["json", "parameters"]), {}),
        rows=_rows(blocks, dialects),
        refusals=refusals,
    )


def _rows(
    blocks: Sequence[tuple[list[str], str]], dialects: tuple[AuthorDialect, ...]
) -> dict[AuthorDialect, tuple[str, ...]]:
    return {
        dialect: tuple(text.splitlines())
        for info, text in blocks
        if info[0] == "rows"
        for dialect in _named(info[1] if len(info) > 1 else None, dialects)
    }


def _named(word: str | None, dialects: tuple[AuthorDialect, ...]) -> tuple[AuthorDialect, ...]:
    return dialects if word is None else tuple(dialect for dialect in dialects if dialect == word)


def _parameters(text: str) -> dict[str, ParameterValue]:
    return {name: _parameter(*given) for name, given in json.loads(text).items()}


def _parameter(type_: str, value: Any) -> ParameterValue:
    typed = cast("ValueType", type_)
    if isinstance(value, list):
        return ParameterValue(typed, tuple(_scalar(typed, member) for member in value))
    return ParameterValue(typed, _scalar(typed, value))


def _scalar(type_: ValueType, value: Any) -> Value:
    match type_:
        case "number":
            return Decimal(value)
        case "date":
            return date.fromisoformat(value)
        case "datetime":
            return datetime.fromisoformat(value)
    return cast("Value", value)


def written_rows(answer: Answer) -> tuple[str, ...]:
    """Rows as a probe records them: decimals and times as text with their type's mark, so that they read back exactly."""
    return tuple(
        "[" + ", ".join(json.dumps(_written(value), ensure_ascii=False) for value in row) + "]"
        for row in answer.rows
    )


def read_rows(lines: Sequence[str]) -> tuple[Row, ...]:
    """The rows that a probe records."""
    return tuple(tuple(_read(value) for value in json.loads(line)) for line in lines)


def _written(value: Value) -> Any:
    match value:
        case Decimal():
            return {"decimal": str(value)}
        case datetime():
            return {"timestamptz" if value.tzinfo else "timestamp": value.isoformat(sep=" ")}
        case date():
            return {"date": value.isoformat()}
        case time():
            return {"time": value.isoformat()}
        case bytes():
            return {"bytes": value.hex()}
        case _:
            return value


def _read(value: Any) -> Value:
    if not isinstance(value, dict):
        return cast("Value", value)
    ((kind, text),) = value.items()
    match kind:
        case "decimal":
            return Decimal(text)
        case "date":
            return date.fromisoformat(text)
        case "time":
            return time.fromisoformat(text)
        case "bytes":
            return bytes.fromhex(text)
        case _:
            return datetime.fromisoformat(text)


def write_probes(path: Path, file: ProbeFile) -> None:
    """Writes a file of probes in the form that `read_probes` reads."""
    parts = [f"# {file.title}\n", *("\n".join(_lines(probe)) for probe in file.probes)]
    path.write_text("\n".join(parts))


def _lines(probe: Probe) -> Iterator[str]:
    yield from (
        f"## {probe.name}",
        "",
        probe.trap,
        "",
        f"```sql {' '.join(probe.dialects)}",
        probe.sql,
        "```",
        "",
    )
    if probe.parameters:
        given = {name: [found.type, _plain(found.value)] for name, found in probe.parameters.items()}
        yield from ("```json parameters", json.dumps(given, ensure_ascii=False), "```", "")
    for word, lines in _by_dialect(probe.dialects, probe.rows):
        yield from (f"```rows{word and ' ' + word}", *lines, "```", "")
    for word, refusal in _by_dialect(probe.dialects, probe.refusals):
        yield f"Refused with {refusal.code}{word and ' from ' + word}" + (
            f" before {refusal.before}." if refusal.before else "."
        )
        yield ""


def _by_dialect(dialects: tuple[AuthorDialect, ...], found: Mapping[AuthorDialect, T]) -> list[tuple[str, T]]:
    values = [found[dialect] for dialect in dialects if dialect in found]
    if len(values) == len(dialects) and all(value == values[0] for value in values):
        return [("", values[0])]
    return [(dialect, found[dialect]) for dialect in dialects if dialect in found]


def _plain(value: Value) -> Any:
    if isinstance(value, tuple):
        return [_plain(member) for member in value]
    return str(value) if isinstance(value, Decimal | date | datetime) else value
