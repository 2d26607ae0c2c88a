"""What the agent itself says to SQL Server, beside the statements of bundles: settings, describing, catalog, rights."""

from __future__ import annotations

LOCK_MILLISECONDS = 10_000
SESSION = (
    "SET NOCOUNT ON",
    "SET QUOTED_IDENTIFIER ON",
    "SET ANSI_NULLS ON",
    "SET ANSI_PADDING ON",
    "SET ANSI_WARNINGS ON",
    "SET CONCAT_NULL_YIELDS_NULL ON",
    "SET ARITHABORT ON",
    "SET LANGUAGE us_english",
    "SET DATEFIRST 7",
    "SET DATEFORMAT mdy",
    f"SET LOCK_TIMEOUT {LOCK_MILLISECONDS}",
)
"""What statements were compiled for; nothing is left to the server's or the login's defaults."""

ISOLATION = "SET TRANSACTION ISOLATION LEVEL READ COMMITTED"
"""Set anew for each query: resetting a pooled connection does not reset it."""

DESCRIBE = "EXEC sys.sp_describe_first_result_set @tsql = ?, @params = ?, @browse_information_mode = 0"
COLUMNS = """
SELECT s.name, o.name, c.name,
       CASE WHEN t.name IN (N'decimal', N'numeric') THEN CONCAT(t.name, N'(', c.precision, N',', c.scale, N')')
            WHEN t.name IN (N'nvarchar', N'nchar')
            THEN CONCAT(t.name, N'(', CASE WHEN c.max_length = -1 THEN N'max' ELSE CAST(c.max_length / 2 AS nvarchar(10)) END, N')')
            WHEN t.name IN (N'varchar', N'char', N'varbinary', N'binary')
            THEN CONCAT(t.name, N'(', CASE WHEN c.max_length = -1 THEN N'max' ELSE CAST(c.max_length AS nvarchar(10)) END, N')')
            WHEN t.name IN (N'datetime2', N'datetimeoffset', N'time') THEN CONCAT(t.name, N'(', c.scale, N')')
            ELSE t.name END, c.is_nullable, CASE WHEN o.type = 'V' THEN 1 ELSE 0 END, c.is_hidden
FROM sys.columns AS c
JOIN sys.objects AS o ON o.object_id = c.object_id AND o.type IN ('U', 'V')
JOIN sys.schemas AS s ON s.schema_id = o.schema_id
JOIN sys.types AS u ON u.user_type_id = c.user_type_id
LEFT JOIN sys.types AS b ON b.user_type_id = u.system_type_id
CROSS APPLY (SELECT COALESCE(b.name, u.name) AS name) AS t
WHERE s.name NOT IN (N'sys', N'INFORMATION_SCHEMA')
ORDER BY s.name, o.name, c.column_id
"""
"""A user type is told as the type that it is made of; those of the CLR (geography and its kin) are made of none."""

FACTS = """
SELECT CAST(DATABASEPROPERTYEX(DB_NAME(), 'Collation') AS nvarchar(128)), compatibility_level
FROM sys.databases WHERE name = DB_NAME()
"""
RIGHTS = ("INSERT", "UPDATE", "DELETE", "ALTER", "CONTROL", "EXECUTE", "CREATE TABLE")
RIGHT = "SELECT HAS_PERMS_BY_NAME(DB_NAME(), 'DATABASE', ?)"
WRITABLE_TABLES = """
SELECT COUNT(*) FROM (
  SELECT QUOTENAME(s.name) + N'.' + QUOTENAME(o.name) AS name
  FROM sys.objects AS o JOIN sys.schemas AS s ON s.schema_id = o.schema_id WHERE o.type IN ('U', 'V')
) AS t
WHERE HAS_PERMS_BY_NAME(t.name, 'OBJECT', 'INSERT') = 1 OR HAS_PERMS_BY_NAME(t.name, 'OBJECT', 'UPDATE') = 1
   OR HAS_PERMS_BY_NAME(t.name, 'OBJECT', 'DELETE') = 1
"""
