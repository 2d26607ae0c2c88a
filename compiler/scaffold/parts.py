"""What a new tenant, dashboard and widget look like, as plain values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from compiler.ir.query import EmittedColumn
from compiler.stages.queries.charts import NUMERIC_CHANNELS
from compiler.stages.queries.columns import is_number
from schemas.resources.widget import ENCODINGS, GRID_COLUMNS

SIZES = {"metric": (3, 2), "text": (GRID_COLUMNS, 2), "table": (GRID_COLUMNS, 6)}
USUAL_SIZE = (6, 4)
LIST_CHANNELS = frozenset({"rows", "columns"})


class NoFittingColumn(ValueError):
    """A query returns no column for a channel that the widget type needs."""


def tenant_values(
    slug: str, name: str, engine: tuple[str, str], options: Mapping[str, str]
) -> dict[str, Any]:
    """`tenant.yaml`, without `kind`; `engine` with SQL Server's version, which duckdb has none of."""
    datasource: dict[str, Any] = {"engine": engine[0]}
    if engine[0] == "sqlserver":
        datasource["version"] = int(engine[1]) if engine[1].isdigit() else engine[1]
    datasource["catalog"] = "catalog.yaml"
    return {"name": name, "slug": slug, **options, "datasource": datasource, "dashboards": []}


def catalog_values() -> dict[str, Any]:
    """A catalog with one table, to be replaced by the site's own."""
    columns = {"id": "int not null", "made_at": "datetime2(7) not null", "amount": "decimal(15,2) not null"}
    return {"tables": {"dbo.example": {"columns": columns}}}


def title_value(title: str, locales: Sequence[str]) -> Any:
    """A title, once for each locale that the policy asks for."""
    return dict.fromkeys(locales, title) if locales else title


def dashboard_values(slug: str, title: str, locales: Sequence[str]) -> dict[str, Any]:
    """A dashboard with one text widget."""
    text = {"id": "about", "type": "text", "title": title_value(title, locales)}
    width, height = SIZES["text"]
    place = {"x": 0, "y": 0, "width": width, "height": height}
    widget = {**text, "position": place, "text": "What this page shows."}
    return {"slug": slug, "title": title_value(title, locales), "widgets": [widget]}


def free_position(positions: Sequence[Mapping[str, int]], kind: str) -> dict[str, int]:
    """The first place, from the last row of widgets down, where one of this type's size has room."""
    width, height = SIZES.get(kind, USUAL_SIZE)
    row = max((position["y"] for position in positions), default=0)
    while True:
        for column in range(GRID_COLUMNS - width + 1):
            place = {"x": column, "y": row, "width": width, "height": height}
            if not any(_overlap(place, other) for other in positions):
                return place
        row += 1


def _overlap(one: Mapping[str, int], other: Mapping[str, int]) -> bool:
    return all(
        one[start] < other[start] + other[size] and other[start] < one[start] + one[size]
        for start, size in (("x", "width"), ("y", "height"))
    )


def default_sql(kind: str, table: str, columns: Sequence[str]) -> str:
    """A query that any table answers: how many rows there are, by as many columns as the widget type draws."""
    groups = {"metric": 0, "heatmap": 2, "pivot": 2}.get(kind, 1)
    if kind == "table":
        return f"SELECT {', '.join(columns[:6])}\nFROM {table}\n"  # for an author to read and change
    names = list(columns[:groups])
    grouping = f"GROUP BY {', '.join(names)}\nORDER BY {', '.join(names)}\n" if names else ""
    return f"SELECT {', '.join([*names, 'count(*) AS number'])}\nFROM {table}\n{grouping}"


def encoding_for(kind: str, columns: Sequence[EmittedColumn]) -> dict[str, Any]:
    """Each channel that the widget type needs with a column that fits. Raises NoFittingColumn."""
    left = list(columns)
    encoding: dict[str, Any] = {}
    needed = sorted(
        ENCODINGS[kind][0], key=lambda channel: ((kind, channel) not in NUMERIC_CHANNELS, channel)
    )
    for channel in needed:
        numeric = (kind, channel) in NUMERIC_CHANNELS
        fitting = [c for c in left if is_number(c.type) == numeric] or ([] if numeric else left)
        if not fitting:
            raise NoFittingColumn(f"the query returns no column for `{channel}` of a {kind}")
        chosen = fitting[-1] if numeric else fitting[0]
        left.remove(chosen)
        encoding[channel] = [chosen.name] if channel in LIST_CHANNELS else chosen.name
    return dict(sorted(encoding.items(), key=lambda pair: "x y label rows columns value".find(pair[0])))
