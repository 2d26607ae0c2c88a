"""Row filters of a T-SQL query: written into its text, around every reference of a filtered table."""

from __future__ import annotations

from collections.abc import Iterator

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
            pieces.append(_filtered(table, text, " AND ".join(conditions[str(found.name)])))
            pieces += _schemas(tree, table)
    for start, end, written in sorted(set(pieces), reverse=True):
        text = f"{text[:start]}{written}{text[end:]}"
    return text


def _filtered(table: exp.Table, text: str, condition: str) -> tuple[int, int, str]:
    start, end = _start(table), _end(table)
    alias = "" if table.alias else f" AS [{table.name.replace(']', ']]')}]"
    return start, end, f"(SELECT * FROM {text[start:end]} WHERE {condition}){alias}"  # noqa: S608 -- the author's text


def _schemas(tree: exp.Expr, table: exp.Table) -> Iterator[tuple[int, int, str]]:
    """The schema before columns of the table, `dbo.t.a`: a derived table has none."""
    for column in tree.find_all(exp.Column):
        if column.db and not table.alias and column.table.lower() == table.name.lower():
            yield int(column.args["db"].meta["start"]), int(column.args["table"].meta["start"]), ""


def _start(table: exp.Table) -> int:
    return min(int(part.meta["start"]) for part in table.parts)


def _end(table: exp.Table) -> int:
    end = max(int(part.meta["end"]) for part in table.parts)
    return end + 1
