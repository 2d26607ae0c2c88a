"""Widgets and parameters before and after a change: which no longer hold, and whose results are others."""

from __future__ import annotations

from collections.abc import Iterator

from compiler.ir.lineage import BrokenPart, Retyped, SubjectKind
from compiler.ir.translated import TranslatedParameter, TranslatedTenant, TranslatedWidget
from compiler.stages.validate.members import value_span

Part = TranslatedWidget | TranslatedParameter
Parts = dict[tuple[str, SubjectKind, str], Part]


def _parts(tenant: TranslatedTenant) -> Parts:
    """The widgets and parameters of a tenant, by dashboard, kind and id."""
    found: Parts = {}
    for dashboard in tenant.dashboards:
        slug = dashboard.rendered.resolved.slug
        found |= {(slug, "widget", widget.rendered.widget.id): widget for widget in dashboard.widgets}
        found |= {(slug, "parameter", p.rendered.parameter.id): p for p in dashboard.parameters}
    return found


def broken_parts(before: TranslatedTenant, after: TranslatedTenant) -> Iterator[BrokenPart]:
    """What held before and does not after."""
    known = _parts(before)
    for (dashboard, kind, name), part in _parts(after).items():
        old = known.get((dashboard, kind, name))
        if old is not None and _holds(old) and not _holds(part):
            yield BrokenPart(
                after.slug,
                dashboard,
                kind,
                name,
                value_span(part.rendered.node, "id"),
            )


def _holds(part: Part) -> bool:
    return part.translation is None or part.translation.ok


def retyped(before: TranslatedTenant, after: TranslatedTenant) -> Iterator[Retyped]:
    """The result columns of widgets that hold before and after, and are not the same."""
    known = _parts(before)
    for (dashboard, kind, name), part in _parts(after).items():
        one, other = _columns(known.get((dashboard, kind, name))), _columns(part)
        if kind == "widget" and one is not None and other is not None:
            span = value_span(part.rendered.node, "id")
            for column in dict.fromkeys([*one, *other]):
                if one.get(column) != other.get(column):
                    was, becomes = one.get(column), other.get(column)
                    yield Retyped(after.slug, dashboard, name, column, was, becomes, span)


def _columns(part: Part | None) -> dict[str, str] | None:
    translation = part.translation if part is not None else None
    if translation is None or frozenset() not in translation.statements:
        return None
    columns = translation.statements[frozenset()].columns
    return {column.name: f"{column.type}{'' if column.nullable else ' not null'}" for column in columns}
