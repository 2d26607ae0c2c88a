"""Scalar functions: result types by dialect. A function that is not here is not on the list.

Sources: https://www.postgresql.org/docs/current/functions.html; https://duckdb.org/docs/stable/sql/functions/overview;
checked against both engines in tests.
"""

from __future__ import annotations

from sqlglot import exp

from compiler.ir.query import SourceDialect
from compiler.stages.analyse.functions.rules import Rule, first
from compiler.types.common import (
    BIGINT,
    BOOLEAN,
    DATE,
    DOUBLE,
    INT,
    INTERVAL,
    JSON,
    NUMERIC,
    TEXT,
    TIMESTAMP,
    TIMESTAMPTZ,
    array_of,
    decimal,
)
from compiler.types.families import NUMERIC as NUMBERS
from compiler.types.families import TEMPORAL, Family, family, precision_and_scale
from compiler.types.numbers import wider_integer

_TEXTS: frozenset[Family] = frozenset({"text"})
_DATED: frozenset[Family] = TEMPORAL | {"interval"}
_WORDS = {
    "this": TEXT,
    "expression": TEXT,
    "substr": TEXT,
    "expressions": TEXT,
    "replacement": TEXT,
    "delimiter": TEXT,
}
_NUMBERS = {"this": DOUBLE, "expression": DOUBLE, "decimals": INT}
_MOMENTS = {"this": TIMESTAMP, "expression": TIMESTAMP}


def _floating(types: list[exp.DataType], postgres: bool) -> exp.DataType:
    """Numeric stays numeric in PostgreSQL; all else is double precision."""
    return NUMERIC if postgres and any(family(found) == "decimal" for found in types) else DOUBLE


def _rounded_whole(types: list[exp.DataType], postgres: bool) -> exp.DataType:
    found = types[0]
    if family(found) == "decimal":
        digits = precision_and_scale(found)
        return decimal(digits[0], 0) if digits is not None else NUMERIC
    return DOUBLE if postgres and family(found) == "integer" else found


def _floored(types: list[exp.DataType], postgres: bool) -> exp.DataType:
    """Of ceil() and floor(), which make a float of a whole number in DuckDB, too."""
    return DOUBLE if family(types[0]) == "integer" else _rounded_whole(types, postgres)


def _rounded(types: list[exp.DataType], postgres: bool) -> exp.DataType:
    found = types[0]
    if len(types) == 1:
        return _rounded_whole(types, postgres)
    if family(found) in ("integer", "decimal") and postgres:
        return NUMERIC
    return found


def _length(types: list[exp.DataType], postgres: bool) -> exp.DataType:
    return INT if postgres else BIGINT


def _signed(types: list[exp.DataType], postgres: bool) -> exp.DataType:
    if not postgres:
        return exp.DataType(this=exp.DType.TINYINT)
    return NUMERIC if family(types[0]) == "decimal" else DOUBLE


def _part(types: list[exp.DataType], postgres: bool) -> exp.DataType:
    return INT if postgres else BIGINT


def _common_integer(types: list[exp.DataType], postgres: bool) -> exp.DataType:
    whole = [found for found in types if family(found) == "integer"]
    return wider_integer(whole[0], whole[-1]) if len(whole) == len(types) else NUMERIC


def _common_series(types: list[exp.DataType]) -> exp.DataType:
    return TIMESTAMP if types and family(types[0]) == "date" else types[0] if types else BIGINT


def _bucket(types: list[exp.DataType], postgres: bool) -> exp.DataType:
    moments = [found for found in types if family(found) in TEMPORAL]
    if not moments:
        return TIMESTAMP
    return TIMESTAMP if postgres and family(moments[0]) == "date" else moments[0]


def _texted(*kinds: type[exp.Expr]) -> dict[type[exp.Expr], Rule]:
    return dict.fromkeys(kinds, Rule(TEXT, takes=_TEXTS, adapts=_WORDS))


_TRIGONOMETRY = Rule(DOUBLE, takes=NUMBERS, adapts=_NUMBERS)
_DATE_PART = Rule(_part, takes=_DATED, adapts=_MOMENTS)
_YES_OR_NO = Rule(BOOLEAN, takes=_TEXTS, adapts=_WORDS)
_ALWAYS_TEXT = Rule(TEXT, nulls="never", adapts=_WORDS)

