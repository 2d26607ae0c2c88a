"""`dashwright catalog import` from each source, and what stays when it is done again."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner, Result

from agent.cli.catalog import catalog_lines
from agent.execute.engine import SiteColumn
from compiler.cli.main import cli
from schemas.resources import Catalog

SCRIPTS = Path(__file__).parent / "scripts"
ROWS = [
    ("sales", "orders", "ordered_at", 3, "datetime2", None, None, None, 3, "NO", None),
    ("sales", "orders", "order_id", 1, "int", None, 10, 0, None, "NO", None),
    ("sales", "orders", "amount", 2, "decimal", None, 15, 2, None, "YES", None),
    ("dbo", "Order Details", "ชื่อ, สินค้า", 1, "nvarchar", 80, None, None, None, "YES", "Thai_CI_AS"),
    ("dbo", "Order Details", "note", 2, "varchar", -1, None, None, None, "YES", "Thai_CI_AS"),
    ("dbo", "Order Details", "share", 3, "float", None, 53, None, None, "YES", None),
    ("dbo", "Order Details", "shape", 4, "geography", None, None, None, None, "YES", None),
]
HEADERS = (
    "TABLE_SCHEMA", "TABLE_NAME", "COLUMN_NAME", "ORDINAL_POSITION", "DATA_TYPE", "CHARACTER_MAXIMUM_LENGTH",
    "NUMERIC_PRECISION", "NUMERIC_SCALE", "DATETIME_PRECISION", "IS_NULLABLE", "COLLATION_NAME",
)  # fmt: skip
TABLES: dict[str, Any] = {
    "sales.orders": {
        "columns": {
            "order_id": "int not null",
            "amount": "decimal(15,2)",
            "ordered_at": "datetime2(3) not null",
        }
    },
    "dbo.[Order Details]": {
        "columns": {
            "ชื่อ, สินค้า": {"type": "nvarchar(80)", "collation": "Thai_CI_AS"},
            "note": {"type": "varchar(max)", "collation": "Thai_CI_AS"},
            "share": "float",
            "shape": "geography",
        }
    },
}


def run(*arguments: object) -> Result:
    """A call of `dashwright catalog import`."""
    return CliRunner().invoke(cli, ["catalog", "import", *map(str, arguments)])


def imported(*arguments: object) -> dict[str, Any]:
    """The catalog that it prints, which the kind's model accepts."""
    result = run(*arguments)
    assert result.exit_code == 0, result.output
    document: dict[str, Any] = yaml.safe_load(result.stdout)
    Catalog.model_validate(document)
    return document


def csv_text(separator: str = ",", order: int = 1) -> str:
    """The rows as Management Studio saves a grid."""

    def field(value: object) -> str:
        text = "NULL" if value is None else str(value)
        return f'"{text}"' if separator in text or " " in text else text

    lines = [HEADERS[::order], *(row[::order] for row in ROWS)]
    return "\r\n".join(separator.join(map(field, line)) for line in lines) + "\r\n"


def test_what_management_studio_scripts_is_read_whole() -> None:
    """Computed columns, views over later views, synonyms, user types, temporal and sparse columns, Thai and spaced names."""
    result = run(SCRIPTS / "management-studio.sql")
    assert result.exit_code == 0
    assert result.stdout == (SCRIPTS / "management-studio.yaml").read_text(encoding="utf-8")
    notes = [line.split(": ", 2)[2] for line in result.stderr.splitlines()]
    assert notes == [
        "synonym `dbo.Other` leads to another database, and is passed over",
        "`CREATE SEQUENCE dbo` makes no table or view, and is passed over",
        "`CREATE PROCEDURE dbo` makes no table or view, and is passed over",
        "`CREATE FUNCTION dbo` makes no table or view, and is passed over",
        "`CREATE TRIGGER dbo` makes no table or view, and is passed over",
    ]


def test_what_sqlpackage_scripts_is_read_whole() -> None:
    """Directives and variables of sqlcmd, settings in one list, views as texts of sp_executesql; nothing is left to note."""
    result = run(SCRIPTS / "sqlpackage.sql")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == (SCRIPTS / "sqlpackage.yaml").read_text(encoding="utf-8")


