"""What functions are short for, in the words of their own dialect: `_1` stands for the first argument, and so on.

Sources: of DuckDB, the definitions that `duckdb_functions()` lists, and
https://duckdb.org/docs/stable/sql/functions/interval, datepart, aggregates; of PostgreSQL,
https://www.postgresql.org/docs/current/functions-datetime.html and functions-binarystring.html.
"""

from __future__ import annotations

from typing import Final

from compiler.ir.query import SourceDialect

_INTERVALS: Final = ("year", "quarter", "month", "week", "day", "hour", "minute", "second", "millisecond")

_FLOAT: Final = "CAST(_1 AS DOUBLE)"
_SQUARED: Final = f"{_FLOAT} * {_FLOAT}"
_THIRD_MOMENT: Final = (
    f"avg({_SQUARED} * {_FLOAT}) - 3 * avg({_SQUARED}) * avg({_FLOAT})"
    f" + 2 * avg({_FLOAT}) * avg({_FLOAT}) * avg({_FLOAT})"
)
_FOURTH_MOMENT: Final = (
    f"avg({_SQUARED} * {_SQUARED}) - 4 * avg({_SQUARED} * {_FLOAT}) * avg({_FLOAT})"
    f" + 6 * avg({_SQUARED}) * avg({_FLOAT}) * avg({_FLOAT})"
    f" - 3 * avg({_FLOAT}) * avg({_FLOAT}) * avg({_FLOAT}) * avg({_FLOAT})"
)
_SQUARED_VARIANCE: Final = f"nullif(var_pop({_FLOAT}) * var_pop({_FLOAT}), 0)"

SHORT_FOR: Final[dict[SourceDialect, dict[tuple[str, int], str]]] = {
    "duckdb": {
        # aggregates
        ("arg_max_null", 2): "first(CASE WHEN _2 IS NOT NULL THEN _1 END ORDER BY _2 DESC NULLS LAST)",
        ("arg_min_null", 2): "first(CASE WHEN _2 IS NOT NULL THEN _1 END ORDER BY _2 NULLS LAST)",
        ("count_star", 0): "count(*)",
        ("geometric_mean", 1): "geomean(_1)",
        ("kahan_sum", 1): "sum(CAST(_1 AS DOUBLE))",
        ("kurtosis", 1): (
            f"CASE WHEN count(_1) > 3 THEN (count(_1) - 1) * ((count(_1) + 1) * ({_FOURTH_MOMENT}) / {_SQUARED_VARIANCE}"
            " - 3 * (count(_1) - 1)) / ((count(_1) - 2) * (count(_1) - 3)) END"
        ),
        ("kurtosis_pop", 1): f"CASE WHEN count(_1) > 1 THEN ({_FOURTH_MOMENT}) / {_SQUARED_VARIANCE} - 3 END",
        ("mean", 1): "avg(_1)",
        ("sem", 1): "stddev_pop(_1) / sqrt(count(_1))",
        ("skewness", 1): (
            f"CASE WHEN count(_1) > 2 THEN sqrt(CAST(count(_1) AS DOUBLE) * (count(_1) - 1)) / (count(_1) - 2) * ({_THIRD_MOMENT})"
            f" / nullif(var_pop({_FLOAT}) * stddev_pop({_FLOAT}), 0) END"
        ),
        ("sum_no_overflow", 1): "sum(_1)",
        ("wavg", 2): "sum(_1 * _2) / sum(CASE WHEN _1 IS NOT NULL THEN _2 END)",
        ("weighted_avg", 2): "sum(_1 * _2) / sum(CASE WHEN _1 IS NOT NULL THEN _2 END)",
        # dates
        ("ago", 1): "now() - _1",
        ("days_in_month", 1): "day(last_day(_1))",
        ("epoch_ns", 1): "date_diff('microsecond', TIMESTAMP '1970-01-01', CAST(_1 AS TIMESTAMP)) * 1000",
        ("epoch_us", 1): "date_diff('microsecond', TIMESTAMP '1970-01-01', CAST(_1 AS TIMESTAMP))",
        ("era", 1): "CASE WHEN _1 IS NOT NULL THEN CAST(1 AS BIGINT) END",
        ("microsecond", 1): "extract(microsecond FROM _1)",
        ("julian", 1): "epoch(_1) / 86400 + 2440588",
        ("millennium", 1): "extract(millennium FROM _1)",
        ("millisecond", 1): "extract(millisecond FROM _1)",
        ("weekday", 1): "dayofweek(_1)",
        **{(f"to_{unit}s", 1): f"INTERVAL (_1) {unit.upper()}" for unit in _INTERVALS if unit != "day"},
        # numbers
        ("add", 2): "_1 + _2",
        ("fdiv", 2): "floor(_1 / _2)",
        ("fmod", 2): "_1 - _2 * floor(_1 / _2)",
        ("multiply", 2): "_1 * _2",
        ("subtract", 2): "_1 - _2",
        # text
        ("bit_length", 1): "strlen(_1) * 8",
        ("ord", 1): "unicode(_1)",
        # lists
        **{
            (f"list_{name}", 1): f"(SELECT {name}(_v) AS _r FROM unnest(_1) AS _l(_v))"  # noqa: S608  # the names are these
            for name in ("avg", "count", "max", "median", "min", "stddev_pop", "stddev_samp", "sum", "var_pop", "var_samp")
        },
        ("list_unique", 1): "(SELECT count(DISTINCT _v) AS _r FROM unnest(_1) AS _l(_v))",
    },
    "postgres": {
        ("bit_length", 1): "octet_length(_1) * 8",
        ("date_subtract", 2): "_1 - _2",
    },
}  # fmt: skip

AGGREGATED: Final = frozenset({"list_aggregate", "list_aggr", "array_aggregate", "array_aggr", "aggregate"})
"""DuckDB's function that names in a text which aggregate of a list is wanted."""
