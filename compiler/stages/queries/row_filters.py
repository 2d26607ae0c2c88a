"""Row filters of tenants and dashboards, each tried on its table before it is put into the queries.

A filter with a fault is told once, at its own line, and left out of the queries, which would all repeat it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from compiler.catalogs.schema import CatalogSchema, TableSchema
from compiler.diagnostics.codes import references
from compiler.diagnostics.diagnostic import Diagnostic
from compiler.diagnostics.suggest import suggestion
from compiler.ir.query import Query, RowFilterRule, SourceDialect, SqlFault, Translation
from compiler.ir.resolved import ResolvedDashboard, ResolvedTenant
from compiler.stages.queries.declarations import declared_claims, table_of
from compiler.stages.queries.faults import placed
from compiler.stages.queries.other_names import rules_of_other_names
from compiler.stages.render.places import verbatim
from compiler.stages.validate.members import members, value_span
from compiler.yaml_source import MappingNode, ScalarNode
from compiler.yaml_source.mending import respelt
from schemas.resources.tenant import RowFilter

Engine = tuple[SourceDialect, Callable[[Query], Translation | None]]
"""The dialect of the conditions, and what translates a query that tries one."""


def checked_row_filters(
    listed: Iterable[tuple[RowFilter, MappingNode]], schema: CatalogSchema, engine: Engine
) -> tuple[tuple[RowFilterRule, ...], tuple[Diagnostic, ...]]:
    """The rules that hold, and the faults of the others."""
    rules: list[RowFilterRule] = []
    faults: list[Diagnostic] = []
    for row_filter, node in listed:
        broken = list(_broken(row_filter, node, schema, engine))
        faults += broken
        if not broken:
            rules.append(RowFilterRule(row_filter.table, row_filter.where))
    return tuple(rules), tuple(faults)


def filters_of_tenant(tenant: ResolvedTenant) -> Iterator[tuple[RowFilter, MappingNode]]:
    """The filters that every query of a tenant carries, with their places."""
    return members(tenant.document.node, "row_filters", tenant.tenant.row_filters)


def filters_of_dashboard(dashboard: ResolvedDashboard) -> Iterator[tuple[RowFilter, MappingNode]]:
    """The filters that the queries of one dashboard carry beside those of its tenant."""
    return members(dashboard.node, "row_filters", dashboard.model.row_filters)


def with_other_names(
    rules: tuple[RowFilterRule, ...], tenant: ResolvedTenant, schema: CatalogSchema
) -> tuple[RowFilterRule, ...]:
    """The rules, with those for synonyms and views of their tables."""
    catalog = tenant.catalog.model if tenant.catalog is not None else None
    return (*rules, *rules_of_other_names(rules, catalog, schema)) if catalog is not None else rules


def _broken(
    row_filter: RowFilter, node: MappingNode, schema: CatalogSchema, engine: Engine
) -> Iterator[Diagnostic]:
    table = table_of(row_filter.table, schema)
    where = node.get("where")
    if table is None:
        message = f"the catalog has no table `{row_filter.table}`"
        known = [str(known.name) for known in schema.tables]
        span, at = value_span(node, "table"), node.get("table")
        edit = respelt(at, known) if at is not None else None
        remedy = suggestion(row_filter.table, known)
        yield Diagnostic(references.ROW_FILTER_TABLE.id, message, span, help=remedy, edit=edit)
    elif isinstance(where, ScalarNode):
        dialect, translate = engine
        translation = translate(probe(row_filter, table, dialect, schema))
        for fault in translation.faults if translation is not None else ():
            if fault.told:
                continue
            yield placed(verbatim(where), _in_condition(fault))


def probe(row_filter: RowFilter, table: TableSchema, dialect: SourceDialect, schema: CatalogSchema) -> Query:
    """A query that does nothing but apply the condition, which starts its second line."""
    rule = RowFilterRule(row_filter.table, row_filter.where)
    return Query(_text(table, row_filter.where, dialect), dialect, declared_claims((rule,), schema))


def _text(table: TableSchema, where: str, dialect: SourceDialect) -> str:
    opening, closing = ("[", "]") if dialect == "tsql" else ('"', '"')
    name = ".".join(
        opening + part.replace(closing, closing * 2) + closing
        for part in (table.name.schema, table.name.table)
    )
    return f"SELECT 1 AS found FROM {name} WHERE\n{where}"  # noqa: S608  # it is compiled, and never sent


def _in_condition(fault: SqlFault) -> SqlFault:
    if fault.line == 1:
        return replace(fault, line=1, column=1, edit=None)
    edit = replace(fault.edit, line=fault.edit.line - 1) if fault.edit is not None else None
    return replace(fault, line=fault.line - 1, edit=edit)
