"""Words of other tools for what is called otherwise here, so that one who knows those is told the word of this one."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from compiler.diagnostics.suggest import certain

_WORDS: Mapping[str, tuple[str, ...]] = {
    # parameter types
    "text": ("string", "str", "varchar", "nvarchar", "char"),
    "integer": ("int", "bigint", "whole"),
    "number": ("float", "decimal", "double", "numeric", "money"),
    "boolean": ("bool", "checkbox", "bit"),
    "date": ("datetime", "timestamp", "day"),
    "date_range": ("daterange", "period", "range", "dates"),
    # widget types
    "metric": ("kpi", "stat", "number", "value", "scalar", "card", "gauge"),
    "bar": ("column", "histogram", "barchart"),
    "line": ("timeseries", "time_series", "linechart"),
    "pie": ("donut", "doughnut", "piechart"),
    "table": ("grid", "list"),
    # engines and dialects
    "sqlserver": ("mssql", "sql_server", "sql server"),
    "postgres": ("postgresql", "pg", "psql"),
    "tsql": ("t-sql", "mssql", "sqlserver"),
}


def synonym(word: str, known: Collection[str]) -> str | None:
    """The one of the known words that another tool calls `word`."""
    lowered = word.strip().lower()
    return next((ours for ours, theirs in _WORDS.items() if ours in known and lowered in theirs), None)


def meant_word(word: object, known: Collection[str]) -> str | None:
    """The known word that another tool's, or a misspelt one, surely means."""
    return synonym(word, known) or certain(word, known) if isinstance(word, str) else None
