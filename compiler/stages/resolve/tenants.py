"""Each tenant with its catalog and its dashboards.

A reference to a file that is there but faulty is passed over in silence: the file's own fault is reported already.
"""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from compiler.diagnostics.diagnostic import Diagnostic, Edit, Span
from compiler.diagnostics.gathering import is_error
from compiler.ir.before import Before, nothing_before
from compiler.ir.resolved import ResolvedDashboard, ResolvedTenant
from compiler.ir.tree import Document, Documents
from compiler.stages.resolve.constants import broken_constants, constants_of
from compiler.stages.resolve.files import (
    beside,
    dashboard_path,
    no_dashboard,
    no_file,
    overlay_of_another,
    unused_files,
)
from compiler.stages.resolve.merge import overlaid
from compiler.stages.resolve.moves import (
    broken_former_slugs,
    former_reference,
    successor,
    with_present_ids,
)
from compiler.stages.resolve.parts import KnownParts
from compiler.stages.resolve.segments import Segments, overlays_by_segment, segment_overlays, unknown_segments
from compiler.stages.resolve.slugs import broken_tenant_slugs, repeated_dashboards
from compiler.stages.resolve.unused import unused_definitions
from compiler.stages.validate.changed_trees import is_stand_in
from compiler.stages.validate.members import child, value_span
from compiler.stages.validate.modelling import Modelled
from compiler.stages.validate.rules import DASHBOARD_RULES, broken_by
from compiler.yaml_source import MappingNode, Node, SequenceNode
from compiler.yaml_source.trees import KeptTree
from schemas.resources import Catalog, Dashboard, Overlay, Resource, Tenant
from schemas.resources.tenant import DashboardUse

R = TypeVar("R", bound=Resource)
Layers = tuple[Document[Overlay], ...]


@dataclass(frozen=True)
class Resolution:
    """The tenants in the order of their folders, and the faults that belong to none of them."""

    tenants: tuple[ResolvedTenant, ...]
    faults: tuple[Diagnostic, ...]


def _unknown(_document: Document[Tenant]) -> None:
    return


def _unsure(_dashboard: ResolvedDashboard) -> bool:
    return False


def _made(_layers: tuple[Document[Any], ...], make: Callable[[], Modelled[Dashboard]]) -> Modelled[Dashboard]:
    return make()


@dataclass(frozen=True)
class Known:
    """What earlier runs found out; by default nothing.

    `tenant` gives the tenant of a document, where it was resolved before and nothing that it is made of has changed.
    `merged` gives what `make` makes of a dashboard and its overlays, or made of these very documents before. `before` gives
    the tenant of a file as it was, of which a dashboard that has not changed is taken over as the very object. `same` tells
    of a dashboard of such a tenant, one without a fault, whether nothing that it is made of has changed.
    """

    tenant: Callable[[Document[Tenant]], ResolvedTenant | None] = _unknown
    merged: Callable[[tuple[Document[Any], ...], Callable[[], Modelled[Dashboard]]], Modelled[Dashboard]] = (
        _made
    )
    before: Before[ResolvedTenant] = nothing_before
    same: Callable[[ResolvedDashboard], bool] = _unsure


NOTHING_KNOWN = Known()


def resolve(documents: Documents, known: Known = NOTHING_KNOWN) -> Resolution:
    """Follows every reference of every tenant whose file can be read."""
    tenants = resolve_tenants(documents, documents.tenants.values(), known)
    faults = (*broken_tenant_slugs(documents.tenants.values()), *unused(documents, tenants))
    return Resolution(tenants, faults)


def resolve_tenants(
    documents: Documents, some: Iterable[Document[Tenant]], known: Known = NOTHING_KNOWN
) -> tuple[ResolvedTenant, ...]:
    """Some of the tenants, those among them whose file can be read."""
    merges = _Merges(documents, overlays_by_segment(documents), known)

    def resolved(document: Document[Tenant], tenant: Tenant) -> ResolvedTenant:
        before = known.before(document.path)
        stayed = _dashboards_that_stayed(document, before, known.same)
        found = _TenantResolver(documents, merges, document, tenant, stayed).resolved()
        return _with_what_stayed(found, before)

    return tuple(
        known.tenant(document) or resolved(document, document.model)
        for document in some
        if document.model is not None
    )


def _dashboards_that_stayed(
    document: Document[Tenant], before: ResolvedTenant | None, same: Callable[[ResolvedDashboard], bool]
) -> Mapping[int, ResolvedDashboard]:
    """The dashboards that need not be resolved again, by their place in the tenant's list.

    A fault may tell of any of them, so that of a tenant with faults none is known.
    """
    if before is None or before.document is not document or before.faults:
        return {}
    if len(before.dashboards) != len(before.tenant.dashboards):  # one that could not be read
        return {}
    return {at: dashboard for at, dashboard in enumerate(before.dashboards) if same(dashboard)}


