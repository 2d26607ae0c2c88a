"""What a rule of one's own may speak of: a dashboard as it is for one tenant, as plain values."""

from __future__ import annotations

from typing import Any

from compiler.ir.translated import TranslatedDashboard, TranslatedTenant, TranslatedWidget
from compiler.ir.tree import below_tenants
from schemas.resources.dashboard import Parameter


def tenant_view(tenant: TranslatedTenant) -> dict[str, Any]:
    """`tenant`: slug, name, license, locale, timezone, engine, variables."""
    model = tenant.rendered.resolved.tenant
    facts = {"slug": model.slug, "name": model.name, "license": model.license, "locale": model.locale}
    engine = {"timezone": model.timezone, "engine": model.datasource.engine}
    return {**facts, **engine, "variables": dict(model.variables)}


def dashboard_view(dashboard: TranslatedDashboard) -> dict[str, Any]:
    """`dashboard`: slug, path, title and description by locale, refresh, widgets, parameters."""
    rendered = dashboard.rendered
    return {
        "slug": rendered.resolved.slug,
        "path": below_tenants(rendered.resolved.path),
        "title": dict(rendered.title),
        "description": dict(rendered.description or {}),
        "refresh": rendered.resolved.model.refresh,
        "widgets": [widget_view(widget) for widget in dashboard.widgets],
        "parameters": [parameter_view(parameter.rendered.parameter) for parameter in dashboard.parameters],
    }


def widget_view(widget: TranslatedWidget) -> dict[str, Any]:
    """`widget`: its keys as written, `sql` after templates, the result's `columns` (name, type), the `tables` it reads."""
    model = widget.rendered.widget
    values = model.model_dump(exclude={"suppress"})
    statements = list(widget.translation.statements.values()) if widget.translation is not None else []
    columns = (
        [{"name": column.name, "type": column.type} for column in statements[0].columns] if statements else []
    )
    return {
        **values,
        "title": dict(widget.rendered.title),
        "description": dict(widget.rendered.description or {}),
        "sql": widget.rendered.sql.text if widget.rendered.sql is not None else None,
        "columns": columns,
        "tables": sorted({table for statement in statements for table in statement.tables}),
    }


def parameter_view(parameter: Parameter) -> dict[str, Any]:
    """`parameter`: its keys as written."""
    return parameter.model_dump()
