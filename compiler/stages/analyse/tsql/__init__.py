"""Queries that authors write in T-SQL: checked and typed like the others, shipped as they are written.

Printing T-SQL from sqlglot's tree changes meaning (DATENAME becomes FORMAT, LOG10 becomes LOG), so the tree is used to resolve
names and to type, and the text is the author's own, token for token, with its identifiers in brackets. What else differs is
named in `shipping`: parameters, the clock, row filters. `words` is the allow-list that every other word must be on.
"""

from compiler.stages.analyse.tsql.expressions import bind_tsql
from compiler.stages.analyse.tsql.shipping import ship

__all__ = ["bind_tsql", "ship"]
