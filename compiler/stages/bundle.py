"""The end of stage 8: assembled dashboards as a bundle, a manifest and the objects that it lists.

The same tenant and commit give the same bytes everywhere.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from compiler.catalogs.schema import CatalogSchema, TableSchema
from compiler.diagnostics.codes import reading
from compiler.diagnostics.diagnostic import Diagnostic
from compiler.ir.assembled import AssembledTenant
from compiler.ir.compilation import Bundle
from compiler.stages.bundle_parts import row_filters_of
from schemas.bundle.manifest import (
    FORMAT,
    MAX_MANIFEST_BYTES,
    MAX_OBJECT_BYTES,
    MAX_OBJECTS,
    DashboardEntry,
    EngineTarget,
    Manifest,
    ObjectEntry,
    ObjectKind,
)
from schemas.bundle.objects import CatalogContract, ContractColumn
from schemas.canonical import digest
from schemas.publication import TenantFacts


class TooLargeForBundle(Exception):
    """A tenant whose bundle would exceed the contract's limits; carries the diagnostic."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic.message)
        self.diagnostic = diagnostic


def bundle_of(tenant: AssembledTenant, commit: str, compiler: str) -> Bundle:
    """The bundle of a tenant, made by this compiler from this commit. Raises TooLargeForBundle."""
    return _Bundling(tenant, _Shared()).bundle(commit, compiler)


def bundles(
    tenants: Iterable[AssembledTenant], commit: str, compiler: str
) -> tuple[Bundle | Diagnostic, ...]:
    """The bundle of each tenant, or why it cannot be made."""
    shared = _Shared()

    def made(tenant: AssembledTenant) -> Bundle | Diagnostic:
        try:
            return _Bundling(tenant, shared).bundle(commit, compiler)
        except TooLargeForBundle as error:
            return error.diagnostic

    return tuple(made(tenant) for tenant in tenants)


class _Listed(NamedTuple):
    """An object's entry in a manifest, and its canonical bytes."""

    entry: ObjectEntry
    written: bytes


class _Shared:
    """Entries and contracts, made once for all tenants that have them."""

    def __init__(self) -> None:
        self._entries: dict[str, _Listed] = {}
        self._contracts: dict[tuple[TableSchema, ...], bytes] = {}

    def entry(self, kind: ObjectKind, name: str, data: bytes) -> _Listed:
        """How an object of a size that may be listed stands in a manifest."""
        if name not in self._entries:
            entry = ObjectEntry(kind=kind, sha256=name, length=len(data))
            self._entries[name] = _Listed(entry, entry.to_bytes())
        return self._entries[name]

    def contract(self, schema: CatalogSchema | None, read: set[str]) -> bytes:
        """The tables that some statement reads, as the catalog has them."""
        tables = (
            tuple(table for table in schema.tables if str(table.name) in read) if schema is not None else ()
        )
        if tables not in self._contracts:
            self._contracts[tables] = _contract(tables).to_bytes()
        return self._contracts[tables]


class _Bundling:
    """The objects of one bundle, gathered dashboard by dashboard."""

    def __init__(self, assembled: AssembledTenant, shared: _Shared) -> None:
        self.assembled = assembled
        self.shared = shared
        self.tenant = assembled.translated.rendered.resolved.tenant
        self.objects: dict[str, bytes] = {}
        self.listed: dict[str, _Listed] = {}

    def bundle(self, commit: str, compiler: str) -> Bundle:
        for dashboard in self.assembled.dashboards:
            for statement in dashboard.statements:
                self._keep("statement", statement.name, statement.data)
            self._keep("dashboard", dashboard.name, dashboard.data)
        contract = self.shared.contract(self.assembled.translated.schema, self._tables_read())
        catalog = self._keep("catalog", digest(contract), contract)
        if len(self.objects) > MAX_OBJECTS:
            raise self._too_large("its list of objects", MAX_OBJECTS)
        listed = [found for _, found in sorted(self.listed.items())]
        manifest = self._manifest(commit, compiler, catalog, [found.entry for found in listed])
        manifest_bytes = manifest.to_bytes_with("objects", (found.written for found in listed))
        if len(manifest_bytes) > MAX_MANIFEST_BYTES:
            raise self._too_large("its manifest", MAX_MANIFEST_BYTES)
        facts = TenantFacts.of(self.tenant)
        return Bundle(facts, manifest, manifest_bytes, dict(sorted(self.objects.items())))

    def _keep(self, kind: ObjectKind, name: str, data: bytes) -> str:
        if len(data) > MAX_OBJECT_BYTES:
            raise self._too_large(f"a {kind} in it", MAX_OBJECT_BYTES)
        if name not in self.objects:
            self.objects[name] = data
            self.listed[name] = self.shared.entry(kind, name, data)
        return name

    def _too_large(self, what: str, limit: int) -> TooLargeForBundle:
        message = f"the bundle is too large: {what} exceeds {limit:,}"
        span = self.assembled.translated.rendered.resolved.document.node.key_span("slug")
        return TooLargeForBundle(Diagnostic(reading.TOO_LARGE.id, message, span))

    def _tables_read(self) -> set[str]:
        statements = (statement for d in self.assembled.dashboards for statement in d.statements)
        return {table for statement in statements for table in statement.tables}

    def _manifest(self, commit: str, compiler: str, catalog: str, objects: list[ObjectEntry]) -> Manifest:
        target, schema = self.assembled.translated.target, self.assembled.translated.schema
        return Manifest(
            format=FORMAT,
            tenant=self.tenant.slug,
            name=self.tenant.name,
            locale=self.tenant.locale,
            timezone=self.tenant.timezone,
            engine=EngineTarget(name=target.engine, version=target.version),
            compiler=compiler,
            commit=commit,
            dashboards=self._dashboards(),
            row_filters=row_filters_of(self.tenant.row_filters, schema),
            catalog=catalog,
            objects=objects,
        )

    def _dashboards(self) -> list[DashboardEntry]:
        forms = [(made.translated.rendered, made.name) for made in self.assembled.dashboards]
        return [DashboardEntry(slug=r.resolved.slug, title=r.title, sha256=name) for r, name in forms]


def _contract(tables: Iterable[TableSchema]) -> CatalogContract:
    return CatalogContract(
        tables={
            str(table.name): {
                column.name: ContractColumn(
                    type=str(column.type), nullable=column.nullable, collation=column.collation
                )
                for column in table.columns
            }
            for table in tables
        }
    )
