"""Operators on numbers. Dates and intervals under `+` and `-` are handed to the topic `dates`."""

from __future__ import annotations

from sqlglot import exp

from compiler.stages.legalise import build
from compiler.stages.legalise.context import Context, differs, no_form, no_value, type_needed
from compiler.stages.legalise.rewrites.dates.intervals import is_written
from compiler.stages.legalise.rewrites.dates.moving import difference_of_moments, kept, moved
from compiler.stages.legalise.rewrites.numbers.digits import (
    as_float,
    digits,
    plain_decimal,
    quotient,
    total,
)
from compiler.stages.legalise.rewrites.numbers.products import product
from compiler.stages.legalise.rewrites.numbers.settling import is_computed_with, settled_quotient
from compiler.stages.legalise.rewriting import of_expression
from compiler.types.families import NUMERIC, TEMPORAL, family, family_of


@of_expression(exp.Add, exp.Sub)
def rewrite_sum(node: exp.Add | exp.Sub, context: Context) -> exp.Expr:
    """Sums of numbers stay; a date moved by days or an interval becomes DATEADD, a difference of dates DATEDIFF.

    Before: `d + 1`, `ts - interval '7 days'`, `d1 - d2`
    After:  `DATEADD(DAY, 1, d)`, `DATEADD(DAY, -7, ts)`, `DATEDIFF(DAY, d2, d1)`
    """
    left, right = family_of(node.this), family_of(node.expression)
    if left == "interval" and right == "interval":
        return kept(node) if is_written(node) else build.typed(node, exp.DType.INTERVAL)
    if isinstance(node, exp.Sub) and left in TEMPORAL and right in TEMPORAL:
        return difference_of_moments(node, context)
    if left in TEMPORAL or right in TEMPORAL:
        return moved(node, context)
    _require_numbers(node)
    return total(node) if family_of(node) == "decimal" else _widened(node)


@of_expression(exp.Mul)
def rewrite_product(node: exp.Mul, context: Context) -> exp.Expr:
    """A product of decimals keeps its digits.

    Before: `n * 0.1`
    After:  `n * 0.1`, and as floats where 38 digits are too few
    """
    if "interval" in {family_of(node.this), family_of(node.expression)}:
        return kept(node) if is_written(node) else build.typed(node, exp.DType.INTERVAL)
    _require_numbers(node)
    if family_of(node) != "decimal":
        return _widened(node)
    if "float" in {family_of(node.this), family_of(node.expression)}:
        return build.typed(node, exp.DType.DOUBLE)
    return product(node.this, node.expression, _is_rounded(node))


@of_expression(exp.Div)
def rewrite_quotient(node: exp.Div, context: Context) -> exp.Expr:
    """Division by the author's rule: PostgreSQL truncates whole numbers and keeps the digits of decimals, DuckDB divides floats.

    Before: `a / 2` (postgres), `sum(n) / sum(m)` (postgres), `a / 2` (duckdb)
    After:  `a / 2`, `CAST(SUM(n) AS DECIMAL(20, 2)) / SUM(m)`, `CAST(a AS FLOAT) / 2`
    """
    _require_numbers(node)
    kind = family_of(node)
    if kind == "integer":
        return node
    if kind == "decimal":
        settled = (
            settled_quotient(node.this, node.expression, context) if is_computed_with(node, context) else None
        )
        return settled or quotient(node.this, node.expression, _is_rounded(node))
    if kind != "float":
        raise type_needed(node, "this quotient")
    kinds = {side.type.this for side in (node.this, node.expression) if side.type is not None}
    if exp.DType.FLOAT in kinds and node.type is not None and node.type.this is exp.DType.FLOAT:
        return build.typed(
            build.divide(build.cast(node.this, exp.DType.FLOAT), node.expression), exp.DType.FLOAT
        )
    return build.typed(build.divide(as_float(node.this), node.expression), exp.DType.DOUBLE)


_COMPUTING = (
    exp.Paren, exp.Mul, exp.Div, exp.Add, exp.Sub, exp.Neg, exp.Abs, exp.Coalesce, exp.Nullif, exp.Case, exp.If,
    exp.Greatest, exp.Least, exp.Sum, exp.Avg, exp.Min, exp.Max, exp.Filter, exp.Window,
)  # fmt: skip
"""What may stand between a number and the ROUND of what is made of it."""


def _is_rounded(node: exp.Expr) -> bool:
    """Whether what a number is part of is rounded to places."""
    above = node.parent
    while isinstance(above, _COMPUTING):
        above = above.parent
    return isinstance(above, exp.Round) and above.args.get("decimals") is not None


@of_expression(exp.IntDiv)
def rewrite_whole_quotient(node: exp.IntDiv, context: Context) -> exp.Expr:
    """Whole-number division truncates towards zero in all three dialects.

    Before: `a // b` (duckdb), `div(a, b)` (postgres)
    After:  `a / b`; of decimals `ROUND(a / b, 0, 1)`
    """
    _require_numbers(node)
    families = {family_of(node.this), family_of(node.expression)}
    if "float" in {*families, family_of(node)} or (families != {"integer"} and not context.is_postgres):
        raise differs(
            node,
            "a whole-number division of broken numbers is none in DuckDB",
            "cast both sides to integer, or use floor()",
        )
    widths = [digits(side) for side in (node.this, node.expression)]
    if families == {"integer"} and not any(pair and pair[0] > 19 for pair in widths):
        return build.typed(build.divide(node.this, node.expression), node.type or exp.DType.BIGINT)
    made = build.call("ROUND", quotient(node.this, node.expression), 0, 1)
    return build.typed(made, exp.DType.DECIMAL, 38, 0)


