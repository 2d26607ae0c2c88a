"""`kind: catalog`: the site's tables and columns, with SQL Server's types."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints, model_validator

from schemas.resources.base import Part, Resource

Text = Annotated[str, StringConstraints(min_length=1, max_length=300)]


class Column(Part):
    """One column. The short form `int not null` stands for type and nullability."""

    type: Text = Field(description="As SQL Server writes it: int, decimal(15,2), nvarchar(50), datetime2(7).")
    nullable: bool = True
    collation: Text | None = None
    description: str | None = None
    tags: list[Text] = Field(default_factory=list, description="Such as pii, for policies.")

    @model_validator(mode="before")
    @classmethod
    def _short_form(cls, value: Any) -> Any:
        if not isinstance(value, str):
            return value
        words = value.strip()
        for ending, nullable in ((" not null", False), (" null", True)):
            if words.lower().endswith(ending):
                return {"type": words[: -len(ending)].strip(), "nullable": nullable}
        return {"type": words}


class Table(Part):
    """A table or a view."""

    type: Literal["table", "view"] = "table"
    columns: Annotated[dict[Text, Column | Text], Field(min_length=1)]
    primary_key: list[Text] = Field(default_factory=list)
    description: str | None = None

    def typed_columns(self) -> dict[str, Column]:
        """Columns in their order, short forms read."""
        return {name: _column(column) for name, column in self.columns.items()}


def _column(column: Column | str) -> Column:
    return column if isinstance(column, Column) else Column.model_validate(column)


class Catalog(Resource):
    """The tables that queries of a tenant may read."""

    kind: Literal["catalog"]
    collation: Text | None = Field(None, description="The database's collation, such as Thai_CI_AS.")
    compatibility_level: Annotated[int, Field(ge=100, le=200)] | None = None
    default_schema: Text = Field("dbo", description="Where a table without a schema is looked up.")
    tables: Annotated[dict[Text, Table], Field(min_length=1)] = Field(
        description="`schema.table` to its columns; a name with dots or spaces as `[schema].[order details]`."
    )
