"""SQL pairs in files: an author's query, and the T-SQL that it becomes or the code with which it is refused.

A file is named for the rewrite that its pairs show, and holds blocks of this form, a blank line apart:

    -- source: postgres
    -- target: 2019
    SELECT a FROM t LIMIT 10;

    SELECT TOP (10) [t].[a] AS [a] FROM [dbo].[t] AS [t];

or, in place of the T-SQL, `-- refused: DW602`; `-- timezone: Asia/Bangkok` after the target names a session's zone other
than UTC, `-- text: exact` asks for exact comparison of text. The tables are those of tests/corpora/constructs.sql.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import get_args

from compiler.catalogs.ddl import read_ddl
from compiler.catalogs.schema import CatalogSchema
from compiler.ir.query import Query, SourceDialect, Target, Translation, Version
from compiler.translate import translate
from schemas.resources.base import TextComparison

FOLDER = Path(__file__).parent
VERSIONS: dict[str, Version] = {version: version for version in get_args(Version)}
PATHS = [*sorted(FOLDER.glob("*.sql")), *sorted(FOLDER.glob("exact/*.sql"))]
CORPORA = FOLDER.parents[1] / "corpora"
DDL = (CORPORA / "constructs.sql").read_text(encoding="utf-8")
_BLOCK = re.compile(
    r"-- source: (?P<dialect>\w+)\n-- target: (?P<version>\w+)\n(?:-- timezone: (?P<timezone>\S+)\n)?"
    r"(?:-- text: (?P<text>exact)\n)?(?P<sql>.*?);\n"
    r"(?:\n(?P<expected>.*?);\n|-- refused: (?P<code>DW\d+)\n)(?:\n|\Z)",
    re.DOTALL,
)


@dataclass(frozen=True)
class Pair:
    """One block of a file."""

    rewrite: str
    dialect: SourceDialect
    version: Version
    sql: str
    expected: str | None
    code: str | None
    timezone: str = "UTC"
    text: TextComparison = "database"


@cache
def catalog() -> CatalogSchema:
    """The tables of the constructs."""
    return read_ddl(DDL, describe=lambda _query, _schema: None).schema


def translated(
    sql: str,
    dialect: SourceDialect,
    version: Version = "2019",
    timezone: str = "UTC",
    text: TextComparison = "database",
) -> Translation:
    """The translation of a query over these tables, its parameters inferred from use."""
    query = Query(sql, dialect, parameters=None, timezone=timezone, text_comparison=text)
    return translate(query, catalog(), Target("sqlserver", version))


def pairs_of(path: Path) -> Iterator[Pair]:
    """The blocks of a file. Raises AssertionError where its text is no sequence of blocks."""
    text, at = path.read_text(encoding="utf-8"), 0
    while at < len(text):
        match = _BLOCK.match(text, at)
        assert match is not None, f"{path.name}: no block begins at {text[at : at + 60]!r}"
        dialect: SourceDialect = "duckdb" if match["dialect"] == "duckdb" else "postgres"
        version: Version = VERSIONS[match["version"]]
        zone = match["timezone"] or "UTC"
        comparison: TextComparison = "exact" if match["text"] else "database"
        answer = match["expected"], match["code"]
        yield Pair(path.stem, dialect, version, match["sql"], *answer, zone, comparison)
        at = match.end()


def all_pairs() -> list[Pair]:
    """Every pair of every file: of the rewrites, and of what `exact` adds, which stands in a folder of its own."""
    return [pair for path in PATHS for pair in pairs_of(path)]
