"""`kind: catalog`: the site's tables and columns, with SQL Server's types."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import ConfigDict, Field, StringConstraints, model_validator

from schemas.resources.base import Part, Resource

Text = Annotated[str, StringConstraints(min_length=1, max_length=300)]
Sql = Annotated[str, StringConstraints(min_length=1, max_length=100_000)]
Tag = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+([_-][a-z0-9]+)*$", max_length=60)]
Tags = list[Tag]


class Column(Part):
    """One column. The short form `int not null` stands for type and nullability."""

    type: Text = Field(description="As SQL Server writes it: int, decimal(15,2), nvarchar(50), datetime2(7).")
    nullable: bool = Field(True, description="Whether NULL may stand in it.")
    collation: Text | None = Field(None, description="Its own, where it is not the database's.")
    computed: Sql | None = Field(
        None, description="Of a computed column: its expression, as SQL Server has it."
    )
    hidden: bool = Field(
        False,
        description="Of a temporal table: a period column declared HIDDEN, which `SELECT *` does not return.",
    )
    description: str | None = Field(None, description="What it holds; editors show it.")
    tags: Tags = Field(default_factory=list, description="Such as pii, for policies.")

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


def _belongs_to(key: str, table_type: str) -> dict[str, Any]:
    """The JSON Schema that lets `key` stand in a table of `table_type` alone."""
    given = {"required": [key], "properties": {key: {"not": {"type": "null"}}}}
    return {"if": given, "then": {"required": ["type"], "properties": {"type": {"const": table_type}}}}


class Table(Part):
    """A table, a view, or a synonym, which has the columns of what it stands for."""

    model_config = ConfigDict(
        json_schema_extra={"allOf": [_belongs_to("definition", "view"), _belongs_to("stands_for", "synonym")]}
    )

    type: Literal["table", "view", "synonym"] = Field("table", description="What the database calls it.")
    columns: Annotated[dict[Text, Column | Text], Field(min_length=1)] = Field(
        description="Column to its type: short as `int not null`, or a mapping."
    )
    primary_key: list[Text] = Field(default_factory=list, description="The columns that no two rows share.")
    description: str | None = Field(None, description="What one row of it is; editors show it.")
    tags: Tags = Field(default_factory=list, description="Such as staging, for policies.")
    definition: Sql | None = Field(
        None,
        description="Of a view: its SELECT in T-SQL, which `dashwright lineage` follows, and without which row filters close the view.",
    )
    stands_for: Text | None = Field(None, description="Of a synonym: the table or view that it names.")

    @model_validator(mode="after")
    def _fits_its_type(self) -> Table:
        if self.definition is not None and self.type != "view":
            raise ValueError("only a table of `type: view` has a `definition`")
        if self.stands_for is not None and self.type != "synonym":
            raise ValueError("only a table of `type: synonym` has `stands_for`")
        return self

    def typed_columns(self) -> dict[str, Column]:
        """Columns in their order, short forms read."""
        return {name: _column(column) for name, column in self.columns.items()}


def _column(column: Column | str) -> Column:
    return column if isinstance(column, Column) else Column.model_validate(column)


class Catalog(Resource):
    """The tables that queries of a tenant may read."""

    kind: Literal["catalog"] = Field(description="What the file is: the tables of a site's database.")
    collation: Text | None = Field(None, description="The database's collation, such as Thai_CI_AS.")
    compatibility_level: Annotated[int, Field(ge=100, le=200)] | None = Field(
        None, description="The database's own, such as 150 for SQL Server 2019."
    )
    default_schema: Text = Field("dbo", description="Where a table without a schema is looked up.")
    tables: Annotated[dict[Text, Table], Field(min_length=1)] = Field(
        description="`schema.table` to its columns; a name with dots or spaces as `[schema].[order details]`."
    )
