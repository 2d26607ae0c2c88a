"""Comparisons: both sides brought to one type that the dialect compares in, or refused."""

from __future__ import annotations

import re
from collections.abc import Callable

from sqlglot import exp

from compiler.diagnostics.codes import sql as codes
from compiler.ir.analysed import MANY, is_nullable
from compiler.stages.analyse.binding import typed
from compiler.stages.analyse.coercion import coerce, is_adaptable, spoken, text_if_untyped
from compiler.stages.analyse.faults import Mend
from compiler.stages.analyse.meant_days import meant_day
from compiler.stages.analyse.parameters import is_untyped, placeholder_name
from compiler.stages.analyse.scope import Scope
from compiler.types.common import BOOLEAN, TEXT, UNKNOWN, element_of
from compiler.types.families import NUMERIC, TEMPORAL, family, family_of

Bind = Callable[[exp.Expr, Scope], exp.Expr]
Rule = Callable[[exp.Expr, Scope, Bind], exp.Expr]
_DAY_DIGITS = 8
_COMPARED = TEMPORAL - {"time"}


def comparable(left: exp.DataType | None, right: exp.DataType | None) -> bool:
    """Whether the dialects compare values of these two types without a cast."""
    one, other = family(left), family(right)
    if one == other or "unknown" in (one, other) or "null" in (one, other):
        return True
    return (one in NUMERIC and other in NUMERIC) or (one in _COMPARED and other in _COMPARED)


def bring_together(nodes: list[exp.Expr], scope: Scope) -> list[exp.Expr]:
    """Give adaptable nodes the type of the first that has one (text where none has), and report what does not fit."""
    known = next((node.type for node in nodes if not is_adaptable(node)), None)
    if known is None:
        known = TEXT if any(family_of(node) != "null" for node in nodes) else UNKNOWN
    brought = [coerce(node, known, scope.binding) if is_adaptable(node) else node for node in nodes]
    for node in brought[1:]:
        if not comparable(brought[0].type, node.type):
            _refuse_pair(brought[0], node, scope)
            break
    return brought


def _refuse_pair(left: exp.Expr, right: exp.Expr, scope: Scope) -> None:
    message = f"{spoken(left)} compared with {spoken(right)}"
    remedy = "cast one side, so that both are of one type"
    if "boolean" in (family_of(left), family_of(right)):
        remedy = "compare a boolean with TRUE or FALSE, or write it alone as a condition"
    if family_of(left) in ("date", "timestamp", "timestamptz") and (day := _day_in_digits(right)) is not None:
        remedy = f"write '{day}'"
    scope.binding.refuse(right, codes.WRONG_TYPES, message, remedy)


def _day_in_digits(node: exp.Expr) -> str | None:
    """The day that a number such as 20250131 stands for."""
    digits = node.name if isinstance(node, exp.Literal) and not node.is_string else ""
    return meant_day(f"{digits[:4]}/{digits[4:6]}/{digits[6:]}") if len(digits) == _DAY_DIGITS else None


def bind_comparison(node: exp.Expr, scope: Scope, bind: Bind) -> exp.Expr:
    """`a = b` and its kin; a tuple is compared item by item, ANY and ALL by their elements."""
    if _is_list_parameter(node.expression, scope) and not isinstance(node.expression, exp.Any):
        return _refuse_list(node, scope)
    left = bind(node.this, scope)
    _read_quantifier(node)
    if isinstance(node.expression, exp.Any | exp.All):
        return bind_quantified(node, left, scope, bind)
    right = bind(node.expression, scope)
    if isinstance(left, exp.Tuple) or isinstance(right, exp.Tuple):
        return _bind_rows(node, left, right, scope)
    left, right = bring_together([left, right], scope)
    return typed(node, BOOLEAN, is_nullable(left) or is_nullable(right))


def _read_quantifier(node: exp.Expr) -> None:
    """Sqlglot reads `ALL (ARRAY[...])` as a function of that name."""
    call = node.expression
    if (
        isinstance(call, exp.Anonymous)
        and call.name.lower() in ("all", "some")
        and len(call.expressions) == 1
    ):
        kind = exp.All if call.name.lower() == "all" else exp.Any
        call.replace(kind(this=exp.Paren(this=call.expressions[0])))


def _is_list_parameter(node: exp.Expr, scope: Scope) -> bool:
    return list_parameter(node, scope) is not None


