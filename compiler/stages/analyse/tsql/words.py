"""The words that a T-SQL query may be made of, besides its names: keywords, types, date parts, functions by version.

Sources: https://learn.microsoft.com/sql/t-sql/queries/select-transact-sql and the page of each function below
https://learn.microsoft.com/sql/t-sql/functions/.
"""

from __future__ import annotations

from sqlglot import exp

from compiler.ir.query import Version

KEYWORDS = frozenset(
    [
        "all",
        "and",
        "any",
        "apply",
        "as",
        "asc",
        "at",
        "between",
        "by",
        "case",
        "cast",
        "cross",
        "cube",
        "current",
        "desc",
        "distinct",
        "else",
        "end",
        "escape",
        "except",
        "exists",
        "fetch",
        "first",
        "following",
        "for",
        "from",
        "full",
        "group",
        "grouping",
        "having",
        "ignore",
        "in",
        "inner",
        "intersect",
        "is",
        "join",
        "left",
        "like",
        "next",
        "not",
        "null",
        "nulls",
        "offset",
        "on",
        "only",
        "or",
        "order",
        "outer",
        "over",
        "partition",
        "percent",
        "preceding",
        "range",
        "respect",
        "right",
        "rollup",
        "row",
        "rows",
        "select",
        "sets",
        "some",
        "then",
        "ties",
        "time",
        "top",
        "try_cast",
        "unbounded",
        "union",
        "values",
        "when",
        "where",
        "window",
        "with",
        "within",
        "zone",
        "collate",
    ]
)
"""Keywords of a query expression. INTO, OPTION, hints, PIVOT, FOR XML and TABLESAMPLE are not among them."""

TYPES = frozenset(
    [
        "bigint",
        "binary",
        "bit",
        "char",
        "date",
        "datetime",
        "datetime2",
        "datetimeoffset",
        "decimal",
        "float",
        "int",
        "max",
        "money",
        "nchar",
        "numeric",
        "nvarchar",
        "real",
        "smalldatetime",
        "smallint",
        "smallmoney",
        "time",
        "tinyint",
        "uniqueidentifier",
        "varbinary",
        "varchar",
    ]
)
DATE_PARTS = frozenset(
    [
        "year",
        "yy",
        "yyyy",
        "quarter",
        "qq",
        "q",
        "month",
        "mm",
        "m",
        "dayofyear",
        "dy",
        "y",
        "day",
        "dd",
        "d",
        "week",
        "wk",
        "ww",
        "weekday",
        "dw",
        "w",
        "hour",
        "hh",
        "minute",
        "mi",
        "n",
        "second",
        "ss",
        "s",
        "millisecond",
        "ms",
        "microsecond",
        "mcs",
        "nanosecond",
        "ns",
        "iso_week",
        "isowk",
        "isoww",
        "tzoffset",
        "tz",
    ]
)

_SINCE_2016 = frozenset(
    [
        "abs",
        "acos",
        "ascii",
        "asin",
        "atan",
        "atn2",
        "avg",
        "ceiling",
        "char",
        "charindex",
        "choose",
        "coalesce",
        "concat",
        "convert",
        "cos",
        "cot",
        "count",
        "count_big",
        "cume_dist",
        "datalength",
        "dateadd",
        "datediff",
        "datediff_big",
        "datefromparts",
        "datename",
        "datepart",
        "datetime2fromparts",
        "datetimefromparts",
        "day",
        "degrees",
        "dense_rank",
        "difference",
        "eomonth",
        "exp",
        "first_value",
        "floor",
        "format",
        "grouping",
        "grouping_id",
        "hashbytes",
        "iif",
        "isdate",
        "isjson",
        "isnull",
        "isnumeric",
        "json_query",
        "json_value",
        "lag",
        "last_value",
        "lead",
        "left",
        "len",
        "log",
        "log10",
        "lower",
        "ltrim",
        "max",
        "min",
        "month",
        "nchar",
        "ntile",
        "nullif",
        "openjson",
        "patindex",
        "percent_rank",
        "percentile_cont",
        "percentile_disc",
        "pi",
        "power",
        "quotename",
        "radians",
        "rank",
        "replace",
        "replicate",
        "reverse",
        "right",
        "round",
        "row_number",
        "rtrim",
        "sign",
        "sin",
        "smalldatetimefromparts",
        "soundex",
        "space",
        "sqrt",
        "square",
        "stdev",
        "stdevp",
        "str",
        "string_split",
        "stuff",
        "substring",
        "sum",
        "switchoffset",
        "tan",
        "timefromparts",
        "todatetimeoffset",
        "try_convert",
        "unicode",
        "upper",
        "var",
        "varp",
        "year",
        "datetimeoffsetfromparts",
    ]
)
_SINCE: dict[str, Version] = {
    "approx_count_distinct": "2019",
    "concat_ws": "2017",
    "date_bucket": "2022",
    "datetrunc": "2022",
    "generate_series": "2022",
    "greatest": "2022",
    "least": "2022",
    "string_agg": "2017",
    "translate": "2017",
    "trim": "2017",
}
MORE_ARGUMENTS: dict[str, tuple[int, Version]] = {
    "ltrim": (1, "2022"),
    "rtrim": (1, "2022"),
    "string_split": (2, "2022"),
}
"""Function to the most arguments that it took at first, and the version since which it takes one more."""

LEAST_ARGUMENTS = {"concat": 2, "round": 2}
"""Functions that take fewer arguments elsewhere."""

CLOCKS: dict[str, str] = {
    "getdate": "CAST(@now AS datetime)",
    "current_timestamp": "CAST(@now AS datetime)",
    "sysdatetime": "CAST(@now AS datetime2(7))",
    "sysdatetimeoffset": "@now",
    "getutcdate": "CAST(SWITCHOFFSET(@now, 0) AS datetime)",
    "sysutcdatetime": "CAST(SWITCHOFFSET(@now, 0) AS datetime2(7))",
}
"""What is shipped for the clock: the parameter `now`, a datetimeoffset in the tenant's zone."""


_DATE_FUNCTIONS = frozenset(
    {"date_bucket", "datetrunc", "datename", "datepart", "dateadd", "datediff", "datediff_big"}
)


def is_date_part(column: exp.Expr) -> bool:
    """Whether what sqlglot reads as a column is the date part of a function: `DATE_BUCKET(week, ...)`."""
    call = column.parent
    first = isinstance(call, exp.Anonymous) and call.expressions and call.expressions[0] is column
    return (
        bool(first)
        and call is not None
        and call.name.lower() in _DATE_FUNCTIONS
        and column.name.lower() in DATE_PARTS
    )


def since(function: str) -> Version | None:
    """The first version that has a function of the list; None for a function that is not on it."""
    name = function.lower()
    return "2016" if name in _SINCE_2016 else _SINCE.get(name)