def _with_what_stayed(tenant: ResolvedTenant, before: ResolvedTenant | None) -> ResolvedTenant:
    """The tenant with the dashboards that it had before, where they are the same; the tenant of before, if all of it is."""
    if before is None or before.document is not tenant.document:
        return tenant
    had = {dashboard.place: dashboard for dashboard in before.dashboards}
    dashboards = tuple(_had_or_has(had.get(dashboard.place), dashboard) for dashboard in tenant.dashboards)
    found = replace(tenant, dashboards=dashboards)
    return before if found == before else found


def _had_or_has(had: ResolvedDashboard | None, has: ResolvedDashboard) -> ResolvedDashboard:
    """Node and model must be the very ones: equal ones may stand at other places, and `1` equals `true`."""
    same = had is not None and had.node is has.node and had.model is has.model and had == has
    return had if had is not None and same else has


def unused(documents: Documents, tenants: tuple[ResolvedTenant, ...]) -> tuple[Diagnostic, ...]:
    """Warnings for what none of the tenants uses, which are all; their dashboards are not looked at."""
    return (*unused_files(documents, tenants), *unused_definitions(documents, tenants))


class _Merges:
    """Dashboards with their overlays; tenants that share a stack of layers share the merge and its validation."""

    def __init__(self, documents: Documents, segments: Segments, known: Known) -> None:
        self.segments = segments
        self._merged = known.merged
        self._folders: dict[str, list[Document[Dashboard]]] = {}
        for path, document in documents.dashboards.items():
            self._folders.setdefault(posixpath.dirname(path), []).append(document)
        self._known: dict[tuple[str, ...], Modelled[Dashboard]] = {}
        self._parts = KnownParts()

    def beside(self, tenant: Document[Tenant]) -> list[Document[Dashboard]]:
        """The dashboards in the folder of a tenant, listed or not."""
        return self._folders.get(f"{posixpath.dirname(tenant.path)}/dashboards", [])

    def of(self, base: Document[Dashboard], overlays: Layers) -> Modelled[Dashboard]:
        """The dashboard with these overlays, each laid over those before it; each layer must hold by itself."""
        if not overlays:
            return Modelled(base.model, base.node)
        key = (base.path, *(overlay.path for overlay in overlays))
        if key not in self._known:
            self._known[key] = self._merged((base, *overlays), lambda: self._made(base, overlays))
        return self._known[key]

    def _made(self, base: Document[Dashboard], overlays: Layers) -> Modelled[Dashboard]:
        *lower, top = overlays
        below = self.of(base, tuple(lower))
        whole = base.whole and not any(map(is_error, below.faults))
        document = replace(base, tree=KeptTree(below.node), model=below.model, whole=whole)
        if below.model is not None:
            self._parts.learn(below.node, below.model)
        merged = _merged(document, top, self._parts)
        return replace(merged, faults=(*below.faults, *merged.faults))


def _merged(base: Document[Dashboard], overlay: Document[Overlay], parts: KnownParts) -> Modelled[Dashboard]:
    changes, former = overlay.node, tuple[Diagnostic, ...]()
    if base.model is not None:
        changes, former = with_present_ids(base.model, base.node, overlay.node)
    merged = overlaid(base.node, changes)
    modelled = parts.modelled(merged.node)
    told = [fault for fault in merged.faults if base.whole or not _may_be_meant(fault, overlay, base)]
    faults = (*former, *told, *modelled.faults)
    if modelled.model is not None:
        faults += broken_by(modelled.model, modelled.node, DASHBOARD_RULES)
    return Modelled(modelled.model, modelled.node, faults)


def _may_be_meant(fault: Diagnostic, overlay: Document[Overlay], base: Document[Dashboard]) -> bool:
    """Whether what an overlay names in vain stands in a part of the dashboard that could not be read."""
    source = overlay.source
    start = source.offset(fault.span.line, fault.span.column)
    end = source.offset(fault.span.end_line, fault.span.end_column)
    return source.text[start:end] in base.source.text


class _Use:
    """One entry of a tenant's list of dashboards: a name, or a mapping of `use`, `with`, `overlay` and `slug`."""

    def __init__(self, use: str | DashboardUse, node: Node) -> None:
        long = use if isinstance(use, DashboardUse) else DashboardUse(use=use)
        self.reference, self.slug, self.constants = long.use, long.slug, long.with_
        self.place = value_span(node, "use") if isinstance(node, MappingNode) else node.span
        self.overlays = tuple(_overlays(long.overlay, node))
        self.given = child(node, "with") if isinstance(node, MappingNode) else None


def _overlays(written: str | list[str] | None, node: Node) -> Iterator[tuple[str, Span]]:
    """The overlays that an entry names, each with its place."""
    entry = node.get("overlay") if isinstance(node, MappingNode) else None
    if isinstance(written, str) and entry is not None:
        yield written, entry.span
    elif isinstance(written, list) and isinstance(entry, SequenceNode):
        yield from zip(written, (item.span for item in entry.items), strict=True)


