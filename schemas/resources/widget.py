"""The parts of a dashboard that are drawn: widgets, their place, encoding and formats."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import ConfigDict, Field, StringConstraints, model_validator

from schemas.resources.base import Duration, LocalizedText, Name, Part, Suppression, TextComparison

GRID_COLUMNS = 12
MAX_ROWS = 100_000
DEFAULT_ROWS = 10_000

WidgetType = Literal["metric", "line", "area", "bar", "pie", "scatter", "heatmap", "pivot", "table", "text"]
Sql = Annotated[str, StringConstraints(min_length=1, max_length=200_000)]
ColumnName = Annotated[str, StringConstraints(min_length=1, max_length=128)]
ColumnNames = Annotated[list[ColumnName], Field(min_length=1)]

ENCODINGS: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    # widget type: channels it needs, channels it may have
    "metric": (frozenset({"value"}), frozenset({"compare"})),
    "line": (frozenset({"x", "y"}), frozenset({"series"})),
    "area": (frozenset({"x", "y"}), frozenset({"series"})),
    "bar": (frozenset({"x", "y"}), frozenset({"series"})),
    "pie": (frozenset({"label", "value"}), frozenset()),
    "scatter": (frozenset({"x", "y"}), frozenset({"series", "size", "label"})),
    "heatmap": (frozenset({"x", "y", "value"}), frozenset()),
    "pivot": (frozenset({"rows", "columns", "value"}), frozenset()),
    "table": (frozenset(), frozenset({"columns"})),
    "text": (frozenset(), frozenset()),
}


class Position(Part):
    """A rectangle on the grid, in cells; the grid is GRID_COLUMNS wide and as high as it needs."""

    x: Annotated[int, Field(ge=0, lt=GRID_COLUMNS)]
    y: Annotated[int, Field(ge=0, le=1000)]
    width: Annotated[int, Field(ge=1, le=GRID_COLUMNS)]
    height: Annotated[int, Field(ge=1, le=40)]


class Query(Part):
    """What a widget asks the database, in the authors' dialect."""

    sql: Sql = Field(description="One SELECT; values of the viewer as `:parameter`, never by template.")
    rows: Annotated[int, Field(ge=1, le=MAX_ROWS)] = Field(
        DEFAULT_ROWS, description="More rows than this are cut, and the page says so."
    )
    timeout: Duration = Field("30s", description="The query is cancelled after this long.")
    text_comparison: TextComparison | None = Field(
        None, description="How this query compares text; else as its dashboard says."
    )


class Encoding(Part):
    """Which result column is drawn how. Which channels a widget type takes: see ENCODINGS."""

    x: ColumnName | None = None
    y: ColumnName | ColumnNames | None = None
    series: ColumnName | None = None
    value: ColumnName | None = None
    compare: ColumnName | None = None
    label: ColumnName | None = None
    size: ColumnName | None = None
    rows: ColumnNames | None = None
    columns: ColumnNames | None = None


class ColumnFormat(Part):
    """How the values of one result column are written."""

    style: Literal["number", "currency", "percent", "date", "month", "text"] = "number"
    currency: Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$|\{\{")] | None = Field(
        None, description="ISO 4217 code such as THB, for style currency."
    )
    decimals: Annotated[int, Field(ge=0, le=10)] | None = None
    label: LocalizedText | None = Field(None, description="The column's heading.")


class Widget(Part):
    """One tile of a dashboard."""

    model_config = ConfigDict(
        json_schema_extra={
            "if": {"properties": {"type": {"const": "text"}}},
            "then": {
                "required": ["text"],
                "properties": {"text": {"not": {"type": "null"}}, "query": {"type": "null"}},
            },
            "else": {
                "required": ["query"],
                "properties": {"query": {"not": {"type": "null"}}, "text": {"type": "null"}},
            },
        }
    )

    id: Name
    type: WidgetType
    title: LocalizedText
    description: LocalizedText | None = None
    position: Position
    query: Query | None = None
    text: LocalizedText | None = Field(None, description="Words of a text widget.")
    encoding: Encoding = Field(default_factory=Encoding)
    format: dict[ColumnName, ColumnFormat] = Field(default_factory=dict)
    refresh: Duration | None = Field(None, description="How old a shown answer may be; else the dashboard's.")

    suppress: list[Suppression] = Field(
        default_factory=list, description="Findings of the policy that are accepted for this widget."
    )

    @model_validator(mode="after")
    def _fits_its_type(self) -> Widget:
        wanted = "text" if self.type == "text" else "query"
        unwanted = "query" if self.type == "text" else "text"
        if getattr(self, wanted) is None:
            raise ValueError(f"a {self.type} widget needs `{wanted}`")
        if getattr(self, unwanted) is not None:
            raise ValueError(f"a {self.type} widget takes no `{unwanted}`")
        return self

    def channels(self) -> dict[str, Any]:
        """The encoding's channels that are set: name to column or list of columns."""
        return self.encoding.model_dump(exclude_none=True)
