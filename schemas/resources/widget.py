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

    x: Annotated[int, Field(ge=0, lt=GRID_COLUMNS)] = Field(
        description="Its first column on the grid, from 0."
    )
    y: Annotated[int, Field(ge=0, le=1000)] = Field(description="Its first row on the grid, from 0.")
    width: Annotated[int, Field(ge=1, le=GRID_COLUMNS)] = Field(
        description="How many of the 12 columns it takes."
    )
    height: Annotated[int, Field(ge=1, le=40)] = Field(description="How many rows it takes.")


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

    x: ColumnName | None = Field(None, description="The column along the horizontal axis.")
    y: ColumnName | ColumnNames | None = Field(None, description="The column, or columns, drawn upwards.")
    series: ColumnName | None = Field(None, description="The column whose values get a colour each.")
    value: ColumnName | None = Field(
        None, description="The column that is the number, the size of a slice, or the shade of a cell."
    )
    compare: ColumnName | None = Field(
        None, description="The column to compare the value with, such as that of last year."
    )
    label: ColumnName | None = Field(None, description="The column that names slices or points.")
    size: ColumnName | None = Field(None, description="The column that gives points their size.")
    rows: ColumnNames | None = Field(
        None, description="The columns whose values stand at the left of a pivot."
    )
    columns: ColumnNames | None = Field(
        None, description="The columns of a table in their order, or those across the top of a pivot."
    )


class ColumnFormat(Part):
    """How the values of one result column are written."""

    style: Literal["number", "currency", "percent", "date", "month", "text"] = Field(
        "number", description="What the values are written as."
    )
    currency: Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$|\{\{")] | None = Field(
        None, description="ISO 4217 code such as THB, for style currency."
    )
    decimals: Annotated[int, Field(ge=0, le=10)] | None = Field(None, description="Digits behind the point.")
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

    id: Name = Field(
        description="Its name: overlays, tests and addresses refer to it, so it should not change."
    )
    type: WidgetType = Field(description="How it is drawn.")
    title: LocalizedText = Field(description="Its heading: one text for all, or one for each locale.")
    description: LocalizedText | None = Field(None, description="One sentence that explains it.")
    position: Position = Field(description="Its rectangle on the grid of 12 columns.")
    query: Query | None = Field(None, description="What it asks the database.")
    text: LocalizedText | None = Field(
        None,
        description="Words of a text widget: paragraphs, lists of lines that begin with `- `, lines indented by four blanks, which stay as they are, and **strong** words.",
    )
    encoding: Encoding = Field(
        default_factory=Encoding, description="Which column of the query is drawn as what."
    )
    format: dict[ColumnName, ColumnFormat] = Field(
        default_factory=dict, description="Column of the query to how its values are written."
    )
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
