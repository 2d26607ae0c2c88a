"""Row filters of a T-SQL query: written into its text, around every reference of a filtered table."""

from __future__ import annotations

from sqlglot import exp

from compiler.catalogs.schema import CatalogSchema
from compiler.ir.query import Query
from compiler.stages.analyse.faults import Faults
from compiler.stages.analyse.parse import parse
from compiler.stages.analyse.row_filters import catalog_table, conditions_of, refuse_ways_past


def filtered_text(query: Query, schema: CatalogSchema, faults: Faults) -> str | None:
    """The query's text with `t AS x` as `(SELECT * FROM t WHERE ...) AS x`; None where a filter cannot be applied."""
    conditions_of(query, schema, faults)
    tree = parse(query.dialect, faults)
    if tree is not None:
        refuse_ways_past(tree, query, schema, faults)
    if faults.found or tree is None:
        return None
    texts: dict[str, list[str]] = {}
    for rule in query.row_filters:
        if rule.refuses:
            continue
        found = catalog_table(exp.to_table(rule.table, dialect="tsql"), schema)
        if found is not None:
            texts.setdefault(str(found.name), []).append(f"({rule.where})")
    return _written(tree, query.sql, texts, schema)


def _written(tree: exp.Expr, text: str, conditions: dict[str, list[str]], schema: CatalogSchema) -> str:
    pieces = []
    for table in tree.find_all(exp.Table):
        found = catalog_table(table, schema)
        if found is not None and str(found.name) in conditions:
            pieces.append((table, " AND ".join(conditions[str(found.name)])))
    for table, condition in sorted(pieces, key=lambda piece: -_start(piece[0])):
        start, end = _start(table), _end(table)
        name = text[start:end]
        alias = "" if table.alias else f" AS [{table.name}]"
        text = f"{text[:start]}(SELECT * FROM {name} WHERE {condition}){alias}{text[end:]}"  # noqa: S608 -- the author's text
    return text


def _start(table: exp.Table) -> int:
    return min(int(part.meta["start"]) for part in table.parts)


def _end(table: exp.Table) -> int:
    end = max(int(part.meta["end"]) for part in table.parts)
    return end + 1
