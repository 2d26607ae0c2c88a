"""One query, from the author's dialect to the engine's: analyse, then legalise and print, or emit.

`translate` is pure and raises for no SQL, however bad: faults come back as values, each at its place in the text.
"""

from __future__ import annotations

from compiler.catalogs.schema import CatalogSchema
from compiler.diagnostics.codes import sql as codes
from compiler.diagnostics.codes import translation
from compiler.ir.analysed import AnalysedColumn, AnalysedParameter, AnalysedQuery, Shipped
from compiler.ir.query import (
    EmittedColumn,
    EmittedParameter,
    EmittedStatement,
    Query,
    SqlFault,
    Target,
    Translation,
    Version,
)
from compiler.stages.analyse import analyse
from compiler.stages.analyse.faults import Faults
from compiler.stages.emit import emit_duckdb
from compiler.stages.emit.duckdb import duckdb_type
from compiler.stages.legalise import legalise
from compiler.stages.legalise.code_pages import keep_code_pages
from compiler.stages.legalise.exact import compare_exactly
from compiler.tsql import capabilities
from compiler.tsql.printer import Unprintable, print_statement
from compiler.types.emitted import state_types
from compiler.types.sqlserver import parameter_type, type_of_data_type

Outcome = tuple[EmittedStatement | None, tuple[SqlFault, ...]]


def translate(query: Query, schema: CatalogSchema, target: Target) -> Translation:
    """The statements that mean what the query means, one for each set of optional parameters left empty, or its faults."""
    analysis = analyse(query, schema)
    if analysis.faults:
        return Translation({}, analysis.faults, analysis.used_parameters, analysis.doubts)
    statements: dict[frozenset[str], EmittedStatement] = {}
    faults: list[SqlFault] = []
    for left_out, variant in analysis.variants.items():
        statement, found = _emitted(variant, schema, target)
        faults += found
        if statement is not None:
            statements[left_out] = statement
    if faults:
        return Translation({}, tuple(dict.fromkeys(faults)), analysis.used_parameters, analysis.doubts)
    return Translation(statements, (), analysis.used_parameters, analysis.doubts)


def _emitted(query: AnalysedQuery, schema: CatalogSchema, target: Target) -> Outcome:
    if query.shipped is not None:
        return _as_written(query, query.shipped, target)
    if target.engine == "duckdb":
        return _for_duckdb(query, schema)
    return _for_sql_server(query, schema, target.version or "2019")


def _as_written(query: AnalysedQuery, shipped: Shipped, target: Target) -> Outcome:
    """A query in T-SQL: its own text, where the target's version has what it calls."""
    faults = Faults(query.text)
    if target.engine == "duckdb":
        faults.report_at(
            codes.NOT_FOR_DUCKDB,
            "a query in T-SQL runs on SQL Server only",
            0,
            1,
            "write it in postgres or duckdb",
        )
        return None, faults.in_order()
    if query.text_comparison == "exact":
        message = "a query in T-SQL is shipped as it is written, and its text is compared by the database's collation"
        faults.report_at(
            translation.UNSUPPORTED_CONSTRUCT,
            message,
            0,
            1,
            "write COLLATE, or set text_comparison: database",
        )
        return None, faults.in_order()
    version = target.version or "2019"
    for function, since in shipped.functions:
        if not capabilities.has(version, since):
            word, *arguments = function.split(" with ")
            message = " with ".join([word.upper(), *arguments]) + f" needs SQL Server {since}"
            at = query.text.lower().find(word)
            faults.report_at(translation.NEEDS_NEWER_SERVER, message, max(at, 0), len(word))
    if faults.found:
        return None, faults.in_order()
    return _statement(query, shipped.sql, []), ()


def _statement(query: AnalysedQuery, text: str, types: list[str | None]) -> EmittedStatement:
    columns = tuple(_column(c, types[at] if at < len(types) else None) for at, c in enumerate(query.columns))
    parameters = tuple(_parameter(p, str(parameter_type(p.type, p.many))) for p in query.parameters)
    return EmittedStatement(text, parameters, columns, query.tables)


def _for_duckdb(query: AnalysedQuery, schema: CatalogSchema) -> Outcome:
    from compiler.stages.emit.described import (  # noqa: PLC0415  # loads DuckDB, which few targets need
        NotBound,
        described_types,
    )

    emitted = emit_duckdb(query)
    if emitted.faults:
        return None, emitted.faults
    try:
        types = described_types(emitted.sql, tuple(p.name for p in query.parameters), schema)
    except NotBound as refused:
        faults = Faults(query.text)
        faults.report(codes.NOT_FOR_DUCKDB, f"DuckDB does not accept this query: {refused}", query.tree)
        return None, faults.in_order()
    columns = tuple(EmittedColumn(c.name, types[at], c.nullable) for at, c in enumerate(query.columns))
    parameters = tuple(_parameter(p, duckdb_type(p.type)) for p in query.parameters)
    return EmittedStatement(emitted.sql, parameters, columns, query.tables), ()


def _for_sql_server(query: AnalysedQuery, schema: CatalogSchema, version: Version) -> Outcome:
    legalised = legalise(query, version)
    if legalised.faults:
        return None, legalised.faults
    keep_code_pages(legalised.tree, schema)
    if query.text_comparison == "exact":
        legalised = compare_exactly(legalised.tree, query, schema, version)
        if legalised.faults:
            return None, legalised.faults
    types = state_types(legalised.tree, schema)
    try:
        text = print_statement(legalised.tree, version)
    except Unprintable as refused:
        faults = Faults(query.text)
        message = f"{refused.what} has no faithful T-SQL form"
        faults.report(translation.UNSUPPORTED_CONSTRUCT, message, refused.node, refused.instead)
        return None, faults.in_order()
    return _statement(query, text, types), ()


def _parameter(parameter: AnalysedParameter, word: str) -> EmittedParameter:
    return EmittedParameter(parameter.name, word, parameter.source, parameter.many)


def _column(column: AnalysedColumn, emitted: str | None) -> EmittedColumn:
    word = emitted or str(type_of_data_type(column.type) or "sql_variant")
    return EmittedColumn(column.name, word, column.nullable)
