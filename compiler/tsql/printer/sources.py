"""Sources: tables, joins, APPLY, VALUES and table functions."""

from __future__ import annotations

from typing import Final

from sqlglot import exp

from compiler.tsql import capabilities
from compiler.tsql.printer.core import Printer, Unprintable, prints
from compiler.tsql.types import type_word

COMMA: Final = ""
JOIN_WORDS: Final[dict[tuple[str, str], str]] = {
    ("", ""): COMMA,
    ("", "INNER"): "INNER JOIN",
    ("", "CROSS"): "CROSS JOIN",
    ("LEFT", ""): "LEFT JOIN",
    ("LEFT", "OUTER"): "LEFT JOIN",
    ("RIGHT", ""): "RIGHT JOIN",
    ("RIGHT", "OUTER"): "RIGHT JOIN",
    ("FULL", ""): "FULL JOIN",
    ("FULL", "OUTER"): "FULL JOIN",
    ("", "CROSS APPLY"): "CROSS APPLY",
    ("", "OUTER APPLY"): "OUTER APPLY",
}
CONDITIONLESS: Final = frozenset({"CROSS JOIN", "CROSS APPLY", "OUTER APPLY"})


_JOINED_IN_BRACKETS: Final = (exp.Table, exp.Subquery)


def with_joins(printer: Printer, node: exp.Expr, text: str) -> str:
    """`([a] INNER JOIN [b] ON ...)` for a source that has joins of its own, in brackets; else its text as it is."""
    joins = node.args.get("joins") or []
    if not joins:
        return text
    for join in joins:
        if not isinstance(join.this, _JOINED_IN_BRACKETS):
            raise Unprintable(join, f"{type(join.this).__name__.upper()} in a join in brackets")
    return f"({text}{''.join(printer.sql(join) for join in joins)})"


@prints(exp.Table, also="db alias joins")
def table(printer: Printer, node: exp.Table) -> str:
    """`[schema].[table] AS [alias]`, or a table function."""
    if isinstance(node.this, exp.Identifier):
        names = [node.args[part] for part in ("db", "this") if node.args.get(part) is not None]
        text = ".".join(printer.identifier(name) for name in names)
        if node.args.get("alias") is not None and node.args["alias"].args.get("columns"):
            raise Unprintable(node, "a list of column names after a table")
    else:
        text = _table_function(printer, node.this)
    return with_joins(printer, node, text + _alias(printer, node))


def _alias(printer: Printer, node: exp.Expr) -> str:
    name = node.args.get("alias")
    if name is None:
        return ""
    columns = name.args.get("columns")
    listed = f"({', '.join(printer.identifier(column) for column in columns)})" if columns else ""
    return f" AS {printer.identifier(name.this)}{listed}"


def _table_function(printer: Printer, node: exp.Expr) -> str:
    if isinstance(node, exp.OpenJSON):
        return _open_json(printer, node)
    if not isinstance(node, exp.Anonymous) or not capabilities.has_table_function(
        printer.version, str(node.this)
    ):
        raise Unprintable(node, f"the table function {node.name or type(node).__name__}")
    return f"{node.this}({printer.list(node.expressions)})"


def _open_json(printer: Printer, node: exp.OpenJSON) -> str:
    path = node.args.get("path")
    inside = printer.sql(node.this) if path is None else f"{printer.sql(node.this)}, {printer.sql(path)}"
    columns = ", ".join(_json_column(printer, column) for column in node.expressions)
    return f"OPENJSON({inside}) WITH ({columns})" if columns else f"OPENJSON({inside})"


def _json_column(printer: Printer, node: exp.Expr) -> str:
    word = type_word(node.args["kind"])
    if word is None:
        raise Unprintable(node, "a JSON column of a type that SQL Server lacks")
    path = node.args["path"].name.replace("'", "''")
    return f"{printer.identifier(node.name)} {word} '{path}'{' AS JSON' if node.args.get('as_json') else ''}"


@prints(exp.Join, also="side kind on")
def join(printer: Printer, node: exp.Join) -> str:
    """`, a` or ` LEFT JOIN a ON b`, with the blank before it."""
    condition = node.args.get("on")
    side, kind = str(node.args.get("side") or "").upper(), str(node.args.get("kind") or "").upper()
    word = JOIN_WORDS.get((side, kind))
    if word == COMMA and condition is not None:
        word = "INNER JOIN"
    if word is None or (condition is None) != (word in CONDITIONLESS or word == COMMA):
        raise Unprintable(node, f"the join {side} {kind}".strip())
    if word == COMMA:
        return f", {printer.sql(node.this)}"
    ending = "" if condition is None else f" ON {printer.sql(condition)}"
    return f" {word} {printer.sql(node.this)}{ending}"


@prints(exp.Values, also="alias")
def values(printer: Printer, node: exp.Values) -> str:
    """`(VALUES (1, 2), (3, 4)) AS [v]([a], [b])`."""
    name = node.args.get("alias")
    if name is None or not name.args.get("columns"):
        raise Unprintable(node, "VALUES without names for its columns")
    return f"(VALUES {printer.list(node.expressions)}){_alias(printer, node)}"
