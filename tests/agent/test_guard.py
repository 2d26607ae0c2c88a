"""The statement guard (attack cases 48 to 53): what it lets pass, what it refuses, and how long it takes."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.execute.guard import Access, admit
from agent.execute.lexer import tokens
from agent.faults import SiteFault
from schemas.bundle.objects import Limits, Origin, ParameterSource, Statement, StatementParameter

TABLES = ["sales.orders", "sales.customers"]


def statement(sql: str, *, parameters: list[StatementParameter] | None = None) -> Statement:
    """A statement that declares TABLES."""
    return Statement(
        sql=sql,
        parameters=parameters or [],
        columns=[],
        limits=Limits(rows=10, timeout_ms=1000),
        refresh_seconds=60,
        tables=TABLES,
        origin=Origin(file="a.yaml", line=1),
    )


def refusal(sql: str, engine: str = "sqlserver", access: Access | None = None) -> str:
    """The code with which the guard refuses `sql`."""
    with pytest.raises(SiteFault) as caught:
        admit("0" * 64, statement(sql), engine=engine, access=access or Access())
    return caught.value.code.id


PASSES_TSQL = [
    "SELECT 1 AS [DELETE]",
    "SELECT [o].[amount] FROM [sales].[orders] AS [o]",
    "SELECT [DROP], N'x; DELETE FROM t -- no' FROM [sales].[orders]",
    "WITH [c] AS (SELECT 1 AS [a]), [d]([x]) AS (SELECT [a] FROM [c]) SELECT [x] FROM [d], [c]",
    "SELECT * FROM [sales].[orders] AS [o] JOIN [sales].[customers] AS [c] ON [c].[id] = [o].[id] WHERE @p = 1",
    "SELECT 1 FROM [sales].[orders] WHERE [r] IN (SELECT [value] FROM OPENJSON(@r) WITH ([value] nvarchar(4000) '$'))",
    "SELECT [a] FROM [sales].[orders] ORDER BY [a] OFFSET 0 ROWS FETCH NEXT 10 ROWS ONLY",
    "SELECT [a] FROM ([sales].[orders] AS [o] CROSS JOIN [sales].[customers] AS [c])",
    "SELECT [v] FROM (VALUES (1), (2)) AS [t]([v])",
    "SELECT TRIM('x' FROM [a]) FROM [sales].[orders] GROUP BY [a], [b]",
    "SELECT SUM([a]) OVER (PARTITION BY [b], [c] ORDER BY [d]) FROM [sales].[orders] OPTION (MAXRECURSION 1000)",
    "SELECT [a] FROM [orders] AS [o] WHERE 'x' = N'it''s'",
    "SELECT DATEPART(weekday, [d]) + @@DATEFIRST FROM [SALES].[Orders]",
    "WITH [c] AS (SELECT 1 AS [n] UNION ALL SELECT [n] + 1 FROM [c] WHERE [n] < 9) SELECT [n] + 1.5E0 + 0x1F FROM [c]",
    "WITH [c] AS (SELECT 1 AS [n] UNION ALL SELECT [n] FROM [c] UNION ALL SELECT [n] FROM [c]) SELECT [n] FROM [c]",
]


@pytest.mark.parametrize("sql", PASSES_TSQL)
def test_a_reading_statement_in_tsql_passes(sql: str) -> None:
    """What the compiler writes is let pass, also where quoted names are words of the forbidden list."""
    assert admit("0" * 64, statement(sql), engine="sqlserver", access=Access()).statement.sql == sql


PASSES_DUCKDB = [
    'SELECT EXTRACT(YEAR FROM "o"."d") FROM "sales"."orders" AS "o"',
    'SELECT "a"[1], {\'x\': 1} FROM "sales"."orders" WHERE "a" IS NOT DISTINCT FROM "b"',
    'SELECT 1 FROM "sales"."orders" WHERE "r" IN (SELECT UNNEST(CAST($r AS TEXT[])))',
    'SELECT "d" FROM GENERATE_SERIES(1, 10) AS "t"("d") LIMIT 10',
    '(SELECT 1 AS "a") UNION ALL (SELECT 2 AS "a")',
    "VALUES (1, 'a'), (2, 'b')",
    "SELECT e'it''s \\'; DROP TABLE x -- \\\\' AS \"a\"",
    'WITH RECURSIVE "c" AS (SELECT 1 AS "n" UNION ALL SELECT "n" + 1 FROM "c") SELECT "n" FROM "c"',
    'WITH RECURSIVE "c"("n") AS (SELECT 1 UNION SELECT "n" + 1 FROM (SELECT "n" FROM "c") AS "s") SELECT "n" FROM "c"',
    'WITH "c" AS NOT MATERIALIZED (SELECT 1 AS "n"), "d" AS (SELECT "n" FROM "c") SELECT "n" FROM "d", "c"',
]


@pytest.mark.parametrize("sql", PASSES_DUCKDB)
def test_a_reading_statement_in_duckdb_passes(sql: str) -> None:
    """DuckDB's lists, casts, table functions and recursive CTEs are let pass."""
    assert admit("0" * 64, statement(sql), engine="duckdb", access=Access()).statement.sql == sql


