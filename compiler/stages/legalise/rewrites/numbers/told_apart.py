"""Powers, roots and logarithms of numerics, which are numerics in PostgreSQL and floats in T-SQL, where one digit decides.

`power(1.15, 2)` is 1.3225 in PostgreSQL; the float that is nearest is a little less, and `floor(power(1.15, 2) * 10000)` one less.
"""

from __future__ import annotations

from typing import Final

from sqlglot import exp

from compiler.stages.legalise.context import Context
from compiler.stages.legalise.rewrites.numbers.rounding import as_shown
from compiler.types.families import family_of

_PASSED: Final = (
    exp.Paren, exp.Neg, exp.Abs, exp.Coalesce, exp.Nullif, exp.Case, exp.If, exp.Window, exp.Filter, exp.Greatest, exp.Least,
    exp.Add, exp.Sub, exp.Mul, exp.Div, exp.Sum, exp.Avg, exp.Min, exp.Max,
)  # fmt: skip
_TELLING: Final = (
    exp.Floor, exp.Ceil, exp.Trunc, exp.EQ, exp.NEQ, exp.LT, exp.LTE, exp.GT, exp.GTE, exp.In, exp.Between, exp.NullSafeEQ,
    exp.NullSafeNEQ, exp.Mod,
)  # fmt: skip


def numeric(made: exp.Expr, node: exp.Expr, context: Context) -> exp.Expr:
    """A float that stands for a numeric of the author's, by its first fifteen digits where it is compared or cut to a whole number.

    Before: `floor(power(n, 2))`
    After:  `FLOOR(ROUND(CAST(POWER(CAST(n AS FLOAT), 2) AS DECIMAL(38, 20)), ...))`
    """
    return as_shown(made, context) if family_of(node) == "decimal" and _is_told_apart(node, context) else made


def _is_told_apart(node: exp.Expr, context: Context) -> bool:
    """Whether the author cuts or compares a number, here or in a query around. Columns of one name count as one."""
    seen: set[str] = set()
    pending = [node]
    while pending:
        at = pending.pop()
        above = at.parent
        while isinstance(above, _PASSED):
            at, above = above, above.parent
        if isinstance(above, _TELLING):
            return True
        if isinstance(above, exp.Alias) and above.alias not in seen:
            seen.add(above.alias)
            pending += context.columns_named(above.alias, above)
    return False
