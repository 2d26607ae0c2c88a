"""Functions: their result types by dialect, their nullability, and the allow-list that these tables are.

`bind_function` binds the arguments, finds the rule and types the call. A function without a rule is refused.
"""

from __future__ import annotations

from collections.abc import Callable
from difflib import get_close_matches
from typing import Final

from sqlglot import exp

from compiler.diagnostics.codes import sql as codes
from compiler.ir.analysed import is_nullable
from compiler.stages.analyse.binding import did_you_mean, respelling, typed
from compiler.stages.analyse.coercion import coerce, is_adaptable, is_text_literal
from compiler.stages.analyse.functions.aggregates import AGGREGATES, bind_aggregate
from compiler.stages.analyse.functions.instead import INSTEAD
from compiler.stages.analyse.functions.rules import Rule
from compiler.stages.analyse.functions.scalars import NAMED, SCALARS
from compiler.stages.analyse.functions.spellings import function_names
from compiler.stages.analyse.labels import function_name
from compiler.stages.analyse.moments import bind_clock, is_clock
from compiler.stages.analyse.scope import Scope
from compiler.types.common import TIMESTAMP, UNKNOWN
from compiler.types.families import Family, family, family_of

LIKELY: Final = 0.75
Bind = Callable[[exp.Expr, Scope], exp.Expr]


def bind_function(node: exp.Func, scope: Scope, bind: Bind) -> exp.Expr:
    """Bind a call of a function that has no rule of its own elsewhere."""
    name = node.name.lower() if isinstance(node, exp.Anonymous) else ""
    if name and is_clock(name, scope.binding.is_postgres):
        return bind_clock(exp.CurrentTimestamp(), scope, bind)
    if any(needed and node.args.get(key) is None for key, needed in node.arg_types.items()):
        return scope.binding.refuse(
            node, codes.SYNTAX, f"{function_name(node, scope.binding)} lacks an argument"
        )
    if name == "age" and len(node.expressions) == 1:
        node.set("expressions", [_midnight(), *node.expressions])
    aggregate = AGGREGATES.get(name or type(node))
    if aggregate is not None:
        return bind_aggregate(node, aggregate, scope, bind)
    rule = NAMED.get(name) if name else SCALARS.get(type(node))
    if rule is None or not rule.is_of(scope.binding.dialect):
        return _refuse(node, function_name(node, scope.binding), scope, bind)
    return _typed_call(node, rule, scope, bind)


def _midnight() -> exp.Expr:
    """What age() of one moment counts from: the beginning of the day of the view."""
    return exp.Cast(this=exp.CurrentDate(), to=TIMESTAMP.copy())


def _typed_call(node: exp.Func, rule: Rule, scope: Scope, bind: Bind) -> exp.Expr:
    if any(node.args.get(name) is None for name in rule.needs):
        message = f"{function_name(node, scope.binding)} lacks an argument"
        return scope.binding.refuse(node, codes.SYNTAX, message)
    arguments = [bind(argument, scope) for argument in _arguments(node)]
    arguments = [_adapted(argument, rule, scope) for argument in arguments]
    if arguments and rule.takes is not None and not _is_taken(arguments[0], rule.takes):
        message = f"{function_name(node, scope.binding)} of {family_of(arguments[0])} has no meaning"
        return scope.binding.refuse(node, codes.WRONG_TYPES, message, "cast it first", arguments[0])
    types = [argument.type or UNKNOWN for argument in arguments]
    if callable(rule.result) and not types:
        return scope.binding.refuse(
            node, codes.SYNTAX, f"{function_name(node, scope.binding)} lacks an argument"
        )
    result = rule.result(types, scope.binding.is_postgres) if callable(rule.result) else rule.result
    return typed(node, result, rule.nullable([is_nullable(argument) for argument in arguments]))


def _is_taken(argument: exp.Expr, families: frozenset[Family]) -> bool:
    return family_of(argument) in families | {"unknown", "null"}


def _arguments(node: exp.Func) -> list[exp.Expr]:
    return [
        child
        for child in node.iter_expressions()
        if not isinstance(child, exp.Var | exp.DataType | exp.Identifier | exp.JSONPath)
    ]


def _adapted(argument: exp.Expr, rule: Rule, scope: Scope) -> exp.Expr:
    if not is_adaptable(argument) or (argument.arg_key or "") not in rule.adapts:
        return argument
    target = rule.adapts[argument.arg_key or ""]
    if is_text_literal(argument) and family(target) == "text":
        return argument
    return coerce(argument, target, scope.binding)


def _refuse(node: exp.Func, name: str, scope: Scope, bind: Bind) -> exp.Expr:
    """Report a function that is not there; its arguments are bound for their own faults."""
    instead = INSTEAD.get(name.lower())
    rows = {source.alias.lower() for source in scope.sources.values()}
    for argument in _arguments(node):
        # the `day` of DATEADD(day, ...) is no column, and neither is the row of row_to_json(t)
        is_bare = isinstance(argument, exp.Column) and not argument.table
        if not is_bare or (instead is None and argument.name.lower() not in rows):
            bind(argument, scope)
    known = function_names()
    message = f"function `{name}` is not among those that queries may use"
    mend = respelling(name, known) if instead is None else None
    remedy = instead or (did_you_mean(name, known) if mend or _is_near(name, known) else None)
    if name.lower() in known:
        message, mend = f"function `{name}` is not among those of {scope.binding.dialect}", None
        remedy = "write what this dialect has for it, or the query in the other dialect"
    scope.binding.faults.report_name(codes.UNKNOWN_FUNCTION, message, node, name, remedy, mend=mend)
    return typed(node, UNKNOWN, True)


def _is_near(name: str, known: tuple[str, ...]) -> bool:
    """Whether a known name shares so much with this one that a slip is likely: names of functions resemble one another."""
    return bool(get_close_matches(name.lower(), known, n=1, cutoff=LIKELY))
