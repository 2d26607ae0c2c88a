"""Grafana's panels: which widget each is, what it asks, what of it is not carried."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from compiler.importing.carried import Panel, Place, Remark
from compiler.importing.grafana.formats import formats_of, what_is_drawn_otherwise
from compiler.importing.grafana.macros import VARIABLE, Expansion, Variables
from compiler.importing.json_tree import at, mapping, sequence, text, whole
from compiler.importing.sql_text import NotCarried
from schemas.resources.tenant import Dialect
from schemas.resources.widget import WidgetType

KINDS: dict[str, WidgetType] = {
    "timeseries": "line", "graph": "line", "trend": "line", "stat": "metric", "singlestat": "metric", "gauge": "metric",
    "grafana-singlestat-panel": "metric", "bargauge": "bar", "barchart": "bar", "piechart": "pie",
    "grafana-piechart-panel": "pie", "table": "table", "table-old": "table", "text": "text", "row": "text",
    "xychart": "scatter", "heatmap": "heatmap", "state-timeline": "table",
}  # fmt: skip
"""Panel type to widget type. What is not here has no counterpart."""

REDUCED = frozenset({"stat", "singlestat", "gauge", "grafana-singlestat-panel"})
"""Panels that make one number of all rows; we show the one that the query returns."""

SQL_SOURCES: dict[str, Dialect] = {
    "mssql": "tsql",
    "postgres": "postgres",
    "grafana-postgresql-datasource": "postgres",
    "motherduck-duckdb-datasource": "duckdb",
}
"""Type of a data source to the dialect of its queries."""


def panels_of(
    panel: dict[str, Any], variables: Variables, assumed: Dialect, remarks: list[Remark]
) -> Iterator[Panel]:
    """A panel for each query that a panel shows (a further one below the first); remarks go to `remarks`."""
    kind, title = text(panel, "type"), text(panel, "title")
    item = f"panel `{title or text(panel, 'id') or kind}`"
    remarks += [Remark(item, "left out", what) for what in what_is_drawn_otherwise(panel)]
    if kind in {"text", "row"}:
        yield _words(panel, item, remarks)
        return
    targets = [
        found for found in sequence(panel, "targets") if isinstance(found, dict) and not found.get("hide")
    ]
    for number, target in enumerate(targets or [{}]):
        suffix = f" ({text(target, 'refId') or number + 1})" if number else ""
        yield _drawn(panel, target, (item, suffix), (variables, assumed), remarks)
    if len(targets) > 1:
        what = f"its {len(targets)} queries are a widget each now"
        remarks.append(
            Remark(item, "changed", what, "join them in one query with UNION ALL, if they belong together")
        )


def _drawn(
    panel: dict[str, Any],
    target: dict[str, Any],
    named: tuple[str, str],
    known: tuple[Variables, Dialect],
    remarks: list[Remark],
) -> Panel:
    item, suffix = named
    raw, source = text(target, "rawSql"), _source(panel, target)
    dialect = SQL_SOURCES.get(source, known[1])
    expansion = Expansion(item, dialect, known[0])
    sql, blocked = None, None
    try:
        sql = expansion.sql(_query(raw, source))
    except NotCarried as reason:
        blocked = str(reason)
    formats, unsaid = formats_of(panel, item)
    remarks += [*expansion.remarks, *unsaid, *_other_numbers(panel, item)]
    kind = text(panel, "type")
    return Panel(
        name=(text(panel, "title") or kind) + suffix,
        title=_untemplated(text(panel, "title"), item, remarks) + suffix,
        place=place_of(panel),
        kind=_kind(panel),
        sql=sql,
        original=raw or None,
        dialect=dialect,
        description=text(panel, "description") or None,
        formats=formats,
        one_row=kind in REDUCED,
        blocked=blocked or (None if kind in KINDS else f"panels of type `{kind}` have no counterpart"),
    )


def _source(panel: dict[str, Any], target: dict[str, Any]) -> str:
    return text(target, "datasource", "type") or text(panel, "datasource", "type")


def _query(raw: str, source: str) -> str:
    """The SQL of a target. Raises NotCarried."""
    if not raw:
        raise NotCarried(f"its data do not come from SQL{f' but from `{source}`' if source else ''}")
    if source in {
        "mysql",
        "grafana-mysql-datasource",
        "grafana-bigquery-datasource",
        "grafana-clickhouse-datasource",
    }:
        raise NotCarried(f"its query is in the dialect of `{source}`")
    return raw


def _kind(panel: dict[str, Any]) -> WidgetType | None:
    kind = text(panel, "type")
    style = text(panel, "fieldConfig", "defaults", "custom", "drawStyle")
    if kind == "timeseries" and style == "bars":
        return "bar"
    if (
        kind == "timeseries"
        and text(panel, "fieldConfig", "defaults", "custom", "stacking", "mode") == "normal"
    ):
        return "area"
    return KINDS.get(kind)


def _other_numbers(panel: dict[str, Any], item: str) -> Iterator[Remark]:
    """What makes a panel show other numbers than its query returns."""
    for found in sequence(panel, "transformations"):
        name = text(found, "id") or text(found, "kind") or text(found, "group")
        remedy = "do the same in the query"
        yield Remark(
            item, "changed", f"the transformation `{name}` is gone: the query's own rows show", remedy
        )
    if override := text(panel, "timeFrom") or text(panel, "timeShift"):
        what = f"it had a range of time of its own (`{override}`); it follows the dashboard's now"
        yield Remark(item, "changed", what, "write the range into the query")


def _words(panel: dict[str, Any], item: str, remarks: list[Remark]) -> Panel:
    title = _untemplated(text(panel, "title"), item, remarks)
    written = text(panel, "options", "content") or text(panel, "content")
    if at(panel, "options", "mode") == "html" or at(panel, "mode") == "html":
        remarks.append(Remark(item, "changed", "its HTML shows as plain text"))
    if text(panel, "type") == "row":
        remarks.append(Remark(item, "changed", "a row that folds is a heading now"))
    words = VARIABLE.sub(_name_in_words, written) or title or "-"
    return Panel(
        name=title or "text",
        title=title or words.splitlines()[0][:80],
        place=place_of(panel),
        kind="text",
        text=words,
    )


def place_of(panel: dict[str, Any]) -> Place:
    """Where a panel lies."""
    grid = mapping(panel, "gridPos")
    height = whole(grid, "h", default=8)
    return Place(
        whole(grid, "x", default=0), whole(grid, "y", default=0), whole(grid, "w", default=12), height
    )


def _untemplated(title: str, item: str, remarks: list[Remark]) -> str:
    if not VARIABLE.search(title):
        return title or "Untitled"
    remarks.append(Remark(item, "changed", "its title named a variable's value; it names the variable now"))
    return VARIABLE.sub(_name_in_words, title)


def _name_in_words(found: Any) -> str:
    return str(found.group(1) or found.group(3) or found.group(4))
