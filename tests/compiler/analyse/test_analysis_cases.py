"""Cases in Markdown: a query, and the columns it returns, what it becomes, or its faults. See cases/README.md."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlglot import exp

from compiler.catalogs.ddl import read_ddl
from compiler.ir.analysed import Analysis
from compiler.ir.query import DeclaredParameter, Query, RowFilterRule, ValueType
from compiler.stages.analyse import analyse
from compiler.stages.analyse.described import described_columns
from schemas.bundle.objects import ParameterSource
from tests.support.example_tree import Block, blocks

HERE = Path(__file__).parent
SHOP = read_ddl((HERE / "shop.sql").read_text(encoding="utf-8"), described_columns).schema


def _cases() -> list[tuple[str, Block, list[Block]]]:
    found: list[tuple[str, Block, list[Block]]] = []
    for path in sorted((HERE / "cases").glob("*.md")):
        if path.name == "README.md":
            continue
        query: Block | None = None
        for block in blocks(path.read_text(encoding="utf-8")):
            if block.language == "sql" and "becomes" not in block.words:
                query = block
                found.append((f"{path.stem}-{block.line}", block, []))
            elif query is not None:
                found[-1][2].append(block)
    return found


CASES = _cases()


def query_of(block: Block) -> Query:
    """The query of a block; words after the dialect declare parameters, `filter=` sets a row filter."""
    words = block.words[2:]
    declared = [_declared(word) for word in words if "=" in word and not word.startswith("filter=")]
    filters = [word.removeprefix("filter=").split(":", 1) for word in words if word.startswith("filter=")]
    rules = tuple(RowFilterRule(table, where.replace("~", " ")) for table, where in filters)
    parameters = None if "infer" in words else tuple(declared)
    return Query(block.text.rstrip("\n"), block.words[1], parameters, rules)  # type: ignore[arg-type]


def _declared(word: str) -> DeclaredParameter:
    name, _, kind = word.partition("=")
    plain: ValueType = kind.rstrip("*?")  # type: ignore[assignment]
    claim = name.startswith("viewer.")
    source = ParameterSource(
        kind="claim" if claim else "parameter", name=name.removeprefix("viewer.").split(".")[0]
    )
    return DeclaredParameter(name, plain, source, "*" in kind, "?" in kind)


def spelled(data_type: exp.DataType) -> str:
    """A type with its own word: nvarchar is not varchar."""
    sizes = ", ".join(part.sql() for part in data_type.expressions)
    return f"{data_type.this.value}({sizes})" if sizes else str(data_type.this.value)


def shown(analysis: Analysis, wanted: Block) -> str:
    """What a block of a case is compared with."""
    if wanted.words[1:] == ("faults",):
        return "\n".join(f"{f.code} {f.line}:{f.column} {f.message}" for f in analysis.faults)
    assert analysis.faults == ()
    query = analysis.variants[frozenset()]
    if wanted.words[1:] == ("parameters",):
        return "\n".join(
            f"{p.name} {spelled(p.type)} {p.source.kind}{' list' * p.many}" for p in query.parameters
        )
    if wanted.words[1:] == ("shipped",):
        return query.shipped.sql if query.shipped is not None else ""
    if wanted.language == "sql":
        return query.tree.sql("duckdb", comments=False)
    return "\n".join(f"{c.name}: {spelled(c.type)}{'' if c.nullable else ' not null'}" for c in query.columns)


@pytest.mark.parametrize(
    ("block", "wanted"), [(b, w) for _, b, w in CASES], ids=[name for name, _, _ in CASES]
)
def test_analysis(block: Block, wanted: list[Block]) -> None:
    """A query is understood as its case says."""
    assert wanted, "a case says what is expected"
    for expected in wanted:
        assert shown(analyse(query_of(block), SHOP), expected) == expected.text.rstrip("\n")
