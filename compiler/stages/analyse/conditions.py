"""Logic and choice: AND, OR, NOT, IN, CASE, COALESCE and other places where one of several values comes out."""

from __future__ import annotations

from collections.abc import Callable

from sqlglot import exp

from compiler.diagnostics.codes import sql as codes
from compiler.ir.analysed import is_nullable
from compiler.stages.analyse.binding import typed, written_text
from compiler.stages.analyse.choice import chosen
from compiler.stages.analyse.coercion import condition, spoken
from compiler.stages.analyse.comparisons import bind_list, bring_together, list_parameter, pair_rows
from compiler.stages.analyse.faults import Mend
from compiler.stages.analyse.parameters import placeholder_name
from compiler.stages.analyse.scope import Scope
from compiler.stages.analyse.subqueries import bind_in_subquery
from compiler.types.common import BOOLEAN, NULL, STRUCT, TEXT, UNKNOWN, array_of, element_of
from compiler.types.families import family_of

Bind = Callable[[exp.Expr, Scope], exp.Expr]
Rule = Callable[[exp.Expr, Scope, Bind], exp.Expr]


def bind_connector(node: exp.Expr, scope: Scope, bind: Bind) -> exp.Expr:
    """`a AND b`, `a OR b`; a long chain leans to the left and is no deep recursion."""
    spine = [node]
    while isinstance(spine[-1].this, exp.Connector):
        spine.append(spine[-1].this)
    nullable = is_nullable(condition(spine[-1].this, scope, bind))
    for connector in reversed(spine):
        right = condition(connector.expression, scope, bind)
        nullable = nullable or is_nullable(right)
        typed(connector, BOOLEAN, nullable)
    return node


def bind_not(node: exp.Expr, scope: Scope, bind: Bind) -> exp.Expr:
    """`NOT a`."""
    inner = condition(node.this, scope, bind)
    return typed(node, BOOLEAN, is_nullable(inner))


def bind_in(node: exp.Expr, scope: Scope, bind: Bind) -> exp.Expr:
    """`a IN (1, 2)`, `a IN (SELECT ...)`, `a IN (:list)`."""
    left = bind(node.this, scope)
    if node.args.get("query") is not None:
        return bind_in_subquery(node, left, scope)
    if node.args.get("unnest") is not None or node.args.get("field") is not None:
        return _in_without_parentheses(node, scope)
    items = node.expressions
    if len(items) == 1 and list_parameter(items[0], scope) is not None:
        return bind_list(node, left, scope)
    if not items:
        return scope.binding.refuse(node, codes.SYNTAX, "IN () is empty", "name at least one value")
    if isinstance(left, exp.Tuple):
        return _rows_in(node, left, scope, bind)
    bound = [_not_a_list(bind(item, scope), scope) for item in list(items)]
    sides = bring_together([left, *bound], scope)
    return typed(node, BOOLEAN, any(is_nullable(side) for side in sides))


def _in_without_parentheses(node: exp.Expr, scope: Scope) -> exp.Expr:
    """`a IN :list`, `a IN 'x'`, and DuckDB's `a IN b` of a list `b`."""
    field = node.args.get("field")
    if isinstance(field, exp.Placeholder | exp.Parameter | exp.Literal):
        if not isinstance(field, exp.Literal):
            scope.binding.parameters.declare(placeholder_name(field, scope.binding.parameters) or "")
            scope.binding.parameters.place(field, scope.binding.text)
        written = written_text(field, scope.binding.text)
        message, remedy = "the values behind IN stand in parentheses", f"write IN ({written})"
        mend = Mend(f"IN {written}", f"IN ({written})")
        return scope.binding.refuse(node, codes.SYNTAX, message, remedy, mend=mend)
    message = "IN of a list that is a value is not on the list"
    return scope.binding.refuse(node, codes.UNKNOWN_FUNCTION, message, "write the values: IN ('a', 'b')")


def _not_a_list(node: exp.Expr, scope: Scope) -> exp.Expr:
    if family_of(node) in ("array", "struct"):
        return scope.binding.refuse(node, codes.WRONG_TYPES, f"{spoken(node)} in a list of values")
    return node


def _rows_in(node: exp.Expr, left: exp.Tuple, scope: Scope, bind: Bind) -> exp.Expr:
    bind_nullable = is_nullable(left)
    for item in list(node.expressions):
        row = bind(item, scope)
        pair_rows(left, row, scope)
        bind_nullable = bind_nullable or is_nullable(row)
    return typed(node, BOOLEAN, bind_nullable)


