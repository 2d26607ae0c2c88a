"""The types of the columns that a T-SQL statement returns, by SQL Server's own rules.

What is typed is the tree that is printed (the T-SQL core), not the author's query: a SUM that `legalise` casts to bigint
is bigint here. Where a rule is missing the answer is None, and the caller falls back on the author's type.
"""

from compiler.types.emitted.scopes import Scope, scopes_of
from compiler.types.emitted.statement import emitted_types, state_types

__all__ = ["Scope", "emitted_types", "scopes_of", "state_types"]
