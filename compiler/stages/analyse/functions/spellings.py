"""The names of functions as authors write them, to suggest one for a misspelt name."""

from __future__ import annotations

from functools import cache

from sqlglot import exp

from compiler.stages.analyse.functions.aggregates import AGGREGATES
from compiler.stages.analyse.functions.scalars import NAMED, SCALARS
from compiler.stages.analyse.spelling_out.templates import SHORT_FOR

_NOT_WRITTEN = frozenset({
    "approx_distinct", "array_contains", "array_size", "array_slice", "bitwise_and_agg", "bitwise_or_agg",
    "bitwise_xor_agg", "byte_length", "date_from_parts", "day", "day_of_month", "day_of_week", "day_of_year",
    "dayofweek_iso", "divide", "ends_with", "group_concat", "grouping_id", "hour", "is_inf", "is_nan",
    "j_s_o_n_array", "j_s_o_n_array_agg", "j_s_o_n_object", "json_array_contains", "json_extract_scalar",
    "jsonb_extract", "jsonb_extract_scalar", "logical_and", "logical_or", "minute", "month", "pad", "parse_json",
    "quarter", "rand", "second", "str_position", "str_to_date", "str_to_time", "time_to_unix",
    "timestamp_from_parts", "ts_or_ds_to_date", "variance_pop", "week", "week_of_year", "year", "year_of_week",
    "year_of_week_iso",
})  # fmt: skip
"""sqlglot's own names for a kind of node, which are no words of the authors' dialects."""

_WRITTEN = frozenset({
    "bool_and", "bool_or", "coalesce", "date_part", "date_trunc", "greatest", "least", "lpad", "ltrim", "now",
    "nullif", "position", "power", "rpad", "rtrim", "string_agg", "strpos", "substr", "to_char", "to_date",
    "to_timestamp", "var_pop",
})  # fmt: skip
"""Names that sqlglot reads as nodes of other names, or as syntax of their own."""


@cache
def function_names() -> tuple[str, ...]:
    """The names that a misspelt one is compared with."""
    kinds = {*SCALARS, *AGGREGATES} - {key for key in AGGREGATES if isinstance(key, str)}
    named = {
        kind.sql_name().lower() for kind in kinds if not isinstance(kind, str) and issubclass(kind, exp.Func)
    }
    texts = {key for key in AGGREGATES if isinstance(key, str)}
    short = {name for functions in SHORT_FOR.values() for name, _ in functions}
    return tuple(sorted((named | texts | short | {*NAMED} | _WRITTEN) - _NOT_WRITTEN))