def test_the_report_of_our_own_agent(tmp_path: Path) -> None:
    """What `dashwright-agent catalog` prints for odd names is a source as it is."""
    columns = [
        SiteColumn("dbo", "Order Details", "ชื่อ, สินค้า", "nvarchar(80)", True),
        SiteColumn("dbo", "Order Details", "from", "datetime2(7)", False, hidden=True),
        SiteColumn("sales", "a]b", "x: y", "timestamp", False, of_view=True),
    ]
    report = tmp_path / "site.yaml"
    report.write_text("\n".join(catalog_lines({"collation": "Thai_CI_AS"}, columns)), encoding="utf-8")
    assert imported(report) == {
        "kind": "catalog",
        "collation": "Thai_CI_AS",
        "tables": {
            "dbo.[Order Details]": {
                "columns": {
                    "ชื่อ, สินค้า": "nvarchar(80)",
                    "from": {"type": "datetime2(7)", "nullable": False, "hidden": True},
                }
            },
            "sales.[a]]b]": {"type": "view", "columns": {"x: y": "rowversion not null"}},
        },
    }


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize(("separator", "order"), [(",", 1), (";", -1), ("\t", 1)])
def test_a_saved_list_of_columns(tmp_path: Path, encoding: str, separator: str, order: int) -> None:
    """INFORMATION_SCHEMA.COLUMNS in any encoding, with any separator, headers in any order."""
    path = tmp_path / "columns.csv"
    path.write_bytes(csv_text(separator, order).encode(encoding))
    assert imported(path)["tables"] == TABLES


@pytest.mark.parametrize("cut", [False, True])
def test_a_list_as_json(tmp_path: Path, cut: bool) -> None:
    """The result of FOR JSON, also as a grid cuts it into lines under its odd header."""
    text = json.dumps([dict(zip(HEADERS, row, strict=True)) for row in ROWS], ensure_ascii=False)
    if cut:
        lines = [text[at : at + 200] for at in range(0, len(text), 200)]
        text = "\n".join(["JSON_F52E2B61-18A1-11d1-B105-00805F49916B", "-" * 40, *lines])
    path = tmp_path / "columns.json"
    path.write_text(text, encoding="utf-8")
    assert imported(path)["tables"] == TABLES


def test_a_list_that_does_not_tell_views_from_tables_is_told_of(tmp_path: Path) -> None:
    """Row filters do not hold for what a view shows, so the catalog must know its views."""
    path = tmp_path / "columns.csv"
    path.write_text(csv_text(",", 1), encoding="utf-8")
    assert "write `type: view` at each view" in run(path).stderr
    row = dict(zip(HEADERS, ROWS[1], strict=True))
    path = tmp_path / "columns.json"
    path.write_text(json.dumps([{"TABLE_TYPE": "VIEW", **row}]), encoding="utf-8")
    result = run(path)
    assert result.stderr == ""
    assert yaml.safe_load(result.stdout)["tables"]["sales.orders"]["type"] == "view"


