"""The end of stage 8: assembled dashboards as a bundle, a manifest and the objects that it lists.

The same tenant and commit give the same bytes everywhere.
"""

from __future__ import annotations

from collections.abc import Iterable

from compiler.catalogs.schema import CatalogSchema, TableSchema
from compiler.diagnostics.codes import reading
from compiler.diagnostics.diagnostic import Diagnostic
from compiler.ir.assembled import AssembledObject, AssembledTenant
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
    return _Bundling(tenant, _Contracts()).bundle(commit, compiler)


def bundles(
    tenants: Iterable[AssembledTenant], commit: str, compiler: str
) -> tuple[Bundle | Diagnostic, ...]:
    """The bundle of each tenant, or why it cannot be made."""
    contracts = _Contracts()

    def made(tenant: AssembledTenant) -> Bundle | Diagnostic:
        try:
            return _Bundling(tenant, contracts).bundle(commit, compiler)
        except TooLargeForBundle as error:
            return error.diagnostic

    return tuple(made(tenant) for tenant in tenants)


class _Contracts:
    """Contracts, made once for all tenants that have them."""

    def __init__(self) -> None:
        self._known: dict[tuple[TableSchema, ...], AssembledObject] = {}

    def of(self, schema: CatalogSchema | None, read: frozenset[str]) -> AssembledObject:
        """The tables that some statement reads, as the catalog has them."""
        tables = (
            tuple(table for table in schema.tables if str(table.name) in read) if schema is not None else ()
        )
        if tables not in self._known:
            data = _contract(tables).to_bytes()
            self._known[tables] = AssembledObject("catalog", digest(data), data)
        return self._known[tables]


class _Bundling:
    """The objects of one bundle, gathered dashboard by dashboard."""

    def __init__(self, assembled: AssembledTenant, contracts: _Contracts) -> None:
        self.assembled = assembled
        self.contracts = contracts
        self.tenant = assembled.translated.rendered.resolved.tenant

    def bundle(self, commit: str, compiler: str) -> Bundle:
        dashboards = self.assembled.dashboards
        read = frozenset[str]().union(*(dashboard.tables for dashboard in dashboards))
        catalog = self.contracts.of(self.assembled.translated.schema, read)
        objects = self._sorted({name: made for d in dashboards for name, made in d.objects.items()}, catalog)
        manifest = self._manifest(commit, compiler, catalog.name, [made.entry for made in objects])
        manifest_bytes = manifest.to_bytes_with("objects", (made.listed for made in objects))
        if len(manifest_bytes) > MAX_MANIFEST_BYTES:
            raise self._too_large("its manifest", MAX_MANIFEST_BYTES)
        facts = TenantFacts.of(self.tenant)
        return Bundle(facts, manifest, manifest_bytes, {made.name: made.data for made in objects})

    def _sorted(self, found: dict[str, AssembledObject], catalog: AssembledObject) -> list[AssembledObject]:
        """The objects by name, all of a size that may be listed. Raises TooLargeForBundle."""
        objects = [made for _, made in sorted({**found, catalog.name: catalog}.items())]
        for made in objects:
            if len(made.data) > MAX_OBJECT_BYTES:
                raise self._too_large(f"a {made.kind} in it", MAX_OBJECT_BYTES)
        if len(objects) > MAX_OBJECTS:
            raise self._too_large("its list of objects", MAX_OBJECTS)
        return objects

    def _too_large(self, what: str, limit: int) -> TooLargeForBundle:
        message = f"the bundle is too large: {what} exceeds {limit:,}"
        span = self.assembled.translated.rendered.resolved.document.node.key_span("slug")
        return TooLargeForBundle(Diagnostic(reading.TOO_LARGE.id, message, span))

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
        forms = [(made.translated.rendered, made.made.name) for made in self.assembled.dashboards]
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