def bind_case(node: exp.Expr, scope: Scope, bind: Bind) -> exp.Expr:
    """`CASE WHEN ... THEN ... ELSE ... END`, `CASE a WHEN ...`."""
    subject = bind(node.this, scope) if node.this is not None else None
    branches = node.args["ifs"]
    if subject is None:
        for branch in branches:
            condition(branch.this, scope, bind)
    else:
        bring_together([subject, *[bind(branch.this, scope) for branch in branches]], scope)
    values = [bind(branch.args["true"], scope) for branch in branches]
    default = node.args.get("default")
    if default is not None:
        values.append(bind(default, scope))
    return chosen(node, values, scope, default is None or any(is_nullable(value) for value in values))


def bind_if(node: exp.Expr, scope: Scope, bind: Bind) -> exp.Expr:
    """DuckDB's `if(a, b, c)`."""
    condition(node.this, scope, bind)
    values = [bind(node.args[name], scope) for name in ("true", "false") if node.args.get(name) is not None]
    return chosen(node, values, scope, len(values) < 2 or any(is_nullable(value) for value in values))


def _items(node: exp.Expr) -> list[exp.Expr]:
    first = [node.this] if isinstance(node.this, exp.Expr) else []
    return [*first, *node.expressions]


def bind_coalesce(node: exp.Expr, scope: Scope, bind: Bind) -> exp.Expr:
    """COALESCE, and GREATEST and LEAST, which ignore NULL in both dialects: NULL only where all are."""
    values = [bind(item, scope) for item in _items(node)]
    return chosen(node, values, scope, all(is_nullable(value) for value in values))


def bind_nullif(node: exp.Expr, scope: Scope, bind: Bind) -> exp.Expr:
    """`NULLIF(a, b)` has the type of `a`."""
    left, _ = bring_together([bind(node.this, scope), bind(node.expression, scope)], scope)
    return typed(node, left.type or UNKNOWN, True)


def bind_tuple(node: exp.Expr, scope: Scope, bind: Bind) -> exp.Expr:
    """`(a, b)`."""
    items = [bind(item, scope) for item in list(node.expressions)]
    return typed(node, STRUCT, any(is_nullable(item) for item in items))


def bind_array(node: exp.Expr, scope: Scope, bind: Bind) -> exp.Expr:
    """`ARRAY[a, b]`, `[a, b]`."""
    items = [bind(item, scope) for item in list(node.expressions)]
    chosen(node, items, scope, False)
    if family_of(node) == "unknown":
        return node
    return typed(node, array_of(node.type or NULL), False)


def bind_bracket(node: exp.Expr, scope: Scope, bind: Bind) -> exp.Expr:
    """`a[1]`: an element of a list, or in DuckDB a character of a text; `a[1:3]` a stretch of it."""
    subject = bind(node.this, scope)
    for part in list(node.expressions):
        bind(part, scope)
    sliced = any(isinstance(part, exp.Slice) for part in node.expressions)
    if family_of(subject) == "array":
        return typed(node, subject.type if sliced and subject.type else element_of(subject.type), True)
    if family_of(subject) == "text" and not scope.binding.is_postgres:
        return typed(node, TEXT, is_nullable(subject))
    if family_of(subject) == "unknown":
        return typed(node, UNKNOWN, True)
    return scope.binding.refuse(node, codes.WRONG_TYPES, f"{spoken(subject)} has no elements")


def bind_slice(node: exp.Expr, scope: Scope, bind: Bind) -> exp.Expr:
    """The bounds of `a[1:3]`."""
    for bound in list(node.iter_expressions()):
        bind(bound, scope)
    return typed(node, NULL, False)


def bind_collate(node: exp.Expr, scope: Scope, bind: Bind) -> exp.Expr:
    """`a COLLATE "C"`."""
    inner = bind(node.this, scope)
    return typed(node, inner.type or UNKNOWN, is_nullable(inner))


RULES: dict[type[exp.Expr], Rule] = {
    exp.And: bind_connector,
    exp.Or: bind_connector,
    exp.Not: bind_not,
    exp.In: bind_in,
    exp.Case: bind_case,
    exp.If: bind_if,
    exp.Coalesce: bind_coalesce,
    exp.Greatest: bind_coalesce,
    exp.Least: bind_coalesce,
    exp.Nullif: bind_nullif,
    exp.Tuple: bind_tuple,
    exp.Array: bind_array,
    exp.Bracket: bind_bracket,
    exp.Slice: bind_slice,
    exp.Collate: bind_collate,
}
