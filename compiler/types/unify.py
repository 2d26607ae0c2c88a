"""One type for several values: CASE, COALESCE, GREATEST, VALUES, arrays, and columns of set operations.

PostgreSQL: https://www.postgresql.org/docs/current/typeconv-union-case.html. DuckDB:
https://duckdb.org/docs/stable/sql/data_types/typecasting#combination-casting. Both resolve within a family; DuckDB would
also turn numbers into text, which hides mistakes: such a mix is refused here and an explicit cast asked for.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import reduce

from sqlglot import exp

from compiler.types.common import DOUBLE, FLOAT, NULL, TEXT, TIMESTAMP, TIMESTAMPTZ, UNKNOWN
from compiler.types.families import NUMERIC, Kind, family, length_of
from compiler.types.numbers import has_varying_scale, wider_decimal, wider_integer

_TEMPORAL_RANK = {"date": 0, "timestamp": 1, "timestamptz": 2}


def unify(types: Iterable[exp.DataType], postgres: bool) -> exp.DataType | None:
    """The type that holds all, None where there is none; NULL literals count for nothing."""
    known = [found for found in types if family(found) != "null"]
    if not known:
        return NULL
    result: exp.DataType | None = known[0]
    for other in known[1:]:
        result = _both(result, other, postgres) if result is not None else None
    return result


def _both(left: exp.DataType, right: exp.DataType, postgres: bool) -> exp.DataType | None:
    one, other = family(left), family(right)
    if "unknown" in (one, other):
        return UNKNOWN
    if one in NUMERIC and other in NUMERIC:
        return _numbers(left, right, postgres)
    if one in _TEMPORAL_RANK and other in _TEMPORAL_RANK:
        return _moments(left, right)
    if one != other:
        return None
    return _texts(left, right) if one == "text" else left


def _numbers(left: exp.DataType, right: exp.DataType, postgres: bool) -> exp.DataType:
    families = {family(left), family(right)}
    if "float" in families:
        return DOUBLE if Kind.DOUBLE in {left.this, right.this} else FLOAT
    if families == {"integer"}:
        return left if left.this is right.this else wider_integer(left, right)
    alike = left == right and has_varying_scale(left) == has_varying_scale(right)
    return left if alike else wider_decimal(left, right, postgres)


def _moments(left: exp.DataType, right: exp.DataType) -> exp.DataType:
    if left == right:
        return left
    highest = max(family(left), family(right), key=lambda found: _TEMPORAL_RANK[found])
    if family(left) == family(right):
        return TIMESTAMPTZ if highest == "timestamptz" else TIMESTAMP
    chosen = left if family(left) == highest else right
    return TIMESTAMP if highest == "timestamp" and chosen.this is not Kind.DATETIME2 else chosen


_UNICODE = (Kind.NVARCHAR, Kind.NCHAR)


def _texts(left: exp.DataType, right: exp.DataType) -> exp.DataType:
    if left == right:
        return left
    lengths = [length_of(left), length_of(right)]
    if Kind.TEXT in (left.this, right.this) or None in lengths:
        return TEXT
    kind = Kind.NVARCHAR if left.this in _UNICODE or right.this in _UNICODE else Kind.VARCHAR
    longest = reduce(max, (length for length in lengths if length is not None))
    return exp.DataType(this=kind, expressions=[exp.DataTypeParam(this=exp.Literal.number(longest))])
