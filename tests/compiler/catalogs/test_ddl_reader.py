"""DDL as tools script it: what becomes a table, what is passed over, what is an error and where."""

from __future__ import annotations

import pytest

from compiler.catalogs.ddl import DdlResult, decode_script, read_ddl
from compiler.catalogs.schema import TableSchema
from compiler.stages.analyse.described import described_columns

SCRIPTED = """\
USE [master]
GO
/****** Object:  Database [shop]    Script Date: 1/2/2026 /* nested */ ******/
CREATE DATABASE [shop] CONTAINMENT = NONE COLLATE Thai_CI_AS
GO
ALTER DATABASE [shop] SET COMPATIBILITY_LEVEL = 150
GO
SET ANSI_NULLS ON
GO
SET QUOTED_IDENTIFIER ON
GO
CREATE SCHEMA [sales] AUTHORIZATION [dbo]
GO
CREATE TYPE [dbo].[Flag] FROM [bit] NOT NULL
GO
CREATE TABLE [sales].[Order Details](
	[OrderID] [int] IDENTITY(1,1) NOT FOR REPLICATION NOT NULL,
	[Name] [nvarchar](40) COLLATE Thai_CI_AS NULL,
	[Active] [dbo].[Flag] NOT NULL CONSTRAINT [df_active] DEFAULT ((1)),
	[Quantity] [decimal](10, 2) NULL DEFAULT (NULL),
	[Total]  AS ([Quantity]*(2)) PERSISTED,
	[Label]  AS (isnull([Name], N'none')),
	[ValidFrom] [datetime2](7) GENERATED ALWAYS AS ROW START HIDDEN NOT NULL,
	[ValidTo] [datetime2](7) GENERATED ALWAYS AS ROW END HIDDEN NOT NULL,
	[key] [varchar](max) MASKED WITH (FUNCTION = 'default()') NULL,
	PERIOD FOR SYSTEM_TIME ([ValidFrom], [ValidTo]),
 CONSTRAINT [PK_details] PRIMARY KEY CLUSTERED
(
	[OrderID] ASC
)WITH (PAD_INDEX = OFF, STATISTICS_NORECOMPUTE = OFF) ON [PRIMARY],
 INDEX [ix_name] NONCLUSTERED ([Name])
) ON [PRIMARY] TEXTIMAGE_ON [PRIMARY]
GO
ALTER TABLE [sales].[Order Details]  WITH CHECK ADD  CONSTRAINT [FK] FOREIGN KEY([OrderID])
REFERENCES [dbo].[orders] ([id]) ON DELETE CASCADE
ALTER TABLE [sales].[Order Details] CHECK CONSTRAINT [FK]
GO
ALTER TABLE [sales].[Order Details] ADD note nvarchar(10) NULL, day date NOT NULL
CREATE NONCLUSTERED INDEX [ix] ON [sales].[Order Details]([Name] ASC)
GO
EXEC sys.sp_addextendedproperty @name=N'MS_Description', @value=N'an order''s line; GO'
GO
"""


def read(text: str) -> DdlResult:
    """A script, views described."""
    return read_ddl(text, described_columns)


def only(result: DdlResult) -> TableSchema:
    """The one table of a result without notes."""
    assert result.notes == ()
    (table,) = result.schema.tables
    return table


def columns(table: TableSchema) -> list[str]:
    """Columns as `name type [not null]`."""
    return [f"{c.name} {c.type}{'' if c.nullable else ' not null'}" for c in table.columns]


def test_a_script_of_management_studio_is_read() -> None:
    """Brackets, batches, options, constraints, user types, computed columns and later columns are understood."""
    result = read(SCRIPTED)
    table = only(result)
    assert str(table.name) == "sales.[Order Details]"
    assert table.primary_key == ("OrderID",)
    assert columns(table) == [
        "OrderID int not null",
        "Name nvarchar(40)",
        "Active bit not null",
        "Quantity decimal(10,2)",
        "Total decimal(21,2)",
        "Label nvarchar(40) not null",
        "ValidFrom datetime2(7) not null",
        "ValidTo datetime2(7) not null",
        "key varchar(max)",
        "note nvarchar(10)",
        "day date not null",
    ]
    assert table.columns[1].collation == "Thai_CI_AS"
    assert result.schema.collation == "Thai_CI_AS"


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        ("int", "int"),
        ("[int]", "int"),
        ("dec(9, 2)", "decimal(9,2)"),
        ("numeric", "numeric(18,0)"),
        ("float(24)", "real"),
        ("double precision", "float"),
        ("national character varying(10)", "nvarchar(10)"),
        ("char", "char(1)"),
        ("varbinary(max)", "varbinary(max)"),
        ("datetime2", "datetime2(7)"),
        ("timestamp", "rowversion"),
        ("sysname", "nvarchar(128)"),
        ("sys.geography", "geography"),
    ],
)
def test_type_words_are_read(written: str, read_as: str) -> None:
    """Synonyms, defaults and long names give SQL Server's own word."""
    (column,) = only(read(f"CREATE TABLE t (a {written})")).columns
    assert str(column.type) == read_as


