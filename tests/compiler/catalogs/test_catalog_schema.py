"""Names looked up in a catalog, and catalogs that cannot be looked up in."""

from __future__ import annotations

import pytest

from compiler.catalogs.ddl import read_ddl
from compiler.catalogs.documents import catalog_document
from compiler.catalogs.names import BadName, parse_table_name, split_name
from compiler.catalogs.schema import BadCatalog, CatalogSchema, schema_of
from compiler.stages.analyse.described import described_columns
from compiler.types.sqlserver import UnknownType, data_type_of, parse_sql_type, type_of_data_type
from schemas.resources.catalog import Catalog


def schema(**tables: dict[str, str]) -> CatalogSchema:
    """A catalog of tables in schema `sales`."""
    written = {f"sales.{name}": {"columns": columns} for name, columns in tables.items()}
    return schema_of(
        Catalog.model_validate({"kind": "catalog", "default_schema": "sales", "tables": written})
    )


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("orders", ("orders",)),
        ("sales.orders", ("sales", "orders")),
        ("[dbo].[Order Details]", ("dbo", "Order Details")),
        ('"a.b"."c""d"', ("a.b", 'c"d')),
        ("[a]]b].ยอดขาย", ("a]b", "ยอดขาย")),
    ],
)
def test_names_are_split_at_their_dots(text: str, parts: tuple[str, ...]) -> None:
    """Brackets and quotes hold dots and blanks together."""
    assert split_name(text) == parts


@pytest.mark.parametrize("text", ["", "a b", "a..b", "[open", "a.", "server.db.dbo.t"])
def test_what_is_no_name_of_a_table_is_refused(text: str) -> None:
    """Blanks without brackets, missing parts, and more parts than two."""
    with pytest.raises(BadName):
        parse_table_name(text, "dbo")


def test_tables_and_columns_are_found_whatever_their_case() -> None:
    """The catalog's own case is kept."""
    found = schema(Orders={"OrderID": "int not null"}).find("ORDERS", "Sales")
    assert found is not None
    assert str(found.name) == "sales.Orders"
    assert found.by_name["orderid"].name == "OrderID"


def test_the_nearest_table_is_suggested() -> None:
    """A table of another schema first, then one spelled alike."""
    catalog = schema(orders={"a": "int"}, customers={"a": "int"})
    assert catalog.suggest("ordres") == "orders"
    assert catalog.suggest("orders", "dbo") == "sales.orders"
    assert catalog.suggest("xyzzy") is None


def test_equal_catalogs_are_one_key() -> None:
    """Translations are kept by the catalog's content."""
    assert hash(schema(t={"a": "int"})) == hash(schema(t={"a": "int"}))
    assert schema(t={"a": "int"}) != schema(t={"a": "int not null"})


def test_a_type_that_sql_server_lacks_is_refused() -> None:
    """The table and the column are named."""
    with pytest.raises(BadCatalog, match=r"sales.t.a: `strng` is no type of SQL Server"):
        schema(t={"a": "strng"})


def test_two_columns_apart_only_in_case_are_refused() -> None:
    """SQL Server may not tell them apart."""
    with pytest.raises(BadCatalog, match="differ only in case"):
        schema(t={"a": "int", "A": "int"})


@pytest.mark.parametrize(
    "words",
    ["int", "bit", "decimal(15,2)", "money", "nvarchar(max)", "char(3)", "datetime2(3)", "datetimeoffset(7)", "float",
     "real", "uniqueidentifier", "tinyint", "smalldatetime", "varbinary(16)", "xml", "time(0)"],
)  # fmt: skip
def test_a_type_goes_into_a_tree_and_comes_out_again(words: str) -> None:
    """Nothing of it is lost."""
    found = parse_sql_type(words)
    assert str(found) == words
    assert type_of_data_type(data_type_of(found)) == found


@pytest.mark.parametrize(
    "words", ["", "text(5)", "decimal(39,2)", "decimal(5,6)", "nvarchar(4001)", "int(4)", "time(8)"]
)
def test_types_out_of_bounds_are_refused(words: str) -> None:
    """As SQL Server would."""
    with pytest.raises(UnknownType):
        parse_sql_type(words)


def test_a_catalog_made_from_ddl_is_read_back_the_same() -> None:
    """The document of `catalog import` is a catalog of the same tables."""
    ddl = "CREATE TABLE dbo.[a b] (id int NOT NULL PRIMARY KEY, t nvarchar(9) COLLATE Thai_CI_AS, m money)"
    read = read_ddl(ddl, described_columns).schema
    assert schema_of(Catalog.model_validate(catalog_document(read))) == read
