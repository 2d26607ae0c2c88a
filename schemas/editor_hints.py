"""What the JSON Schemas tell editors beyond the models: the meaning of each word to choose, and beginnings to fill in.

`markdownEnumDescriptions` and `defaultSnippets` are read by yaml-language-server (its README, "Features") and by VS Code;
any other reader passes over them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

MEANINGS: tuple[Mapping[str, str], ...] = (
    {
        "metric": "One number, with the change against another one if `compare` is given.",
        "line": "A line along an axis with an order, such as months; one for each `series`.",
        "area": "As a line, filled below, series stacked.",
        "bar": "A bar for each value of `x`.",
        "pie": "Parts of a whole; few, and none negative.",
        "scatter": "A point for each row, by two numbers.",
        "heatmap": "Cells of two categories, shaded by a number.",
        "pivot": "A table across two groups of columns, a number in each cell.",
        "table": "The rows as they are.",
        "text": "Words of the author; no query.",
    },
    {
        "text": "A text.",
        "integer": "A whole number.",
        "number": "A number with a fraction.",
        "boolean": "Yes or no.",
        "date": "One day.",
        "date_range": "From a day up to, and without, another: `:id.start` and `:id.end`.",
    },
    {
        "all": "The condition is left out: everything is shown.",
        "none": "No row matches.",
        "refuse": "The viewer is asked for a value first.",
    },
    {
        "required": "Every tenant that uses the dashboard must set it.",
        "allowed": "A tenant may set it; else the default holds.",
        "fixed": "No tenant may set it.",
    },
    {
        "number": "A number in the viewer's language.",
        "currency": "An amount with its currency.",
        "percent": "A part of one, shown as per cent: 0.25 is 25 %.",
        "date": "A day.",
        "month": "A month and its year.",
        "text": "As it is.",
    },
    {
        "error": "It keeps the bundle from being made.",
        "warn": "It is told, and nothing more.",
        "off": "It is not told.",
    },
    {
        "postgres": "PostgreSQL's.",
        "duckdb": "DuckDB's.",
        "tsql": "SQL Server's own: checked like the others, and shipped as it is written.",
    },
    {
        "basic": "5 dashboards where the tenant says nothing else.",
        "pro": "25 dashboards where the tenant says nothing else.",
        "enterprise": "200 dashboards where the tenant says nothing else.",
    },
)
"""Words that belong together, each set as one field has it, to their meaning."""

_POSITION = {"x": 0, "y": 0, "width": 6, "height": 4}


def _widget(kind: str, sql: str, encoding: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "id": f"${{1:{kind}}}",
        "type": kind,
        "title": "${2:Title}",
        "position": _POSITION,
        "query": {"sql": sql},
        "encoding": encoding,
    }


SNIPPETS: Mapping[str, tuple[Mapping[str, Any], ...]] = {
    "Widget": (
        {"label": "metric", "description": "One number", "body": _widget("metric", "SELECT count(*) AS total FROM ${3:orders}", {"value": "total"})},
        {"label": "line", "description": "A number over time", "body": _widget("line", "SELECT date_trunc('month', ${3:ordered_at})::date AS month, count(*) AS total FROM ${4:orders} GROUP BY 1 ORDER BY 1", {"x": "month", "y": "total"})},
        {"label": "bar", "description": "A number for each of some things", "body": _widget("bar", "SELECT ${3:region} AS name, count(*) AS total FROM ${4:orders} GROUP BY 1 ORDER BY 2 DESC", {"x": "name", "y": "total"})},
        {"label": "table", "description": "Rows", "body": _widget("table", "SELECT ${3:name} AS name FROM ${4:customers} LIMIT 100", {"columns": ["name"]})},
        {"label": "text", "description": "Words", "body": {"id": "${1:about}", "type": "text", "title": "${2:Title}", "position": _POSITION, "text": "${3:Words}"}},
    ),
    "Parameter": (
        {"label": "period", "description": "A range of days", "body": {"id": "${1:period}", "type": "date_range", "default": "last_12_months", "label": "${2:Period}"}},
        {"label": "choices", "description": "Several of a query's values; nothing chosen means all", "body": {"id": "${1:regions}", "type": "text", "many": True, "empty": "all", "label": "${2:Regions}", "options": {"sql": "SELECT DISTINCT ${3:region} FROM ${4:customers} ORDER BY 1"}}},
    ),
    "DashboardUse": (
        {"label": "shared dashboard", "description": "One dashboard for many tenants, with constants and an overlay", "body": {"use": "_shared/${1:name}", "overlay": "overlays/${1:name}.yaml"}},
    ),
    "RowFilter": (
        {"label": "row filter", "description": "Only what the viewer may see", "body": {"table": "${1:sales.orders}", "where": "${2:branch_id} IN (:viewer.${3:branches})"}},
    ),
}  # fmt: skip
"""Part of a kind's schema to beginnings of it; `${1:name}` is the first thing to fill in."""


def with_hints(schema: Any) -> Any:
    """A kind's schema with the meaning of its words, and with beginnings for its parts."""
    hinted = _with_meanings(schema)
    for name, snippets in SNIPPETS.items():
        if name in hinted.get("$defs", {}):
            hinted["$defs"][name]["defaultSnippets"] = [dict(snippet) for snippet in snippets]
    return hinted


def _with_meanings(schema: Any) -> Any:
    if isinstance(schema, list):
        return [_with_meanings(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    hinted = {key: _with_meanings(value) for key, value in schema.items()}
    words = schema.get("enum")
    if isinstance(words, list) and (meaning := meanings_of(words)) is not None:
        hinted["markdownEnumDescriptions"] = [meaning[word] for word in words]
    return hinted


def meanings_of(words: Sequence[Any]) -> Mapping[str, str] | None:
    """Word to meaning for the words of one field, or a part of them; None where they need no more than they say."""
    texts = {str(word) for word in words}
    fitting = [known for known in MEANINGS if texts <= known.keys()]
    return min(fitting, key=len) if fitting else None