def test_statements_need_no_semicolons_and_no_batches() -> None:
    """The next statement begins where its first word does."""
    result = read("CREATE TABLE a (x int) CREATE TABLE b (y int); create table c (z int)")
    assert [str(table.name) for table in result.schema.tables] == ["dbo.a", "dbo.b", "dbo.c"]


def test_a_view_has_the_columns_that_it_selects() -> None:
    """Also where it reads a view that is created later, and where it names its columns."""
    result = read(
        """CREATE TABLE t (id int NOT NULL, amount decimal(10,2) NULL)
        GO
        CREATE VIEW dbo.sums (id, total) WITH SCHEMABINDING AS SELECT id, SUM(amount) FROM dbo.plain GROUP BY id
        GO
        CREATE VIEW dbo.plain AS SELECT t.id, t.amount * 2 AS amount, COUNT(*) AS n FROM dbo.t GROUP BY t.id, t.amount
        WITH CHECK OPTION
        """
    )
    assert result.notes == ()
    found = {str(table.name): columns(table) for table in result.schema.tables}
    assert found["dbo.plain"] == ["id int not null", "amount decimal(21,2)", "n int not null"]
    assert found["dbo.sums"] == ["id int not null", "total decimal(38,2)"]
    assert {str(name) for name in result.facts.views} == {"dbo.plain", "dbo.sums"}


def test_a_view_that_cannot_be_known_is_passed_over_with_a_note() -> None:
    """Nothing is guessed."""
    (note,) = read("CREATE VIEW v AS SELECT * FROM elsewhere.t").notes
    assert not note.is_error
    assert note.message == "the columns of view `dbo.v` cannot be known here; it is passed over"


def test_a_synonym_is_another_name_of_a_table() -> None:
    """One that leads out of the script is passed over with a note."""
    result = read("CREATE TABLE t (a int) CREATE SYNONYM s FOR dbo.t; CREATE SYNONYM o FOR other.dbo.t")
    assert [str(table.name) for table in result.schema.tables] == ["dbo.t", "dbo.s"]
    assert [note.message for note in result.notes] == [
        "synonym `dbo.o` leads to another database, and is passed over"
    ]


def test_what_makes_no_table_is_passed_over_with_a_note() -> None:
    """A procedure reaches to the end of its batch, whatever it creates."""
    result = read(
        "CREATE PROCEDURE p AS BEGIN CREATE TABLE #x (a int); SELECT 1 END\nGO\nCREATE SEQUENCE s AS int\nGO\nCREATE TABLE t (a int)"
    )
    assert [str(table.name) for table in result.schema.tables] == ["dbo.t"]
    assert [(note.line, note.is_error) for note in result.notes] == [(1, False), (3, False)]


@pytest.mark.parametrize(
    ("script", "line", "column", "message"),
    [
        ("CREATE TABLE t (\n  a intt\n)", 2, 5, "`intt` is no type that is known here"),
        ("CREATE TABLE t (a int", 1, 16, "a bracket that is never closed"),
        ("CREATE TABLE t (a int)\nCREATE TABLE T (b int)", 2, 14, "`dbo.T` is created twice"),
        ("SELECT 'open", 1, 8, "a text that is never closed"),
        ("/* open /* inner */", 1, 1, "a comment that is never closed"),
        ("ALTER TABLE nowhere ADD a int", 1, 13, "`dbo.nowhere` is altered before it is created"),
    ],
)
def test_errors_have_their_place(script: str, line: int, column: int, message: str) -> None:
    """Line and column of the script, and what is wrong."""
    (error,) = read(script).errors
    assert (error.line, error.column, error.message) == (line, column, message)


def test_files_are_utf_8_or_utf_16() -> None:
    """Management Studio writes UTF-16 with its mark."""
    assert decode_script("CREATE TABLE ไทย".encode("utf-16")) == "CREATE TABLE ไทย"
    assert decode_script("\ufeffCREATE".encode()) == "CREATE"
    with pytest.raises(UnicodeDecodeError):
        decode_script(b"\xff\x00\x80")
