"""What there is to verify in a tenant: each statement of each widget and of each parameter's options."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from compiler.ir.query import EmittedStatement, Query, Translation
from compiler.ir.translated import TranslatedDashboard, TranslatedTenant
from schemas.resources.dashboard import Parameter


@dataclass(frozen=True)
class Subject:
    """One statement and the query that it must mean; `left_out` are the optional parameters that it has nothing for."""

    name: str
    parameters: tuple[Parameter, ...]
    query: Query
    statement: EmittedStatement
    left_out: frozenset[str]


@dataclass(frozen=True)
class Untranslated:
    """A query with faults, which `check` tells."""

    name: str


def subjects_of(tenant: TranslatedTenant) -> Iterator[Subject | Untranslated]:
    """Every statement of a tenant, named `tenant/dashboard/widget`, an option query `tenant/dashboard/:parameter`."""
    for dashboard in tenant.dashboards:
        place = f"{tenant.slug}/{dashboard.rendered.resolved.slug}"
        parameters = tuple(found.rendered.parameter for found in dashboard.parameters)
        for name, query, translation in _queries(dashboard):
            yield from _variants(f"{place}/{name}", parameters, query, translation)


def _queries(dashboard: TranslatedDashboard) -> Iterator[tuple[str, Query | None, Translation | None]]:
    for widget in dashboard.widgets:
        yield widget.rendered.widget.id, widget.query, widget.translation
    for parameter in dashboard.parameters:
        yield f":{parameter.rendered.parameter.id}", parameter.query, parameter.translation


def _variants(
    name: str, parameters: tuple[Parameter, ...], query: Query | None, translation: Translation | None
) -> Iterator[Subject | Untranslated]:
    if query is None:
        return
    if translation is None or not translation.ok:
        yield Untranslated(name)
        return
    for left_out, statement in translation.statements.items():
        without = f" without {', '.join(sorted(left_out))}" if left_out else ""
        yield Subject(name + without, parameters, query, statement, left_out)