_POSTGRES: frozenset[SourceDialect] = frozenset({"postgres"})
_DUCKDB: frozenset[SourceDialect] = frozenset({"duckdb"})
SCALARS: dict[type[exp.Expr], Rule] = {
    **_texted(
        exp.Upper,
        exp.Lower,
        exp.Initcap,
        exp.Trim,
        exp.Pad,
        exp.Substring,
        exp.Left,
        exp.Right,
        exp.Replace,
        exp.Reverse,
        exp.Repeat,
        exp.Translate,
        exp.MD5,
        exp.SHA2,
        exp.RegexpReplace,
        exp.Overlay,
    ),
    exp.SplitPart: Rule(TEXT, takes=_TEXTS, adapts=_WORDS, needs=("delimiter", "part_index")),
    exp.RegexpExtract: Rule(TEXT, "always", takes=_TEXTS, adapts=_WORDS),
    exp.Concat: _ALWAYS_TEXT,
    exp.ConcatWs: Rule(TEXT, adapts=_WORDS),
    exp.Chr: Rule(TEXT),
    exp.Format: Rule(TEXT, nulls="always", adapts=_WORDS),
    exp.Length: Rule(_length, takes=_TEXTS | {"array", "binary"}, adapts=_WORDS),
    exp.ByteLength: Rule(_length, adapts=_WORDS),
    exp.StrPosition: Rule(_length, takes=_TEXTS, adapts=_WORDS),
    exp.Ascii: Rule(INT, takes=_TEXTS, adapts=_WORDS),
    exp.Unicode: Rule(INT, takes=_TEXTS, adapts=_WORDS),
    exp.Contains: _YES_OR_NO,
    exp.StartsWith: _YES_OR_NO,
    exp.EndsWith: _YES_OR_NO,
    exp.RegexpFullMatch: _YES_OR_NO,
    exp.Levenshtein: Rule(BIGINT, takes=_TEXTS, adapts=_WORDS),
    exp.Abs: Rule(first, takes=NUMBERS, adapts=_NUMBERS),
    exp.Ceil: Rule(_floored, takes=NUMBERS, adapts=_NUMBERS),
    exp.Floor: Rule(_floored, takes=NUMBERS, adapts=_NUMBERS),
    exp.Round: Rule(_rounded, takes=NUMBERS, adapts=_NUMBERS),
    exp.Trunc: Rule(_rounded, takes=NUMBERS, adapts=_NUMBERS),
    exp.Sign: Rule(_signed, takes=NUMBERS, adapts=_NUMBERS),
    exp.Sqrt: Rule(_floating, takes=NUMBERS, adapts=_NUMBERS),
    exp.Exp: Rule(_floating, takes=NUMBERS, adapts=_NUMBERS),
    exp.Ln: Rule(_floating, takes=NUMBERS, adapts=_NUMBERS),
    exp.Log: Rule(_floating, takes=NUMBERS, adapts=_NUMBERS),
    exp.Cbrt: _TRIGONOMETRY,
    **dict.fromkeys(
        (
            exp.Sin,
            exp.Cos,
            exp.Tan,
            exp.Asin,
            exp.Acos,
            exp.Atan,
            exp.Atan2,
            exp.Cot,
            exp.Degrees,
            exp.Radians,
        ),
        _TRIGONOMETRY,
    ),
    exp.Pi: Rule(DOUBLE, "never"),
    exp.Rand: Rule(DOUBLE, "never"),
    exp.WidthBucket: Rule(INT, takes=NUMBERS),
    exp.IsNan: Rule(BOOLEAN, takes=NUMBERS),
    exp.IsInf: Rule(BOOLEAN, takes=NUMBERS),
    exp.Xor: Rule(BOOLEAN),
    **dict.fromkeys(
        (
            exp.Year,
            exp.Month,
            exp.Day,
            exp.Hour,
            exp.Minute,
            exp.Second,
            exp.Quarter,
            exp.Week,
            exp.WeekOfYear,
            exp.DayOfWeek,
            exp.DayOfWeekIso,
            exp.DayOfYear,
            exp.DayOfMonth,
            exp.YearOfWeek,
            exp.YearOfWeekIso,
        ),
        _DATE_PART,
    ),
    exp.Dayname: Rule(TEXT, takes=_DATED, adapts=_MOMENTS),
    exp.Monthname: Rule(TEXT, takes=_DATED, adapts=_MOMENTS),
    exp.LastDay: Rule(DATE, takes=_DATED, adapts=_MOMENTS),
    exp.DateFromParts: Rule(DATE),
    exp.TimestampFromParts: Rule(TIMESTAMP),
    exp.MakeInterval: Rule(INTERVAL),
    exp.ToDays: Rule(INTERVAL),
    exp.JustifyDays: Rule(INTERVAL),
    exp.JustifyHours: Rule(INTERVAL),
    exp.Hex: Rule(TEXT),
    exp.Factorial: Rule(lambda types, postgres: NUMERIC if postgres else DOUBLE),
    exp.ArraySlice: Rule(first),
    exp.DateBin: Rule(_bucket),
    exp.StrToDate: Rule(DATE, takes=_TEXTS, adapts=_WORDS),
    exp.StrToTime: Rule(
        lambda types, postgres: TIMESTAMPTZ if postgres else TIMESTAMP, takes=_TEXTS, adapts=_WORDS
    ),
    exp.TimeToUnix: Rule(DOUBLE, takes=_DATED, adapts=_MOMENTS),
    exp.TsOrDsToDate: Rule(DATE, adapts=_MOMENTS),
    exp.JSONExtract: Rule(JSON, "always"),
    exp.JSONExtractScalar: Rule(TEXT, "always"),
    exp.JSONBExtract: Rule(JSON, "always"),
    exp.JSONBExtractScalar: Rule(TEXT, "always"),
    exp.JSONArrayContains: Rule(BOOLEAN, "always"),
    exp.JSONBContainsTopKey: Rule(BOOLEAN, "always"),
    exp.JSONType: Rule(TEXT, "always", dialects=_DUCKDB),
    exp.ParseJSON: Rule(JSON),
    exp.JSONObject: Rule(JSON, "never"),
    exp.JSONArray: Rule(JSON, "never"),
    exp.ArraySize: Rule(_length),
    exp.ArrayContains: Rule(BOOLEAN),
    exp.ArrayToString: Rule(TEXT, adapts=_WORDS),
    exp.StringToArray: Rule(array_of(TEXT), adapts=_WORDS),
    exp.Split: Rule(array_of(TEXT), adapts=_WORDS),
    exp.GenerateSeries: Rule(lambda types, postgres: array_of(_common_series(types))),
}


