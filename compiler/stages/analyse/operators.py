"""Operators that compute: arithmetic on numbers and moments, concatenation, bits, sign.

Moments: https://www.postgresql.org/docs/current/functions-datetime.html table 9.32;
https://duckdb.org/docs/stable/sql/functions/date. Both add whole days to a date, and give a timestamp for a date plus an
interval.
"""

from __future__ import annotations

from collections.abc import Callable

from sqlglot import exp

from compiler.diagnostics.codes import sql as codes
from compiler.ir.analysed import is_nullable
from compiler.stages.analyse.binding import typed
from compiler.stages.analyse.coercion import coerce, is_adaptable, is_text_literal, spoken
from compiler.stages.analyse.parameters import is_untyped
from compiler.stages.analyse.scope import Scope
from compiler.types.common import BIGINT, DATE, DOUBLE, INT, INTERVAL, NUMERIC, TEXT, TIMESTAMP, UNKNOWN
from compiler.types.families import NUMERIC as NUMBERS
from compiler.types.families import Family, Kind, family_of
from compiler.types.numbers import Operator, arithmetic, holds, literal_decimal

Bind = Callable[[exp.Expr, Scope], exp.Expr]
Rule = Callable[[exp.Expr, Scope, Bind], exp.Expr]

SIGNS: dict[type[exp.Expr], Operator] = {
    exp.Add: "+",
    exp.Sub: "-",
    exp.Mul: "*",
    exp.Div: "/",
    exp.IntDiv: "//",
    exp.Mod: "%",
}


def _operands(node: exp.Expr, scope: Scope, bind: Bind) -> tuple[exp.Expr, exp.Expr]:
    left = _bind_spine(node.this, scope, bind)
    return left, bind(node.expression, scope)


def _bind_spine(node: exp.Expr, scope: Scope, bind: Bind) -> exp.Expr:
    """Bind the left side of a chain from its far end, so that a long chain is no deep recursion."""
    spine: list[exp.Expr] = []
    while type(node) in SIGNS or isinstance(node, exp.DPipe):
        spine.append(node)
        node = node.this
    bound = bind(node, scope)
    for parent in reversed(spine):
        right = bind(parent.expression, scope)
        bound = _computed(parent, bound, right, scope)
        if bound is not parent and parent.parent is not None:
            parent.replace(bound)
    return bound


def _computed(node: exp.Expr, left: exp.Expr, right: exp.Expr, scope: Scope) -> exp.Expr:
    if isinstance(node, exp.DPipe):
        return concatenated(node, left, right, scope)
    return computed(node, left, right, scope)


def bind_arithmetic(node: exp.Expr, scope: Scope, bind: Bind) -> exp.Expr:
    """`a + b` and its kin."""
    return computed(node, *_operands(node, scope, bind), scope)


def computed(node: exp.Expr, left: exp.Expr, right: exp.Expr, scope: Scope) -> exp.Expr:
    """Type an arithmetic node whose operands are bound."""
    binding = scope.binding
    left, right = _adapted(node, left, right, scope)
    data_type = _result(SIGNS[type(node)], left, right, binding.is_postgres)
    if data_type is None:
        message = f"{spoken(left)} {SIGNS[type(node)]} {spoken(right)} has no meaning"
        texts = isinstance(node, exp.Add) and {family_of(left), family_of(right)} == {"text"}
        remedy = "join texts with ||" if texts else "cast one side to the type that is meant"
        return binding.refuse(node, codes.WRONG_TYPES, message, remedy)
    by_zero = not binding.is_postgres and isinstance(node, exp.Div | exp.IntDiv | exp.Mod)
    return typed(node, data_type, by_zero or is_nullable(left) or is_nullable(right))


def _adapted(node: exp.Expr, left: exp.Expr, right: exp.Expr, scope: Scope) -> tuple[exp.Expr, exp.Expr]:
    binding = scope.binding
    if binding.is_postgres and isinstance(node, exp.Sub) and _is_literal_beside_moment(left, right):
        known = next(side.type for side in (left, right) if not is_text_literal(side))
        left, right = (coerce(side, known or UNKNOWN, binding) for side in (left, right))
        return left, right
    if is_adaptable(left) and not is_adaptable(right):
        return coerce(left, _partner(right, SIGNS[type(node)]), binding), right
    if is_adaptable(right) and not is_adaptable(left):
        if is_text_literal(right) and not binding.is_postgres:
            return left, right
        return left, coerce(right, _partner(left, SIGNS[type(node)]), binding)
    return left, right