def list_parameter(node: exp.Expr, scope: Scope) -> str | None:
    """The author's name of a declared list parameter that a node is; None for everything else."""
    inner = node.unnest() if isinstance(node, exp.Paren) else node
    declared = scope.binding.parameters.declared
    if declared is None or not isinstance(inner, exp.Placeholder | exp.Parameter | exp.Dot) or not inner.name:
        return None
    name = placeholder_name(inner, scope.binding.parameters)
    return name if name is not None and name in declared and declared[name].many else None


def _refuse_list(node: exp.Expr, scope: Scope) -> exp.Expr:
    name = list_parameter(node.expression, scope)
    scope.binding.parameters.place(node.expression, scope.binding.text)
    message = f"`:{name}` is a list of values, and is compared as one"
    remedy, mend = f"write IN (:{name})", _membership(node, name, scope.binding.text)
    return scope.binding.refuse(node, codes.LIST_PARAMETER, message, remedy, node.expression, mend=mend)


def _membership(node: exp.Expr, name: str | None, text: str) -> Mend | None:
    """`= :list` as `IN (:list)`, and `<> :list` as `NOT IN (:list)`."""
    start = node.expression.meta.get("start")
    words = "IN" if isinstance(node, exp.EQ) else "NOT IN" if isinstance(node, exp.NEQ) else None
    operator = re.search(r"(=|<>|!=)\s*$", text[:start])
    if start is None or words is None or operator is None:
        return None
    blank = "" if text[: operator.start()][-1:].isspace() else " "
    written = text[operator.start() : start + 1 + len(name or "")]
    return Mend(written, f"{blank}{words} (:{name})", before=start - operator.start())


def _bind_rows(node: exp.Expr, left: exp.Expr, right: exp.Expr, scope: Scope) -> exp.Expr:
    if not pair_rows(left, right, scope):
        return node
    return typed(node, BOOLEAN, True)


def pair_rows(left: exp.Expr, right: exp.Expr, scope: Scope) -> bool:
    """Bring two rows together item by item; False where they have not the same length."""
    ones, others = left.expressions, right.expressions
    if not isinstance(left, exp.Tuple) or not isinstance(right, exp.Tuple) or len(ones) != len(others):
        scope.binding.refuse(right, codes.COLUMN_COUNT, "rows of different lengths are compared")
        return False
    for one, other in zip(list(ones), list(others), strict=True):
        bring_together([one, other], scope)
    return True


def bind_quantified(node: exp.Expr, left: exp.Expr, scope: Scope, bind: Bind) -> exp.Expr:
    """`a = ANY (...)`, `a > ALL (...)`: of a subquery, a list, or a list parameter."""
    quantified = node.expression
    inner = quantified.this.unnest() if isinstance(quantified.this, exp.Paren) else quantified.this
    if isinstance(inner, exp.Placeholder | exp.Parameter) and isinstance(quantified, exp.Any):
        return _as_in(node, left, inner, scope)
    if isinstance(left, exp.Tuple):
        message = "rows are compared with the rows of a query by IN and NOT IN only"
        return scope.binding.refuse(
            node, codes.UNKNOWN_FUNCTION, message, "write EXISTS (SELECT ... WHERE ...)"
        )
    bound = bind(quantified.this, scope)
    element = element_of(bound.type) if family_of(bound) == "array" else bound.type
    if is_adaptable(left):
        coerce(left, element or UNKNOWN, scope.binding)
    elif not comparable(left.type, element):
        _refuse_pair(left, bound, scope)
    typed(quantified, element or UNKNOWN, True)
    return typed(node, BOOLEAN, True)


def _as_in(node: exp.Expr, left: exp.Expr, inner: exp.Expr, scope: Scope) -> exp.Expr:
    if not isinstance(node, exp.EQ):
        message = "a list parameter is compared with = ANY or IN only"
        return scope.binding.refuse(node, codes.LIST_PARAMETER, message, None, node.expression)
    found = exp.In(this=left.copy(), expressions=[inner.copy()])
    found.expressions[0].meta.update(inner.meta)
    return bind_list(found, found.this, scope)


