"""Every query of every tenant, translated once for each (query, catalog, target), its faults at the author's place."""

from __future__ import annotations

from collections.abc import Callable
from typing import get_args

from compiler.catalogs.schema import BadCatalog, CatalogSchema, schema_of
from compiler.diagnostics.diagnostic import Diagnostic
from compiler.ir.query import DeclaredParameter, Query, RowFilterRule, Target, Translation, Version
from compiler.ir.rendered import (
    RenderedDashboard,
    RenderedParameter,
    RenderedTenant,
    RenderedText,
    RenderedWidget,
)
from compiler.ir.resolved import ResolvedTenant
from compiler.ir.translated import (
    TranslatedDashboard,
    TranslatedParameter,
    TranslatedTenant,
    TranslatedWidget,
)
from compiler.stages.queries.charts import broken_charts
from compiler.stages.queries.declarations import declared_claims, declared_parameters
from compiler.stages.queries.faults import diagnostics_of
from compiler.stages.queries.row_filters import checked_row_filters
from compiler.stages.queries.usage import unused_parameters
from schemas.resources import Tenant
from schemas.resources.base import TextComparison

Translate = Callable[[Query, CatalogSchema, Target], Translation]


def translate_tenants(
    tenants: tuple[RenderedTenant, ...], translate: Translate
) -> tuple[TranslatedTenant, ...]:
    """The tenants with their statements; `translate` is asked once for each different question."""
    once = _Once(translate)
    return tuple(_Tenant(tenant, once).translated() for tenant in tenants)


class _Once:
    """Remembers translations and schemas by value, so that a thousand tenants that share a query pay once."""

    def __init__(self, translate: Translate) -> None:
        self._translate = translate
        self._translations: dict[tuple[Query, int, Target], Translation] = {}
        self._schemas: dict[str, CatalogSchema | None] = {}
        self._numbers: dict[CatalogSchema, int] = {}

    def translation(self, query: Query, schema: CatalogSchema, target: Target) -> Translation:
        key = query, self._numbers.setdefault(schema, len(self._numbers)), target
        found = self._translations.get(key)
        if found is None:
            found = self._translations[key] = self._translate(query, schema, target)
        return found

    def schema(self, tenant: ResolvedTenant) -> CatalogSchema | None:
        """The schema of the tenant's catalog; None where there is none, or one whose faults are told already."""
        document = tenant.catalog
        if document is None or document.model is None:
            return None
        if document.path not in self._schemas:
            try:
                self._schemas[document.path] = schema_of(document.model)
            except BadCatalog:  # `validate` told it, at the type or name itself
                self._schemas[document.path] = None
        return self._schemas[document.path]


def target_of(tenant: Tenant) -> Target:
    """The engine that a tenant's statements are for."""
    source = tenant.datasource
    if source.engine == "duckdb":
        return Target("duckdb")
    return Target("sqlserver", VERSIONS.get(str(source.version), ASSUMED))


VERSIONS: dict[str, Version] = {version: version for version in get_args(Version)}
ASSUMED: Version = "2019"
"""To go on with where a tenant names no version, which `validate` has told."""


class _Tenant:
    """Translates one tenant's dashboards."""

    def __init__(self, tenant: RenderedTenant, once: _Once) -> None:
        self.tenant = tenant
        self.source = tenant.resolved.tenant.datasource
        self.once = once
        self.schema = once.schema(tenant.resolved)
        self.target = target_of(tenant.resolved.tenant)
        self.rules: tuple[RowFilterRule, ...] = ()
        self.claims: tuple[DeclaredParameter, ...] = ()

    def translated(self) -> TranslatedTenant:
        faults: tuple[Diagnostic, ...] = ()
        if self.schema is not None:
            self.rules, faults = checked_row_filters(self.tenant.resolved, self.schema, self._translation)
            self.claims = declared_claims(self.rules, self.schema)
        dashboards = tuple(self._dashboard(dashboard) for dashboard in self.tenant.dashboards)
        return TranslatedTenant(self.tenant, self.schema, self.target, dashboards, faults)

    def _dashboard(self, dashboard: RenderedDashboard) -> TranslatedDashboard:
        declared = declared_parameters(dashboard.resolved.model.parameters) + self.claims
        comparison = dashboard.resolved.model.text_comparison or self.source.text_comparison
        parameters = tuple(self._parameter(parameter, comparison) for parameter in dashboard.parameters)
        widgets = tuple(self._widget(widget, declared, comparison) for widget in dashboard.widgets)
        translated = TranslatedDashboard(dashboard, parameters, widgets, ())
        faults = (*diagnostics_of(translated), *broken_charts(translated), *unused_parameters(translated))
        return TranslatedDashboard(dashboard, parameters, widgets, faults)

    def _parameter(self, parameter: RenderedParameter, comparison: TextComparison) -> TranslatedParameter:
        """Choices are asked for before the viewer has chosen anything: their query knows only the claims."""
        query = self._query(parameter.options, self.claims, comparison)
        return TranslatedParameter(parameter, query, self._translation(query))

    def _widget(
        self, widget: RenderedWidget, declared: tuple[DeclaredParameter, ...], comparison: TextComparison
    ) -> TranslatedWidget:
        own = widget.widget.query.text_comparison if widget.widget.query is not None else None
        query = self._query(widget.sql, declared, own or comparison)
        return TranslatedWidget(widget, query, self._translation(query))

    def _query(
        self,
        sql: RenderedText | None,
        declared: tuple[DeclaredParameter, ...],
        comparison: TextComparison,
    ) -> Query | None:
        if sql is None:
            return None
        timezone = self.tenant.resolved.tenant.timezone
        return Query(sql.text, self.source.dialect, declared, self.rules, timezone, comparison)

    def _translation(self, query: Query | None) -> Translation | None:
        if self.schema is None or query is None:
            return None
        return self.once.translation(query, self.schema, self.target)
