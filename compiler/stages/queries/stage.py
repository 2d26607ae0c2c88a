"""Every query of every tenant, translated once for each (query, catalog, target), its faults at the author's place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import partial
from operator import attrgetter
from typing import NamedTuple, get_args

from compiler.catalogs.schema import CatalogSchema, TableSchema, readable_schema
from compiler.diagnostics.diagnostic import Diagnostic
from compiler.ir.before import Before, by_source, nothing_before
from compiler.ir.query import DeclaredParameter, Query, RowFilterRule, Target, Translation, Version
from compiler.ir.rendered import (
    RenderedDashboard,
    RenderedTenant,
    RenderedText,
    RenderedWidget,
)
from compiler.ir.resolved import ResolvedDashboard, ResolvedTenant
from compiler.ir.translated import (
    TranslatedDashboard,
    TranslatedParameter,
    TranslatedTenant,
)
from compiler.stages.queries.answers import Answers, TranslateAll
from compiler.stages.queries.choices import broken_choices
from compiler.stages.queries.declarations import declared_claims, declared_parameters
from compiler.stages.queries.row_filters import (
    checked_row_filters,
    filters_of_dashboard,
    filters_of_tenant,
    with_other_names,
)
from compiler.stages.queries.sharing import Shared
from compiler.stages.queries.unsure_dialect import in_each_dialect, with_common_faults
from compiler.stages.queries.usage import unused_parameters
from compiler.yaml_source import MappingNode
from schemas.resources import Tenant
from schemas.resources.base import TextComparison
from schemas.resources.tenant import RowFilter


def translate_tenants(
    tenants: tuple[RenderedTenant, ...],
    translate: TranslateAll,
    before: Before[TranslatedTenant] = nothing_before,
) -> tuple[TranslatedTenant, ...]:
    """The tenants with their statements; `translate` is asked once for each different question."""
    earlier = [_same_tenant(tenant, before(tenant.path)) for tenant in tenants]
    schemas = _Schemas(found for found in earlier if found is not None)
    answers, shared = Answers(translate), Shared()

    def asked(tenant: RenderedTenant, found: TranslatedTenant | None) -> list[_Tenant]:
        readings = in_each_dialect(tenant)
        known = found.dashboards if found and len(readings) == 1 else ()
        schema = schemas.of(tenant.resolved)
        return [_Tenant(reading, schema, answers, shared, known) for reading in readings]

    asking = [asked(tenant, found) for tenant, found in zip(tenants, earlier, strict=True)]
    answers.find()
    return tuple(with_common_faults([reading.translated() for reading in readings]) for readings in asking)


def _same_tenant(tenant: RenderedTenant, before: TranslatedTenant | None) -> TranslatedTenant | None:
    """What was made of the tenant before, if its own file and its catalog are the same."""
    if before is None:
        return None
    now, then = tenant.resolved, before.rendered.resolved
    return before if now.document is then.document and now.catalog is then.catalog else None


class _Schemas:
    """The schema of each catalog, made once; `earlier` are tenants whose catalogs are still the same."""

    def __init__(self, earlier: Iterable[TranslatedTenant]) -> None:
        self._known: dict[str, CatalogSchema] = {}
        self._tables: dict[TableSchema, TableSchema] = {}
        for tenant in earlier:
            catalog = tenant.rendered.resolved.catalog
            if catalog is not None and tenant.schema is not None:
                self._known[catalog.path] = tenant.schema

    def of(self, tenant: ResolvedTenant) -> CatalogSchema | None:
        """The schema of the tenant's catalog, without what cannot be read of it; None where there is none."""
        document = tenant.catalog
        if document is None or document.model is None:
            return None
        if document.path not in self._known:
            self._known[document.path] = self._with_shared_tables(readable_schema(document.model))
        return self._known[document.path]

    def _with_shared_tables(self, schema: CatalogSchema) -> CatalogSchema:
        """Equal tables of two catalogs as one, so that comparing them costs nothing."""
        return replace(schema, tables=tuple(self._tables.setdefault(table, table) for table in schema.tables))


def target_of(tenant: Tenant) -> Target:
    """The engine that a tenant's statements are for."""
    source = tenant.datasource
    if source.engine == "duckdb":
        return Target("duckdb")
    return Target("sqlserver", VERSIONS.get(str(source.version), NEWEST))


VERSIONS: dict[str, Version] = {version: version for version in get_args(Version)}
NEWEST: Version = "2025"
"""To go on with where a tenant names no version, which `validate` has told: it refuses nothing for being too old."""


