"""Understanding a query: text to a tree in which every name is resolved, every expression typed, every value bound.

The order: parse, guard, leave optional conditions out (one tree a variant), inject row filters, bind. What the result
promises stands in `compiler.ir.analysed`. Translation to an engine is left to `legalise` and `emit`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from sqlglot import exp

from compiler.catalogs.schema import CatalogSchema
from compiler.diagnostics.codes import sql as codes
from compiler.ir.analysed import AnalysedColumn, AnalysedQuery, Analysis
from compiler.ir.query import Query
from compiler.stages.analyse.asof import write_out_asof_joins
from compiler.stages.analyse.batches import batch_fault
from compiler.stages.analyse.binding import Binding
from compiler.stages.analyse.bounds import too_deep
from compiler.stages.analyse.expressions import bind
from compiler.stages.analyse.faults import Faults
from compiler.stages.analyse.guard import refuse_what_is_no_query
from compiler.stages.analyse.join_conditions import refuse_wrong_conditions
from compiler.stages.analyse.optional_conditions import optional_names, sets_left_out, variants_of
from compiler.stages.analyse.parameters import Parameters
from compiler.stages.analyse.parse import parse
from compiler.stages.analyse.percent_limits import write_out_percent_limits
from compiler.stages.analyse.pivots import write_out_pivots
from compiler.stages.analyse.queries import bind_query
from compiler.stages.analyse.quoted_parameters import refuse_quoted_parameters
from compiler.stages.analyse.row_filters import inject_row_filters
from compiler.stages.analyse.scope import Scope
from compiler.stages.analyse.spelling_out import spell_out
from compiler.stages.analyse.tsql import bind_tsql, ship
from compiler.stages.analyse.tsql.conditions import refuse_misplaced_conditions
from compiler.stages.analyse.tsql.filtering import filtered_text
from compiler.stages.analyse.tsql.leaving_out import text_without
from compiler.stages.analyse.tsql.statement_rules import refuse_foreign_forms
from compiler.types.families import family

Bind = Callable[[exp.Expr, Scope], exp.Expr]


def analyse(query: Query, schema: CatalogSchema) -> Analysis:
    """Understand a query against a catalog. Never raises for bad SQL: the faults tell."""
    faults = Faults(query.sql)
    tree = parse(query.dialect, faults)
    if tree is not None:
        refuse_wrong_conditions(tree, faults)
        refuse_quoted_parameters(tree, query, faults)
    if tree is not None and query.dialect == "duckdb":
        tree = write_out_percent_limits(write_out_asof_joins(write_out_pivots(tree, schema)))
    if tree is None or not refuse_what_is_no_query(tree, faults) or _is_too_deep(tree, faults):
        batch = batch_fault(query.sql)
        return _failed(faults) if batch is None else Analysis({}, (batch,), frozenset())
    if query.dialect == "tsql":
        return _analysed_tsql(tree, query, schema, faults)
    filtered = inject_row_filters(tree, query, schema, faults)
    trees = variants_of(filtered, query, faults)
    if faults.found:
        return _failed(faults)
    variants = {}
    used: set[str] = set()
    for left_out, variant in trees.items():
        bound, names = _bound(variant, query, schema, faults)
        used |= names
        variants[left_out] = bound
    doubts = faults.doubts_in_order()
    return _failed(faults, used) if faults.found else Analysis(variants, (), frozenset(used), doubts)


def _analysed_tsql(tree: exp.Expr, query: Query, schema: CatalogSchema, faults: Faults) -> Analysis:
    """A query in T-SQL: the author's own text; row filters are written into it, and variants have conditions replaced in it."""
    optional = optional_names(tree, query)
    if optional:
        return _variants_of_tsql(tree, optional, query, schema, faults)
    declared = {found.name: found for found in query.parameters or ()}
    refuse_misplaced_conditions(tree, faults)
    refuse_foreign_forms(tree, faults)
    if faults.found:
        return _failed(faults)
    shipped = ship(tree, faults, declared)
    if faults.holds(codes.SYNTAX):
        return _failed(faults)
    bound, used = _bound(tree, query, schema, faults, bind_tsql)
    if shipped is None or faults.found:
        return _failed(faults, used)
    if query.row_filters:
        filtered = filtered_text(query, schema, faults)
        if filtered is None:
            return _failed(faults, used)
        if filtered != query.sql:
            return analyse(replace(query, sql=filtered, row_filters=()), schema)
    doubts = faults.doubts_in_order()
    return Analysis({frozenset(): replace(bound, shipped=shipped)}, (), frozenset(used), doubts)


def _variants_of_tsql(
    tree: exp.Expr, optional: dict[str, str], query: Query, schema: CatalogSchema, faults: Faults
) -> Analysis:
    """One text for each set of optional parameters left empty, each analysed as a query of its own."""
    settled = tuple(replace(found, omittable=False) for found in query.parameters or ())
    variants: dict[frozenset[str], AnalysedQuery] = {}
    used: frozenset[str] = frozenset()
    for left_out in sets_left_out(tree, optional, faults):
        text = text_without(query.sql, left_out, optional, faults)
        if text is None:
            return _failed(faults)
        found = analyse(replace(query, sql=text, parameters=settled), schema)
        if found.faults:
            return found
        variants[left_out] = found.variants[frozenset()]
        used |= found.used_parameters
    doubts = faults.doubts_in_order()
    return _failed(faults) if faults.found else Analysis(variants, (), used, doubts)


def _failed(faults: Faults, used: set[str] | None = None) -> Analysis:
    return Analysis({}, faults.in_order(), frozenset(used or ()), faults.doubts_in_order())


def _is_too_deep(tree: exp.Expr, faults: Faults) -> bool:
    node = too_deep(tree)
    if node is not None:
        faults.report(codes.TOO_LARGE, "the query is nested too deep here", node, "split it with WITH")
    return node is not None


def _bound(
    tree: exp.Expr, query: Query, schema: CatalogSchema, faults: Faults, binder: Bind = bind
) -> tuple[AnalysedQuery, set[str]]:
    declared = None if query.parameters is None else {found.name: found for found in query.parameters}
    parameters = Parameters(declared)
    binding = Binding(schema, query.dialect, faults, parameters, binder, query.timezone)
    if query.dialect != "tsql":
        spell_out(tree, binding)
    columns = bind_query(tree, Scope(binding))
    _leave_unread_columns(tree, binding)
    parameters.report_untyped(faults)
    _report_untyped_columns(tree, columns, faults)
    found = tuple(parameters.found[name] for name in sorted(parameters.found))
    used = {p.source.name for p in found if p.source.kind == "parameter" and p.source.name is not None}
    tables = tuple(sorted(binding.tables))
    result = AnalysedQuery(
        tree, query.sql, query.dialect, columns, found, tables, query.timezone, query.text_comparison
    )
    return result, used


def _leave_unread_columns(tree: exp.Expr, binding: Binding) -> None:
    """A column without a type has a fault already, unless it is the catalog that does not tell it."""
    if binding.schema.has_unread_columns and not binding.faults.found:
        for column in tree.find_all(exp.Column):
            if column.type is not None and column.type.is_type(exp.DType.UNKNOWN):
                binding.leave_unread(column)


def _report_untyped_columns(tree: exp.Expr, columns: tuple[AnalysedColumn, ...], faults: Faults) -> None:
    if faults.found:
        return
    for column in columns:
        if family(column.type) == "unknown" and column.type.this is not exp.DType.USERDEFINED:
            message = f"the type of column `{column.name}` cannot be known"
            faults.report(codes.TYPE_NOT_KNOWN, message, tree, "cast it to the type that is meant")