def _is_literal_beside_moment(left: exp.Expr, right: exp.Expr) -> bool:
    """Whether a bare text is subtracted from a date or moment, or the other way: PostgreSQL reads it as the other's type.

    There is a subtraction of two dates and of two moments, which is tried first:
    https://www.postgresql.org/docs/current/typeconv-oper.html, step 2a.
    """
    literal, known = (left, right) if is_text_literal(left) else (right, left)
    return is_text_literal(literal) and family_of(known) in {"date", "timestamp", "timestamptz"}


def _partner(known: exp.Expr, sign: Operator) -> exp.DataType:
    found = family_of(known)
    if found == "date" and sign in "+-":
        return INT
    if found in ("timestamp", "timestamptz") and sign in "+-":
        return INTERVAL
    if found == "interval":
        return DOUBLE if sign in "*/" else TIMESTAMP
    return known.type or UNKNOWN


def _result(sign: Operator, left: exp.Expr, right: exp.Expr, postgres: bool) -> exp.DataType | None:
    one, other = family_of(left), family_of(right)
    if "unknown" in (one, other):
        return UNKNOWN
    if "null" in (one, other):
        return (right.type if one == "null" else left.type) or UNKNOWN
    if one in NUMBERS and other in NUMBERS:
        if postgres and sign == "%" and "float" in (one, other):
            return None
        return _number(sign, left, right, postgres)
    return _moment(sign, left, right, postgres)


def _number(sign: Operator, left: exp.Expr, right: exp.Expr, postgres: bool) -> exp.DataType:
    one, other = left.type or UNKNOWN, right.type or UNKNOWN
    if not postgres:
        return arithmetic(sign, _beside(left, right), _beside(right, left), postgres)
    if family_of(left) == "decimal" and _is_whole_literal(right):
        other = literal_decimal(right.name)
    if family_of(right) == "decimal" and _is_whole_literal(left):
        one = literal_decimal(left.name)
    return arithmetic(sign, one, other, postgres)


def _beside(node: exp.Expr, other: exp.Expr) -> exp.DataType:
    """The type of an operand in DuckDB: a whole number as it is written takes that of the integer beside it."""
    if _is_whole_literal(node) and not _is_whole_literal(other) and other.type is not None:
        return other.type if holds(other.type, int(node.name)) else node.type or UNKNOWN
    return node.type or UNKNOWN


def _is_whole_literal(node: exp.Expr) -> bool:
    return isinstance(node, exp.Literal) and family_of(node) == "integer"


def _moment(sign: Operator, left: exp.Expr, right: exp.Expr, postgres: bool) -> exp.DataType | None:
    one, other = family_of(left), family_of(right)
    if sign == "+" and (other, one) in _SUMS and (one, other) not in _SUMS:
        left, right, one, other = right, left, other, one
    if sign == "-" and (one, other) == ("date", "date"):
        return INT if postgres else BIGINT
    table = _SUMS if sign == "+" else _DIFFERENCES if sign == "-" else _PRODUCTS if sign in "*/" else {}
    result = table.get((one, other))
    if result is KEEPS:
        return left.type
    return result


KEEPS = exp.DataType(this=Kind.NULL)
"""Stands in the tables below for the type of the left operand."""

_SUMS: dict[tuple[Family, Family], exp.DataType] = {
    ("date", "integer"): DATE,
    ("date", "interval"): TIMESTAMP,
    ("date", "time"): TIMESTAMP,
    ("timestamp", "interval"): KEEPS,
    ("timestamptz", "interval"): KEEPS,
    ("time", "interval"): KEEPS,
    ("interval", "interval"): INTERVAL,
}
_DIFFERENCES: dict[tuple[Family, Family], exp.DataType] = {
    ("date", "integer"): DATE,
    ("date", "interval"): TIMESTAMP,
    ("timestamp", "interval"): KEEPS,
    ("timestamptz", "interval"): KEEPS,
    ("time", "interval"): KEEPS,
    ("time", "time"): INTERVAL,
    ("interval", "interval"): INTERVAL,
    ("timestamp", "timestamp"): INTERVAL,
    ("timestamp", "date"): INTERVAL,
    ("date", "timestamp"): INTERVAL,
    ("timestamptz", "timestamptz"): INTERVAL,
    ("timestamptz", "timestamp"): INTERVAL,
    ("timestamp", "timestamptz"): INTERVAL,
    ("timestamptz", "date"): INTERVAL,
    ("date", "timestamptz"): INTERVAL,
}
_PRODUCTS: dict[tuple[Family, Family], exp.DataType] = {
    ("interval", "integer"): INTERVAL,
    ("interval", "decimal"): INTERVAL,
    ("interval", "float"): INTERVAL,
    ("integer", "interval"): INTERVAL,
    ("decimal", "interval"): INTERVAL,
    ("float", "interval"): INTERVAL,
}


