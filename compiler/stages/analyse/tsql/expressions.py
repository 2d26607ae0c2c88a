"""Binding an expression of a T-SQL query: names resolved, functions checked, types by SQL Server's rules.

What does not go together is left to SQL Server, which describes every statement before a bundle goes live: its implicit
conversions are part of the language that the author chose.
"""

from __future__ import annotations

from collections.abc import Callable

from sqlglot import exp

from compiler.diagnostics.codes import sql as codes
from compiler.ir.analysed import is_nullable
from compiler.stages.analyse import queries, subqueries
from compiler.stages.analyse.binding import typed
from compiler.stages.analyse.comparisons import list_parameter
from compiler.stages.analyse.functions.aggregates import is_plain_aggregate
from compiler.stages.analyse.labels import function_name
from compiler.stages.analyse.names import bind_column
from compiler.stages.analyse.parameters import is_untyped, placeholder_name
from compiler.stages.analyse.scope import Scope
from compiler.stages.analyse.tsql.words import is_date_part
from compiler.types.common import UNKNOWN
from compiler.types.emitted.functions import FUNCTIONS, highest
from compiler.types.emitted.promotion import Sign, arithmetic
from compiler.types.emitted.statement import literal_type
from compiler.types.sqlserver import MAX, SqlType, data_type_of, type_of_data_type

_SKIPPED = (exp.Var, exp.DataType, exp.Identifier, exp.Star, exp.WindowSpec)
_SIGNS: dict[type[exp.Expr], Sign] = {exp.Add: "+", exp.Sub: "-", exp.Mul: "*", exp.Div: "/", exp.Mod: "%"}
_CONDITIONS = (exp.Predicate, exp.Connector, exp.Not)
_CLOCKS = {
    "getdate": SqlType("datetime"),
    "getutcdate": SqlType("datetime"),
    "current_timestamp": SqlType("datetime"),
    "sysdatetime": SqlType("datetime2", scale=7),
    "sysutcdatetime": SqlType("datetime2", scale=7),
    "sysdatetimeoffset": SqlType("datetimeoffset", scale=7),
}


def bind_tsql(node: exp.Expr, scope: Scope) -> exp.Expr:
    """Bind an expression in place."""
    if isinstance(node, exp.Column) and not isinstance(node.this, exp.Star):
        return typed(node, UNKNOWN, False) if is_date_part(node) else bind_column(node, scope)
    is_part = isinstance(node, exp.Dot) and isinstance(node.this, exp.Placeholder)
    if is_part or isinstance(node, exp.Placeholder | exp.Parameter):
        return _parameter(node, scope)
    if isinstance(node, exp.Exists):
        return subqueries.bind_exists(node, scope, bind_tsql)
    if isinstance(node, exp.Query):
        return _subquery(node, scope)
    if isinstance(node, exp.Literal):
        return typed(node, data_type_of(literal_type(node)), False)
    if is_plain_aggregate(node):
        scope.aggregates = True
    children = [child for child in node.iter_expressions() if not isinstance(child, _SKIPPED)]
    for child in children:
        bind_tsql(child, scope)
    _give_types(children, scope)
    result = _type_of(node, scope)
    return typed(node, UNKNOWN if result is None else data_type_of(result), _nullable(node, children))


def _parameter(node: exp.Expr, scope: Scope) -> exp.Expr:
    parameters = scope.binding.parameters
    if isinstance(node.this, exp.Parameter):
        return typed(node, UNKNOWN, True)
    parameters.place(node, scope.binding.text)
    if isinstance(node.parent, exp.In) and (listed := list_parameter(node, scope)) is not None:
        parameters.declare(listed)
        return typed(node, UNKNOWN, False)
    name = placeholder_name(node, parameters)
    found = parameters.declare(name) if name is not None else None
    if found is None:
        message = f"parameter `{name}` is not declared"
        return scope.binding.refuse(node, codes.PARAMETER_NOT_DECLARED, message)
    found.meta.update(node.meta)
    node.replace(found)
    return found


def _subquery(node: exp.Expr, scope: Scope) -> exp.Expr:
    inner = node.this if isinstance(node, exp.Subquery) else node
    columns = queries.bind_query(inner, scope)
    if len(columns) > 1:
        message = f"a subquery gives one column here, not {len(columns)}"
        scope.binding.refuse(node, codes.COLUMN_COUNT, message, "select the one that is meant")
    return typed(node, columns[0].type if columns else UNKNOWN, True)


def _give_types(children: list[exp.Expr], scope: Scope) -> None:
    """Parameters without a declaration take the type of what stands beside them."""
    known = next((child.type for child in children if child.type is not None and not is_untyped(child)), None)
    for child in children:
        if is_untyped(child) and known is not None:
            scope.binding.parameters.infer(child, known)


def _nullable(node: exp.Expr, children: list[exp.Expr]) -> bool:
    if isinstance(node, exp.Coalesce):
        return all(is_nullable(child) for child in children)
    if isinstance(
        node,
        exp.Count | exp.Is | exp.RowNumber | exp.Rank | exp.DenseRank | exp.Concat | exp.CurrentTimestamp,
    ):
        return False
    if isinstance(node, exp.Case):
        return node.args.get("default") is None or any(is_nullable(child) for child in children)
    return isinstance(node, _MAKES_NULL) or any(is_nullable(child) for child in children)


