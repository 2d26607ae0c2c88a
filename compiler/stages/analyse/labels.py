"""The name of a result column that the author gave none, as the author's dialect names it.

PostgreSQL (src/backend/parser/parse_target.c, FigureColname): a column's own name, a function's name, the name under a
cast or else the type's, `case`, and `?column?` for the rest. DuckDB names a column after the text of its expression,
from which it takes the brackets around the whole.
"""

from __future__ import annotations

from collections.abc import Callable

from sqlglot import exp

from compiler.ir.analysed import place
from compiler.stages.analyse.binding import Binding
from compiler.stages.analyse.reading import author_dialect

_POSTGRES_TYPES = {"DOUBLE": "float8", "INT": "int4", "BIGINT": "int8", "SMALLINT": "int2", "DECIMAL": "numeric",
                   "BOOLEAN": "bool", "FLOAT": "float4"}  # fmt: skip
_SPELLED: dict[type[exp.Expr], str] = {exp.GroupConcat: "string_agg", exp.StrPosition: "position", exp.Trim: "btrim", exp.Mod: "mod",
            exp.Pow: "power", exp.JSONArrayAgg: "json_agg", exp.Coalesce: "coalesce", exp.Case: "case", exp.Exists: "exists", exp.Array: "array", exp.Nullif: "nullif",
            exp.CurrentDate: "current_date", exp.CurrentTimestamp: "current_timestamp"}  # fmt: skip


def is_date_part(node: exp.Expr, binding: Binding) -> bool:
    """Whether PostgreSQL's `date_part('year', a)` is written, which sqlglot reads as `extract(year FROM a)`."""
    start = place(node)
    before = binding.text[:start].lower() if start is not None else ""
    return before.rfind("date_part") > before.rfind("extract")


def label(node: exp.Expr, binding: Binding) -> str | None:
    """The name, or None where it is that of the column that `node` turns out to be; T-SQL gives none."""
    if not binding.is_postgres:
        node = node.unnest()
    if isinstance(node, exp.Column):
        return None
    if binding.dialect == "tsql":
        return ""
    return _postgres(node, binding) or "?column?" if binding.is_postgres else _duckdb(node, binding)


def _postgres(node: exp.Expr, binding: Binding) -> str | None:
    rule = next((rule for kinds, rule in _POSTGRES_RULES if isinstance(node, kinds)), None)
    return rule(node, binding) if rule is not None else None


def _of_inner(node: exp.Expr, binding: Binding) -> str | None:
    return _postgres(node.this, binding)


def _of_column(node: exp.Expr, binding: Binding) -> str | None:
    return binding.folded(node.this)


def _of_cast(node: exp.Expr, binding: Binding) -> str | None:
    kind = getattr(node.args["to"].this, "name", str(node.args["to"].this))
    return _postgres(node.this, binding) or _POSTGRES_TYPES.get(kind, kind.lower())


def _of_part(node: exp.Expr, binding: Binding) -> str | None:
    return "date_part" if is_date_part(node, binding) else "extract"


def _of_operator(node: exp.Expr, binding: Binding) -> str | None:
    """`mod(a, b)` and `a % b` are one kind of node: only a function has its place noted."""
    return function_name(node, binding) if "start" in node.meta else None


def _of_subquery(node: exp.Expr, binding: Binding) -> str | None:
    inner = node.unnest()
    if not isinstance(inner, exp.Select) or not inner.expressions:
        return None
    item = inner.expressions[0]
    return binding.folded(item.args["alias"]) if isinstance(item, exp.Alias) else _postgres(item, binding)


def function_name(node: exp.Expr, binding: Binding) -> str:
    """A function's name as the author wrote it, in lower case."""
    start, end = node.meta.get("start"), node.meta.get("end")
    written = binding.text[start : end + 1] if start is not None and end is not None else ""
    if written.replace("_", "").isalnum():
        return written.lower()
    spelled = _SPELLED.get(type(node))
    return spelled or (node.sql_name().lower() if isinstance(node, exp.Func) else node.key)


_POSTGRES_RULES: tuple[tuple[type | tuple[type, ...], Callable[[exp.Expr, Binding], str | None]], ...] = (
    (exp.Column, _of_column),
    (exp.Cast, _of_cast),
    ((exp.Paren, exp.Window, exp.Filter, exp.WithinGroup, exp.Collate, exp.Bracket), _of_inner),
    (exp.Extract, _of_part),
    (exp.AtTimeZone, lambda *_: "timezone"),
    (exp.Interval, lambda *_: "interval"),
    (exp.Subquery, _of_subquery),
    ((exp.Binary, exp.Connector), _of_operator),
    (exp.Func, function_name),
)


def _duckdb(node: exp.Expr, binding: Binding) -> str:
    if isinstance(node, exp.Count) and isinstance(node.this, exp.Star):
        return "count_star()"
    if isinstance(node, exp.Func) and not isinstance(node, exp.Binary | exp.Connector | exp.Cast | exp.Case):
        arguments = [_text(child) for child in node.iter_expressions() if not isinstance(child, exp.Var)]
        return _call(node, binding) or f"{function_name(node, binding)}({', '.join(arguments)})"
    return _text(node)


def _call(node: exp.Func, binding: Binding) -> str | None:
    """A call as it is written, its name in lower case; None where its place in the text is not known."""
    start, end = node.meta.get("start"), node.meta.get("end")
    if start is None or end is None or binding.text[end + 1 : end + 2] != "(":
        return None
    depth, at = 0, int(end) + 1
    while at < len(binding.text):
        depth += (binding.text[at] == "(") - (binding.text[at] == ")")
        at += 1
        if depth == 0:
            break
    return binding.text[start : end + 1].lower() + " ".join(binding.text[end + 1 : at].split())


def _text(node: exp.Expr) -> str:
    written = author_dialect("duckdb").generate(node, comments=False)
    return f"({written})" if isinstance(node, exp.Binary) else written
