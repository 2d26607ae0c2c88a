"""GROUP BY of text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sqlglot import exp

from compiler.stages.legalise.exact.keys import Text, sameness, text_in, text_of
from compiler.types.emitted import Scope


def group(scope: Scope) -> None:
    """Groups by keys; elsewhere in the SELECT the text is made of its key again, as T-SQL asks for what is grouped.

    Before: `SELECT [t].[s] AS [s] FROM ... GROUP BY [t].[s]`
    After:  `SELECT CAST(CAST([t].[s] AS VARBINARY(200)) AS NVARCHAR(100)) AS [s] FROM ... GROUP BY CAST([t].[s] AS VARBINARY(200))`
    """
    clause = scope.select.args.get("group")
    if clause is None:
        return
    keys = {key.copy(): text_in(key, scope) for key in _keys(clause)}
    for part in _parts(scope.select):
        for found, key in list(_occurrences(part, keys)):
            text = keys[key]
            if text is not None:
                _replace(found, key, text, grouped=part is clause)


def _occurrences(node: exp.Expr, keys: Mapping[exp.Expr, Text | None]) -> Iterator[tuple[exp.Expr, exp.Expr]]:
    """Where keys stand under a node, and which; a key inside another is part of that one."""
    if node in keys:
        yield node, node.copy()
        return
    for child in node.iter_expressions():
        yield from _occurrences(child, keys)


def _keys(node: exp.Expr) -> Iterator[exp.Expr]:
    for item in node.expressions:
        if isinstance(item, exp.Rollup | exp.Cube | exp.GroupingSets | exp.Tuple):
            yield from _keys(item)
        else:
            yield item


def _parts(select: exp.Select) -> list[exp.Expr]:
    named = [select.args.get(name) for name in ("group", "having", "order")]
    return [*select.expressions, *(part for part in named if part is not None)]


def _replace(found: exp.Expr, key: exp.Expr, text: Text, *, grouped: bool) -> None:
    key_bytes = sameness(key.copy(), text)
    if grouped or _asks_for_group(found):
        found.replace(key_bytes)
    elif not _in_aggregate(found):
        found.replace(text_of(key_bytes, text))


def _asks_for_group(node: exp.Expr) -> bool:
    call = node.parent
    return isinstance(call, exp.Anonymous) and str(call.this) in {"GROUPING", "GROUPING_ID"}


AGGREGATES = frozenset(
    {"AVG", "COUNT_BIG", "MAX", "MIN", "STDEV", "STDEVP", "STRING_AGG", "SUM", "VAR", "VARP"}
)


def _in_aggregate(node: exp.Expr) -> bool:
    """Whether a node stands in the argument of an aggregate, which sees rows, not groups."""
    at = node.parent
    while at is not None and not isinstance(at, exp.Query):
        if (
            isinstance(at, exp.Anonymous)
            and str(at.this) in AGGREGATES
            and not isinstance(at.parent, exp.Window)
        ):
            return True
        at = at.parent
    return False
