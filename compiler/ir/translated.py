"""The form between emit and assemble: dashboards whose queries are statements of the tenant's engine."""

from __future__ import annotations

from dataclasses import dataclass

from compiler.catalogs.schema import CatalogSchema
from compiler.diagnostics.diagnostic import Diagnostic
from compiler.ir.query import Query, Target, Translation
from compiler.ir.rendered import RenderedDashboard, RenderedParameter, RenderedTenant, RenderedWidget


@dataclass(frozen=True)
class TranslatedWidget:
    """A widget and what became of its query; None for a text widget and where there was no query to translate."""

    rendered: RenderedWidget
    query: Query | None
    translation: Translation | None


@dataclass(frozen=True)
class TranslatedParameter:
    """A parameter and what became of the query of its choices, if it has one."""

    rendered: RenderedParameter
    query: Query | None
    translation: Translation | None


@dataclass(frozen=True)
class TranslatedDashboard:
    """A dashboard, its statements and the faults found in its queries."""

    rendered: RenderedDashboard
    parameters: tuple[TranslatedParameter, ...]
    widgets: tuple[TranslatedWidget, ...]
    faults: tuple[Diagnostic, ...]


@dataclass(frozen=True)
class TranslatedTenant:
    """A tenant, its dashboards, and the faults of its row filters; no schema where its catalog cannot be used."""

    rendered: RenderedTenant
    schema: CatalogSchema | None
    target: Target
    dashboards: tuple[TranslatedDashboard, ...]
    faults: tuple[Diagnostic, ...]

    @property
    def path(self) -> str:
        """The tenant's own file."""
        return self.rendered.path

    @property
    def slug(self) -> str:
        """What the tenant is called in addresses."""
        return self.rendered.resolved.tenant.slug
