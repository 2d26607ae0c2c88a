"""Filters of MBQL as conditions. A date without a time of day stands for its whole day, as in Metabase."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from compiler.importing.metabase.clauses import Clause, clause_of, column_name, literal
from compiler.importing.sql_text import NotCarried
from schemas.resources.tenant import Dialect

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


class Conditions:
    """Writes conditions in a dialect; `fields` are columns that a number stands for."""

    def __init__(self, dialect: Dialect, fields: Mapping[str, str]) -> None:
        self.dialect = dialect
        self.fields = fields

    def column(self, value: Any) -> str:
        """A column by its reference. Raises NotCarried for anything that is none of the query's own table."""
        clause = clause_of(value)
        if clause.op not in {"field", "field-id"} or not clause.args:
            raise NotCarried(f"`{clause.op}` has no counterpart")
        if clause.options.get("source-field") or clause.options.get("join-alias"):
            raise NotCarried("columns of joined tables have no counterpart")
        return column_name(clause.args[0], self.fields, self.dialect)

    def condition(self, value: Any) -> str:
        """A condition. Raises NotCarried."""
        clause = clause_of(value)
        if clause.op in {"and", "or"}:
            return "(" + f" {clause.op.upper()} ".join(self.condition(part) for part in clause.args) + ")"
        if clause.op == "not":
            return f"NOT ({self.condition(clause.args[0])})"
        write = _WRITERS.get(clause.op)
        if write is None or not clause.args:
            raise NotCarried(f"the filter `{clause.op}` has no counterpart")
        return write(self, self._compared(clause), clause)

    def _compared(self, clause: Clause) -> str:
        column = self.column(clause.args[0])
        dates = [isinstance(value, str) and bool(_DATE.fullmatch(value)) for value in clause.args[1:]]
        if any(dates) and not all(dates):
            raise NotCarried("a filter that mixes dates with other values has no counterpart")
        unit = clause_of(clause.args[0]).options.get("temporal-unit")
        if unit not in {None, "default", "day"}:
            raise NotCarried(f"a filter by {unit} has no counterpart")
        return f"CAST({column} AS date)" if any(dates) or unit == "day" else column


def _equal(_: Conditions, column: str, clause: Clause) -> str:
    values = [literal(value) for value in clause.args[1:]]
    return f"{column} = {values[0]}" if len(values) == 1 else f"{column} IN ({', '.join(values)})"


def _unequal(_: Conditions, column: str, clause: Clause) -> str:
    values = ", ".join(literal(value) for value in clause.args[1:])
    return f"({column} NOT IN ({values}) OR {column} IS NULL)"


def _between(_: Conditions, column: str, clause: Clause) -> str:
    low, high = clause.args[1:3]
    return f"{column} BETWEEN {literal(low)} AND {literal(high)}"


def _comparison(operator: str) -> Callable[[Conditions, str, Clause], str]:
    return lambda _, column, clause: f"{column} {operator} {literal(clause.args[1])}"


def _matching(before: str, after: str) -> Callable[[Conditions, str, Clause], str]:
    def write(_: Conditions, column: str, clause: Clause) -> str:
        wanted = str(clause.args[1])
        escaped = re.sub(r"([\\%_\[])", r"\\\1", wanted)
        pattern = literal(f"{before}{escaped}{after}") + (r" ESCAPE '\'" if escaped != wanted else "")
        if clause.options.get("case-sensitive", True):
            return f"{column} LIKE {pattern}"
        return f"lower({column}) LIKE {pattern.lower().replace(' escape ', ' ESCAPE ')}"

    return write


_WRITERS: dict[str, Callable[[Conditions, str, Clause], str]] = {
    "=": _equal,
    "!=": _unequal,
    "between": _between,
    **{operator: _comparison(operator) for operator in ("<", "<=", ">", ">=")},
    "is-null": lambda _, column, clause: f"{column} IS NULL",
    "not-null": lambda _, column, clause: f"{column} IS NOT NULL",
    "is-empty": lambda _, column, clause: f"({column} IS NULL OR {column} = '')",
    "not-empty": lambda _, column, clause: f"({column} IS NOT NULL AND {column} <> '')",
    "contains": _matching("%", "%"),
    "starts-with": _matching("", "%"),
    "ends-with": _matching("%", ""),
}