_MAKES_NULL = (
    exp.Null, exp.Nullif, exp.AggFunc, exp.TryCast, exp.Anonymous, exp.Stuff, exp.Repeat, exp.JSONExtract,
    exp.JSONExtractScalar,
)  # fmt: skip
"""What can be NULL though none of its parts is; of functions, those that say so in their page of the T-SQL reference."""


def _sql_type(node: exp.Expr | None) -> SqlType | None:
    return None if node is None or node.type is None else type_of_data_type(node.type)


def _type_of(node: exp.Expr, scope: Scope) -> SqlType | None:
    if isinstance(node, exp.Func) and (clock := _CLOCKS.get(function_name(node, scope.binding))) is not None:
        scope.binding.parameters.now()
        return clock
    rule = next((found for kind, found in _RULES if isinstance(node, kind)), None)
    if rule is not None:
        return rule(node)
    if isinstance(node, exp.Func):
        return _of_function(node, scope)
    return _sql_type(node.this) if isinstance(node.this, exp.Expr) else None


def _of_function(node: exp.Func, scope: Scope) -> SqlType | None:
    named = FUNCTIONS.get(function_name(node, scope.binding).upper()) or FUNCTIONS.get(
        node.sql_name().upper()
    )
    arguments = [child for child in node.iter_expressions() if not isinstance(child, _SKIPPED)]
    return named([_sql_type(_as_written(argument)) for argument in arguments]) if named is not None else None


def _as_written(node: exp.Expr) -> exp.Expr:
    """What stands in the text: sqlglot puts a cast to text around the argument of LEN."""
    added = isinstance(node, exp.Cast) and node.args["to"].this is exp.DType.TEXT
    return node.this if added else node


def _computed(node: exp.Expr) -> SqlType | None:
    left, right = _sql_type(node.this), _sql_type(node.expression)
    return arithmetic(_SIGNS[type(node)], left, right) if left is not None and right is not None else None


def _cast(node: exp.Expr) -> SqlType | None:
    to = node.args.get("to") or node.this
    if isinstance(to, exp.DataType) and not all(p.name.isdigit() or _is_max(p, to) for p in to.expressions):
        return None
    if isinstance(to, exp.DataType) and not to.expressions and to.this in _WITHOUT_NUMBERS:
        return _WITHOUT_NUMBERS[to.this]
    found = type_of_data_type(to) if isinstance(to, exp.DataType) else None
    if found is not None and found.base == "real" and to.sql("tsql").upper() == "FLOAT":
        return SqlType("float")
    if found is not None and found.length == MAX and isinstance(to, exp.DataType) and not to.expressions:
        return SqlType(found.base, length=30)
    return found


_WITHOUT_NUMBERS = {
    exp.DType.BIT: SqlType("bit"),
    exp.DType.DECIMAL: SqlType("decimal", precision=18, scale=0),
    exp.DType.TIME: SqlType("time", scale=7),
}
"""Types without numbers that other dialects mean otherwise: https://learn.microsoft.com/sql/t-sql/data-types/."""


def _is_max(parameter: exp.Expr, to: exp.DataType) -> bool:
    is_of_any_length = to.this in exp.DataType.TEXT_TYPES or to.this is exp.DType.VARBINARY
    return is_of_any_length and parameter.name.upper() == "MAX"


def _branches(node: exp.Expr) -> SqlType | None:
    values = [branch.args["true"] for branch in node.args["ifs"]]
    values += [node.args["default"]] if node.args.get("default") is not None else []
    return highest([_sql_type(value) for value in values if not isinstance(value, exp.Null)])


def _shifted(node: exp.Expr) -> SqlType | None:
    found = _sql_type(node.this)
    return (
        SqlType("datetime") if found is not None and found.base in ("int", "nvarchar", "varchar") else found
    )


def _fixed(base: str) -> Callable[[exp.Expr], SqlType]:
    return lambda _: SqlType(base)


_RULES: tuple[tuple[type | tuple[type, ...], Callable[[exp.Expr], SqlType | None]], ...] = (
    (tuple(_SIGNS), _computed),
    (_CONDITIONS, _fixed("bit")),
    ((exp.Cast, exp.TryCast, exp.Convert), _cast),
    (exp.Case, _branches),
    (exp.If, lambda node: highest([_sql_type(node.args.get("true")), _sql_type(node.args.get("false"))])),
    (exp.AtTimeZone, lambda _: SqlType("datetimeoffset", scale=7)),
    (exp.Count, lambda node: SqlType("bigint" if node.args.get("big_int") else "int")),
    ((exp.DateAdd, exp.TimestampTrunc), _shifted),
    ((exp.DateDiff, exp.Extract), _fixed("int")),
    (exp.GroupConcat, lambda _: SqlType("nvarchar", length=4000)),
    (exp.Null, lambda _: SqlType("int")),
    (exp.National, lambda node: SqlType("nvarchar", length=max(len(node.name), 1))),
    ((exp.HexString, exp.Unhex), lambda _: SqlType("varbinary", length=8000)),
    (exp.ConcatWs, lambda _: SqlType("nvarchar", length=4000)),
    (exp.NumberToStr, lambda _: SqlType("nvarchar", length=4000)),
    (exp.Collate, lambda node: _sql_type(node.this)),
    (exp.Distinct, lambda node: _sql_type(node.expressions[0])),
    (exp.Coalesce, lambda node: highest([_sql_type(child) for child in node.iter_expressions()])),
)
