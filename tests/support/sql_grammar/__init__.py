"""Hypothesis strategies of queries over the grammar that the compiler claims, well typed, in both authors' dialects.

    ground        two tables whose rows hold NULL, halves, negatives, month ends, Thai, trailing blanks
    expressions   expressions of a wanted type over the columns in sight
    queries       SELECT with joins, derived tables, CTEs, grouping, windows, set operations, order and limits

What a generated query answers is determined by the query: a limit stands behind an order over all columns, and a window that
numbers rows is ordered by a key.
"""

from tests.support.sql_grammar.queries import Generated, queries

__all__ = ["Generated", "queries"]
