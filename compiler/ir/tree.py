"""The forms of the first two stages: files as bytes, then documents as trees and models."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from compiler.diagnostics.diagnostic import Diagnostic
from compiler.yaml_source import MappingNode, Source
from compiler.yaml_source.trees import KeptTree, TreeReadAgain
from schemas.resources import Catalog, Dashboard, Overlay, Policy, Resource, Tenant

TENANTS = "tenants"
SHARED = f"{TENANTS}/_shared"
MACROS = f"{SHARED}/macros"


def below_tenants(path: str) -> str:
    """A path of the tree as it lies below the folder of tenants; a path of a file elsewhere as it is."""
    return "" if path == TENANTS else path.removeprefix(f"{TENANTS}/")


R_co = TypeVar("R_co", bound=Resource, covariant=True)


class UnknownTenant(ValueError):
    """A tenant was asked for that the tree does not have."""


@dataclass(frozen=True)
class SourceTree:
    """The files below the folder of tenants: path to content.

    A path is the file's name everywhere: it starts with `tenants/`, whatever the folder is called, so that the
    same tree gives the same bundle wherever it lies.
    """

    files: Mapping[str, bytes]
    faults: tuple[Diagnostic, ...] = ()


@dataclass(frozen=True)
class Document(Generic[R_co]):
    """One file as its kind reads it.

    `model` is None when too little of it can be understood to go on. `whole` says that nothing of it was left
    out: False means that `model` lacks faulty parts, so that what is missing in it proves nothing.
    """

    path: str
    source: Source
    tree: KeptTree | TreeReadAgain
    model: R_co | None
    whole: bool

    @property
    def node(self) -> MappingNode:
        """The file's mapping; of a tree that is read again not the same object each time."""
        return self.tree.node


@dataclass(frozen=True)
class Documents:
    """The documents of the tree, by path; `unread` are the files whose kind or syntax is not known."""

    tenants: Mapping[str, Document[Tenant]]
    dashboards: Mapping[str, Document[Dashboard]]
    overlays: Mapping[str, Document[Overlay]]
    catalogs: Mapping[str, Document[Catalog]]
    policy: Document[Policy] | None
    macros: Mapping[str, Source]
    unread: frozenset[str]
    sources: Mapping[str, Source]
