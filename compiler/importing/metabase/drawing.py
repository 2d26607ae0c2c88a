"""How Metabase draws a question: the widget type, the columns by their role, their formats."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from compiler.importing.carried import Hints, Remark
from compiler.importing.json_tree import mapping, sequence, text
from schemas.resources.widget import WidgetType

KINDS: dict[str, WidgetType] = {
    "line": "line", "area": "area", "bar": "bar", "row": "bar", "combo": "bar", "pie": "pie", "scalar": "metric",
    "smartscalar": "metric", "progress": "metric", "gauge": "metric", "table": "table", "pivot": "table",
    "scatter": "scatter", "object": "table",
}  # fmt: skip
"""Display to widget type. What is not here (maps, funnels, waterfalls, sankeys) has no counterpart."""

CHANGED = {
    "row": "its bars lie; they stand now",
    "combo": "it mixes lines and bars; all are bars now",
    "smartscalar": "it compares with the row before; the number alone shows now",
    "progress": "its goal is not shown",
    "gauge": "its ranges are not shown",
    "pivot": "it was a pivot; its rows show as a table now",
}


def hints_of(settings: dict[str, Any]) -> Hints:
    """Columns by the role that the settings give them."""
    dimensions = [text({"name": name}, "name") for name in sequence(settings, "graph.dimensions")]
    dimensions = dimensions or [text(settings, "pie.dimension")]
    metrics = [text({"name": name}, "name") for name in sequence(settings, "graph.metrics")]
    metrics = metrics or [text(settings, "pie.metric") or text(settings, "scalar.field")]
    names = [name for name in dimensions if name]
    series = names[1] if len(names) > 1 else None
    return Hints(names[0] if names else None, tuple(name for name in metrics if name), series)


def formats_of(settings: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Formats by column, of the settings whose key names one."""
    return {name: found for name, found in _formats(mapping(settings, "column_settings")) if found}


def _formats(settings: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for key, own in settings.items():
        try:
            reference = json.loads(key)
        except json.JSONDecodeError:
            continue
        if isinstance(reference, list) and len(reference) == 2 and reference[0] == "name":
            yield str(reference[1]), _format(own if isinstance(own, dict) else {})


def _format(own: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    if text(own, "number_style") == "currency":
        found |= {"style": "currency", "currency": text(own, "currency") or "USD"}
    elif text(own, "number_style") == "percent":
        found["style"] = "percent"
    decimals = own.get("decimals")
    if isinstance(decimals, int) and 0 <= decimals <= 10:
        found["decimals"] = decimals
    if label := text(own, "column_title"):
        found["label"] = label
    return found


def what_is_drawn_otherwise(settings: dict[str, Any], item: str) -> Iterator[Remark]:
    """Settings that change what is read, and that we do not draw."""
    features = {
        "a goal line": settings.get("graph.show_goal"),
        "a trend line": settings.get("graph.show_trendline"),
        "conditional formatting": settings.get("table.column_formatting"),
        "what a click does": settings.get("click_behavior"),
        "a second axis": settings.get("graph.y_axis.auto_split") is True and settings.get("series_settings"),
    }
    yield from (Remark(item, "left out", name) for name, there in features.items() if there)
