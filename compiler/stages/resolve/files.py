"""Where a tenant's references lead in the tree, and what is said when nothing is there."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator

from compiler.diagnostics.codes import references
from compiler.diagnostics.diagnostic import Diagnostic, Span
from compiler.diagnostics.suggest import suggestion
from compiler.ir.resolved import ResolvedTenant
from compiler.ir.tree import SHARED, TENANTS, Document, Documents
from compiler.yaml_source.mending import respelt_at
from schemas.resources import Overlay

_ASTRAY = frozenset({references.DASHBOARD_NOT_FOUND.id, references.FILE_NOT_FOUND.id})
"""Faults of references, any of which may have been meant for a file that now seems to have no use."""


def beside(path: str, relative: str) -> str:
    """A path that a file names from its own folder, or from `_shared/`, as a path of the tree."""
    if relative.startswith("_shared/"):
        return posixpath.normpath(f"{TENANTS}/{relative}")
    return posixpath.normpath(posixpath.join(posixpath.dirname(path), relative))


def dashboard_path(tenant_path: str, reference: str) -> str:
    """The file of a dashboard that a tenant names: in its own folder, or in the shared one."""
    shared, _, name = reference.rpartition("/")
    folder = SHARED if shared else posixpath.dirname(tenant_path)
    return f"{folder}/dashboards/{name}.yaml"


def no_file(path: str, relative: str, span: Span, known: Iterable[str]) -> Diagnostic:
    """A catalog or overlay that is not there."""
    folder = posixpath.dirname(span.file)
    names = [
        name[len(TENANTS) + 1 :] if name.startswith(f"{SHARED}/") else posixpath.relpath(name, folder)
        for name in known
    ]
    remedy = suggestion(relative, names, otherwise="write the file, or name another")
    message = f"there is no {path} of this kind"
    edit = respelt_at(span, relative, names)
    return Diagnostic(references.FILE_NOT_FOUND.id, message, span, help=remedy, edit=edit)


def no_dashboard(path: str, reference: str, place: Span, documents: Documents) -> Diagnostic:
    """A dashboard that is not there."""
    own, shared = f"{posixpath.dirname(place.file)}/dashboards/", f"{SHARED}/dashboards/"
    known = [path[len(own) : -5] for path in documents.dashboards if path.startswith(own)]
    known += ["_shared/" + path[len(shared) : -5] for path in documents.dashboards if path.startswith(shared)]
    remedy = suggestion(reference, known, otherwise="write the file, or remove the line")
    edit = respelt_at(place, reference, known)
    return Diagnostic(references.DASHBOARD_NOT_FOUND.id, f"there is no {path}", place, help=remedy, edit=edit)


def overlay_of_another(overlay: Document[Overlay], model: Overlay, reference: str, span: Span) -> Diagnostic:
    """An overlay that was written for another dashboard."""
    message = f"the overlay is one of `{model.dashboard}`, not of `{reference}`"
    remedy = f"write `dashboard: {reference}` in {overlay.path}, or name another overlay"
    return Diagnostic(references.OVERLAY_OF_ANOTHER.id, message, span, help=remedy)


def unused_files(documents: Documents, tenants: tuple[ResolvedTenant, ...]) -> Iterator[Diagnostic]:
    """Warnings for files that no tenant uses; none where a tenant that cannot be read, or followed, might."""
    used = {path for tenant in tenants for path in tenant.files}
    unread = {posixpath.dirname(d.path) for d in documents.tenants.values() if not d.whole}
    unread |= {posixpath.dirname(path) for path in documents.unread if path.endswith("/tenant.yaml")}
    unread |= {
        posixpath.dirname(t.document.path) for t in tenants if any(f.code in _ASTRAY for f in t.faults)
    }
    for path in sorted({*documents.dashboards, *documents.overlays, *documents.catalogs} - used):
        folder = "/".join(path.split("/")[:2])
        if folder not in unread and not (unread and folder == SHARED):
            message = f"no tenant uses {path[len(TENANTS) + 1 :]}"
            span = Span.point(path, 1, 1)
            remedy = "name it in a tenant.yaml, or remove it"
            yield Diagnostic(references.FILE_NOT_USED.id, message, span, "warning", help=remedy)
