"""Printing for DuckDB: an analysed query as DuckDB's SQL that means the same, or the faults that say why not.

For SQL Server `legalise` and `compiler.tsql.printer` stand in this place.
"""

from compiler.stages.emit.duckdb import Emitted, emit_duckdb

__all__ = ["Emitted", "emit_duckdb"]
