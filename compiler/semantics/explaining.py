"""The semantic points of a whole run, each at the author's line, told once however many tenants share it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from compiler.catalogs.schema import CatalogSchema
from compiler.diagnostics.diagnostic import Span
from compiler.ir.forms import Forms
from compiler.ir.query import Query, Target
from compiler.ir.rendered import RenderedText
from compiler.ir.translated import TranslatedParameter, TranslatedTenant, TranslatedWidget
from compiler.semantics.finding import Found, points_in
from compiler.semantics.points import Point
from compiler.stages.analyse import analyse


@dataclass(frozen=True)
class Explained:
    """A point where the author wrote it, and the tenants whose sites it concerns."""

    point: Point
    span: Span
    tenants: tuple[str, ...]


def explained(forms: Forms) -> tuple[Explained, ...]:
    """The points of every query that translates, by place."""
    tenants: dict[tuple[Span, Point], dict[str, None]] = {}
    once: dict[tuple[Query, CatalogSchema, Target], tuple[Found, ...]] = {}
    for tenant in forms.translated:
        slug = tenant.slug
        for text, query, schema in _queries(tenant):
            key = query, schema, tenant.target
            if key not in once:
                once[key] = _points(*key)
            for found in once[key]:
                place = text.place_at(found.line, found.column, found.length)
                tenants.setdefault((place.span, found.point), {})[slug] = None
    ordered = sorted(tenants.items(), key=lambda each: (each[0][0], each[0][1].id))
    return tuple(Explained(point, span, tuple(sorted(slugs))) for (span, point), slugs in ordered)


def _points(query: Query, schema: CatalogSchema, target: Target) -> tuple[Found, ...]:
    whole = analyse(query, schema).variants.get(frozenset())
    return points_in(whole, schema, target) if whole is not None else ()


def _queries(tenant: TranslatedTenant) -> Iterator[tuple[RenderedText, Query, CatalogSchema]]:
    """Every query of a tenant that has a translation, with the text that it was written in."""
    if tenant.schema is None:
        return
    for dashboard in tenant.dashboards:
        for parameter in dashboard.parameters:
            yield from _asked(parameter.rendered.options, parameter, tenant.schema)
        for widget in dashboard.widgets:
            yield from _asked(widget.rendered.sql, widget, tenant.schema)


def _asked(
    text: RenderedText | None, part: TranslatedParameter | TranslatedWidget, schema: CatalogSchema
) -> Iterator[tuple[RenderedText, Query, CatalogSchema]]:
    if text is not None and part.query is not None and part.translation is not None and part.translation.ok:
        yield text, part.query, schema