def bind_list(node: exp.Expr, left: exp.Expr, scope: Scope) -> exp.Expr:
    """`a IN (:list)`: the parameter's elements are compared with `a`."""
    item = node.expressions[0]
    parameters = scope.binding.parameters
    parameters.place(item, scope.binding.text)
    name = placeholder_name(item, parameters)
    found = parameters.declare(name) if name is not None else None
    if found is None:
        message = f"parameter `:{name}` is not declared"
        return scope.binding.refuse(node, codes.PARAMETER_NOT_DECLARED, message, None, item)
    found.meta.update({key: item.meta[key] for key in ("start", "end", "line", "col") if key in item.meta})
    item.replace(found)
    found.meta[MANY] = True
    if is_untyped(found):
        parameters.infer(found, left.type or TEXT, many=True)
    left = coerce(left, found.type or UNKNOWN, scope.binding) if is_adaptable(left) else left
    if not comparable(left.type, found.type):
        _refuse_pair(left, found, scope)
    return typed(node, BOOLEAN, is_nullable(left))


def bind_between(node: exp.Expr, scope: Scope, bind: Bind) -> exp.Expr:
    """`a BETWEEN b AND c`."""
    sides = [bind(node.args[name], scope) for name in ("this", "low", "high")]
    sides = bring_together(sides, scope)
    return typed(node, BOOLEAN, any(is_nullable(side) for side in sides))


def bind_pattern(node: exp.Expr, scope: Scope, bind: Bind) -> exp.Expr:
    """`a LIKE b`, `a ~ b`, `a SIMILAR TO b` and their kin: text on both sides."""
    left = text_if_untyped(bind(node.this, scope), scope.binding)
    right = _pattern(node.expression, scope, bind)
    for side in (left, right):
        if family_of(side) not in ("text", "unknown", "null"):
            message = f"a pattern is matched with text, and this is {spoken(side)}"
            return scope.binding.refuse(node, codes.WRONG_TYPES, message, "cast it to text", side)
    return typed(node, BOOLEAN, is_nullable(left) or is_nullable(right))


def _pattern(node: exp.Expr, scope: Scope, bind: Bind) -> exp.Expr:
    if isinstance(node, exp.Any | exp.All):
        inner = bind(node.this, scope)
        element = element_of(inner.type) if family_of(inner) == "array" else inner.type
        return typed(node, element or UNKNOWN, True)
    return text_if_untyped(bind(node, scope), scope.binding)


def bind_escape(node: exp.Expr, scope: Scope, bind: Bind) -> exp.Expr:
    """`a LIKE b ESCAPE c`."""
    matched = bind(node.this, scope)
    text_if_untyped(bind(node.expression, scope), scope.binding)
    return typed(node, BOOLEAN, is_nullable(matched))


def bind_is(node: exp.Expr, scope: Scope, bind: Bind) -> exp.Expr:
    """`a IS NULL`, `a IS TRUE`: never NULL."""
    left = bind(node.this, scope)
    right = bind(node.expression, scope)
    if not isinstance(right, exp.Boolean | exp.Null):
        message, remedy = "IS tests for NULL, TRUE and FALSE only", "write = to compare"
        return scope.binding.refuse(node, codes.SYNTAX, message, remedy, right)
    if isinstance(right, exp.Boolean):
        coerce(left, BOOLEAN, scope.binding)
        if family_of(node.this) not in ("boolean", "unknown", "null"):
            scope.binding.refuse(left, codes.WRONG_TYPES, f"IS TRUE of {spoken(left)}", "compare it first")
    elif is_untyped(left):
        typed(node, BOOLEAN, False)
    return typed(node, BOOLEAN, False)


def bind_distinct_from(node: exp.Expr, scope: Scope, bind: Bind) -> exp.Expr:
    """`a IS [NOT] DISTINCT FROM b`: never NULL."""
    bring_together([bind(node.this, scope), bind(node.expression, scope)], scope)
    return typed(node, BOOLEAN, False)


RULES: dict[type[exp.Expr], Rule] = {
    **dict.fromkeys((exp.EQ, exp.NEQ, exp.GT, exp.GTE, exp.LT, exp.LTE), bind_comparison),
    **dict.fromkeys((exp.NullSafeEQ, exp.NullSafeNEQ), bind_distinct_from),
    **dict.fromkeys(
        (exp.Like, exp.ILike, exp.SimilarTo, exp.RegexpLike, exp.RegexpILike, exp.Glob), bind_pattern
    ),
    exp.Between: bind_between,
    exp.Escape: bind_escape,
    exp.Is: bind_is,
}
