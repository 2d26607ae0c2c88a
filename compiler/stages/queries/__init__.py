"""Stages 5 to 7 for a whole tree: analyse, legalise and emit each query once, and check what they return.

The three stages themselves work on one query and stand in `analyse/`, `legalise/` and `emit`, composed by
`compiler.translate`. Here is what a dashboard adds to a query: its parameters, its row filters, its charts, and the
way from a place in the SQL back to the author's file.
"""

from compiler.stages.queries.answers import Question, TranslateAll, one_by_one
from compiler.stages.queries.stage import translate_tenants

__all__ = ["Question", "TranslateAll", "one_by_one", "translate_tenants"]
