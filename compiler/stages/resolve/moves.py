"""Names that have changed: what still uses a former one is followed to the present one, and told so.

`moved:` of a dashboard says which widgets, parameters and slugs were renamed; `validate` has checked that each entry
leads somewhere.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping

from compiler.diagnostics.codes import references
from compiler.diagnostics.diagnostic import Diagnostic, Edit, Label, Span
from compiler.ir.resolved import ResolvedDashboard
from compiler.ir.tree import Document
from compiler.stages.resolve.merge import BY_ID, ORDER
from compiler.stages.validate.members import child, value_span
from compiler.stages.validate.moves import present_name
from compiler.yaml_source import MappingNode
from compiler.yaml_source.mending import replaced
from compiler.yaml_source.nodes import Entry
from schemas.resources import Dashboard


def with_present_ids(
    dashboard: Dashboard, base: MappingNode, overlay: MappingNode
) -> tuple[MappingNode, tuple[Diagnostic, ...]]:
    """An overlay whose changes stand under the present ids, and a warning for each former id."""
    faults: list[Diagnostic] = []
    for key in BY_ID:
        moves = getattr(dashboard.moved, key)
        for written in (key, ORDER[key]) if moves else ():
            changes = overlay.get(written)
            if isinstance(changes, MappingNode):
                renamed = dict(_renamed(changes, moves, child(child(base, "moved"), key), faults))
                entry = overlay.entries[written]._replace(node=changes.with_entries(renamed))
                overlay = overlay.with_entries({**overlay.entries, written: entry})
    return overlay, tuple(faults)


def _renamed(
    changes: MappingNode, moves: Mapping[str, str], moved: MappingNode, faults: list[Diagnostic]
) -> Iterator[tuple[str, Entry]]:
    for name, entry in changes.entries.items():
        present = present_name(name, moves)
        if name not in moves or present is None or present in changes.entries:
            yield name, entry
            continue
        label = Label(moved.key_span(name), "renamed here")
        faults.append(_former(name, present, entry.key.span, (label,), replaced(entry.key, present)))
        yield present, entry


def successor(path: str, dashboards: Mapping[str, Document[Dashboard]]) -> str | None:
    """The one file of the same folder whose dashboard had the slug that a missing file's name is."""
    folder, name = posixpath.split(path)
    slug = name.removesuffix(".yaml")
    found = [
        other
        for other, document in dashboards.items()
        if document.model is not None
        and slug in document.model.moved.slugs
        and posixpath.dirname(other) == folder
    ]
    return found[0] if len(found) == 1 else None


def former_reference(reference: str, present: str, place: Span, edit: Edit | None) -> Diagnostic:
    """A dashboard named by a slug that it had before."""
    return _former(reference, present, place, (), edit)


def _former(name: str, present: str, span: Span, labels: tuple[Label, ...], edit: Edit | None) -> Diagnostic:
    return Diagnostic(
        references.FORMER_NAME.id,
        f"`{name}` is called `{present}` now",
        span,
        "warning",
        labels,
        help=f"write `{present}`; the former name is still followed",
        edit=edit,
    )


def broken_former_slugs(dashboards: tuple[ResolvedDashboard, ...]) -> Iterator[Diagnostic]:
    """Former slugs that another dashboard of the tenant has, or had too: an old address could mean either."""
    places: dict[str, Span] = {dashboard.slug: dashboard.place for dashboard in dashboards}
    for dashboard in dashboards:
        moved = child(dashboard.node, "moved")
        for slug in dashboard.former_slugs:
            other = places.setdefault(slug, span := value_span(moved, "slugs"))
            if other is not span and slug != dashboard.slug:  # `validate` tells its own slug
                yield Diagnostic(
                    references.FORMER_SLUG_TAKEN.id,
                    f"`{slug}` was a slug of `{dashboard.slug}`, and another dashboard has or had it too",
                    span,
                    labels=(Label(other, "the other one"),),
                    help=f"remove `{slug}` from `moved`, or give the other dashboard another slug",
                )