def test_sys_columns_counts_bytes(tmp_path: Path) -> None:
    """`max_length` of nvarchar is twice its characters, a type may be its number, a truth value a digit."""
    path = tmp_path / "sys.csv"
    path.write_text(
        "schema_name,table_name,name,column_id,system_type_id,max_length,precision,scale,is_nullable\n"
        "dbo,t,a,1,231,100,0,0,1\ndbo,t,b,2,231,-1,0,0,0\ndbo,t,c,3,167,100,0,0,1\ndbo,t,d,4,106,9,12,3,0\ndbo,t,e,5,42,7,23,3,1\n",
        encoding="utf-8",
    )
    assert imported(path)["tables"]["dbo.t"]["columns"] == {
        "a": "nvarchar(50)", "b": "nvarchar(max) not null", "c": "varchar(100)", "d": "decimal(12,3) not null", "e": "datetime2(3)",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "sales,orders,order_id,int\nsales,orders,amount,money\n",
            "no header is found for: table, column, type",
        ),
        ("object_id,name,system_type_id\n1,a,56\n", "no header is found for: table"),
        ("TABLE_NAME,COLUMN_NAME,DATA_TYPE\nt,a,int,b\n", "line 2: 4 values, and the first line names 3"),
        (
            "TABLE_NAME,COLUMN_NAME,DATA_TYPE\nt,a,intt\n",
            "line 2: `intt` of `dbo.t.a` is no type of SQL Server",
        ),
        ("TABLE_NAME,COLUMN_NAME,DATA_TYPE\n", "the list has no row"),
    ],
)
def test_a_list_that_says_too_little(tmp_path: Path, text: str, message: str) -> None:
    """The message says what to save; nothing is written."""
    path, out = tmp_path / "columns.csv", tmp_path / "catalog.yaml"
    path.write_text(text, encoding="utf-8")
    result = run(path, "--out", out)
    assert result.exit_code == 1
    assert message in result.stderr
    assert not out.exists()


def test_the_agents_report(tmp_path: Path) -> None:
    """A catalog is a source too; one that is none is told."""
    report = tmp_path / "report.yaml"
    report.write_text(
        'kind: catalog\ntables:\n  "dbo.t":\n    columns:\n      "a": "int not null"\n', encoding="utf-8"
    )
    assert imported(report)["tables"] == {"dbo.t": {"columns": {"a": "int not null"}}}
    report.write_text("kind: catalog\ntables: {t: {columns: {a: intt}}}\n", encoding="utf-8")
    assert "`intt` is no type of SQL Server" in run(report).stderr


BEFORE = """\
# yaml-language-server: $schema=../catalog.schema.json
kind: catalog
default_schema: sales   # where our queries look
tables:
  orders:
    description: One row for each order
    tags: [core]
    primary_key: [order_id]
    columns:
      order_id: int not null         # never shown
      amount: {type: money, description: Net, tags: [pii]}
      Note: nvarchar(10)
      gone: int
  sales.old:
    columns: {a: int}
"""
SCRIPT = """\
CREATE TABLE sales.orders (
  order_id bigint NOT NULL PRIMARY KEY, placed date NOT NULL, amount decimal(15,2) NOT NULL, note nvarchar(20) NULL
)
GO
EXEC sp_addextendedproperty 'MS_Description', N'of the site', 'SCHEMA', 'sales', 'TABLE', 'orders'
EXEC sp_addextendedproperty 'MS_Description', N'When', 'SCHEMA', 'sales', 'TABLE', 'orders', 'COLUMN', 'placed'
GO
CREATE TABLE sales.lines (order_id bigint NOT NULL)
"""
AFTER = """\
# yaml-language-server: $schema=../catalog.schema.json
kind: catalog
default_schema: sales   # where our queries look
tables:
  orders:
    description: One row for each order
    tags: [core]
    primary_key: [order_id]
    columns:
      order_id: bigint not null      # never shown
      placed: {type: date, nullable: false, description: When}
      amount: {type: 'decimal(15,2)', description: Net, tags: [pii], nullable: false}
      note: nvarchar(20)
  sales.lines:
    columns:
      order_id: bigint not null
"""


def test_what_people_wrote_stays(tmp_path: Path) -> None:
    """Types follow the site, descriptions, tags and comments stay, what is gone is named; once more changes nothing."""
    script, out = tmp_path / "schema.sql", tmp_path / "catalog.yaml"
    script.write_text(SCRIPT, encoding="utf-8")
    out.write_text(BEFORE, encoding="utf-8")
    result = run(script, "--out", out)
    assert result.exit_code == 0, result.output
    assert out.read_text(encoding="utf-8") == AFTER
    assert result.stderr.splitlines() == [
        "note: orders.gone is no longer there, and was removed",
        "note: sales.old is no longer there, and was removed",
    ]
    run(script, "--out", out)
    assert out.read_text(encoding="utf-8") == AFTER


