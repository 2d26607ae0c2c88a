"""Slugs are addresses: one tenant, one dashboard of a tenant, for each."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator

from compiler.diagnostics.codes import structure
from compiler.diagnostics.diagnostic import Diagnostic, Label, Span
from compiler.ir.resolved import ResolvedDashboard
from compiler.ir.tree import Document
from compiler.stages.validate.members import value_span
from compiler.yaml_source import Node, ScalarNode
from schemas.resources import Dashboard, Tenant


def broken_tenant_slugs(documents: Iterable[Document[Tenant]]) -> Iterator[Diagnostic]:
    """Tenants with the slug of another, and others whose slug is not the name of their folder.

    Of two tenants with one slug, the one whose folder has that name is right.
    """
    slugs = [
        (d.model.slug, value_span(d.node, "slug"), d.path)
        for d in documents
        if d.model is not None and _is_written(d.node.get("slug"))
    ]
    slugs.sort(key=lambda found: found[0] != _folder(found[2]))
    repeated = list(_repeated("tenants", slugs))
    yield from repeated
    places = {fault.span for fault in repeated}
    for slug, span, path in slugs:
        if slug != _folder(path) and span not in places:
            message = f"the slug is `{slug}`, the folder `{_folder(path)}`"
            remedy = f"write `slug: {_folder(path)}`, or rename the folder"
            yield Diagnostic(structure.SLUG_IS_NOT_FOLDER.id, message, span, help=remedy)


def _is_written(slug: Node | None) -> bool:
    """Whether the author wrote it; `validate` puts another in the place of a malformed one, and tells."""
    return isinstance(slug, ScalarNode) and slug.written == slug.value


def _folder(path: str) -> str:
    return path.split("/")[-2]


def repeated_dashboards(
    listed: Iterable[ResolvedDashboard], written: Iterable[Document[Dashboard]]
) -> Iterator[Diagnostic]:
    """Dashboards of one tenant with one slug: those that it lists, and those of its folder (`written`) that it does not."""
    listed = list(listed)
    uses = [(d.slug, _slug_span(d), d.path) for d in listed]
    paths = {d.path for d in listed}
    files = [
        (d.model.slug, value_span(d.node, "slug"), d.path)
        for d in written
        if d.path not in paths and d.model is not None
    ]
    return _repeated("dashboards of this tenant", [*uses, *files])


def _slug_span(dashboard: ResolvedDashboard) -> Span:
    """Where the tenant can change it: in the dashboard's own file, or where it lists a shared one."""
    own = posixpath.dirname(dashboard.place.file) + "/"
    return value_span(dashboard.node, "slug") if dashboard.path.startswith(own) else dashboard.place


def _repeated(what: str, slugs: Iterable[tuple[str, Span, str]]) -> Iterator[Diagnostic]:
    seen: dict[str, Span] = {}
    for slug, span, _ in slugs:
        first = seen.setdefault(slug, span)
        if first is not span:
            yield Diagnostic(
                structure.DUPLICATE_SLUG.id,
                f"two {what} have the slug `{slug}`",
                span,
                labels=(Label(first, "the first one"),),
                help="give one of them another slug" + (", or list it once" if first == span else ""),
            )
