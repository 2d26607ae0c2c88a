"""What tenants share once their queries are translated: queries, widgets with their statements, and their faults.

All by identity: a widget that `render` shares between tenants stays one widget here.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable

from compiler.diagnostics.diagnostic import Diagnostic
from compiler.ir.query import Query, Translation
from compiler.ir.rendered import RenderedWidget
from compiler.ir.translated import TranslatedWidget
from compiler.stages.queries.charts import broken_chart
from compiler.stages.queries.faults import widget_faults
from compiler.stages.queries.translations import Translations

Checked = tuple[TranslatedWidget, tuple[Diagnostic, ...]]


class Shared:
    """Made once in a run; every value that a key speaks of is held by what stands under it."""

    def __init__(self) -> None:
        self.translations = Translations()
        self._numbers: dict[Hashable, int] = {}
        self._queries: dict[Hashable, tuple[RenderedWidget, Query | None]] = {}
        self._widgets: dict[Hashable, Checked] = {}

    def number(self, value: Hashable) -> int:
        """A number for a value, the same for equal ones, which is quicker to look up than they are."""
        return self._numbers.setdefault(value, len(self._numbers))

    def query(
        self, widget: RenderedWidget, circumstances: Hashable, make: Callable[[], Query | None]
    ) -> Query | None:
        """The query of a widget under circumstances that decide it."""
        key = id(widget), circumstances
        if key not in self._queries:
            self._queries[key] = widget, make()
        return self._queries[key][1]

    def checked(
        self, widget: RenderedWidget, query: Query | None, translation: Translation | None
    ) -> Checked:
        """A widget with its translation, and the faults of both together."""
        key = id(widget), id(query), id(translation)
        if key not in self._widgets:
            translated = TranslatedWidget(widget, query, translation)
            self._widgets[key] = translated, (*widget_faults(translated), *broken_chart(translated))
        return self._widgets[key]
