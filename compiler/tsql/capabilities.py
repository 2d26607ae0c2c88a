"""What SQL Server can do, by version: the functions, date parts and syntax that the compiler may print.

An allow-list: a name that is not here is never printed. Each entry gives the first version whose engine has it, and
the vendor's page (below `DOCS`) that says so. `azure` stands for Azure SQL Database, which always has the newest engine.
Compatibility levels: what needs more than the version's own default level is not offered.
"""

from __future__ import annotations

from typing import Final

from compiler.ir.query import Version

DOCS: Final = "https://learn.microsoft.com/sql/t-sql/"

RANK: Final[dict[Version, int]] = {"2016": 13, "2017": 14, "2019": 15, "2022": 16, "2025": 17, "azure": 18}

# name -> (first version, vendor's page under DOCS/functions)
FUNCTIONS: Final[dict[str, tuple[Version, str]]] = {
    # aggregates
    "AVG": ("2016", "avg-transact-sql"),
    "CHECKSUM": ("2016", "checksum-transact-sql"),
    "COUNT_BIG": ("2016", "count-big-transact-sql"),
    "GROUPING": ("2016", "grouping-transact-sql"),
    "GROUPING_ID": ("2016", "grouping-id-transact-sql"),
    "MAX": ("2016", "max-transact-sql"),
    "MIN": ("2016", "min-transact-sql"),
    "PRODUCT": ("2025", "product-aggregate-transact-sql"),
    "STDEV": ("2016", "stdev-transact-sql"),
    "STDEVP": ("2016", "stdevp-transact-sql"),
    "STRING_AGG": ("2017", "string-agg-transact-sql"),
    "SUM": ("2016", "sum-transact-sql"),
    "VAR": ("2016", "var-transact-sql"),
    "VARP": ("2016", "varp-transact-sql"),
    # ranking and analytic functions
    "CUME_DIST": ("2016", "cume-dist-transact-sql"),
    "DENSE_RANK": ("2016", "dense-rank-transact-sql"),
    "FIRST_VALUE": ("2016", "first-value-transact-sql"),
    "LAG": ("2016", "lag-transact-sql"),
    "LAST_VALUE": ("2016", "last-value-transact-sql"),
    "LEAD": ("2016", "lead-transact-sql"),
    "NTILE": ("2016", "ntile-transact-sql"),
    "PERCENTILE_CONT": ("2016", "percentile-cont-transact-sql"),
    "PERCENTILE_DISC": ("2016", "percentile-disc-transact-sql"),
    "PERCENT_RANK": ("2016", "percent-rank-transact-sql"),
    "RANK": ("2016", "rank-transact-sql"),
    "ROW_NUMBER": ("2016", "row-number-transact-sql"),
    # conversion and logic
    "COALESCE": ("2016", "../language-elements/coalesce-transact-sql"),
    "CONVERT": ("2016", "cast-and-convert-transact-sql"),
    "GREATEST": ("2022", "logical-functions-greatest-transact-sql"),
    "LEAST": ("2022", "logical-functions-least-transact-sql"),
    "NULLIF": ("2016", "../language-elements/nullif-transact-sql"),
    "TRY_CONVERT": ("2016", "try-convert-transact-sql"),
    # text
    "ASCII": ("2016", "ascii-transact-sql"),
    "CHARINDEX": ("2016", "charindex-transact-sql"),
    "CONCAT": ("2016", "concat-transact-sql"),
    "CONCAT_WS": ("2017", "concat-ws-transact-sql"),
    "DATALENGTH": ("2016", "datalength-transact-sql"),
    "FORMAT": ("2016", "format-transact-sql"),
    "HASHBYTES": ("2016", "hashbytes-transact-sql"),
    "LEFT": ("2016", "left-transact-sql"),
    "LEN": ("2016", "len-transact-sql"),
    "LOWER": ("2016", "lower-transact-sql"),
    "LTRIM": ("2016", "ltrim-transact-sql"),
    "NCHAR": ("2016", "nchar-transact-sql"),
    "PATINDEX": ("2016", "patindex-transact-sql"),
    "REPLACE": ("2016", "replace-transact-sql"),
    "REPLICATE": ("2016", "replicate-transact-sql"),
    "REVERSE": ("2016", "reverse-transact-sql"),
    "RIGHT": ("2016", "right-transact-sql"),
    "RTRIM": ("2016", "rtrim-transact-sql"),
    "STUFF": ("2016", "stuff-transact-sql"),
    "SUBSTRING": ("2016", "substring-transact-sql"),
    "TRANSLATE": ("2017", "translate-transact-sql"),
    "UNICODE": ("2016", "unicode-transact-sql"),
    "UPPER": ("2016", "upper-transact-sql"),
    # numbers
    "ABS": ("2016", "abs-transact-sql"),
    "ACOS": ("2016", "acos-transact-sql"),
    "ASIN": ("2016", "asin-transact-sql"),
    "ATAN": ("2016", "atan-transact-sql"),
    "ATN2": ("2016", "atn2-transact-sql"),
    "CEILING": ("2016", "ceiling-transact-sql"),
    "COS": ("2016", "cos-transact-sql"),
    "COT": ("2016", "cot-transact-sql"),
    "DEGREES": ("2016", "degrees-transact-sql"),
    "EXP": ("2016", "exp-transact-sql"),
    "FLOOR": ("2016", "floor-transact-sql"),
    "LOG": ("2016", "log-transact-sql"),
    "LOG10": ("2016", "log10-transact-sql"),
    "NEWID": ("2016", "newid-transact-sql"),
    "PI": ("2016", "pi-transact-sql"),
    "POWER": ("2016", "power-transact-sql"),
    "RADIANS": ("2016", "radians-transact-sql"),
    "ROUND": ("2016", "round-transact-sql"),
    "SIGN": ("2016", "sign-transact-sql"),
    "SIN": ("2016", "sin-transact-sql"),
    "SQRT": ("2016", "sqrt-transact-sql"),
    "TAN": ("2016", "tan-transact-sql"),
    # dates
    "DATEADD": ("2016", "dateadd-transact-sql"),
    "DATEDIFF": ("2016", "datediff-transact-sql"),
    "DATEDIFF_BIG": ("2016", "datediff-big-transact-sql"),
    "DATEFROMPARTS": ("2016", "datefromparts-transact-sql"),
    "DATEPART": ("2016", "datepart-transact-sql"),
    "DATETIME2FROMPARTS": ("2016", "datetime2fromparts-transact-sql"),
    "DATETIMEOFFSETFROMPARTS": ("2016", "datetimeoffsetfromparts-transact-sql"),
    "DATETRUNC": ("2022", "datetrunc-transact-sql"),
    "DATE_BUCKET": ("2022", "date-bucket-transact-sql"),
    "EOMONTH": ("2016", "eomonth-transact-sql"),
    "SWITCHOFFSET": ("2016", "switchoffset-transact-sql"),
    "TIMEFROMPARTS": ("2016", "timefromparts-transact-sql"),
    "TODATETIMEOFFSET": ("2016", "todatetimeoffset-transact-sql"),
    # JSON
    "ISJSON": ("2016", "isjson-transact-sql"),
    "JSON_QUERY": ("2016", "json-query-transact-sql"),
    "JSON_VALUE": ("2016", "json-value-transact-sql"),
}