_DAYS_BETWEEN = Rule(BIGINT, dialects=_DUCKDB)

NAMED: dict[str, Rule] = {
    "age": Rule(INTERVAL, takes=_DATED, adapts=_MOMENTS),
    "make_date": Rule(DATE),
    "timezone": Rule(
        lambda types, postgres: TIMESTAMP if family(types[-1]) == "timestamptz" else TIMESTAMPTZ
    ),
    "date_sub": _DAYS_BETWEEN,
    "datesub": _DAYS_BETWEEN,
    "date_part": Rule(BIGINT, dialects=_DUCKDB),
    "datepart": Rule(BIGINT, dialects=_DUCKDB),
    "try_strptime": Rule(TIMESTAMP, "always", takes=_TEXTS, adapts=_WORDS, dialects=_DUCKDB),
    "yearweek": _DATE_PART,
    "century": _DATE_PART,
    "decade": _DATE_PART,
    "isoyear": _DATE_PART,
    "divide": Rule(_common_integer),
    "gcd": Rule(_common_integer),
    "lcm": Rule(_common_integer),
    "round_even": Rule(first, takes=NUMBERS),
    "scale": Rule(INT),
    "prefix": _YES_OR_NO,
    "suffix": _YES_OR_NO,
    "strlen": Rule(BIGINT, adapts=_WORDS),
    "octet_length": Rule(_length, adapts=_WORDS),
    "printf": Rule(TEXT, adapts=_WORDS, dialects=_DUCKDB),
    "num_nulls": Rule(INT, "never", dialects=_POSTGRES),
    "num_nonnulls": Rule(INT, "never", dialects=_POSTGRES),
    "iff": Rule(lambda types, postgres: types[-1]),
    "json_array_length": Rule(_length, "always"),
    "jsonb_array_length": Rule(INT, "always", dialects=_POSTGRES),
    "jsonb_typeof": Rule(TEXT, "always", dialects=_POSTGRES),
    "json_typeof": Rule(TEXT, "always"),
    "json_exists": Rule(BOOLEAN, "arguments", dialects=_DUCKDB),
    "json_extract_path_text": Rule(TEXT, "always", dialects=_POSTGRES),
    "jsonb_extract_path_text": Rule(TEXT, "always", dialects=_POSTGRES),
    "isfinite": Rule(BOOLEAN),
    "cardinality": Rule(INT, takes=frozenset({"array"}), dialects=_POSTGRES),
}
