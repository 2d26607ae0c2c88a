"""Questions made with Metabase's query builder, as SQL: one table, its filters, groups, aggregates, order and limit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from compiler.importing.carried import Remark
from compiler.importing.json_tree import at, sequence
from compiler.importing.metabase.clauses import Clause, clause_of, quoted, table_name
from compiler.importing.metabase.filters import Conditions
from compiler.importing.sql_text import NotCarried
from schemas.resources.tenant import Dialect

_UNITS = frozenset({"minute", "hour", "day", "week", "month", "quarter", "year"})
_FUNCTIONS = {"sum": "sum", "avg": "avg", "min": "min", "max": "max", "stddev": "stddev", "count": "count"}


@dataclass
class StructuredQuery:
    """Writes one question; `conditions` are those of the dashboard's parameters."""

    item: str
    dialect: Dialect
    fields: Mapping[str, str]
    remarks: list[Remark] = field(default_factory=list)

    def sql(self, stage: dict[str, Any], conditions: Sequence[str]) -> str:
        """The query. Raises NotCarried."""
        for part in ("joins", "expressions", "source-card", "source-query"):
            if stage.get(part):
                raise NotCarried(
                    f"`{part}` of the query builder have no counterpart; convert the question to SQL there"
                )
        table = table_name(stage.get("source-table"), self.dialect)
        groups = [self._group(value) for value in sequence(stage, "breakout")]
        aggregates = self._aggregates(sequence(stage, "aggregation"))
        selected = [f"{sql} AS {quoted(name, self.dialect)}" for name, sql in (*groups, *aggregates)]
        selected = (
            selected or [self._conditions.column(value) for value in sequence(stage, "fields")] or ["*"]
        )
        where = [self._conditions.condition(value) for value in _filters(stage)] + list(conditions)
        lines = [f"SELECT {', '.join(selected)}", f"FROM {table}"]
        lines += [f"WHERE {' AND '.join(where)}"] if where else []
        lines += [f"GROUP BY {', '.join(sql for _, sql in groups)}"] if groups else []
        return "\n".join([*lines, *self._order_and_limit(stage, groups, aggregates)])

    @property
    def _conditions(self) -> Conditions:
        return Conditions(self.dialect, self.fields)

    def _group(self, value: Any) -> tuple[str, str]:
        """Name and expression of a group."""
        clause = clause_of(value)
        column = self._conditions.column(value)
        name = column.strip('"[]')
        if clause.options.get("binning"):
            raise NotCarried("groups of equal width have no counterpart")
        unit = clause.options.get("temporal-unit") or "default"
        return name, column if unit == "default" else self._truncated(column, str(unit))

    def _truncated(self, column: str, unit: str) -> str:
        if unit not in _UNITS:
            raise NotCarried(f"groups by {unit} have no counterpart")
        if unit == "day":
            return f"CAST({column} AS date)"
        if unit == "week":
            what = "its weeks began on the day that Metabase was set to; they begin on Monday now"
            self.remarks.append(Remark(self.item, "changed", what))
        if self.dialect != "tsql":
            return f"date_trunc('{unit}', {column})"
        if unit == "week":
            raise NotCarried("groups by week have no counterpart in T-SQL")
        return f"DATEADD({unit}, DATEDIFF({unit}, 0, {column}), 0)"

    def _aggregates(self, values: Sequence[Any]) -> list[tuple[str, str]]:
        found: list[tuple[str, str]] = []
        for value in values:
            name, sql = self._aggregate(value)
            taken = sum(other.rstrip("_0123456789") == name for other, _ in found)
            found.append((f"{name}_{taken + 1}" if taken else name, sql))
        return found

    def _aggregate(self, value: Any) -> tuple[str, str]:
        clause = clause_of(value)
        if clause.op == "aggregation-options":
            name, sql = self._aggregate(clause.args[0])
            return str(clause.options.get("name") or name), sql
        own = clause.options.get("name")
        if clause.op == "distinct" and clause.args:
            return str(own or "count"), f"count(DISTINCT {self._conditions.column(clause.args[0])})"
        if clause.op == "count-where":
            condition = self._conditions.condition(clause.args[0])
            return str(own or "count_where"), f"sum(CASE WHEN {condition} THEN 1 ELSE 0 END)"
        if clause.op not in _FUNCTIONS:
            raise NotCarried(f"the aggregate `{clause.op}` has no counterpart")
        argument = self._conditions.column(clause.args[0]) if clause.args else "*"
        return str(own or clause.op), f"{_FUNCTIONS[clause.op]}({argument})"

    def _order_and_limit(
        self, stage: dict[str, Any], groups: Sequence[tuple[str, str]], aggregates: Sequence[tuple[str, str]]
    ) -> list[str]:
        keys = [self._key(value, stage, aggregates) for value in sequence(stage, "order-by")]
        keys = keys or [quoted(name, self.dialect) for name, _ in groups]
        limit = stage.get("limit")
        lines = [f"ORDER BY {', '.join(keys)}"] if keys else []
        if not isinstance(limit, int):
            return lines
        if self.dialect != "tsql":
            return [*lines, f"LIMIT {limit}"]
        lines = lines or ["ORDER BY (SELECT NULL)"]
        return [*lines, f"OFFSET 0 ROWS FETCH NEXT {limit} ROWS ONLY"]

    def _key(self, value: Any, stage: dict[str, Any], aggregates: Sequence[tuple[str, str]]) -> str:
        clause = clause_of(value)
        inner = clause_of(clause.args[0])
        name = (
            self._aggregate_name(inner, stage, aggregates)
            if inner.op == "aggregation"
            else self._group(clause.args[0])[1]
        )
        return f"{name} DESC" if clause.op == "desc" else name

    def _aggregate_name(
        self, inner: Clause, stage: dict[str, Any], aggregates: Sequence[tuple[str, str]]
    ) -> str:
        wanted = inner.args[0] if inner.args else None
        for index, value in enumerate(sequence(stage, "aggregation")):
            if wanted in {index, clause_of(value).options.get("lib/uuid")}:
                return quoted(aggregates[index][0], self.dialect)
        raise NotCarried("an order by an aggregate that is not there")


def _filters(stage: dict[str, Any]) -> list[Any]:
    """Today's list of filters, or the one filter of before."""
    one = stage.get("filter")
    return sequence(stage, "filters") or ([one] if one else [])


def stage_of(card: dict[str, Any]) -> dict[str, Any]:
    """The one stage of a question of the query builder. Raises NotCarried."""
    stages = sequence(card, "dataset_query", "stages")
    if len(stages) > 1:
        raise NotCarried("a question on the result of another has no counterpart; convert it to SQL there")
    stage = stages[0] if stages else at(card, "dataset_query", "query")
    if not isinstance(stage, dict):
        raise NotCarried("its question is not in the export")
    return stage