def test_a_source_that_knows_less_takes_nothing_away(tmp_path: Path) -> None:
    """A list has no keys and no definitions; with --keep it leaves tables that it does not have."""
    path, out = tmp_path / "columns.csv", tmp_path / "catalog.yaml"
    out.write_text(BEFORE, encoding="utf-8")
    path.write_text(
        "TABLE_SCHEMA,TABLE_NAME,COLUMN_NAME,DATA_TYPE,IS_NULLABLE\nsales,orders,order_id,int,NO\n",
        encoding="utf-8",
    )
    assert run(path, "--out", out, "--keep").exit_code == 0
    tables = yaml.safe_load(out.read_text(encoding="utf-8"))["tables"]
    assert tables["orders"]["primary_key"] == ["order_id"]
    assert "sales.old" in tables


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.csv", b"\x00\xff", "neither UTF-8 nor UTF-16"),
        ("a.json", b"[1,2", "this is no JSON"),
        ("a.yaml", b"kind: [", "this is no YAML"),
        ("a.yaml", b"hello", "a catalog is a mapping"),
        ("a.csv", b"TABLE_NAME,COLUMN_NAME,DATA_TYPE\nt,a,int\nt,A,int\n", "differ only in case"),
        ("a.sql", b"PRINT 'x'", "the sources make no table"),
    ],
)
def test_files_that_are_no_source(tmp_path: Path, name: str, content: bytes, message: str) -> None:
    """Told in one line, and nothing is written."""
    path, out = tmp_path / name, tmp_path / "catalog.yaml"
    path.write_bytes(content)
    result = run(path, "--out", out)
    assert result.exit_code == 1
    assert message in result.stderr
    assert not out.exists()


def test_a_catalog_with_a_fault_is_not_written_over(tmp_path: Path) -> None:
    """What is wrong in it is told at its line; it stays as it is."""
    out = tmp_path / "catalog.yaml"
    out.write_text("kind: catalog\ntables: [\n", encoding="utf-8")
    result = run(SCRIPTS / "sqlpackage.sql", "--out", out)
    assert result.exit_code == 1
    assert "DW101" in result.stdout
    assert out.read_text(encoding="utf-8") == "kind: catalog\ntables: [\n"


def test_sources_of_two_kinds(tmp_path: Path) -> None:
    """A script and a list do not make one catalog."""
    path = tmp_path / "columns.csv"
    path.write_text(csv_text(), encoding="utf-8")
    assert run(SCRIPTS / "sqlpackage.sql", path).exit_code == 2


COMMENTED = """\
# The site's tables
kind: catalog
tables:

  # -- sales
  dbo.orders:   # one row an order
    columns:
      # keys
      id: int not null   # from the ERP
      customer: int   # may be missing

      # money
      amount: decimal(10,2)   # without VAT
      note: nvarchar(50)   # free text
      # no more columns
  # -- people
  dbo.people:
    columns:
      id: int not null
      name: {type: nvarchar(50), tags: [pii]}   # see policy
# the end
"""
BROUGHT_UP_TO_DATE = """\
# The site's tables
kind: catalog
tables:

  # -- sales
  dbo.orders:   # one row an order
    columns:
      # keys
      id: int not null   # from the ERP
      Customer: bigint # may be missing
      region: nvarchar(20)

      # money
      amount: decimal(12,2)   # without VAT
  # -- people
  dbo.people:
    columns:
      id: int not null
      name: {type: nvarchar(50), tags: [pii]}   # see policy
      born: date
# the end
"""


def test_comments_stay_where_people_put_them(tmp_path: Path) -> None:
    """Beside a column that is renamed by case or retyped, above the one that follows a new or a removed one, at the end."""
    script, catalog = tmp_path / "site.sql", tmp_path / "catalog.yaml"
    script.write_text(
        "CREATE TABLE orders (id int NOT NULL, Customer bigint, region nvarchar(20), amount decimal(12,2))\nGO\n"
        "CREATE TABLE people (id int NOT NULL, name nvarchar(50), born date)\n"
    )
    catalog.write_text(COMMENTED)
    assert run(script, "--out", str(catalog)).exit_code == 0
    assert catalog.read_text() == BROUGHT_UP_TO_DATE
