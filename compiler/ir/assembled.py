"""The form between assemble and bundle: a tenant's dashboards as the bytes that its site reads, each under its own digest."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from compiler.ir.translated import TranslatedDashboard, TranslatedTenant
from schemas.bundle.manifest import ObjectEntry, ObjectKind


@dataclass(frozen=True)
class AssembledObject:
    """An object of a bundle: its digest and its bytes, and how it stands in a manifest."""

    kind: ObjectKind
    name: str
    data: bytes

    @cached_property
    def entry(self) -> ObjectEntry:
        """Its line in a manifest. Raises ValidationError for an object that is larger than the contract allows."""
        return ObjectEntry(kind=self.kind, sha256=self.name, length=len(self.data))

    @cached_property
    def listed(self) -> bytes:
        """The canonical bytes of that line."""
        return self.entry.to_bytes()


@dataclass(frozen=True)
class AssembledStatement:
    """A statement as an object, and the tables that it reads."""

    made: AssembledObject
    tables: tuple[str, ...]


@dataclass(frozen=True)
class AssembledDashboard:
    """A dashboard as an object, and every statement of its widgets and choices."""

    translated: TranslatedDashboard
    made: AssembledObject
    statements: tuple[AssembledStatement, ...]

    @cached_property
    def objects(self) -> dict[str, AssembledObject]:
        """The dashboard and its statements by their digests."""
        return {made.name: made for made in (self.made, *(statement.made for statement in self.statements))}

    @cached_property
    def tables(self) -> frozenset[str]:
        """What its statements read."""
        return frozenset(table for statement in self.statements for table in statement.tables)


@dataclass(frozen=True)
class AssembledTenant:
    """A tenant with its dashboards as bytes."""

    translated: TranslatedTenant
    dashboards: tuple[AssembledDashboard, ...]

    @property
    def path(self) -> str:
        """The tenant's own file."""
        return self.translated.path