class _TenantResolver:
    """Follows the references of one tenant, noting the files it is made of and the faults."""

    def __init__(
        self,
        documents: Documents,
        merges: _Merges,
        document: Document[Tenant],
        tenant: Tenant,
        stayed: Mapping[int, ResolvedDashboard],
    ) -> None:
        self.documents = documents
        self.merges = merges
        self.segments = segment_overlays(tenant, merges.segments)
        self.document = document
        self.tenant = tenant
        self.stayed = stayed
        self.files = {document.path}
        self.faults: list[Diagnostic] = []

    def resolved(self) -> ResolvedTenant:
        catalog = self._catalog()
        listed = self.document.node.get("dashboards")
        nodes = listed.items if isinstance(listed, SequenceNode) else ()
        pairs = enumerate(zip(self.tenant.dashboards, nodes, strict=True))
        found = [self._stayed(at) or self._dashboard(_Use(use, node)) for at, (use, node) in pairs]
        dashboards = tuple(dashboard for dashboard in found if dashboard is not None)
        self.faults += unknown_segments(self.document, self.merges.segments, self.documents)
        self.faults += repeated_dashboards(dashboards, self.merges.beside(self.document))
        self.faults += broken_former_slugs(dashboards)
        files, faults = frozenset(self.files), tuple(self.faults)
        return ResolvedTenant(self.document, self.tenant, catalog, dashboards, files, faults)

    def _stayed(self, at: int) -> ResolvedDashboard | None:
        """The dashboard at a place of the tenant's list, where it is known already."""
        dashboard = self.stayed.get(at)
        if dashboard is not None:
            self.files |= {dashboard.path, *dashboard.layers}
        return dashboard

    def _find(self, found: Mapping[str, Document[R]], relative: str, span: Span) -> Document[R] | None:
        """The document that the tenant's file names from its own folder."""
        path = beside(self.document.path, relative)
        self.files.add(path)
        if path not in found and path not in self.documents.unread:
            self.faults.append(no_file(path, relative, span, found))
        return found.get(path)

    def _catalog(self) -> Document[Catalog] | None:
        source, relative = child(self.document.node, "datasource"), self.tenant.datasource.catalog
        path = beside(self.document.path, relative)
        if is_stand_in(source.get("catalog")) and path not in self.documents.catalogs:
            return None
        return self._find(self.documents.catalogs, relative, value_span(source, "catalog"))

    def _dashboard(self, use: _Use) -> ResolvedDashboard | None:
        path = self._present_path(use.reference, use.place)
        self.files.add(path)
        base = self.documents.dashboards.get(path)
        if base is None and path not in self.documents.unread:
            self.faults.append(no_dashboard(path, use.reference, use.place, self.documents))
        if base is None or base.model is None:
            return None
        self.faults += broken_constants(base.model, base.node, use.given, use.place)
        overlays = self._layers(base, use)
        constants = constants_of(base.model, use.constants)
        if overlays is None or constants is None:
            return None
        merged = self.merges.of(base, overlays)
        self.faults += merged.faults
        if merged.model is None:
            return None
        return ResolvedDashboard(
            slug=use.slug or merged.model.slug,
            place=use.place,
            path=path,
            node=merged.node,
            model=merged.model,
            constants=constants,
            whole=base.whole and not any(map(is_error, merged.faults)),
            former_slugs=tuple(merged.model.moved.slugs) if use.slug is None else (),
            given=use.given,
            layers=tuple(overlay.path for overlay in overlays),
        )

    def _present_path(self, reference: str, place: Span) -> str:
        """The file of a dashboard; by a former slug too, which is told at `place`."""
        path = dashboard_path(self.document.path, reference)
        if path in self.documents.dashboards or path in self.documents.unread:
            return path
        present = successor(path, self.documents.dashboards)
        if present is None:
            return path
        shared, _, _ = reference.rpartition("/")
        name = posixpath.basename(present).removesuffix(".yaml")
        written = f"{shared}/{name}" if shared else name
        self.faults.append(former_reference(reference, written, place, Edit(place, written)))
        return present

    def _layers(self, base: Document[Dashboard], use: _Use) -> Layers | None:
        """The overlays of a use, those of the tenant's segments lowest; None where one cannot be used."""
        shared = tuple(overlay for overlay in self.segments if self._target(overlay) == base.path)
        self.files |= {overlay.path for overlay in shared}
        named = [self._named_overlay(base, use, *written) for written in use.overlays]
        usable = tuple(overlay for overlay in named if overlay is not None)
        return (*shared, *usable) if len(usable) == len(named) else None

    def _target(self, overlay: Document[Overlay]) -> str | None:
        """The file of the dashboard that an overlay is for."""
        if overlay.model is None:
            return None
        return self._present_path(overlay.model.dashboard, value_span(overlay.node, "dashboard"))

    def _named_overlay(
        self, base: Document[Dashboard], use: _Use, relative: str, span: Span
    ) -> Document[Overlay] | None:
        overlay = self._find(self.documents.overlays, relative, span)
        if overlay is None or overlay.model is None:
            return None
        if self._target(overlay) != base.path:
            self.faults.append(overlay_of_another(overlay, overlay.model, use.reference, span))
            return None
        return overlay
