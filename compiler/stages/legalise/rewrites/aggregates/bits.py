"""bit_and, bit_or and bit_xor, which T-SQL has not: each bit alone."""

from __future__ import annotations

from functools import reduce
from typing import Final

from sqlglot import exp

from compiler.stages.legalise import build
from compiler.stages.legalise.context import Context, no_form, type_needed
from compiler.stages.legalise.rewriting import of_expression

WIDTHS: Final = {exp.DType.SMALLINT: 16, exp.DType.INT: 32, exp.DType.BIGINT: 64}
"""Bits of whole numbers, of which the highest is that of the sign."""
_LITERAL_BITS: Final = 31
"""Bits of an int: a literal beyond them is a decimal, of which T-SQL takes no bits."""


@of_expression(exp.BitwiseAndAgg, exp.BitwiseOrAgg, exp.BitwiseXorAgg)
def aggregate_bits(node: exp.AggFunc, context: Context) -> exp.Expr:
    """A bit is in all numbers if the least of it is not 0, in one if the greatest is not, in an odd number of them by their count.

    The bit of the sign makes a number negative, so that it has least and greatest changed.

    Before: `bit_and(a)`, `bit_xor(a)`
    After:  `MIN(a & 1) + MIN(a & 2) + ... + MAX(a & CAST(-2147483648 AS INT))`,
            `CASE WHEN COUNT_BIG(a) > 0 THEN CAST(COUNT_BIG(NULLIF(a & 1, 0)) % 2 * 1 + ... AS INT) END`
    """
    value, kind = node.this, node.this.type
    if isinstance(node.parent, exp.Window):
        raise no_form(node, "an aggregate of bits over a window", "compute it by group, and join it")
    if isinstance(value, exp.Distinct):
        raise no_form(node, "DISTINCT in an aggregate of bits", "aggregate over a SELECT DISTINCT")
    if kind is None or kind.this not in WIDTHS:
        raise type_needed(node, "the numbers whose bits are meant, int or bigint,")
    bits = [_bit(node, value, at, kind, context) for at in range(WIDTHS[kind.this])]
    whole = build.cast(reduce(build.add, bits), kind.copy())
    if not isinstance(node, exp.BitwiseXorAgg):
        return build.take_facts(whole, node)
    count = build.typed(build.call("COUNT_BIG", context.copy(value)), exp.DType.BIGINT)
    some = exp.GT(this=count, expression=build.number(0))
    return build.take_facts(build.when((build.typed(some, exp.DType.BOOLEAN), whole)), node)


def _bit(node: exp.AggFunc, value: exp.Expr, at: int, kind: exp.DataType, context: Context) -> exp.Expr:
    is_sign = at == WIDTHS[kind.this] - 1
    mask = _mask(at, is_sign, kind)
    alone = build.typed(exp.BitwiseAnd(this=context.copy(value), expression=mask), kind.copy())
    if isinstance(node, exp.BitwiseXorAgg):
        found = build.call("COUNT_BIG", build.call("NULLIF", alone, 0))
        odd = build.modulo(build.typed(found, exp.DType.BIGINT), build.number(2))
        return build.multiply(odd, mask.copy())
    least = isinstance(node, exp.BitwiseAndAgg) != is_sign
    return build.typed(build.call("MIN" if least else "MAX", alone), kind.copy())


def _mask(at: int, is_sign: bool, kind: exp.DataType) -> exp.Expr:
    power: exp.Expr = build.number(2**at)
    if is_sign:
        power = exp.Neg(this=power)
    return build.cast(power, kind.copy()) if is_sign or at >= _LITERAL_BITS else power
