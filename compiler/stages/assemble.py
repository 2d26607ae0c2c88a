"""Stage 8, assemble: a translated tenant as a bundle, a manifest and the objects that it lists.

Objects are canonical bytes under their own digest, so that what is equal is stored and sent once. Nothing of the
machine enters: the same tenant and commit give the same bytes everywhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from compiler.catalogs.schema import CatalogSchema
from compiler.diagnostics.codes import reading
from compiler.diagnostics.diagnostic import Diagnostic
from compiler.ir.compilation import Bundle
from compiler.ir.query import EmittedStatement
from compiler.ir.translated import (
    TranslatedDashboard,
    TranslatedParameter,
    TranslatedTenant,
    TranslatedWidget,
)
from compiler.stages.bundle_parts import (
    bundle_moves,
    bundle_parameter,
    bundle_widget,
    origin_of,
    row_filters_of,
    statement_of,
)
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
from schemas.bundle.objects import (
    BundleDashboard,
    CatalogContract,
    ContractColumn,
    Limits,
    Origin,
    Variant,
)
from schemas.canonical import digest
from schemas.publication import TenantFacts
from schemas.resources.base import duration_seconds

OPTION_LIMITS = Limits(rows=1000, timeout_ms=30_000)
"""For the query of a parameter's choices."""


class TooLargeForBundle(Exception):
    """A tenant whose bundle would exceed the contract's limits; carries the diagnostic."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic.message)
        self.diagnostic = diagnostic


class Assembler:
    """Assembles the tenants of one commit; widgets and statements that they share are made once."""

    def __init__(self, commit: str, compiler: str) -> None:
        self.commit = commit
        self.compiler = compiler
        self._statements: dict[tuple[object, ...], MadeStatement] = {}
        self._widgets: dict[tuple[int, int], MadeWidget] = {}

    def bundle(self, tenant: TranslatedTenant) -> Bundle:
        """The bundle of a tenant without faults. Raises TooLargeForBundle."""
        return _Assembly(self, tenant).bundle()

    def bundles(self, tenants: Iterable[TranslatedTenant]) -> tuple[Bundle | Diagnostic, ...]:
        """The bundle of each tenant, or why it cannot be made."""
        return tuple(self._bundle_or_fault(tenant) for tenant in tenants)

    def _bundle_or_fault(self, tenant: TranslatedTenant) -> Bundle | Diagnostic:
        try:
            return self.bundle(tenant)
        except TooLargeForBundle as error:
            return error.diagnostic

    def statement(
        self, emitted: EmittedStatement, limits: Limits, refresh: int, origin: Origin
    ) -> MadeStatement:
        """A statement for these limits, from this place."""
        key = id(emitted), limits.rows, limits.timeout_ms, refresh, origin.file, origin.line
        if key not in self._statements:
            data = statement_of(emitted, limits, refresh, origin).to_bytes()
            self._statements[key] = MadeStatement(digest(data), data, emitted.tables)
        return self._statements[key]

    def widget(self, widget: TranslatedWidget, refresh: int) -> MadeWidget:
        """A widget of a dashboard with this refresh interval, with its statements."""
        key = id(widget), refresh
        if key not in self._widgets:
            variants = dict(self._variants(widget, refresh))
            listed = [
                Variant(when_empty=list(empty), statement=made.name) for empty, made in variants.items()
            ]
            data = bundle_widget(widget.rendered, listed).to_bytes()
            self._widgets[key] = MadeWidget(data, tuple(variants.values()))
        return self._widgets[key]

    def _variants(
        self, widget: TranslatedWidget, refresh: int
    ) -> Iterator[tuple[tuple[str, ...], MadeStatement]]:
        """The statements by the sorted names of the parameters that are left empty."""
        query, sql, translation = widget.rendered.widget.query, widget.rendered.sql, widget.translation
        if query is None or sql is None or translation is None:
            return
        limits = Limits(rows=query.rows, timeout_ms=duration_seconds(query.timeout) * 1000)
        own = widget.rendered.widget.refresh
        seconds = duration_seconds(own) if own is not None else refresh
        origin = Origin(file=sql.node.span.file, line=sql.node.span.line)
        for empty in sorted(translation.statements, key=sorted):
            yield (
                tuple(sorted(empty)),
                self.statement(translation.statements[empty], limits, seconds, origin),
            )


class MadeStatement(NamedTuple):
    """A statement's digest, its bytes, and the tables that it reads."""

    name: str
    data: bytes
    tables: tuple[str, ...]


class MadeWidget(NamedTuple):
    """A widget's canonical bytes, and its statements."""

    data: bytes
    statements: tuple[MadeStatement, ...]


