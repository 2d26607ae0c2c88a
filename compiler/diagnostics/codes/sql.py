"""DW50x, DW51x, DW53x: SQL that does not hold against the catalog, or cannot be printed for DuckDB."""

from __future__ import annotations

from schemas.codes import Code

SYNTAX = Code("DW501", "SQL syntax error")
NOT_ONE_QUERY = Code("DW502", "Not one query expression")
UNKNOWN_TABLE = Code("DW503", "Unknown table")
UNKNOWN_COLUMN = Code("DW504", "Unknown column")
AMBIGUOUS_COLUMN = Code("DW505", "Ambiguous column")
PARAMETER_NOT_DECLARED = Code("DW506", "Parameter not declared")
WRONG_TYPES = Code("DW507", "Types that do not go together")
TYPE_NOT_KNOWN = Code("DW508", "Type that cannot be known")
UNKNOWN_FUNCTION = Code("DW509", "Function or construct that is not on the list")
TOO_LARGE = Code("DW510", "Query too large or too deep")
FORBIDDEN = Code("DW511", "Something a query may not do")
LIST_PARAMETER = Code("DW512", "List parameter outside IN")
OPTIONAL_PARAMETER = Code("DW513", "Optional parameter outside a condition")
ROW_FILTER = Code("DW514", "Row filter that cannot be applied")
NOT_GROUPED = Code("DW515", "Column neither grouped nor aggregated")
MISPLACED = Code("DW516", "Aggregate or window function in a place that has none")
NAME_TWICE = Code("DW517", "Table name twice in one FROM")
BAD_LITERAL = Code("DW518", "Literal that is not of its type")
COLUMN_COUNT = Code("DW519", "Number of columns that does not fit")
NOT_FOR_DUCKDB = Code("DW530", "No equal form in DuckDB")
NULL_COMPARED = Code("DW533", "Comparison with NULL")
PARAMETER_IN_QUOTES = Code("DW534", "Parameter inside quotes")
FORGOTTEN_COMMA = Code("DW535", "Column's name as an alias")
COMPILER_FAULT = Code("DW532", "Fault of the compiler itself")
BAD_LINE = Code("DW531", "Line that is no query")
