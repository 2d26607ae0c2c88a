"""Stage 8, assemble: translated dashboards as objects of a bundle, canonical bytes under their own digest.

Equal objects are stored and sent once. Nothing of the machine or the commit enters: the same dashboard gives the same bytes
everywhere. `stages/bundle.py` lists them in a manifest.
"""

from __future__ import annotations

from collections.abc import Iterator
from operator import attrgetter
from typing import NamedTuple

from compiler.catalogs.schema import CatalogSchema
from compiler.ir.assembled import AssembledDashboard, AssembledObject, AssembledStatement, AssembledTenant
from compiler.ir.before import Before, by_source, nothing_before
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
from schemas.bundle.objects import BundleDashboard, Limits, Origin, Variant
from schemas.canonical import digest
from schemas.resources.base import duration_seconds

OPTION_LIMITS = Limits(rows=1000, timeout_ms=30_000)
"""For the query of a parameter's choices."""


def assemble(
    tenants: tuple[TranslatedTenant, ...], before: Before[AssembledTenant] = nothing_before
) -> tuple[AssembledTenant, ...]:
    """The dashboards of tenants without a fault; what they share is made once."""
    parts = _Parts()

    def assembled(tenant: TranslatedTenant) -> AssembledTenant:
        known = by_source(_same_catalog(tenant, before(tenant.path)), attrgetter("translated"))
        dashboards = tuple(
            known(dashboard) or _dashboard(dashboard, tenant.schema, parts) for dashboard in tenant.dashboards
        )
        return AssembledTenant(tenant, dashboards)

    return tuple(assembled(tenant) for tenant in tenants)


def _same_catalog(tenant: TranslatedTenant, before: AssembledTenant | None) -> tuple[AssembledDashboard, ...]:
    """The dashboards of before that name tables as this tenant's catalog does."""
    return before.dashboards if before is not None and before.translated.schema is tenant.schema else ()


class _Widget(NamedTuple):
    """A widget's canonical bytes, and its statements."""

    data: bytes
    statements: tuple[AssembledStatement, ...]


class _Parts:
    """Widgets and statements that dashboards share, by the values that they are made of."""

    def __init__(self) -> None:
        self._statements: dict[tuple[object, ...], AssembledStatement] = {}
        self._widgets: dict[tuple[int, int], _Widget] = {}

    def statement(
        self, emitted: EmittedStatement, limits: Limits, refresh: int, origin: Origin
    ) -> AssembledStatement:
        """A statement for these limits, from this place."""
        key = id(emitted), limits.rows, limits.timeout_ms, refresh, origin.file, origin.line
        if key not in self._statements:
            data = statement_of(emitted, limits, refresh, origin).to_bytes()
            made = AssembledObject("statement", digest(data), data)
            self._statements[key] = AssembledStatement(made, emitted.tables)
        return self._statements[key]

    def widget(self, widget: TranslatedWidget, refresh: int) -> _Widget:
        """A widget of a dashboard with this refresh interval, with its statements."""
        key = id(widget), refresh
        if key not in self._widgets:
            variants = dict(self._variants(widget, refresh))
            listed = [
                Variant(when_empty=list(empty), statement=made.made.name) for empty, made in variants.items()
            ]
            data = bundle_widget(widget.rendered, listed).to_bytes()
            self._widgets[key] = _Widget(data, tuple(variants.values()))
        return self._widgets[key]

    def _variants(
        self, widget: TranslatedWidget, refresh: int
    ) -> Iterator[tuple[tuple[str, ...], AssembledStatement]]:
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

    def options(self, parameter: TranslatedParameter, refresh: int) -> AssembledStatement | None:
        """The statement of a parameter's choices; None where they are written down."""
        sql, translation = parameter.rendered.options, parameter.translation
        if sql is None or translation is None:
            return None
        origin = Origin(file=sql.node.span.file, line=sql.node.span.line)
        return self.statement(translation.statements[frozenset()], OPTION_LIMITS, refresh, origin)


def _dashboard(
    dashboard: TranslatedDashboard, schema: CatalogSchema | None, parts: _Parts
) -> AssembledDashboard:
    rendered, resolved = dashboard.rendered, dashboard.rendered.resolved
    refresh = duration_seconds(resolved.model.refresh)
    choices = [parts.options(parameter, refresh) for parameter in dashboard.parameters]
    page = BundleDashboard(
        slug=resolved.slug,
        title=rendered.title,
        description=rendered.description,
        parameters=[
            bundle_parameter(parameter.rendered.parameter, found.made.name if found is not None else None)
            for parameter, found in zip(dashboard.parameters, choices, strict=True)
        ],
        widgets=[],
        moved=bundle_moves(resolved),
        row_filters=row_filters_of(resolved.model.row_filters, schema),
        origin=origin_of(resolved.node),
    )
    widgets = [parts.widget(widget, refresh) for widget in dashboard.widgets]
    statements = [found for found in choices if found is not None]
    statements += [statement for widget in widgets for statement in widget.statements]
    data = page.to_bytes_with("widgets", (widget.data for widget in widgets))
    return AssembledDashboard(dashboard, AssembledObject("dashboard", digest(data), data), tuple(statements))
