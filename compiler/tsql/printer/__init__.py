"""Prints the T-SQL core, and nothing else: a node that no rule here claims is refused, never guessed."""

from compiler.tsql.printer import predicates, queries, sources, values
from compiler.tsql.printer.core import Printer, Unprintable, print_statement

# The modules of rules enter themselves into the table on import.
__all__ = ["Printer", "Unprintable", "predicates", "print_statement", "queries", "sources", "values"]