class _Tenant:
    """Translates one tenant's dashboards: made, it has put every query on the list; `translated` takes the answers.

    `earlier` are dashboards of the same tenant, with the same catalog, that were translated before.
    """

    def __init__(
        self,
        tenant: RenderedTenant,
        schema: CatalogSchema | None,
        answers: Answers,
        shared: Shared,
        earlier: Iterable[TranslatedDashboard],
    ) -> None:
        self.tenant = tenant
        self.shared = shared
        self.source = tenant.resolved.tenant.datasource
        self.answers = answers
        self.schema = schema
        self.target = target_of(tenant.resolved.tenant)
        self.rules, self.faults = self._checked(filters_of_tenant(tenant.resolved))
        self.filtering = self._filtering(self.rules)
        known = by_source(earlier, attrgetter("rendered"))
        self.asked = tuple(known(dashboard) or self._asked(dashboard) for dashboard in tenant.dashboards)

    def translated(self) -> TranslatedTenant:
        """The tenant with the answers."""
        dashboards = tuple(
            self._dashboard(asked) if isinstance(asked, _Asked) else asked for asked in self.asked
        )
        return TranslatedTenant(self.tenant, self.schema, self.target, dashboards, self.faults)

    def _checked(
        self, listed: Iterable[tuple[RowFilter, MappingNode]]
    ) -> tuple[tuple[RowFilterRule, ...], tuple[Diagnostic, ...]]:
        if self.schema is None:
            return (), ()
        return checked_row_filters(listed, self.schema, (self.source.dialect, self._translation))

    def _filtering(self, rules: tuple[RowFilterRule, ...]) -> _Filtering:
        timezone = self.tenant.resolved.tenant.timezone
        claims: tuple[DeclaredParameter, ...] = ()
        if self.schema is not None:
            rules = with_other_names(rules, self.tenant.resolved, self.schema)
            claims = declared_claims(rules, self.schema)
        return _Filtering(rules, claims, self.shared.number((self.source.dialect, rules, timezone)))

    def _asked(self, dashboard: RenderedDashboard) -> _Asked:
        """Choices are asked for before the viewer has chosen anything: their query knows only the claims."""
        model = dashboard.resolved.model
        own, faults = self._checked(filters_of_dashboard(dashboard.resolved))
        filtering = self._filtering((*self.rules, *own)) if own else self.filtering
        declared = declared_parameters(model.parameters) + filtering.claims
        comparison = model.text_comparison or self.source.text_comparison
        circumstances = filtering.number, self.shared.number(declared), comparison
        choices = partial(self._query, filtering.rules, filtering.claims, comparison)
        return _Asked(
            dashboard,
            tuple(self._ask(choices(parameter.options)) for parameter in dashboard.parameters),
            tuple(
                self._ask(
                    self.shared.query(
                        w, circumstances, partial(self._of, w, filtering.rules, declared, comparison)
                    )
                )
                for w in dashboard.widgets
            ),
            faults,
        )

    def _of(
        self,
        widget: RenderedWidget,
        rules: tuple[RowFilterRule, ...],
        declared: tuple[DeclaredParameter, ...],
        comparison: TextComparison,
    ) -> Query | None:
        own = widget.widget.query.text_comparison if widget.widget.query is not None else None
        return self._query(rules, declared, own or comparison, widget.sql)

    def _query(
        self,
        rules: tuple[RowFilterRule, ...],
        declared: tuple[DeclaredParameter, ...],
        comparison: TextComparison,
        sql: RenderedText | None,
    ) -> Query | None:
        if sql is None:
            return None
        timezone = self.tenant.resolved.tenant.timezone
        return Query(sql.text, self.source.dialect, declared, rules, timezone, comparison)

    def _ask(self, query: Query | None) -> Query | None:
        if query is None or self.schema is None:
            return query
        self.answers.ask(query, self.schema, self.target)
        return query

    def _dashboard(self, asked: _Asked) -> TranslatedDashboard:
        dashboard = asked.dashboard
        parameters = tuple(
            TranslatedParameter(rendered, query, self._translation(query))
            for rendered, query in zip(dashboard.parameters, asked.parameters, strict=True)
        )
        checked = [
            self.shared.checked(rendered, query, self._translation(query))
            for rendered, query in zip(dashboard.widgets, asked.widgets, strict=True)
        ]
        translated = TranslatedDashboard(dashboard, parameters, tuple(widget for widget, _ in checked), ())
        ids = frozenset(parameter.rendered.parameter.id for parameter in parameters)
        faults = list(asked.faults)
        faults += [fault for parameter in parameters for fault in broken_choices(parameter, ids)]
        faults += [fault for _, found in checked for fault in found]
        faults += self._untranslated(dashboard.resolved)
        return replace(translated, faults=(*faults, *unused_parameters(translated)))

    def _untranslated(self, dashboard: ResolvedDashboard) -> Iterator[Diagnostic]:
        """Texts that lack the language which the tenant declares; none where it declares none."""
        if "locale" in self.tenant.resolved.document.node.entries:
            yield from self.shared.translations.missing(dashboard, self.tenant.resolved.tenant.locale)

    def _translation(self, query: Query | None) -> Translation | None:
        if self.schema is None or query is None:
            return None
        return self.answers.translation(query, self.schema, self.target)


class _Asked(NamedTuple):
    """A dashboard with the query of each of its parameters and widgets, None where there is none.

    `faults` are those of its own row filters.
    """

    dashboard: RenderedDashboard
    parameters: tuple[Query | None, ...]
    widgets: tuple[Query | None, ...]
    faults: tuple[Diagnostic, ...]


class _Filtering(NamedTuple):
    """The row filters of some queries, the claims that these speak of, and a number that stands for both."""

    rules: tuple[RowFilterRule, ...]
    claims: tuple[DeclaredParameter, ...]
    number: int
