"""Rules on what a dashboard is made of: how many widgets, in which languages, under which names, how fresh."""

from __future__ import annotations

import re
from collections.abc import Iterator

from compiler.diagnostics.codes import policy as codes
from compiler.diagnostics.diagnostic import Span
from compiler.stages.policy.findings import Finding, Subject
from compiler.stages.validate.changed_trees import is_stand_in
from compiler.stages.validate.members import first_key, value_span
from compiler.yaml_source import MappingNode
from schemas.bundle.objects import Texts
from schemas.resources.base import duration_seconds
from schemas.resources.policy import ExplicitRefresh, MaxWidgets, Naming, TitleInEveryLocale


def too_many_widgets(rule: MaxWidgets, subject: Subject) -> Iterator[Finding]:
    """The first widget beyond the limit."""
    widgets = subject.dashboard.widgets
    if len(widgets) > rule.limit:
        message = f"{len(widgets)} widgets, and the policy allows {rule.limit}; this is the first beyond"
        span = first_key(widgets[rule.limit].rendered.node)
        yield Finding(codes.TOO_MANY_WIDGETS, message, span, "move some to another dashboard")


def missing_titles(rule: TitleInEveryLocale, subject: Subject) -> Iterator[Finding]:
    """Titles that lack a language; one with a fault of its own is left to that fault."""
    rendered = subject.dashboard.rendered
    titled: list[tuple[str | None, Texts, MappingNode]] = [(None, rendered.title, rendered.resolved.node)]
    titled += [(w.rendered.widget.id, w.rendered.title, w.rendered.node) for w in subject.dashboard.widgets]
    for widget, title, node in titled:
        missing = [locale for locale in rule.locales if not _has(title, locale)]
        if missing and not is_stand_in(node.get("title")):
            message = f"the title is not written in {', '.join(missing)}"
            example = ", ".join(f"{locale}: ..." for locale in rule.locales)
            remedy = f"write `title: {{{example}}}`"
            yield Finding(codes.TITLE_NOT_IN_LOCALE, message, node.key_span("title"), remedy, widget)


def _has(title: Texts, locale: str) -> bool:
    return any(written == locale or written.startswith(f"{locale}-") for written in title)


def odd_names(rule: Naming, subject: Subject) -> Iterator[Finding]:
    """Slugs and ids that do not match as a whole."""
    rendered = subject.dashboard.rendered
    named: list[tuple[str, str | None, str, Span, str | None]] = [
        (
            "dashboard",
            rule.dashboards,
            rendered.resolved.slug,
            value_span(rendered.resolved.node, "slug"),
            None,
        )
    ]
    for parameter in rendered.parameters:
        place = value_span(parameter.node, "id")
        named.append(("parameter", rule.parameters, parameter.parameter.id, place, None))
    for widget in rendered.widgets:
        place = value_span(widget.node, "id")
        named.append(("widget", rule.widgets, widget.widget.id, place, widget.widget.id))
    for kind, pattern, name, span, widget_id in named:
        if pattern is not None and re.fullmatch(pattern, name) is None:
            message = f"the policy names a {kind} like `{pattern}`, and `{name}` does not match"
            yield Finding(codes.ODD_NAME, message, span, "give it another name", widget_id)


def implicit_refresh(rule: ExplicitRefresh, subject: Subject) -> Iterator[Finding]:
    """Queries without a refresh interval, and intervals outside the bounds."""
    base = subject.dashboard.rendered.resolved
    own = "refresh" in base.node.entries
    if own:
        yield from _out_of_bounds(rule, base.model.refresh, value_span(base.node, "refresh"), None)
    for widget in subject.dashboard.widgets:
        model, node = widget.rendered.widget, widget.rendered.node
        if model.refresh is not None:
            yield from _out_of_bounds(rule, model.refresh, value_span(node, "refresh"), model.id)
        elif model.query is not None and not own:
            message = f"`{model.id}` does not say how old its answer may be"
            remedy = "write `refresh: 5m` here, or once for the dashboard"
            yield Finding(codes.REFRESH_NOT_SAID, message, first_key(node), remedy, model.id)


def _out_of_bounds(rule: ExplicitRefresh, refresh: str, span: Span, widget: str | None) -> Iterator[Finding]:
    seconds = duration_seconds(refresh)
    if rule.shortest is not None and seconds < duration_seconds(rule.shortest):
        message, remedy = (
            f"{refresh} is shorter than {rule.shortest}, which the policy allows",
            f"write {rule.shortest}",
        )
        yield Finding(codes.REFRESH_NOT_SAID, message, span, remedy, widget)
    if rule.longest is not None and seconds > duration_seconds(rule.longest):
        message, remedy = (
            f"{refresh} is longer than {rule.longest}, which the policy allows",
            f"write {rule.longest}",
        )
        yield Finding(codes.REFRESH_NOT_SAID, message, span, remedy, widget)
