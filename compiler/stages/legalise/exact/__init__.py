"""`text_comparison: exact`: text is compared, grouped and ordered character by character, whatever the database's collation.

It runs on the tree of the T-SQL core, where few constructs are left that compare, and none of them can slip through:
`comparing` (operators, IN, BETWEEN, LIKE, CASE, NULLIF), `aggregating` (MIN, MAX, COUNT(DISTINCT), windows, ORDER BY),
`grouping` (GROUP BY), `distinct` (DISTINCT and set operations). `keys` makes the bytes that are compared in place of text.
"""

from compiler.stages.legalise.exact.stage import compare_exactly

__all__ = ["compare_exactly"]