TABLE_FUNCTIONS: Final[dict[str, tuple[Version, str]]] = {
    "GENERATE_SERIES": ("2022", "generate-series-transact-sql"),
    "OPENJSON": ("2016", "openjson-transact-sql"),
    "STRING_SPLIT": ("2016", "string-split-transact-sql"),
}

# https://learn.microsoft.com/sql/t-sql/functions/datepart-transact-sql; WEEK and WEEKDAY depend on DATEFIRST and stay out.
DATE_PARTS: Final[frozenset[str]] = frozenset(
    {
        "YEAR", "QUARTER", "MONTH", "DAYOFYEAR", "DAY", "ISO_WEEK", "HOUR", "MINUTE", "SECOND",
        "MILLISECOND", "MICROSECOND", "NANOSECOND", "TZOFFSET",
    }
)  # fmt: skip

# syntax -> first version
SYNTAX: Final[dict[str, tuple[Version, str]]] = {
    "IS DISTINCT FROM": ("2022", "queries/is-distinct-from-transact-sql"),
    "IGNORE NULLS": ("2022", "functions/last-value-transact-sql"),
    "REGEXP_LIKE": ("2025", "functions/regexp-like-transact-sql"),
    "AT TIME ZONE": ("2016", "queries/at-time-zone-transact-sql"),
}

MAX_IDENTIFIER: Final = (
    128  # https://learn.microsoft.com/sql/relational-databases/databases/database-identifiers
)


def has(version: Version, since: Version) -> bool:
    """Whether a version is `since` or newer."""
    return RANK[version] >= RANK[since]


def has_function(version: Version, name: str) -> bool:
    """Whether a scalar, aggregate or window function may be printed for a version."""
    entry = FUNCTIONS.get(name)
    return entry is not None and has(version, entry[0])


def has_table_function(version: Version, name: str) -> bool:
    """Whether a table function may be printed for a version."""
    entry = TABLE_FUNCTIONS.get(name)
    return entry is not None and has(version, entry[0])


def has_syntax(version: Version, name: str) -> bool:
    """Whether a piece of syntax of `SYNTAX` may be printed for a version."""
    return has(version, SYNTAX[name][0])
