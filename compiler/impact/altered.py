"""Catalogs as they would be after a change: a column or table gone or renamed, or another catalog in place of one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from compiler.catalogs.names import BadName, parse_table_name
from compiler.catalogs.schema import CatalogSchema, TableSchema
from compiler.ir.lineage import Target
from compiler.ir.rendered import RenderedTenant
from compiler.ir.translated import TranslatedTenant
from compiler.ir.tree import Document
from schemas.resources import Catalog
from schemas.resources.catalog import Table

Tables = dict[str, Table]
Altered = Mapping[str, Document[Catalog]]
"""Catalogs by the path of the file in whose place they stand, only those that change."""


@dataclass(frozen=True)
class Change:
    """What is meant is called `new`, or with None goes away."""

    new: str | None = None

    def of_table(self, written: str, default_schema: str) -> str | None:
        """What a table is called then, in its own schema where `new` names none. Raises BadName."""
        if self.new is None:
            return None
        return str(parse_table_name(self.new, parse_table_name(written, default_schema).schema))


def altered_catalogs(
    tenants: Iterable[TranslatedTenant], meant: Mapping[str, tuple[Target, ...]], change: Change
) -> dict[str, Document[Catalog]]:
    """The catalogs of the tenants in which something is meant, changed; synonyms follow what they stand for."""
    result: dict[str, Document[Catalog]] = {}
    for tenant in tenants:
        resolved = tenant.rendered.resolved
        document, targets = resolved.catalog, meant.get(resolved.tenant.slug, ())
        if document is not None and document.model is not None and tenant.schema is not None and targets:
            model = altered(document.model, tenant.schema, targets, change)
            result.setdefault(document.path, replace(document, model=model))
    return result


def altered(catalog: Catalog, schema: CatalogSchema, targets: Iterable[Target], change: Change) -> Catalog:
    """A catalog after a change."""
    tables = dict(catalog.tables)
    for target in targets:
        table = schema.find(*_table_and_schema(target.table, schema))
        if table is not None:
            tables = _after(tables, schema, table, (target, change))
    return catalog.model_copy(update={"tables": tables})


def _table_and_schema(name: str, schema: CatalogSchema) -> tuple[str, str]:
    parsed = parse_table_name(name, schema.default_schema)
    return parsed.table, parsed.schema


def _after(
    tables: Tables, schema: CatalogSchema, table: TableSchema, changed: tuple[Target, Change]
) -> Tables:
    result: Tables = {}
    for written, found in tables.items():
        name, remains = _changed(written, found, schema, table, changed)
        if name is not None and remains.columns:
            result[name] = remains
    return result


def _changed(
    written: str, found: Table, schema: CatalogSchema, table: TableSchema, changed: tuple[Target, Change]
) -> tuple[str | None, Table]:
    """The name and the columns that a table of the catalog has after the change; None for a table that is gone."""
    target, change = changed
    is_it = parse_table_name(written, schema.default_schema) == table.name
    if target.column is None:
        return (change.of_table(written, schema.default_schema) if is_it else written), found
    if is_it or _stands_for(found, table, schema):
        return written, _without(found, target.column, change.new)
    return written, found


def _stands_for(found: Table, table: TableSchema, schema: CatalogSchema) -> bool:
    if found.stands_for is None:
        return False
    try:
        return schema.find(*_table_and_schema(found.stands_for, schema)) == table
    except BadName:
        return False


def _without(table: Table, column: str, new: str | None) -> Table:
    """A table with a column gone, or called `new`."""

    def renamed(name: str) -> str | None:
        return new if name.lower() == column.lower() else name

    columns = {known: value for name, value in table.columns.items() if (known := renamed(name)) is not None}
    key = [known for name in table.primary_key if (known := renamed(name)) is not None]
    return table.model_copy(update={"columns": columns, "primary_key": key})


def with_catalogs(tenants: Iterable[RenderedTenant], altered: Altered) -> tuple[RenderedTenant, ...]:
    """The tenants as they would be compiled against the changed catalogs."""
    return tuple(_with_catalog(tenant, altered) for tenant in tenants)


def _with_catalog(tenant: RenderedTenant, altered: Altered) -> RenderedTenant:
    document = tenant.resolved.catalog
    if document is None or document.path not in altered:
        return tenant
    changed = replace(altered[document.path], path=document.path)
    return replace(tenant, resolved=replace(tenant.resolved, catalog=changed))
