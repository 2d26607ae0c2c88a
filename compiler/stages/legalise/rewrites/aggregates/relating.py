"""Statistics of pairs, spelled out in sums: SQL Server has none of them."""

from __future__ import annotations

from collections.abc import Callable

from sqlglot import exp

from compiler.stages.legalise import build
from compiler.stages.legalise.context import Context
from compiler.stages.legalise.rewrites.numbers.digits import as_float
from compiler.stages.legalise.rewriting import of_expression


@of_expression(
    exp.CovarPop, exp.CovarSamp, exp.Corr, exp.RegrSlope, exp.RegrIntercept, exp.RegrR2, exp.RegrAvgx, exp.RegrAvgy,
    exp.RegrSxx, exp.RegrSyy, exp.RegrSxy,
)  # fmt: skip
def spell_out_covariance(node: exp.Func, context: Context) -> exp.Expr:
    """Only pairs without NULL count; all is done in floats, as in the sources.

    Before: `covar_pop(y, x)`
    After:  `(SUM(y * x) - SUM(y) * SUM(x) / COUNT_BIG(y)) / COUNT_BIG(y)`, with y and x NULL where the other is
    """
    pair = _Pair(node.this, node.expression, context)
    forms: dict[type[exp.Expr], Callable[[], exp.Expr]] = {
        exp.CovarPop: pair.covariance,
        exp.CovarSamp: pair.sample_covariance,
        exp.Corr: pair.correlation,
        exp.RegrSlope: pair.slope,
        exp.RegrIntercept: pair.intercept,
        exp.RegrR2: pair.determination,
        exp.RegrAvgx: lambda: pair.mean("x"),
        exp.RegrAvgy: lambda: pair.mean("y"),
        exp.RegrSxx: lambda: pair.squares("x"),
        exp.RegrSyy: lambda: pair.squares("y"),
        exp.RegrSxy: pair.products,
    }
    return build.typed(forms[type(node)](), exp.DType.DOUBLE)


@of_expression(exp.RegrCount)
def count_pairs(node: exp.RegrCount, context: Context) -> exp.Expr:
    """Pairs in which neither is NULL.

    Before: `regr_count(y, x)`
    After:  `COUNT_BIG(CASE WHEN NOT x IS NULL THEN y END)`
    """
    there = build.negated(build.is_null(node.expression))
    made = build.call("COUNT_BIG", build.when((there, node.this)))
    return build.known_not_null(build.typed(made, exp.DType.BIGINT))


class _Pair:
    """A dependent value and an independent one."""

    def __init__(self, dependent: exp.Expr, independent: exp.Expr, context: Context) -> None:
        self._values = {"y": (dependent, independent), "x": (independent, dependent)}
        self._context = context

    def _value(self, which: str) -> exp.Expr:
        own, other = self._values[which]
        there = build.negated(build.is_null(self._context.copy(other)))
        return build.typed(build.when((there, as_float(self._context.copy(own)))), exp.DType.DOUBLE)

    def _of(self, name: str, which: str) -> exp.Expr:
        return build.typed(build.call(name, self._value(which)), exp.DType.DOUBLE)

    def _deviations(self) -> exp.Expr:
        """The sum of the products of the deviations from the means."""
        products = build.call("SUM", build.multiply(self._value("y"), self._value("x")))
        means = build.divide(build.multiply(self._of("SUM", "y"), self._of("SUM", "x")), self._count())
        return build.subtract(build.typed(products, exp.DType.DOUBLE), means)

    def _count(self) -> exp.Expr:
        """The number of pairs; NULL instead of none, by which nothing can be divided."""
        return build.call("NULLIF", build.call("COUNT_BIG", self._value("y")), 0)

    def _never_zero(self, spread: exp.Expr) -> exp.Expr:
        """PostgreSQL gives NULL where nothing varies, DuckDB NaN, for which SQL Server has only its error."""
        return build.call("NULLIF", spread, 0) if self._context.is_postgres else spread

    def covariance(self) -> exp.Expr:
        """Of the whole population."""
        return build.divide(self._deviations(), self._count())

    def sample_covariance(self) -> exp.Expr:
        """Of a sample; NULL for one pair."""
        degrees = build.subtract(build.call("COUNT_BIG", self._value("y")), build.number(1))
        return build.divide(self._deviations(), build.call("NULLIF", degrees, 0))

    def correlation(self) -> exp.Expr:
        """Pearson's; NULL where one side does not vary."""
        spread = build.multiply(self._of("STDEVP", "y"), self._of("STDEVP", "x"))
        return build.divide(self.covariance(), self._never_zero(spread))

    def slope(self) -> exp.Expr:
        """Of the line of least squares; NULL where the independent value does not vary."""
        return build.divide(self.covariance(), self._never_zero(self._of("VARP", "x")))

    def intercept(self) -> exp.Expr:
        """Of the line of least squares."""
        return build.subtract(self._of("AVG", "y"), build.multiply(self.slope(), self._of("AVG", "x")))

    def mean(self, which: str) -> exp.Expr:
        """Of one side of the pairs."""
        return self._of("AVG", which)

    def squares(self, which: str) -> exp.Expr:
        """The sum of the squares of the deviations from the mean."""
        return build.multiply(self._of("VARP", which), build.call("COUNT_BIG", self._value(which)))

    def products(self) -> exp.Expr:
        """The sum of the products of the deviations; NULL where there is no pair."""
        return build.multiply(self.covariance(), build.call("COUNT_BIG", self._value("y")))

    def determination(self) -> exp.Expr:
        """The square of the correlation: 1 where the dependent value does not vary, NULL where the other does not."""
        still = _is_zero(self._of("VARP", "y"))
        varies = build.negated(_is_zero(self._of("VARP", "x")))
        top, bottom = self.covariance(), build.multiply(self._of("VARP", "y"), self._of("VARP", "x"))
        square = build.divide(build.multiply(top, self.covariance()), build.call("NULLIF", bottom, 0))
        one = build.typed(exp.Literal.number("1E0"), exp.DType.DOUBLE)
        return build.when((build.both([still, varies]), one), (varies.copy(), square))


def _is_zero(value: exp.Expr) -> exp.Expr:
    return build.typed(exp.EQ(this=value, expression=build.number(0)), exp.DType.BOOLEAN)
