"""Every way in which Grafana writes a dashboard, as the classic one: `panels` in one list, each with its `gridPos`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from compiler.importing.carried import BadExport
from compiler.importing.json_tree import at, mapping, sequence, text, whole

GRID_WIDTH = 24
USUAL_HEIGHT = 8


def classic_form(document: dict[str, Any]) -> dict[str, Any]:
    """The classic dashboard that an export, an answer of the API or a resource holds. Raises BadExport."""
    if "elements" in mapping(document, "spec"):
        return _from_resource(mapping(document, "spec"))
    for found in (document, mapping(document, "dashboard"), mapping(document, "spec")):
        if "panels" in found or "rows" in found:
            return {**found, "panels": list(_flat_panels(found))}
    raise BadExport("this is no dashboard of Grafana: it has neither `panels` nor `spec.elements`")


def _flat_panels(dashboard: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Panels, those of collapsed rows and of the rows of old versions (before 5.0) in place."""
    for panel in sequence(dashboard, "panels"):
        if isinstance(panel, dict):
            yield {**panel, "panels": []}
            yield from (inner for inner in sequence(panel, "panels") if isinstance(inner, dict))
    y = 0
    for row in sequence(dashboard, "rows"):
        x = 0
        for panel in (panel for panel in sequence(row, "panels") if isinstance(panel, dict)):
            width = whole(panel, "span", default=12) * 2
            yield {**panel, "gridPos": {"x": x, "y": y, "w": width, "h": USUAL_HEIGHT}}
            x += width
        y += USUAL_HEIGHT


def _from_resource(spec: dict[str, Any]) -> dict[str, Any]:
    elements = mapping(spec, "elements")
    panels = []
    for name, place in _laid_out(mapping(spec, "layout"), 0):
        if isinstance(elements.get(name), dict):
            panels.append({**_panel(elements[name]), "gridPos": place})
    times = mapping(spec, "timeSettings")
    return {
        "title": spec.get("title"),
        "description": spec.get("description"),
        "panels": panels,
        "time": {"from": times.get("from"), "to": times.get("to")},
        "refresh": times.get("autoRefresh"),
        "templating": {"list": [_variable(variable) for variable in sequence(spec, "variables")]},
        "annotations": {"list": [mapping(found, "spec") for found in sequence(spec, "annotations")]},
        "links": sequence(spec, "links"),
    }


def _panel(element: dict[str, Any]) -> dict[str, Any]:
    spec, drawing = mapping(element, "spec"), mapping(element, "spec", "vizConfig")
    data = mapping(spec, "data", "spec")
    return {
        "id": spec.get("id"),
        "title": spec.get("title"),
        "description": spec.get("description"),
        "type": drawing.get("group") or drawing.get("kind"),
        "options": mapping(drawing, "spec", "options"),
        "fieldConfig": mapping(drawing, "spec", "fieldConfig"),
        "targets": [_target(mapping(query, "spec")) for query in sequence(data, "queries")],
        "transformations": sequence(data, "transformations"),
        "timeFrom": at(data, "queryOptions", "timeFrom"),
        "timeShift": at(data, "queryOptions", "timeShift"),
    }


def _target(query: dict[str, Any]) -> dict[str, Any]:
    source = mapping(query, "query")
    kind = text(source, "group") or text(source, "kind")
    named = {"type": kind, "uid": text(source, "datasource", "name")}
    return {
        **mapping(source, "spec"),
        "refId": query.get("refId"),
        "hide": query.get("hidden"),
        "datasource": named,
    }


def _variable(variable: dict[str, Any]) -> dict[str, Any]:
    spec = mapping(variable, "spec")
    kind = text(variable, "kind").removesuffix("Variable").lower()
    query = spec.get("query")
    if isinstance(query, dict):
        inner = mapping(query, "spec")
        query = inner.get("__legacyStringValue") or inner.get("rawSql") or inner.get("query") or ""
    return {**spec, "type": kind, "query": query}


def _laid_out(layout: dict[str, Any], top: int) -> Iterator[tuple[str, dict[str, int]]]:
    """Elements with their place. Rows, tabs and what lays itself out follow one another downwards."""
    spec = mapping(layout, "spec")
    for part in sequence(spec, "rows") + sequence(spec, "tabs"):
        inner = list(_laid_out(mapping(part, "spec", "layout"), top))
        yield from inner
        top = max([top, *(place["y"] + place["h"] for _, place in inner)])
    for number, item in enumerate(sequence(spec, "items")):
        own = mapping(item, "spec")
        if isinstance(at(own, "elements"), list):
            yield from _laid_out({"spec": {"items": own["elements"]}}, top + whole(own, "y", default=0))
        elif name := text(own, "element", "name"):
            yield name, _place(own, number, top)


def _place(item: dict[str, Any], number: int, top: int) -> dict[str, int]:
    """The item's own place; without one, two in a row."""
    half = GRID_WIDTH // 2
    return {
        "x": whole(item, "x", default=number % 2 * half),
        "y": top + whole(item, "y", default=number // 2 * USUAL_HEIGHT),
        "w": whole(item, "width", default=half),
        "h": whole(item, "height", default=USUAL_HEIGHT),
    }