def bind_concatenation(node: exp.Expr, scope: Scope, bind: Bind) -> exp.Expr:
    """`a || b`: text beside anything is text, NULL beside anything NULL."""
    return concatenated(node, *_operands(node, scope, bind), scope)


def concatenated(node: exp.Expr, left: exp.Expr, right: exp.Expr, scope: Scope) -> exp.Expr:
    """Type a concatenation whose operands are bound."""
    for side in (left, right):
        if is_untyped(side):
            coerce(side, TEXT, scope.binding)
    found = {family_of(left), family_of(right)}
    if "unknown" in found:
        return typed(node, UNKNOWN, True)
    if "array" in found or "json" in found:
        message = "|| joins text here, not lists or JSON"
        return scope.binding.refuse(node, codes.WRONG_TYPES, message)
    if scope.binding.is_postgres and "text" not in found and "null" not in found:
        message = f"{spoken(left)} || {spoken(right)} has no meaning"
        return scope.binding.refuse(node, codes.WRONG_TYPES, message, "cast one side to text")
    return typed(node, TEXT, is_nullable(left) or is_nullable(right))


def bind_negation(node: exp.Expr, scope: Scope, bind: Bind) -> exp.Expr:
    """`-a`."""
    inner = bind(node.this, scope)
    if family_of(inner) not in NUMBERS | {"interval", "unknown", "null"}:
        return scope.binding.refuse(node, codes.WRONG_TYPES, f"minus of {spoken(inner)} has no meaning")
    return typed(node, inner.type or UNKNOWN, is_nullable(inner))


def bind_bits(node: exp.Expr, scope: Scope, bind: Bind) -> exp.Expr:
    """`a & b`, `a | b`, `a # b`, `~a`, shifts: whole numbers in, the wider of their types out."""
    sides = [bind(child, scope) for child in list(node.iter_expressions())]
    adapted = [
        coerce(side, _first_integer(sides), scope.binding) if is_adaptable(side) else side for side in sides
    ]
    for side in adapted:
        if family_of(side) not in ("integer", "unknown", "null"):
            message = f"bits of {spoken(side)} have no meaning"
            return scope.binding.refuse(node, codes.WRONG_TYPES, message, "whole numbers have bits", side)
    shift = isinstance(node, exp.BitwiseLeftShift | exp.BitwiseRightShift)
    deciding = adapted[:1] if shift else adapted
    types = [side.type or UNKNOWN for side in deciding if family_of(side) == "integer"] or [INT]
    widest = types[0] if len(types) == 1 else arithmetic("+", types[0], types[1], scope.binding.is_postgres)
    return typed(node, widest, any(is_nullable(side) for side in adapted))


def _first_integer(sides: list[exp.Expr]) -> exp.DataType:
    return next((side.type for side in sides if family_of(side) == "integer" and side.type), INT)


def bind_power(node: exp.Expr, scope: Scope, bind: Bind) -> exp.Expr:
    """`a ^ b`: numeric in PostgreSQL where one side is, else double precision."""
    sides = [bind(child, scope) for child in list(node.iter_expressions())]
    adapted = [coerce(side, DOUBLE, scope.binding) if is_adaptable(side) else side for side in sides]
    found = {family_of(side) for side in adapted}
    if not found <= NUMBERS | {"unknown", "null"}:
        message = f"{spoken(adapted[0])} to the power of {spoken(adapted[-1])} has no meaning"
        return scope.binding.refuse(node, codes.WRONG_TYPES, message)
    exact = scope.binding.is_postgres and "decimal" in found and "float" not in found
    return typed(node, NUMERIC if exact else DOUBLE, any(is_nullable(side) for side in adapted))


RULES: dict[type[exp.Expr], Rule] = {
    **dict.fromkeys(SIGNS, bind_arithmetic),
    exp.DPipe: bind_concatenation,
    exp.Neg: bind_negation,
    exp.Pow: bind_power,
    exp.BitwiseAnd: bind_bits,
    exp.BitwiseOr: bind_bits,
    exp.BitwiseXor: bind_bits,
    exp.BitwiseNot: bind_bits,
    exp.BitwiseLeftShift: bind_bits,
    exp.BitwiseRightShift: bind_bits,
}