class _Assembly:
    """The objects of one bundle, gathered dashboard by dashboard."""

    def __init__(self, assembler: Assembler, tenant: TranslatedTenant) -> None:
        self.assembler = assembler
        self.translated = tenant
        self.tenant = tenant.rendered.resolved.tenant
        self.objects: dict[str, bytes] = {}
        self.kinds: dict[str, ObjectKind] = {}
        self.tables: set[str] = set()

    def bundle(self) -> Bundle:
        entries = [self._dashboard(dashboard) for dashboard in self.translated.dashboards]
        catalog = self._add("catalog", _contract(self.translated.schema, self.tables).to_bytes())
        manifest = self._manifest(entries, catalog)
        manifest_bytes = manifest.to_bytes()
        if len(manifest_bytes) > MAX_MANIFEST_BYTES:
            raise self._too_large("its manifest", MAX_MANIFEST_BYTES)
        facts = TenantFacts.of(self.tenant)
        return Bundle(facts, manifest, manifest_bytes, dict(sorted(self.objects.items())))

    def _manifest(self, dashboards: list[DashboardEntry], catalog: str) -> Manifest:
        if len(self.objects) > MAX_OBJECTS:
            raise self._too_large("its list of objects", MAX_OBJECTS)
        target = self.translated.target
        return Manifest(
            format=FORMAT,
            tenant=self.tenant.slug,
            name=self.tenant.name,
            locale=self.tenant.locale,
            timezone=self.tenant.timezone,
            engine=EngineTarget(name=target.engine, version=target.version),
            compiler=self.assembler.compiler,
            commit=self.assembler.commit,
            dashboards=dashboards,
            row_filters=row_filters_of(self.tenant.row_filters, self.translated.schema),
            catalog=catalog,
            objects=[
                ObjectEntry(kind=self.kinds[name], sha256=name, length=len(data))
                for name, data in sorted(self.objects.items())
            ],
        )

    def _add(self, kind: ObjectKind, data: bytes) -> str:
        return self._keep(kind, digest(data), data)

    def _keep(self, kind: ObjectKind, name: str, data: bytes) -> str:
        if len(data) > MAX_OBJECT_BYTES:
            raise self._too_large(f"a {kind} in it", MAX_OBJECT_BYTES)
        self.objects[name], self.kinds[name] = data, kind
        return name

    def _keep_statement(self, statement: MadeStatement) -> str:
        self.tables.update(statement.tables)
        return self._keep("statement", statement.name, statement.data)

    def _too_large(self, what: str, limit: int) -> TooLargeForBundle:
        message = f"the bundle is too large: {what} exceeds {limit:,}"
        span = self.translated.rendered.resolved.document.node.key_span("slug")
        return TooLargeForBundle(Diagnostic(reading.TOO_LARGE.id, message, span))

    def _dashboard(self, dashboard: TranslatedDashboard) -> DashboardEntry:
        rendered, resolved = dashboard.rendered, dashboard.rendered.resolved
        refresh = duration_seconds(resolved.model.refresh)
        page = BundleDashboard(
            slug=resolved.slug,
            title=rendered.title,
            description=rendered.description,
            parameters=[
                bundle_parameter(p.rendered.parameter, self._option_statement(p, refresh))
                for p in dashboard.parameters
            ],
            widgets=[],
            moved=bundle_moves(resolved),
            row_filters=row_filters_of(resolved.model.row_filters, self.translated.schema),
            origin=origin_of(resolved.node),
        )
        widgets = [self.assembler.widget(widget, refresh) for widget in dashboard.widgets]
        for widget in widgets:
            for statement in widget.statements:
                self._keep_statement(statement)
        data = page.to_bytes_with(widget.data for widget in widgets)
        return DashboardEntry(slug=resolved.slug, title=rendered.title, sha256=self._add("dashboard", data))

    def _option_statement(self, parameter: TranslatedParameter, refresh: int) -> str | None:
        sql, translation = parameter.rendered.options, parameter.translation
        if sql is None or translation is None:
            return None
        origin = Origin(file=sql.node.span.file, line=sql.node.span.line)
        emitted = translation.statements[frozenset()]
        return self._keep_statement(self.assembler.statement(emitted, OPTION_LIMITS, refresh, origin))


def _contract(schema: CatalogSchema | None, read: set[str]) -> CatalogContract:
    """The tables that some statement reads, as the catalog has them."""
    tables = {str(table.name): table for table in schema.tables} if schema is not None else {}
    return CatalogContract(
        tables={
            name: {
                column.name: ContractColumn(
                    type=str(column.type), nullable=column.nullable, collation=column.collation
                )
                for column in tables[name].columns
            }
            for name in sorted(read)
        }
    )
