"""The vendor's rules of `tenants/policy.yaml`, put to every dashboard of every tenant, and the license's limit."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from compiler.diagnostics.codes import policy as codes
from compiler.diagnostics.diagnostic import Diagnostic, Severity, Span
from compiler.ir.resolved import ResolvedTenant
from compiler.ir.translated import TranslatedDashboard, TranslatedTenant, TranslatedWidget
from compiler.ir.tree import TENANTS
from compiler.stages.validate.members import first_key, value_span
from compiler.stages.validate.repair import is_stand_in
from compiler.yaml_source import MappingNode, SequenceNode
from schemas.bundle.objects import Texts
from schemas.codes import Code
from schemas.resources.policy import ForbiddenTables, MaxWidgets, Policy, Rule, TitleInEveryLocale


def broken_policy(policy: Policy | None, tenant: TranslatedTenant) -> Iterator[Diagnostic]:
    """What a tenant's dashboards do against the rules."""
    if policy is None:
        return
    rules = policy.rules
    for dashboard in tenant.dashboards:
        path = dashboard.rendered.resolved.path
        if rules.max_widgets is not None and _applies(rules.max_widgets, path):
            yield from _too_many_widgets(rules.max_widgets, dashboard)
        if rules.title_in_every_locale is not None and _applies(rules.title_in_every_locale, path):
            yield from _missing_titles(rules.title_in_every_locale, dashboard)
        if rules.forbidden_tables is not None and _applies(rules.forbidden_tables, path):
            yield from _forbidden_tables(rules.forbidden_tables, dashboard)


def over_license(tenant: ResolvedTenant) -> Iterator[Diagnostic]:
    """The first dashboard beyond those that the tenant may have, at its place in the tenant's list."""
    limit = tenant.tenant.dashboard_limit
    listed = tenant.document.node.get("dashboards")
    if isinstance(listed, SequenceNode) and len(listed.items) > limit:
        node = listed.items[limit]
        own = tenant.tenant.max_dashboards is not None
        source = "`max_dashboards`" if own else f"the license {tenant.tenant.license}"
        yield Diagnostic(
            codes.OVER_LICENSE.id,
            f"{len(listed.items)} dashboards, and {source} allows {limit}; this is the first beyond",
            value_span(node, "use") if isinstance(node, MappingNode) else node.span,
            help="remove dashboards, or raise the license or `max_dashboards`",
        )


def _applies(rule: Rule, path: str) -> bool:
    below = path.removeprefix(f"{TENANTS}/")
    return rule.level != "off" and any(_matches(glob, below) for glob in rule.paths)


def _matches(glob: str, text: str) -> bool:
    return _pattern(glob).fullmatch(text) is not None


@cache
def _pattern(glob: str) -> re.Pattern[str]:
    """`*` and `?` stop at a `/`, `**` does not."""
    pieces = re.split(r"(\*\*/?|\*|\?)", glob)
    meanings = {"**/": "(?:.*/)?", "**": ".*", "*": "[^/]*", "?": "[^/]"}
    return re.compile("".join(meanings.get(piece, re.escape(piece)) for piece in pieces), re.IGNORECASE)


def _fault(rule: Rule, code: Code, message: str, span: Span, remedy: str) -> Diagnostic:
    severity: Severity = "warning" if rule.level == "warn" else "error"
    return Diagnostic(code.id, message, span, severity, help=remedy)


def _too_many_widgets(rule: MaxWidgets, dashboard: TranslatedDashboard) -> Iterator[Diagnostic]:
    widgets = dashboard.widgets
    if len(widgets) > rule.limit:
        message = f"{len(widgets)} widgets, and the policy allows {rule.limit}; this is the first beyond"
        span = first_key(widgets[rule.limit].rendered.node)
        yield _fault(rule, codes.TOO_MANY_WIDGETS, message, span, "move some to another dashboard")


def _missing_titles(rule: TitleInEveryLocale, dashboard: TranslatedDashboard) -> Iterator[Diagnostic]:
    titled = [(dashboard.rendered.title, dashboard.rendered.resolved.node)]
    titled += [(widget.rendered.title, widget.rendered.node) for widget in dashboard.widgets]
    for title, node in titled:
        missing = [locale for locale in rule.locales if not _has(title, locale)]
        if is_stand_in(node.get("title")):
            continue
        if missing:
            message = f"the title is not written in {', '.join(missing)}"
            example = ", ".join(f"{locale}: ..." for locale in rule.locales)
            span = node.key_span("title")
            yield _fault(rule, codes.TITLE_NOT_IN_LOCALE, message, span, f"write `title: {{{example}}}`")


def _has(title: Texts, locale: str) -> bool:
    return any(written == locale or written.startswith(f"{locale}-") for written in title)


def _forbidden_tables(rule: ForbiddenTables, dashboard: TranslatedDashboard) -> Iterator[Diagnostic]:
    for widget in dashboard.widgets:
        statements = widget.translation.statements.values() if widget.translation is not None else ()
        for table in sorted({table for statement in statements for table in statement.tables}):
            if any(_matches(glob, table) for glob in rule.tables):
                message = f"the query reads `{table}`, which the policy forbids"
                span = _place_of_table(widget, table)
                yield _fault(rule, codes.FORBIDDEN_TABLE, message, span, "leave the table out")


def _place_of_table(widget: TranslatedWidget, table: str) -> Span:
    """Where the query names the table; the query's start when it does so in another way."""
    sql = widget.rendered.sql
    if sql is None:
        return first_key(widget.rendered.node)
    name = re.search(rf"\b{re.escape(table.rsplit('.', 1)[-1])}\b", sql.text, re.IGNORECASE)
    return sql.place(*name.span()).span if name is not None else sql.place(0, 1).span
