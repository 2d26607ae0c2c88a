"""Sixth stage: an analysed query becomes a tree of the T-SQL core that means the same, or is refused with a reason.

`legalise` is the entry. `order` lists every rewrite; `rewrites` holds them by topic; `compiler.tsql.printer` prints the result.
"""

from compiler.stages.legalise.stage import Legalised, legalise

__all__ = ["Legalised", "legalise"]