@of_expression(exp.Mod)
def rewrite_remainder(node: exp.Mod, context: Context) -> exp.Expr:
    """The remainder has the sign of the dividend in all three dialects; T-SQL has none of floats, but of whole numbers.

    Before: `mod(a, 3)`, `floor(f) % 60` (duckdb)
    After:  `a % 3`, `CAST(FLOOR(f) AS DECIMAL(19, 0)) % 60`
    """
    _require_numbers(node)
    if _is_whole_float(node.this) and family_of(node.expression) == "integer":
        node.set("this", build.cast(node.this, exp.DType.DECIMAL, 19, 0))
        return build.typed(node, exp.DType.DECIMAL, 19, 0)
    if "float" in {family_of(node.this), family_of(node.expression)}:
        raise no_form(node, "the remainder of a float", "cast both sides to a decimal")
    node.set("this", plain_decimal(node.this))
    return node


def _is_whole_float(node: exp.Expr) -> bool:
    """Whether a float is a whole number by the way it is made."""
    if isinstance(node, exp.Paren):
        return _is_whole_float(node.this)
    return (
        isinstance(node, exp.Anonymous) and node.this in {"FLOOR", "CEILING"} and family_of(node) == "float"
    )


@of_expression(exp.Neg)
def rewrite_negative(node: exp.Neg, context: Context) -> exp.Expr:
    """A negative number; a negative interval is read by the moment that it moves.

    Before: `-a`
    After:  `-a`
    """
    if family_of(node.this) == "interval":
        return kept(node) if is_written(node) else node
    _require_number(node.this)
    if node.this.type is not None and node.this.type.this is exp.DType.UTINYINT:
        node.set("this", build.cast(node.this, exp.DType.SMALLINT))
    is_double = node.this.type is not None and node.this.type.this is exp.DType.DOUBLE
    return build.typed(node, exp.DType.DOUBLE) if is_double else node


@of_expression(exp.BitwiseAnd, exp.BitwiseOr, exp.BitwiseXor, exp.BitwiseNot)
def check_bits(node: exp.Expr, context: Context) -> exp.Expr:
    """Bitwise operators are the same on whole numbers, and refused on anything else.

    Before: `a # b` (postgres)
    After:  `a ^ b`
    """
    for side in (node.this, node.args.get("expression")):
        if side is not None and family_of(side) != "integer":
            raise no_form(node, "a bitwise operator on what is no whole number")
    return node


@of_expression(exp.BitwiseLeftShift)
def rewrite_left_shift(node: exp.BitwiseLeftShift, context: Context) -> exp.Expr:
    """A shift by a literal is a product, on every version.

    Before: `a << 2`
    After:  `a * 4`
    """
    return build.typed(
        build.multiply(node.this, build.number(2 ** _literal_shift(node))), node.type or exp.DType.INT
    )


@of_expression(exp.BitwiseRightShift)
def rewrite_right_shift(node: exp.BitwiseRightShift, context: Context) -> exp.Expr:
    """A shift to the right rounds down, also below zero.

    Before: `a >> 1`
    After:  `CAST(FLOOR(CAST(a AS DECIMAL(19, 0)) / 2) AS BIGINT)`
    """
    divided = build.divide(
        build.cast(node.this, exp.DType.DECIMAL, 19, 0), build.number(2 ** _literal_shift(node))
    )
    return build.cast(build.call("FLOOR", divided), node.type or exp.DType.BIGINT)


def _literal_shift(node: exp.Binary) -> int:
    amount = node.expression
    if family_of(node.this) != "integer" or not (
        isinstance(amount, exp.Literal) and amount.is_int and int(amount.name) < 31
    ):
        raise no_form(node, "a shift of what is no whole number, or by what is no small literal")
    return int(amount.name)


def _widened(node: exp.Binary) -> exp.Binary:
    """One side in a larger type, where T-SQL would stay in a smaller one than the author's dialect.

    T-SQL's tinyint has no negative numbers, and stays tinyint; a real beside anything else is double precision in PostgreSQL.
    """
    kinds = {side.type.this for side in (node.this, node.expression) if side.type is not None}
    if kinds == {exp.DType.UTINYINT}:
        node.set("this", build.cast(node.this, exp.DType.SMALLINT))
    is_double = node.type is not None and node.type.this is exp.DType.DOUBLE
    if is_double and exp.DType.DOUBLE not in kinds:
        node.set("this", as_float(node.this))
    return node


def _require_numbers(node: exp.Binary) -> None:
    _require_number(node.this)
    _require_number(node.expression)


def _require_number(node: exp.Expr) -> None:
    kind = family(node.type)
    if isinstance(node, exp.Literal) and not node.is_string:
        return
    if kind == "unknown":
        raise type_needed(node, "this operand")
    if kind not in NUMERIC and kind != "null":
        remedy = "compute with extract(epoch FROM ...), its seconds" if kind == "interval" else None
        raise no_value(node, f"arithmetic on {kind}", remedy)
