"""What differs between two bundles of a tenant, as a reviewer asks: which dashboards, which of their parts, and how.

Pure. Parts are told apart by their ids and found again by `moved`, so that a rename is a rename and nothing else. Objects
are read by digest and compared once, however many tenants share them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from schemas.bundle.facts import (
    Facts,
    catalog_facts,
    dashboard_facts,
    manifest_facts,
    parameter_facts,
    row_filter_facts,
    widget_facts,
)
from schemas.bundle.manifest import Manifest
from schemas.bundle.objects import BundleDashboard, BundleMoves, CatalogContract, Statement
from schemas.bundle.verify import read_stored

Kind = Literal["added", "removed", "changed"]
SOURCE = "source"
"""Named where objects differ in nothing but the lines of their files."""


@dataclass(frozen=True)
class Difference:
    """A fact that is another now; None where it was not there or is no longer."""

    name: str
    before: str | None
    after: str | None


@dataclass(frozen=True)
class PartChange:
    """A widget or a parameter; `former` is the id that it had, where that was another."""

    part: Literal["widget", "parameter"]
    change: Kind
    id: str
    former: str | None = None
    differences: tuple[Difference, ...] = ()


@dataclass(frozen=True)
class DashboardChange:
    """A dashboard with what differs of it and of its parts; `former` is the slug that it had."""

    change: Kind
    slug: str
    former: str | None = None
    differences: tuple[Difference, ...] = ()
    parts: tuple[PartChange, ...] = ()


@dataclass(frozen=True)
class BundleChange:
    """Everything that differs: of the tenant, of the columns that its queries rely on, of its dashboards."""

    differences: tuple[Difference, ...] = ()
    columns: tuple[Difference, ...] = ()
    dashboards: tuple[DashboardChange, ...] = ()


@dataclass
class Comparison:
    """Compares bundles whose objects are among `objects`, by digest; keeps what it compared."""

    objects: Mapping[str, bytes]
    _dashboards: dict[tuple[str, str, str | None], DashboardChange] = field(default_factory=dict)
    _catalogs: dict[tuple[str, str], tuple[Difference, ...]] = field(default_factory=dict)
    _statements: dict[str, Statement] = field(default_factory=dict)

    def of(self, before: Manifest, after: Manifest) -> BundleChange:
        """The change from one bundle to the next. Raises UntrustedBundle for objects that are not there or not sound."""
        return BundleChange(
            _differing(manifest_facts(before), manifest_facts(after)),
            self._columns(before.catalog, after.catalog),
            tuple(self._changes(before, after)),
        )

    def _changes(self, before: Manifest, after: Manifest) -> Iterator[DashboardChange]:
        old = {entry.slug: entry.sha256 for entry in before.dashboards}
        new = {entry.slug: entry.sha256 for entry in after.dashboards}
        former = dict(self._renamed(old, new))
        for slug, name in new.items():
            was = former.get(slug, slug)
            if was not in old:
                yield _added(self._dashboard(name))
            elif old[was] != name:
                yield self._compared(old[was], name, was if was != slug else None)
        yield from (DashboardChange("removed", s) for s in old if s not in new and s not in former.values())

    def _renamed(self, old: Mapping[str, str], new: Mapping[str, str]) -> Iterator[tuple[str, str]]:
        """Slugs that are new, each with the former one, which is gone."""
        for slug, name in new.items() if old.keys() - new.keys() else ():
            moved = self._dashboard(name).moved if slug not in old else None
            yield from (
                (slug, was) for was in (moved.slugs if moved else ()) if was in old and was not in new
            )

    def _compared(self, before: str, after: str, former: str | None) -> DashboardChange:
        key = before, after, former
        if key not in self._dashboards:
            self._dashboards[key] = self._difference(self._dashboard(before), self._dashboard(after), former)
        return self._dashboards[key]

    def _difference(
        self, before: BundleDashboard, after: BundleDashboard, former: str | None
    ) -> DashboardChange:
        moved = after.moved or BundleMoves(slugs=[], widgets={}, parameters={})
        widgets = [{w.id: widget_facts(w, self._statement) for w in page.widgets} for page in (before, after)]
        parameters = [
            {p.id: parameter_facts(p, self._statement) for p in page.parameters} for page in (before, after)
        ]
        parts = (
            *_parts("widget", widgets[0], widgets[1], moved.widgets),
            *_parts("parameter", parameters[0], parameters[1], moved.parameters),
        )
        own = _differing(dashboard_facts(before), dashboard_facts(after))
        if former is not None or any(part.former for part in parts):
            own = tuple(item for item in own if not item.name.startswith("moved."))
        if not (own or parts or former):
            own = (Difference(SOURCE, before.origin.file, after.origin.file),)
        return DashboardChange("changed", after.slug, former, own, parts)

    def _columns(self, before: str, after: str) -> tuple[Difference, ...]:
        key = before, after
        if before != after and key not in self._catalogs:
            old, new = (read_stored(CatalogContract, name, self.objects) for name in key)
            self._catalogs[key] = _differing(catalog_facts(old), catalog_facts(new))
        return self._catalogs.get(key, ())

    def _dashboard(self, name: str) -> BundleDashboard:
        return read_stored(BundleDashboard, name, self.objects)

    def _statement(self, name: str) -> Statement:
        if name not in self._statements:
            self._statements[name] = read_stored(Statement, name, self.objects)
        return self._statements[name]


def _added(page: BundleDashboard) -> DashboardChange:
    return DashboardChange(
        "added",
        page.slug,
        differences=_differing({}, row_filter_facts(page.row_filters)),
        parts=tuple(PartChange("widget", "added", w.id) for w in page.widgets),
    )


def _parts(
    part: Literal["widget", "parameter"],
    before: Mapping[str, Facts],
    after: Mapping[str, Facts],
    moved: Mapping[str, str],
) -> Iterator[PartChange]:
    former = {
        new: old for old, new in moved.items() if old in before and old not in after and new not in before
    }
    for name, facts in after.items():
        was = former.get(name, name)
        if was not in before:
            yield PartChange(part, "added", name, differences=_differing({}, _headline(facts)))
        elif before[was] != facts or was != name:
            yield PartChange(
                part, "changed", name, was if was != name else None, _differing(before[was], facts)
            )
    yield from (PartChange(part, "removed", n) for n in before if n not in after and n not in former.values())


def _headline(facts: Facts) -> Facts:
    """What names a part that is new."""
    return {
        name: text for name, text in facts.items() if name.partition(".")[0] in {"type", "title", "label"}
    }


def _differing(before: Facts, after: Facts) -> tuple[Difference, ...]:
    names: Sequence[str] = [*after, *(name for name in before if name not in after)]
    return tuple(
        Difference(name, before.get(name), after.get(name))
        for name in names
        if before.get(name) != after.get(name)
    )
