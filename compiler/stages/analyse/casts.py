"""Explicit casts: the type asked for, and whether the dialect has the cast."""

from __future__ import annotations

from collections.abc import Callable

from sqlglot import exp

from compiler.diagnostics.codes import sql as codes
from compiler.ir.analysed import is_nullable
from compiler.stages.analyse.binding import Binding, typed
from compiler.stages.analyse.coercion import as_moment, is_text_literal, spoken
from compiler.stages.analyse.parameters import is_untyped
from compiler.stages.analyse.scope import Scope
from compiler.types.common import FLOAT, TEXT, TIMESTAMP, UNKNOWN
from compiler.types.families import NUMERIC, TEMPORAL, Family, Kind, family, family_of

Bind = Callable[[exp.Expr, Scope], exp.Expr]
Rule = Callable[[exp.Expr, Scope, Bind], exp.Expr]

MAX_SIZE = 10_485_760
"""PostgreSQL's limit of varchar(n)."""

_ALIASES: dict[Kind, exp.DataType] = {
    Kind.TIMESTAMPNTZ: TIMESTAMP,
    Kind.DATETIME: TIMESTAMP,
    Kind.BPCHAR: TEXT,
}
"""Names of types that stand for another of the analysed tree's."""


def normal_type(to: exp.DataType) -> exp.DataType:
    """The type that a cast gives, in the terms of the analysed tree."""
    if to.this is Kind.VARCHAR and not to.expressions:
        return TEXT
    if to.this is Kind.CHAR and not to.expressions:
        one = exp.DataTypeParam(this=exp.Literal.number(1))
        return exp.DataType(this=Kind.CHAR, expressions=[one])
    if to.this is Kind.FLOAT and to.expressions:
        return FLOAT
    return _ALIASES.get(to.this, to)


def bind_cast(node: exp.Expr, scope: Scope, bind: Bind) -> exp.Expr:
    """`CAST(a AS t)`, `a::t`, `t 'text'`, and TRY_CAST, out of which NULL may come."""
    binding = scope.binding
    inner = bind(node.this, scope)
    to = node.args["to"]
    target = normal_type(to) if isinstance(to, exp.DataType) else UNKNOWN
    if family(target) == "unknown" or not _is_sized_well(target):
        message = f"type `{node.args['to'].sql(binding.dialect)}` is not among what queries may use"
        return binding.refuse(node, codes.UNKNOWN_FUNCTION, message)
    if is_untyped(inner):
        binding.parameters.infer(inner, target)
    elif is_text_literal(inner) and family(target) in TEMPORAL and not isinstance(node, exp.TryCast):
        return _moment(node, inner, target, binding)
    elif not castable(family_of(inner), family(target), binding.is_postgres):
        message = f"{spoken(inner)} cannot be cast to {node.args['to'].sql(binding.dialect)}"
        return binding.refuse(node, codes.WRONG_TYPES, message)
    return typed(node, target, isinstance(node, exp.TryCast) or is_nullable(inner))


def _is_sized_well(target: exp.DataType) -> bool:
    sizes = [part for part in target.expressions if isinstance(part, exp.DataTypeParam)]
    return all(part.name.isdigit() and int(part.name) <= MAX_SIZE for part in sizes)


def _moment(node: exp.Expr, inner: exp.Expr, target: exp.DataType, binding: Binding) -> exp.Expr:
    cast = as_moment(inner.copy(), target, binding)
    if not isinstance(cast, exp.Cast):
        binding.faults.found.pop()
        return as_moment(inner, target, binding)
    inner.replace(cast.this)
    return typed(node, target, False)


_FROM_DATE: frozenset[Family] = frozenset({"date", "timestamp", "timestamptz"})


def castable(source: Family, target: Family, postgres: bool) -> bool:
    """Whether a cast exists, as PostgreSQL's pg_cast and DuckDB's casting table have it."""
    if source == target or {"unknown", "null"} & {source, target} or "text" in (source, target):
        return True
    if source in NUMERIC and target in NUMERIC:
        return True
    if source in _FROM_DATE and target in _FROM_DATE | {"time"}:
        return not (source == "date" and target == "time")
    if {source, target} <= {"boolean", "integer"} or {source, target} == {"time", "interval"}:
        return True
    if not postgres and {source, target} <= NUMERIC | {"boolean"}:
        return True
    return source in ("json", "array", "struct") or target in ("json", "binary")


def bind_type_name(node: exp.Expr, scope: Scope, bind: Bind) -> exp.Expr:
    """`date(a)`: a cast written as a function."""
    inner = bind(node.this, scope)
    target = exp.DataType(this=Kind.DATE)
    cast = exp.Cast(this=inner.copy(), to=target)
    cast.meta.update(node.meta)
    if is_text_literal(inner):
        return as_moment(cast.this, target, scope.binding)
    if is_untyped(inner):
        scope.binding.parameters.infer(inner, target)
    if not castable(family_of(inner), "date", scope.binding.is_postgres):
        return scope.binding.refuse(node, codes.WRONG_TYPES, f"{spoken(inner)} cannot be cast to date")
    return typed(cast, target, is_nullable(inner))


RULES: dict[type[exp.Expr], Rule] = {
    exp.Cast: bind_cast,
    exp.TryCast: bind_cast,
    exp.Date: bind_type_name,
}
