"""Every text of every dashboard, rendered for its tenant: titles, descriptions, words, currencies and SQL."""

from __future__ import annotations

import re
from collections.abc import Mapping
from operator import attrgetter

from compiler.diagnostics.codes import templates as codes
from compiler.diagnostics.diagnostic import Diagnostic
from compiler.ir.before import Before, by_source, nothing_before
from compiler.ir.rendered import (
    RenderedDashboard,
    RenderedParameter,
    RenderedTenant,
    RenderedText,
    RenderedWidget,
)
from compiler.ir.resolved import ResolvedDashboard, ResolvedTenant
from compiler.stages.render.names import Values
from compiler.stages.render.places import rendered, template_diagnostic, verbatim
from compiler.stages.render.sharing import SharedWidgets
from compiler.stages.render.templates import Names, Templates, is_template
from compiler.stages.validate.members import child, members
from compiler.yaml_source import MappingNode, ScalarNode, Source
from schemas.bundle.objects import Texts
from schemas.resources import Tenant
from schemas.resources.dashboard import Parameter
from schemas.resources.widget import Widget

_CURRENCY = re.compile(r"[A-Z]{3}")


def render(
    tenants: tuple[ResolvedTenant, ...],
    macros: Mapping[str, Source],
    before: Before[RenderedTenant] = nothing_before,
) -> tuple[RenderedTenant, ...]:
    """Renders every dashboard of these tenants with the shared macros."""
    templates = Templates(macros)
    shared = SharedWidgets(templates)

    def rendered(tenant: ResolvedTenant) -> RenderedTenant:
        known = by_source(_same_tenant(tenant, before(tenant.path)), attrgetter("resolved"))
        dashboards = tuple(
            known(dashboard) or _dashboard(tenant.tenant, dashboard, templates, shared)
            for dashboard in tenant.dashboards
        )
        return RenderedTenant(tenant, dashboards)

    return tuple(rendered(tenant) for tenant in tenants)


def _same_tenant(tenant: ResolvedTenant, before: RenderedTenant | None) -> tuple[RenderedDashboard, ...]:
    """The dashboards of before that were rendered with this tenant's names."""
    return before.dashboards if before is not None and before.resolved.document is tenant.document else ()


def _dashboard(
    tenant: Tenant, resolved: ResolvedDashboard, templates: Templates, shared: SharedWidgets
) -> RenderedDashboard:
    return _Renderer(templates, shared, _names(tenant, resolved)).dashboard(resolved)


def _names(tenant: Tenant, resolved: ResolvedDashboard) -> Names:
    """What a template may speak of."""
    facts = {"slug": tenant.slug, "name": tenant.name, "locale": tenant.locale, "timezone": tenant.timezone}
    return {
        "constants": Values("constants", resolved.constants),
        "variables": Values("variables", tenant.variables),
        "tenant": Values("tenant", facts | {"engine": tenant.datasource.engine}),
    }


class _Renderer:
    """Renders one dashboard with one set of names, collecting the faults."""

    def __init__(self, templates: Templates, shared: SharedWidgets, names: Names) -> None:
        self.templates = templates
        self.shared = shared
        self.names = names
        self.faults: list[Diagnostic] = []

    def dashboard(self, resolved: ResolvedDashboard) -> RenderedDashboard:
        model, node = resolved.model, resolved.node
        return RenderedDashboard(
            resolved=resolved,
            title=self._texts(node, "title") or {},
            description=self._texts(node, "description"),
            parameters=tuple(
                self._parameter(p, at) for p, at in members(node, "parameters", model.parameters)
            ),
            widgets=tuple(self._widget(w, at) for w, at in members(node, "widgets", model.widgets)),
            faults=tuple(self.faults),
        )

    def _parameter(self, parameter: Parameter, node: MappingNode) -> RenderedParameter:
        return RenderedParameter(parameter, node, self._sql(child(node, "options")))

    def _widget(self, widget: Widget, node: MappingNode) -> RenderedWidget:
        alone = _Renderer(self.templates, self.shared, self.names)
        rendered, faults = self.shared.outcome(
            widget, node, self.names, lambda: (alone.widget(widget, node), tuple(alone.faults))
        )
        self.faults += faults
        return rendered

    def widget(self, widget: Widget, node: MappingNode) -> RenderedWidget:
        before = len(self.faults)
        title = self._texts(node, "title") or {}
        description, text = self._texts(node, "description"), self._texts(node, "text")
        currencies = self._currencies(child(node, "format"))
        sql = self._sql(child(node, "query"))
        return RenderedWidget(
            widget, node, title, description, text, currencies, sql, whole=len(self.faults) == before
        )

    def _text(self, node: ScalarNode) -> RenderedText | None:
        text = str(node.value)
        if not is_template(text):
            return verbatim(node)
        result = self.templates.render(text, self.names)
        if isinstance(result, str):
            return rendered(node, result, self.templates, self.names)
        self.faults.append(template_diagnostic(node, result, self.templates))
        return None

    def _texts(self, parent: MappingNode, key: str) -> Texts | None:
        """A localized text: locale to rendered text."""
        node = parent.get(key)
        if node is None or node.value is None:
            return None
        named = (
            {"*": node} if not isinstance(node, MappingNode) else {k: e.node for k, e in node.entries.items()}
        )
        found = {locale: self._text(text) for locale, text in named.items() if isinstance(text, ScalarNode)}
        return {locale: text.text for locale, text in found.items() if text is not None}

    def _sql(self, parent: MappingNode) -> RenderedText | None:
        node = parent.get("sql")
        sql = self._text(node) if isinstance(node, ScalarNode) else None
        if sql is not None and not sql.text.strip():
            message = "the query is empty" + (" after its template is rendered" if sql.node.value else "")
            self.faults.append(
                Diagnostic(codes.MALFORMED_RESULT.id, message, sql.node.span, help="write a SELECT")
            )
            return None
        return sql

    def _currencies(self, formats: MappingNode) -> dict[str, str]:
        """Column to currency."""
        found = {}
        for column in formats.entries:
            node = child(formats, column).get("currency")
            text = self._text(node) if isinstance(node, ScalarNode) and node.value is not None else None
            if text is not None and _CURRENCY.fullmatch(text.text):
                found[column] = text.text
            elif text is not None:
                message = f"the currency becomes `{text.text}`, which is no code of three capital letters"
                self.faults.append(Diagnostic(codes.MALFORMED_RESULT.id, message, text.node.span))
        return found