SECOND_STATEMENT = [
    *(f"SELECT 1\n{word}" for word in
      ["SHUTDOWN", "CHECKPOINT", "RECONFIGURE", "COMMIT", "RETURN", "REVERT", "FETCH c", "DELETE FROM t"]),
    "SELECT 1 ROWS FETCH NEXT FROM c",
    "SELECT 1; DROP TABLE x",
    "SELECT 1\u037e DROP TABLE x",
    "SELECT 1 WAITFOR DELAY '0:0:5'",
    "SELECT 1 USE master",
    "SELECT 1 DECLARE @x int",
    "SELECT 1 KILL 5",
    "SELECT 1 IF 1=1 SELECT 2",
    "SELECT 1 BACKUP DATABASE x TO DISK='y'",
    "SELECT 1\nGO\nSELECT 2",
    "SELECT 1 EXEC sp_who",
    "WITH [x] AS (SELECT 1 AS [a]) DELETE FROM [x]",
    "WITH [x] AS (SELECT 1 AS [a]) UPDATE [x] SET [a] = 1",
    "MERGE [sales].[orders] USING [x] ON 1=1 WHEN MATCHED THEN DELETE",
    # T-SQL reads 1e as a number, and so the word that follows as a statement of its own.
    "SELECT 1eDELETE FROM [sales].[orders]",
    "SELECT 1.e+DELETE FROM [sales].[orders]",
    "SELECT $DELETE FROM [sales].[orders]",
]  # fmt: skip


@pytest.mark.parametrize("sql", SECOND_STATEMENT)
def test_a_second_statement_is_refused(sql: str) -> None:
    """T-SQL needs no semicolon before a second statement, so its reserved words are refused (cases 48, 50)."""
    assert refusal(sql) == "DW921"


REACHES_TOO_FAR = [
    "SELECT * INTO [x] FROM [sales].[orders]",
    "SELECT * FROM OPENQUERY([s], 'SELECT 1')",
    "SELECT * FROM OPENROWSET('x', 'y', 'z')",
    "SELECT * FROM OPENDATASOURCE('x', 'y').[a].[b].[c]",
    "SELECT * FROM [srv].[db].[sales].[orders]",
    "SELECT * FROM [master].[sys].[databases]",
    "SELECT * FROM [master]..[x]",
    "SELECT * FROM [sys].[tables]",
    "SELECT * FROM [sales].[orders], [sales].[secret]",
    "SELECT * FROM [sales].[orders] LIMIT, [sales].[secret]",
    "SELECT * FROM [sales].[orders] AS [o] CROSS APPLY [sales].[secret]([o].[id])",
    "SELECT (SELECT TOP (1) [x] FROM [sales].[secret]) AS [x]",
    "SELECT 1 FROM (SELECT 1 AS [a] FROM (WITH [secret] AS (SELECT 1) SELECT 1) AS [y]) AS [z], [secret]",
    "SELECT NEXT VALUE FOR [s].[q]",
    "SELECT * FROM [sales].[orders] WITH (TABLOCKX, HOLDLOCK)",
    "SELECT * FROM [sales].[orders] AS [o] (TABLOCKX)",
    "SELECT * FROM [sales].[orders] AS [o] (UPDLOCK, ROWLOCK)",
    "SELECT * FROM sales.orders@x",
    "SELECT * FROM sales.orders$x",
    "SELECT 1 FROM [sales].[orders] WHERE 1 = 1 WINDOW [w] AS (ORDER BY [a]), [secret] AS () UNION SELECT 1 FROM [secret]",
    "WITH [secret] AS (SELECT [a] FROM [secret]) SELECT [a] FROM [secret]",
    "SELECT @x = [a] FROM [sales].[orders]",
    "SELECT 1 AS [a], @x = 2",
    "SELECT [dbo].[writes](1)",
    "SELECT 1 OPTION (MAXRECURSION 0)",
    "SELECT @@VERSION",
    "SELECT * FROM #temp",
    "SELECT e'a' AS [a]",
    "SELECT * FROM [secret]",
    "SELECT 1 -- comment",
    "SELECT 1 /* comment */",
]


@pytest.mark.parametrize("sql", REACHES_TOO_FAR)
def test_a_select_that_reaches_further_is_refused(sql: str) -> None:
    """A plain SELECT that leaves its declared tables, locks, assigns or hides text is refused (case 49)."""
    assert refusal(sql) == "DW921"


