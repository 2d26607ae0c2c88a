"""T-SQL read back into DuckDB: what the compiler emits, run by its documented meaning, without any code of the compiler.

sqlglot's parser reads the text (functions as plain names, so that it rewrites none of them); each construct is then said
in DuckDB's SQL by the rules of Microsoft's pages: types of arithmetic, truncating division, LEN without trailing blanks,
DATEDIFF that counts boundaries, LIKE with classes. What a module here was not taught raises `NotRead`; nothing is guessed.

    reading       text to tree
    types         SQL Server's types as far as they decide, and the types of arithmetic
    expressions   operators, conditions, casts
    functions     scalar functions by name; `aggregates` those over rows, with or without OVER
    queries       SELECT, FROM, set operations, WITH
    site          a DuckDB with the Python functions that the text calls
"""

from tests.support.tsql_reader.queries import read_statement
from tests.support.tsql_reader.site import Site, site
from tests.support.tsql_reader.types import NotRead

__all__ = ["NotRead", "Site", "read_statement", "site"]
