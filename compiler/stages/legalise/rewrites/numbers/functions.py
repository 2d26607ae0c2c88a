"""Mathematical functions."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from sqlglot import exp

from compiler.ir.analysed import is_nullable
from compiler.stages.legalise import build
from compiler.stages.legalise.context import Context, no_form, no_value, unsupported
from compiler.stages.legalise.rewrites.numbers.digits import (
    as_float,
    decimal_type,
    digits,
    lossless,
    meeting_digits,
    plain_decimal,
)
from compiler.stages.legalise.rewrites.numbers.told_apart import numeric
from compiler.stages.legalise.rewriting import of_expression
from compiler.types.common import MAX_DIGITS
from compiler.types.families import family_of

INT_LIMIT: Final = 2**31
BIGINT_LIMIT: Final = 2**63
FLOAT_FUNCTIONS: Final[dict[type[exp.Expr], str]] = {
    exp.Sqrt: "SQRT",
    exp.Exp: "EXP",
    exp.Ln: "LOG",
    exp.Degrees: "DEGREES",
    exp.Radians: "RADIANS",
    exp.Sin: "SIN",
    exp.Cos: "COS",
    exp.Tan: "TAN",
    exp.Cot: "COT",
    exp.Asin: "ASIN",
    exp.Acos: "ACOS",
    exp.Atan: "ATAN",
}


@of_expression(
    exp.Sqrt,
    exp.Exp,
    exp.Ln,
    exp.Degrees,
    exp.Radians,
    exp.Sin,
    exp.Cos,
    exp.Tan,
    exp.Cot,
    exp.Asin,
    exp.Acos,
)
def rename_float_function(node: exp.Func, context: Context) -> exp.Expr:
    """Functions on floats, some under another name. DEGREES and RADIANS keep the type of their argument here, so it is cast.

    Before: `ln(n)`
    After:  `LOG(CAST(n AS FLOAT))`
    """
    made = build.typed(build.call(FLOAT_FUNCTIONS[type(node)], as_float(node.this)), exp.DType.DOUBLE)
    return numeric(made, node, context)


@of_expression(exp.Atan, exp.Atan2)
def rewrite_arc_tangent(node: exp.Func, context: Context) -> exp.Expr:
    """The arc tangent of one number or of two.

    Before: `atan2(y, x)`
    After:  `ATN2(y, x)`
    """
    second = node.args.get("expression")
    if second is None:
        return build.typed(build.call("ATAN", as_float(node.this)), exp.DType.DOUBLE)
    return build.typed(build.call("ATN2", as_float(node.this), second), exp.DType.DOUBLE)


@of_expression(exp.Log)
def rewrite_logarithm(node: exp.Log, context: Context) -> exp.Expr:
    """LOG of one argument is base 10 in the sources and natural in T-SQL; of two, the base comes last in T-SQL.

    Before: `log(n)`, `log(2, n)`
    After:  `LOG10(CAST(n AS FLOAT))`, `LOG(CAST(n AS FLOAT), 2)`
    """
    second = node.args.get("expression")
    if second is None:
        made = build.call("LOG10", as_float(node.this))
    else:
        made = build.call("LOG", as_float(second), node.this)
    return numeric(build.typed(made, exp.DType.DOUBLE), node, context)


@of_expression(exp.Pow)
def rewrite_power(node: exp.Pow, context: Context) -> exp.Expr:
    """POWER has the type of its first argument in T-SQL, so that `POWER(2, 0.5)` is 1: the base is cast to FLOAT.

    Before: `a ^ 2`
    After:  `POWER(CAST(a AS FLOAT), 2)`
    """
    made = build.typed(build.call("POWER", as_float(node.this), node.expression), exp.DType.DOUBLE)
    return numeric(made, node, context)


@of_expression(exp.Literal, reads="is_string")
def keep_bigint(node: exp.Literal, context: Context) -> exp.Expr:
    """A whole number beyond the range of int is a decimal in T-SQL, and divides like one; one of more than 38 digits is none.

    https://learn.microsoft.com/sql/relational-databases/errors-events/database-engine-events-and-errors (Msg 1007)

    Before: `3000000000 / 7`
    After:  `CAST(3000000000 AS BIGINT) / 7`
    """
    digits = "" if node.is_string else node.name.replace("_", "")
    whole, _, broken = digits.partition(".")
    if f"{whole}{broken}".isdigit() and len(whole.lstrip("0") + broken) > MAX_DIGITS:
        raise no_value(
            node, f"a number of more than {MAX_DIGITS} digits", "write it shorter, or with an exponent"
        )
    if not digits.isdigit() or not INT_LIMIT <= int(digits) < BIGINT_LIMIT:
        return node
    return build.cast(build.number(digits), exp.DType.BIGINT)


@of_expression(exp.Abs, exp.Sign)
def keep_absolute(node: exp.Func, context: Context) -> exp.Expr:
    """ABS and SIGN are the same, but that ABS of a real is a float in T-SQL, that of a decimal one of 38 digits, and the sign of money money.

    https://learn.microsoft.com/sql/t-sql/functions/abs-transact-sql#return-types: a sum or product of 38 digits gives up those
    behind its point.

    Before: `abs(a)`, `abs(r)`, `abs(n) + q`, `sign(m)`
    After:  `ABS(a)`, `CAST(ABS(r) AS REAL)`, `CAST(ABS(n) AS DECIMAL(12, 2)) + q`, `CAST(SIGN(CAST(m AS DECIMAL(19, 4))) AS INT)`
    """
    if isinstance(node, exp.Sign):
        return _sign(node)
    kind = node.this.type
    made = build.take_facts(build.call("ABS", node.this), node.this)
    if kind is None or isinstance(node.parent, exp.Predicate):
        return made
    if kind.this is exp.DType.FLOAT:
        return build.cast(made, exp.DType.FLOAT)
    is_sized = kind.this is exp.DType.DECIMAL and bool(kind.expressions)
    return build.cast(made, kind.copy()) if is_sized else made


def _sign(node: exp.Sign) -> exp.Expr:
    """Engines that speak T-SQL do not agree on the sign of a NULL of type bigint or money, on that of a decimal they do.

    DuckDB's sign is a whole number; T-SQL's of a decimal is one of 38 digits.
    """
    value = node.this
    is_long = value.type is not None and value.type.this is exp.DType.BIGINT
    plain = build.cast(value, exp.DType.DECIMAL, 19, 0) if is_long else plain_decimal(value)
    made = build.call("SIGN", plain)
    is_same = plain is value and family_of(value) in {"integer", "float"}
    return (
        build.take_facts(made, value)
        if is_same
        else build.take_nullability(build.cast(made, exp.DType.INT), node)
    )


@of_expression(exp.Pi)
def keep_pi(node: exp.Pi, context: Context) -> exp.Expr:
    """PI is the same.

    Before: `pi()`
    After:  `PI()`
    """
    return build.typed(build.call("PI"), exp.DType.DOUBLE)


@of_expression(exp.Cbrt)
def rewrite_cube_root(node: exp.Cbrt, context: Context) -> exp.Expr:
    """The cube root is a power, below zero too.

    Before: `cbrt(a)`
    After:  `SIGN(CAST(a AS FLOAT)) * POWER(ABS(CAST(a AS FLOAT)), 1.0E0 / 3)`
    """
    value = as_float(node.this)
    root = build.call(
        "POWER", build.call("ABS", context.copy(value)), build.divide(build.number("1.0E0"), build.number(3))
    )
    return build.typed(build.multiply(build.call("SIGN", value), root), exp.DType.DOUBLE)


@of_expression(exp.Greatest, exp.Least)
def rewrite_greatest(node: exp.Greatest | exp.Least, context: Context) -> exp.Expr:
    """The greatest of some values, NULL ignored; a CASE before SQL Server 2022.

    Before: `greatest(a, 0)`
    After:  `GREATEST(a, 0)`, before 2022 `CASE WHEN a >= 0 THEN a ELSE 0 END`
    """
    values: list[exp.Expr] = [node.this, *node.expressions]
    name = "GREATEST" if isinstance(node, exp.Greatest) else "LEAST"
    known = [value for value in values if not isinstance(value, exp.Null)]
    if len(known) <= 1:
        return known[0] if known else values[0]
    known = lossless(known)
    exact = context.text_comparison == "exact" and family_of(known[0]) == "text"
    if context.has("2022") and not exact:  # inside GREATEST nothing else than a collation compares
        return _with_digits_of(known, build.take_facts(build.call(name, *known), node))
    compare = exp.GTE if name == "GREATEST" else exp.LTE
    branches = [
        (_is_best(compare, at, known, context), context.copy(known[at])) for at in range(len(known) - 1)
    ]
    return _with_digits_of(known, build.take_facts(build.when(*branches, default=known[-1]), node))


def _with_digits_of(values: list[exp.Expr], made: exp.Expr) -> exp.Expr:
    """A choice between decimals, typed with the digits of all of them."""
    known = [each for each in (digits(value) for value in values) if each is not None]
    if family_of(made) != "decimal" or len(known) < len(values):
        return made
    return build.typed(made, decimal_type(meeting_digits(known)[0]))


def _is_best(compare: type[exp.Binary], at: int, values: list[exp.Expr], context: Context) -> exp.Expr:
    conditions: list[exp.Expr] = []
    for other in values[at + 1 :]:
        wins = build.typed(
            compare(this=context.copy(values[at]), expression=context.copy(other)), exp.DType.BOOLEAN
        )
        conditions.append(
            build.either([wins, build.is_null(context.copy(other))]) if is_nullable(other) else wins
        )
    if is_nullable(values[at]):
        conditions.append(build.negated(build.is_null(context.copy(values[at]))))
    return build.both(conditions)


@of_expression(exp.WidthBucket, reads="min_value max_value num_buckets")
def rewrite_width_bucket(node: exp.WidthBucket, context: Context) -> exp.Expr:
    """Which of `count` buckets of one width between two bounds a number lies in; 0 below, `count` + 1 above.

    Before: `width_bucket(n, 0, 100, 5)`
    After:  `CASE WHEN n < 0 THEN 0 WHEN n >= 100 THEN 6 WHEN n IS NOT NULL THEN CAST(x / 100 AS INT) + 1 END`, in which x is
            `(n - 0) * 5` less its remainder by 100, so that nothing is rounded
    """
    value, low, high = node.this, node.args["min_value"], node.args["max_value"]
    bounds = [_literal(each) for each in (low, high, node.args["num_buckets"])]
    if None in bounds or family_of(value) not in {"integer", "decimal"}:
        raise no_form(
            node, "width_bucket of a float, or with bounds that are no literals", "use floor() and CASE"
        )
    first, last, count = (each for each in bounds if each is not None)
    if first >= last or count < 1 or count != int(count):
        raise no_form(node, "width_bucket with bounds that do not rise")
    width, copy = build.number(str(last - first)), context.copy
    wide = build.cast(copy(value), exp.DType.BIGINT) if family_of(value) == "integer" else copy(value)
    scaled = build.multiply(build.subtract(wide, low), build.number(int(count)))
    whole = build.subtract(scaled, build.modulo(copy(scaled), width))
    bucket = build.add(build.cast(build.divide(whole, width.copy()), exp.DType.INT), build.number(1))
    below = build.typed(exp.LT(this=copy(value), expression=low.copy()), exp.DType.BOOLEAN)
    above = build.typed(exp.GTE(this=copy(value), expression=high), exp.DType.BOOLEAN)
    inside = build.negated(build.is_null(value))
    branches = [(below, build.number(0)), (above, build.number(int(count) + 1)), (inside, bucket)]
    return build.typed(build.when(*branches), exp.DType.INT)


def _literal(node: exp.Expr) -> Decimal | None:
    """The number that a literal says, with its sign."""
    if isinstance(node, exp.Neg):
        inner = _literal(node.this)
        return None if inner is None else -inner
    is_number = isinstance(node, exp.Literal) and not node.is_string
    return Decimal(node.name) if is_number else None


@of_expression(exp.Rand)
def refuse_random(node: exp.Rand, context: Context) -> exp.Expr:
    """RAND() is one value for all rows, and NEWID() is evaluated where the plan pleases.

    Before: `random()`
    After:  refused
    """
    raise unsupported(node, "random()", "results must be the same for all who look; order by a column")


@of_expression(exp.IsNan, exp.IsInf)
def refuse_not_a_number(node: exp.Func, context: Context) -> exp.Expr:
    """SQL Server's floats hold neither NaN nor infinity.

    Before: `isnan(f)`
    After:  refused
    """
    raise no_form(
        node, "a test for NaN or infinity", "SQL Server's floats never hold these: leave the test out"
    )
