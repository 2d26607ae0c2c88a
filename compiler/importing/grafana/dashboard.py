"""A whole dashboard of Grafana."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from compiler.importing.carried import CarriedDashboard, Panel, Remark
from compiler.importing.grafana.classic import classic_form
from compiler.importing.grafana.macros import PERIOD
from compiler.importing.grafana.panels import panels_of
from compiler.importing.grafana.variables import read_variables
from compiler.importing.json_tree import sequence, text
from schemas.resources.tenant import Dialect

_RANGES = {
    "now/d": "today", "now-1d/d": "yesterday", "now-7d": "last_7_days", "now-30d": "last_30_days",
    "now-90d": "last_90_days", "now-1y": "last_12_months", "now-12M": "last_12_months", "now/M": "this_month",
    "now-1M/M": "previous_month", "now/Q": "this_quarter", "now/fQ": "this_quarter", "now-1Q/Q": "previous_quarter",
    "now/y": "this_year", "now-1y/y": "previous_year", "now/fy": "this_year",
}  # fmt: skip
"""The start of Grafana's range to our named range."""
_WHEN_NOT_NAMED = "last_30_days"


def carried_from_grafana(document: dict[str, Any], assumed: Dialect) -> CarriedDashboard:
    """Reads an export; `assumed` is the dialect of queries whose data source does not tell. Raises BadExport."""
    dashboard = classic_form(document)
    reading = read_variables(dashboard, assumed)
    remarks = list(reading.remarks)
    panels: list[Panel] = []
    for panel in sequence(dashboard, "panels"):
        panels += panels_of(panel, reading.variables, assumed, remarks)
    remarks += _of_the_dashboard(dashboard)
    period, about_period = _period(dashboard)
    title = text(dashboard, "title") or "Untitled"
    return CarriedDashboard(
        title,
        text(dashboard, "description") or None,
        tuple(panels),
        (period, *reading.parameters),
        (*about_period, *remarks),
    )


def _period(dashboard: dict[str, Any]) -> tuple[dict[str, Any], list[Remark]]:
    """The parameter for the range of time. `now-30d` is 720 hours in Grafana and 30 calendar days here."""
    start = text(dashboard, "time", "from")
    named = _RANGES.get(start)
    default = named or _WHEN_NOT_NAMED
    parameter = {"id": PERIOD, "type": "date_range", "default": default}
    if named and "/" in start:
        return parameter, []
    what = f"it opened on `{start or 'now-6h'}`; a range is of whole days, and opens on {default} now"
    remedy = None if named else f"choose another `default` of the parameter {PERIOD}"
    return parameter, [Remark("range of time", "changed", what, remedy)]


def _of_the_dashboard(dashboard: dict[str, Any]) -> Iterator[Remark]:
    for annotation in sequence(dashboard, "annotations", "list"):
        if not annotation.get("builtIn"):
            yield Remark(
                f"annotation `{text(annotation, 'name')}`", "left out", "marks on charts have no counterpart"
            )
    if sequence(dashboard, "links"):
        yield Remark("dashboard", "left out", "its links to other pages")
