"""The grammar of a T-SQL query expression, as a recogniser: whether SQL Server's parser would read a text at all.

A lenient parser is no guard. What sqlglot reads in T-SQL is wider than T-SQL (`VALUES` as a query, `string_agg(a ORDER BY b)`,
`DATE '2024-01-01'`), so the text that is to be shipped is read once more, by the rules of the vendor's page alone:
https://learn.microsoft.com/sql/t-sql/queries/select-transact-sql and the pages of its clauses.
"""

from compiler.tsql.grammar.cursor import Misfit
from compiler.tsql.grammar.queries import recognise

__all__ = ["Misfit", "recognise"]