DUCKDB_TRICKS = [
    "SELECT * FROM 'secret.csv'",
    "SELECT * FROM read_csv('/etc/passwd')",
    "SELECT * FROM query('SELECT 1')",
    "SELECT * FROM query_table('secret')",
    "WITH x AS (FROM secret) SELECT * FROM x",
    "WITH x AS (PIVOT secret ON a USING sum(b)) SELECT * FROM x",
    "SELECT * FROM (TABLE secret)",
    "SELECT * FROM (DESCRIBE secret)",
    "SELECT $$a$$",
    "SELECT E'a\\\\'; DROP TABLE x --'",
    "(FROM secret)",
    "SELECT x'00'",
    "SELECT getenv('HOME')",
    'SELECT * FROM "sales"."orders", LATERAL (SELECT * FROM "secret")',
    # In its own body the name of a CTE is a table's, unless it is the recursive part of a recursive one.
    "WITH secret AS (SELECT a FROM secret) SELECT a FROM secret",
    "WITH RECURSIVE secret AS (SELECT a FROM secret) SELECT a FROM secret",
    "WITH RECURSIVE secret AS (SELECT a FROM secret UNION ALL SELECT a FROM secret) SELECT a FROM secret",
    "WITH secret AS (SELECT 1 AS a UNION ALL SELECT a FROM secret) SELECT a FROM secret",
    "WITH RECURSIVE secret AS (SELECT 1 AS a UNION ALL SELECT a FROM secret UNION ALL SELECT 2) SELECT a FROM secret",
    # DATE and a string, where a reader that sees DAT and an escaped string would take what follows for text.
    "SELECT DATE'\\' FROM hr.pay WHERE b = '",
    "SELECT $a$x'$a$y FROM hr.pay WHERE b = '",
    "SELECT 1FROM sales.orders",
]


@pytest.mark.parametrize("sql", DUCKDB_TRICKS)
def test_duckdb_has_no_way_round(sql: str) -> None:
    """DuckDB's files, dynamic queries, FROM-first queries and quoting styles are refused."""
    assert refusal(sql, "duckdb") == "DW921"


def test_the_site_file_narrows_the_schemas() -> None:
    """A declared table outside the schemas that the administrator allows is refused."""
    sql = "SELECT 1 AS [a] FROM [sales].[orders]"
    assert refusal(sql, access=Access(frozenset({"public"}))) == "DW922"
    assert refusal("SELECT 1 AS [a] FROM [orders]", access=Access(frozenset({"public"}))) == "DW922"
    admit("0" * 64, statement(sql), engine="sqlserver", access=Access(frozenset({"sales"})))


def test_what_the_site_allows_is_not_told() -> None:
    """A refusal reaches the vendor, so it names the bundle's own table and not the administrator's list."""
    with pytest.raises(SiteFault, match=r"it reads sales\.orders") as caught:
        admit(
            "0" * 64,
            statement("SELECT 1 AS [a] FROM [sales].[orders]"),
            engine="sqlserver",
            access=Access(frozenset({"payroll"})),
        )
    assert "payroll" not in caught.value.message


@pytest.mark.parametrize(("name", "kind"), [("a b", "int"), ("a", "int; DROP TABLE x"), ("a=1,@b", "int")])
def test_parameter_declarations_cannot_carry_sql(name: str, kind: str) -> None:
    """Names and types become declaration text, so they must have the form of names and types (case 53)."""
    odd = StatementParameter(name=name, type=kind, source=ParameterSource(kind="now"))
    with pytest.raises(SiteFault, match="DW921"):
        admit("0" * 64, statement("SELECT 1", parameters=[odd]), engine="sqlserver", access=Access())


@pytest.mark.parametrize(
    "sql",
    ["SELECT " + "(" * 5000 + "1" + ")" * 5000, "SELECT '" + "a" * 1_000_000, "SELECT " + "[a], " * 70_000],
)
def test_hostile_text_is_judged_quickly(sql: str) -> None:
    """Large and deeply nested texts cost bounded time (case 52)."""
    began = time.process_time()
    refusal(sql + " INTO [x]")
    assert time.process_time() - began < 2


@given(st.text(max_size=80), st.sampled_from(["sqlserver", "duckdb"]))
def test_any_text_is_judged(text: str, engine: str) -> None:
    """Whatever follows a SELECT, the guard has an answer of its own."""
    try:
        admit("0" * 64, statement("SELECT 1 AS a " + text), engine=engine, access=Access())
    except SiteFault as fault:
        outcome = fault.code.id
    else:
        outcome = "admitted"
    assert outcome in {"admitted", "DW921"}


@given(st.text(max_size=40))
def test_no_quoted_text_is_code(text: str) -> None:
    """A name or a string holds anything, and is still one token."""
    name, words = text.replace("]", "]]") or "a", text.replace("'", "''")
    read = tokens(f"SELECT N'{words}' AS [{name}]", brackets=True)
    assert [token.kind for token in read] == ["word", "string", "word", "name"]
    assert read[3].text == (text or "a")
