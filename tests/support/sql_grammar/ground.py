"""The tables that generated queries read."""

from __future__ import annotations

from functools import cache
from typing import Any, Literal
from zoneinfo import ZoneInfo

from compiler.catalogs.ddl import read_ddl
from compiler.catalogs.schema import CatalogSchema
from compiler.conformance.fixtures import Fixture, read_fixture

Kind = Literal["int", "dec", "float", "text", "date", "ts", "bool"]
ZONE = ZoneInfo("UTC")
DDL = """
CREATE TABLE items(id int NOT NULL PRIMARY KEY, grp int, qty int, price decimal(10,2), ratio float, day date,
  moment datetime2(6), name nvarchar(20), note nvarchar(40), flag bit);
CREATE TABLE parts(id int NOT NULL PRIMARY KEY, item int, qty int NOT NULL, cost decimal(12,4), day date NOT NULL,
  label nvarchar(20), flag bit NOT NULL);
"""
COLUMNS: dict[str, tuple[tuple[str, Kind], ...]] = {
    "items": (
        ("id", "int"), ("grp", "int"), ("qty", "int"), ("price", "dec"), ("ratio", "float"), ("day", "date"),
        ("moment", "ts"), ("name", "text"), ("note", "text"), ("flag", "bool"),
    ),
    "parts": (
        ("id", "int"), ("item", "int"), ("qty", "int"), ("cost", "dec"), ("day", "date"), ("label", "text"), ("flag", "bool"),
    ),
}  # fmt: skip
_ITEMS = (
    (1, 1, 5, "10.50", 0.5, "2024-01-31", "2024-01-31T23:59:59.999999", "apple", "red", True),
    (2, 1, -5, "-10.50", 1.25, "2024-02-29", "2024-02-29T00:00:00", "Apple", "red ", False),
    (3, 2, None, "0.05", None, "2023-12-31", "2023-12-31T12:30:15.5", "apple ", None, None),
    (4, 2, 0, "2.50", -2.5, "2024-12-30", None, "มะม่วง", "หวาน", True),
    (5, None, 12, None, 0.0, None, "2024-07-14T08:05:00", "มะม่วง ", "", False),
    (6, 3, 7, "99.99", 1e3, "2024-03-31", "2024-03-31T02:15:30.123456", None, "50%_[x]", None),
    (7, 3, 7, "0.00", 0.125, "2025-01-01", "2025-01-01T00:00:00", "PFEL", "it's", True),
    (8, 1, 100, "3.35", 7.75, "2024-01-31", "2024-06-30T18:00:00", "apfel", "red", False),
)
_PARTS = (
    (1, 1, 3, "1.2500", "2024-01-31", "bolt", True),
    (2, 1, 3, None, "2024-02-01", "Bolt", False),
    (3, 2, 8, "0.0001", "2023-12-31", "bolt ", True),
    (4, 9, 1, "12345.6789", "2024-05-05", None, False),
    (5, None, -4, "-1.5000", "2024-12-31", "น็อต", True),
    (6, 4, 2, "2.5000", "2024-01-31", "", False),
)


@cache
def schema() -> CatalogSchema:
    """The tables as a catalog."""
    return read_ddl(DDL, describe=lambda _query, _schema: None).schema


@cache
def fixture() -> Fixture:
    """The tables with their rows."""
    rows: dict[str, list[dict[str, Any]]] = {
        table: [dict(zip((name for name, _ in COLUMNS[table]), row, strict=True)) for row in given]
        for table, given in (("items", _ITEMS), ("parts", _PARTS))
    }
    return read_fixture(schema(), rows, ZONE)
