"""A whole dashboard of Metabase."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from compiler.importing.carried import CarriedDashboard, Panel, Place, Remark
from compiler.importing.json_tree import mapping, sequence, text, whole
from compiler.importing.metabase.clauses import clause_of, table_name
from compiler.importing.metabase.drawing import CHANGED, KINDS, formats_of, hints_of, what_is_drawn_otherwise
from compiler.importing.metabase.export import Export
from compiler.importing.metabase.filters import Conditions
from compiler.importing.metabase.native import NativeQuery, is_native
from compiler.importing.metabase.parameters import (
    LISTS,
    Filter,
    Mappings,
    condition,
    mappings_of,
    read_filters,
)
from compiler.importing.metabase.structured import StructuredQuery, stage_of
from compiler.importing.sql_text import NotCarried
from schemas.resources.tenant import Dialect

_HEADING_HEIGHT = 2


def carried_from_metabase(export: Export, assumed: Dialect) -> CarriedDashboard:
    """Reads an export; questions in SQL are taken to be in the dialect `assumed`, which exports do not tell."""
    return _Reading(export, assumed).carried()


class _Reading:
    """One dashboard on its way: filters learn of their uses while the questions are read."""

    def __init__(self, export: Export, dialect: Dialect) -> None:
        self.export = export
        self.dialect = dialect
        self.remarks: list[Remark] = []
        self.filters = read_filters(export.dashboard, self.remarks)

    def carried(self) -> CarriedDashboard:
        panels = tuple(self._panels())
        dashboard = self.export.dashboard
        parameters = tuple(found.parameter() for found in self.filters.values())
        title = text(dashboard, "name") or "Untitled"
        return CarriedDashboard(
            title, text(dashboard, "description") or None, panels, parameters, tuple(self.remarks)
        )

    def _panels(self) -> Iterator[Panel]:
        tabs = sequence(self.export.dashboard, "tabs") or [{}]
        top = 0
        for tab in tabs:
            name = text(tab, "name")
            if name:
                yield Panel(name, name, Place(0, top, 24, _HEADING_HEIGHT), "text", text=name)
                self.remarks.append(Remark(f"tab `{name}`", "changed", "a tab is a heading now"))
                top += _HEADING_HEIGHT
            lowest = top
            for dashcard in self._of_tab(tab, len(tabs)):
                for panel in self._of_dashcard(dashcard, top):
                    lowest = max(lowest, panel.place.y + panel.place.height)
                    yield panel
            top = lowest

    def _of_tab(self, tab: dict[str, Any], tabs: int) -> list[dict[str, Any]]:
        """Its dashcards: all of them, where there is one tab or none."""
        identities = {text(tab, "id"), text(tab, "entity_id")} - {""}
        return [card for card in self.export.dashcards if tabs == 1 or _tab_of(card) in identities]

    def _of_dashcard(self, dashcard: dict[str, Any], top: int) -> Iterator[Panel]:
        place = Place(
            whole(dashcard, "col", default=0),
            top + whole(dashcard, "row", default=0),
            whole(dashcard, "size_x", default=12),
            whole(dashcard, "size_y", default=6),
        )
        settings = mapping(dashcard, "visualization_settings")
        if virtual := text(settings, "virtual_card", "display"):
            yield from self._words(virtual, settings, place)
            return
        yield self._question(dashcard, self.export.card(dashcard), settings, place)
        for series in sequence(dashcard, "series"):
            card = self.export.card(series) or series
            item = f"panel `{text(card, 'name')}`"
            self.remarks.append(
                Remark(item, "changed", "it shared a chart with another; it is a widget of its own now")
            )
            yield self._question(
                {**dashcard, "card_id": series.get("card_id") or series.get("id")}, card, {}, place
            )

    def _words(self, display: str, settings: dict[str, Any], place: Place) -> Iterator[Panel]:
        words = text(settings, "text")
        if display in {"heading", "text"} and words:
            title = words.splitlines()[0].lstrip("# ")[:80] or "Text"
            yield Panel(title, title, place, "text", text=words)
        elif display != "placeholder":
            self.remarks.append(Remark(f"a card of type {display}", "left out", "it has no counterpart"))

    def _question(
        self, dashcard: dict[str, Any], card: dict[str, Any], shown: dict[str, Any], place: Place
    ) -> Panel:
        title = text(shown, "card.title") or text(card, "name") or "Untitled"
        item, display = f"panel `{title}`", text(card, "display") or "table"
        settings = {
            **mapping(card, "visualization_settings"),
            **{k: v for k, v in shown.items() if v is not None},
        }
        if display in CHANGED:
            self.remarks.append(Remark(item, "changed", CHANGED[display]))
        self.remarks += what_is_drawn_otherwise(settings, item)
        sql, original, blocked = self._query(item, card, dashcard)
        if display not in KINDS:
            blocked = f"charts of type `{display}` have no counterpart"
        return Panel(
            name=title,
            title=title,
            place=place,
            kind=KINDS.get(display),
            sql=sql,
            original=original,
            dialect=self.dialect,
            description=text(card, "description") or None,
            hints=hints_of(settings),
            formats=formats_of(settings),
            one_row=display == "smartscalar",
            blocked=blocked,
        )

    def _query(
        self, item: str, card: dict[str, Any], dashcard: dict[str, Any]
    ) -> tuple[str | None, str | None, str | None]:
        """SQL, the query as it was, and why there is no SQL."""
        reached = mappings_of(dashcard, text(dashcard, "card_id"), self.filters)
        try:
            if is_native(card):
                return (*NativeQuery(self.dialect, self.export.fields, reached.tags).sql(card), None)
            return self._structured(item, card, reached), None, None
        except NotCarried as reason:
            raw = text(card, "dataset_query", "native", "query")
            return None, raw or None, str(reason)

    def _structured(self, item: str, card: dict[str, Any], reached: Mappings) -> str:
        stage = stage_of(card)
        conditions = [self._filtered(found, target, stage) for found, target in reached.columns]
        query = StructuredQuery(item, self.dialect, self.export.fields)
        sql = query.sql(stage, conditions)
        self.remarks += query.remarks
        return sql

    def _filtered(self, found: Filter, target: Any, stage: dict[str, Any]) -> str:
        """The condition of a filter on a column of the question's own table. Raises NotCarried."""
        reference = clause_of(target).args[0]
        source = stage.get("source-table")
        if isinstance(reference, list) and isinstance(source, list) and reference[:3] != source[:3]:
            raise NotCarried(f"its filter `{found.id}` is on a column of another table")
        column = Conditions(self.dialect, self.export.fields).column(target)
        found.lists = found.lists or found.kind in LISTS
        if found.choices is None and found.kind in LISTS and isinstance(source, list):
            table = table_name(source, self.dialect)
            found.choices = (
                f"SELECT DISTINCT {column} FROM {table} WHERE {column} IS NOT NULL ORDER BY {column}"
            )
        return condition(found, column, self.dialect)


def _tab_of(dashcard: dict[str, Any]) -> str:
    """The tab of a dashcard: its id, or the last part of the path that serialization writes."""
    tab = dashcard.get("dashboard_tab_id")
    return str(tab[-1]) if isinstance(tab, list) and tab else text({"tab": tab}, "tab")
