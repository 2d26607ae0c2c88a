"""`kind: dashboard`: constants, parameters, widgets and tests of one page."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import ConfigDict, Field, StringConstraints, model_validator

from schemas.resources.base import (
    ConstantValue,
    Duration,
    LocalizedText,
    Name,
    Part,
    Resource,
    Slug,
    Suppression,
    TextComparison,
)
from schemas.resources.tenant import RowFilter
from schemas.resources.widget import ColumnName, Sql, Widget

ParameterType = Literal["text", "integer", "number", "boolean", "date", "date_range"]
NamedRange = Literal[
    "today", "yesterday", "last_7_days", "last_30_days", "last_90_days", "last_12_months",
    "this_month", "previous_month", "this_quarter", "previous_quarter",
    "this_year", "previous_year", "year_to_date", "all_time",
]  # fmt: skip
IsoDate = Annotated[str, StringConstraints(pattern=r"^\d{4}-\d{2}-\d{2}$")]
Scalar = str | int | float | bool


class FixedRange(Part):
    """From `start` up to, and without, `end`."""

    start: IsoDate = Field(description="The first day, as 2026-01-31.")
    end: IsoDate = Field(description="The day after the last one.")


class Option(Part):
    """One choice of a parameter."""

    value: Scalar = Field(description="What is bound when the viewer chooses it.")
    label: LocalizedText | None = Field(
        None, description="What the viewer reads; the value itself when not given."
    )


class Options(Part):
    """The choices of a parameter: written down, or the first column of a query (a second is its label)."""

    model_config = ConfigDict(
        json_schema_extra={
            "oneOf": [
                {"required": [key], "properties": {key: {"not": {"type": "null"}}, other: {"type": "null"}}}
                for key, other in (("values", "sql"), ("sql", "values"))
            ]
        }
    )

    values: Annotated[list[Scalar | Option], Field(min_length=1, max_length=1000)] | None = Field(
        None, description="The choices, written down."
    )
    sql: Sql | None = Field(
        None, description="A query whose first column is the value and whose second, if any, its label."
    )

    @model_validator(mode="after")
    def _one_source(self) -> Options:
        if (self.values is None) == (self.sql is None):
            raise ValueError("options take either `values` or `sql`")
        return self


class Parameter(Part):
    """A value that the viewer chooses and that is always bound, never written into SQL."""

    id: Name = Field(
        description="How queries name it after a colon: `:id`, of a range `:id.start` and `:id.end`."
    )
    type: ParameterType = Field(description="What kind of value the viewer chooses.")
    label: LocalizedText | None = Field(None, description="What stands beside it on the page.")
    many: bool = Field(False, description="The viewer may choose several; used as `IN (:id)`.")
    empty: Literal["all", "none", "refuse"] = Field(
        "refuse",
        description="Nothing chosen: `all` leaves the condition out, `none` matches no row, `refuse` asks for a value.",
    )
    default: NamedRange | FixedRange | list[Scalar] | Scalar | None = Field(
        None,
        description="What is chosen when the page opens: a value, a list, or of a range its name or `start` and `end`.",
    )
    options: Options | None = Field(
        None, description="What may be chosen; without it the viewer types freely."
    )


class Constant(Part):
    """A value of the author that a tenant may (or must, or must not) set with `with:`."""

    type: Literal["text", "integer", "boolean"] = Field("text", description="What kind of value it is.")
    mode: Literal["required", "allowed", "fixed"] = Field(
        "allowed", description="Whether a tenant must, may or must not set it."
    )
    default: ConstantValue | None = Field(None, description="Its value where a tenant sets none.")
    description: LocalizedText | None = Field(
        None, description="What it is for, told where a tenant sets it."
    )


class Moved(Part):
    """Names that this dashboard or its parts had before, so that what still uses them is followed to the present ones."""

    slugs: list[Slug] = Field(default_factory=list, description="Slugs that the dashboard had before.")
    widgets: dict[Name, Name] = Field(
        default_factory=dict, description="Former widget id to the present one."
    )
    parameters: dict[Name, Name] = Field(
        default_factory=dict, description="Former parameter id to the present one."
    )


class DashboardTest(Part):
    """Rows in, rows out: what the dashboard must show for given rows, parameters and time."""

    name: Annotated[str, StringConstraints(min_length=1)] = Field(
        description="What the test is about; shown when it fails."
    )
    now: str | None = Field(None, description="ISO 8601 date and time that `now()` stands for.")
    parameters: dict[Name, Any] = Field(
        default_factory=dict,
        description="What the viewer has chosen, by parameter id; the defaults where not given.",
    )
    rows: dict[str, list[dict[ColumnName, Any]]] = Field(description="Table to its rows.")
    expect: dict[Name, list[dict[ColumnName, Any]]] = Field(description="Widget id to its result.")


class Dashboard(Resource):
    """One page of widgets."""

    kind: Literal["dashboard"] = Field(description="What the file is: one page of widgets.")
    slug: Slug = Field(description="The page's address; the file's own name.")
    title: LocalizedText = Field(
        description="The heading of the page: one text for all, or one for each locale."
    )
    description: LocalizedText | None = Field(None, description="One sentence below the title.")
    refresh: Duration = Field("5m", description="How old an answer may be, where a widget says nothing.")
    constants: dict[Name, Constant] = Field(
        default_factory=dict, description="Values for templates that a tenant may set with `with:`, by name."
    )
    text_comparison: TextComparison | None = Field(
        None,
        description="How the queries of this dashboard compare text; else as the tenant's datasource says.",
    )
    parameters: list[Parameter] = Field(
        default_factory=list, description="What the viewer may choose; queries name it as `:id`."
    )
    widgets: Annotated[list[Widget], Field(min_length=1)] = Field(
        description="The tiles, each at its place on the grid."
    )
    tests: list[DashboardTest] = Field(
        default_factory=list, description="Rows in, rows out; `dashwright test` runs them."
    )
    moved: Moved = Field(
        default_factory=Moved, description="Former names, kept so that a rename loses nothing."
    )
    row_filters: list[RowFilter] = Field(
        default_factory=list,
        description="Conditions that the queries of this dashboard carry beside those of the tenant, in option lists too. No "
        "overlay can take them away.",
    )
    suppress: list[Suppression] = Field(
        default_factory=list, description="Findings of the policy that are accepted for the whole dashboard."
    )
