"""The form between assemble and bundle: a tenant's dashboards as the bytes that its site reads, each under its own digest."""

from __future__ import annotations

from dataclasses import dataclass

from compiler.ir.translated import TranslatedDashboard, TranslatedTenant


@dataclass(frozen=True)
class AssembledStatement:
    """A statement's digest, its bytes, and the tables that it reads."""

    name: str
    data: bytes
    tables: tuple[str, ...]


@dataclass(frozen=True)
class AssembledDashboard:
    """A dashboard's digest, its bytes, and every statement of its widgets and choices."""

    translated: TranslatedDashboard
    name: str
    data: bytes
    statements: tuple[AssembledStatement, ...]


@dataclass(frozen=True)
class AssembledTenant:
    """A tenant with its dashboards as bytes."""

    translated: TranslatedTenant
    dashboards: tuple[AssembledDashboard, ...]

    @property
    def path(self) -> str:
        """The tenant's own file."""
        return self.translated.path
