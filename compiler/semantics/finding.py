"""Semantic points of one analysed query, found on its typed tree."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from sqlglot import exp

from compiler.catalogs.schema import CatalogSchema
from compiler.ir.analysed import AnalysedQuery, is_many, line_and_column
from compiler.ir.query import Target
from compiler.semantics import points
from compiler.semantics.points import Point
from compiler.semantics.total_order import is_total
from compiler.types.families import NUMERIC, family, family_of
from compiler.types.session_zone import fixed_offset

MICROSECONDS: Final = 6
_ANY_CHARACTER: Final = re.compile(r"(?<!\\)(?:\\\\)*(?:\.(?![*+])|\[\^|\\[DWS])")
"""In a regular expression: what stands for one character of any kind."""


@dataclass(frozen=True)
class Found:
    """A point in a query: `line` and `column` from 1 in the query's text, `length` in characters."""

    point: Point
    line: int
    column: int
    length: int


def points_in(query: AnalysedQuery, schema: CatalogSchema, target: Target) -> tuple[Found, ...]:
    """The points of a query by place, each kind once at a place. The tree is left as it is."""
    found: dict[Found, None] = {}
    for node in query.tree.walk():
        rule = RULES.get(type(node))
        for point, at in rule(node, query, schema) if rule is not None else ():
            if _concerns(point, query, target):
                found[_found(point, at, query.text)] = None
    return tuple(sorted(found, key=lambda each: (each.line, each.column, each.point.id)))


def _concerns(point: Point, query: AnalysedQuery, target: Target) -> bool:
    if target.engine == "duckdb":
        return point.duckdb_too
    return query.text_comparison == "database" or not point.gone_when_exact


def _found(point: Point, node: exp.Expr, text: str) -> Found:
    """The point at the first token under its node, or under the nearest node around it that has one."""
    token, at = _first_token(node), node.parent
    while token is None and at is not None:
        token, at = _first_token(at), at.parent
    start, end = token or (0, 0)
    return Found(point, *line_and_column(text, start), end - start + 1)


def _first_token(node: exp.Expr) -> tuple[int, int] | None:
    """The first and the last offset of the first token whose place is known."""
    places = (each.meta for each in node.walk() if "start" in each.meta and "end" in each.meta)
    return min(((int(meta["start"]), int(meta["end"])) for meta in places), default=None)


Rule = Callable[[Any, AnalysedQuery, CatalogSchema], Iterator[tuple[Point, exp.Expr]]]


def _is_text(*nodes: exp.Expr | None) -> bool:
    return any(node is not None and family_of(node) == "text" for node in nodes)


def _equality(node: exp.Binary, *_: object) -> Iterator[tuple[Point, exp.Expr]]:
    if _is_text(node.this, node.expression):
        yield points.TEXT_EQUALITY, node


def _inequality(node: exp.Binary, *_: object) -> Iterator[tuple[Point, exp.Expr]]:
    if _is_text(node.this, node.expression):
        yield points.TEXT_ORDER, node


def _between(node: exp.Between, *_: object) -> Iterator[tuple[Point, exp.Expr]]:
    if _is_text(node.this):
        yield points.TEXT_ORDER, node


def _membership(node: exp.In, *_: object) -> Iterator[tuple[Point, exp.Expr]]:
    if _is_text(node.this):
        yield points.TEXT_EQUALITY, node


def _case(node: exp.Case, *_: object) -> Iterator[tuple[Point, exp.Expr]]:
    if _is_text(node.args.get("this")):
        yield points.TEXT_EQUALITY, node


def _pattern(node: exp.Like, *_: object) -> Iterator[tuple[Point, exp.Expr]]:
    yield points.TEXT_PATTERN, node
    if "_" in node.expression.name:
        yield points.TEXT_UNITS, node


def _regular(node: exp.Func, *_: object) -> Iterator[tuple[Point, exp.Expr]]:
    if _ANY_CHARACTER.search(node.expression.name):
        yield points.TEXT_UNITS, node


def _json_text(node: exp.Expr, *_: object) -> Iterator[tuple[Point, exp.Expr]]:
    yield points.JSON_TEXT, node


def _case_mapping(node: exp.Func, *_: object) -> Iterator[tuple[Point, exp.Expr]]:
    yield points.TEXT_CASE, node


def _units(node: exp.Func, *_: object) -> Iterator[tuple[Point, exp.Expr]]:
    if _is_text(node.this):
        yield points.TEXT_UNITS, node


def _parameter(node: exp.Parameter, *_: object) -> Iterator[tuple[Point, exp.Expr]]:
    if node.name == "now":
        yield points.VIEW_MOMENT, node
    elif is_many(node) and _is_text(node):
        yield points.LIST_TEXT, node


def _column(node: exp.Column, *_: object) -> Iterator[tuple[Point, exp.Expr]]:
    kind = node.type
    if kind is None:
        return
    if kind.this in {exp.DType.CHAR, exp.DType.NCHAR}:
        yield points.TEXT_BLANKS, node
    sizes = [int(part.name) for part in kind.expressions if part.name.isdigit()]
    if kind.this is exp.DType.DATETIME or (
        kind.this in {exp.DType.DATETIME2, exp.DType.TIMESTAMPTZ, exp.DType.TIME}
        and max(sizes, default=0) > MICROSECONDS
    ):
        yield points.MOMENT_PRECISION, node


def _distinct(node: exp.Distinct, *_: object) -> Iterator[tuple[Point, exp.Expr]]:
    items = node.parent.selects if isinstance(node.parent, exp.Select) else node.expressions
    if any(_is_text(item.unalias()) for item in items):
        yield points.TEXT_GROUPS, node


def _set_operation(node: exp.SetOperation, *_: object) -> Iterator[tuple[Point, exp.Expr]]:
    if (node.args.get("distinct") or not isinstance(node, exp.Union)) and any(map(_is_text, node.selects)):
        yield points.TEXT_GROUPS, node.expression


def _group(node: exp.Group, *_: object) -> Iterator[tuple[Point, exp.Expr]]:
    parts = [node.args.get(part) or [] for part in ("rollup", "cube", "grouping_sets")]
    keys = [*node.expressions, *(key for part in parts for each in part for key in each.expressions)]
    for key in keys:
        if any(_is_text(item) for item in (key.expressions if isinstance(key, exp.Tuple) else [key])):
            yield points.TEXT_GROUPS, key


def _ordered(node: exp.Ordered, *_: object) -> Iterator[tuple[Point, exp.Expr]]:
    if _is_text(node.this):
        yield points.TEXT_ORDER, node


def _extreme(node: exp.Func, *_: object) -> Iterator[tuple[Point, exp.Expr]]:
    if _is_text(node.this):
        yield points.TEXT_ORDER, node


def _sum(node: exp.Func, query: AnalysedQuery, _: CatalogSchema) -> Iterator[tuple[Point, exp.Expr]]:
    value = node.this.expressions[0] if isinstance(node.this, exp.Distinct) else node.this
    kind = family_of(value)
    if kind == "float":
        yield points.FLOAT_SUM, node
    elif kind in NUMERIC:
        yield points.NUMBER_RANGE, node
        if isinstance(node, exp.Avg) and query.dialect == "postgres":
            yield points.QUOTIENT_DIGITS, node


def _statistics(node: exp.Func, *_: object) -> Iterator[tuple[Point, exp.Expr]]:
    yield points.FLOAT_SUM, node


def _arithmetic(node: exp.Binary, *_: object) -> Iterator[tuple[Point, exp.Expr]]:
    if family_of(node) in {"integer", "decimal"}:
        yield points.NUMBER_RANGE, node


def _quotient(node: exp.Binary, query: AnalysedQuery, _: CatalogSchema) -> Iterator[tuple[Point, exp.Expr]]:
    if family_of(node) == "decimal" and isinstance(node, exp.Div):
        yield points.QUOTIENT_DIGITS, node
    divisor = node.expression.unnest() if isinstance(node.expression, exp.Paren) else node.expression
    guarded = isinstance(divisor, exp.Literal | exp.Nullif) or query.dialect == "duckdb"
    if not guarded and family_of(node) in NUMERIC:
        yield points.DIVISION_BY_ZERO, node


def _rounding(node: exp.Expr, *_: object) -> Iterator[tuple[Point, exp.Expr]]:
    to = family(node.args["to"]) if isinstance(node, exp.Cast) else "decimal"
    if family_of(node.this) == "float" and to in {"integer", "decimal"}:
        yield points.FLOAT_ROUNDING, node


def _select(node: exp.Query, query: AnalysedQuery, schema: CatalogSchema) -> Iterator[tuple[Point, exp.Expr]]:
    order = node.args.get("order")
    if node is query.tree and order is None and _may_have_rows(node):
        yield points.ROW_ORDER, node
    limited = node.args.get("limit") is not None or node.args.get("offset") is not None
    if limited and not is_total(order, node, schema):
        yield points.ROW_CHOICE, order or node.args.get("limit") or node
    distinct = node.args.get("distinct")
    if distinct is not None and isinstance(distinct, exp.Distinct) and distinct.args.get("on") is not None:
        yield points.ROW_CHOICE, distinct


def _may_have_rows(node: exp.Query) -> bool:
    """Whether more than one row may come: not of aggregates without groups, nor of a SELECT without FROM."""
    if not isinstance(node, exp.Select):
        return True
    if node.args.get("from_") is None:
        return False
    if node.args.get("group") is not None:
        return True
    return not any(
        call.find_ancestor(exp.Select) is node and not isinstance(call.parent, exp.Window)
        for item in node.selects
        for call in item.find_all(exp.AggFunc)
    )


def _window(node: exp.Window, _: AnalysedQuery, schema: CatalogSchema) -> Iterator[tuple[Point, exp.Expr]]:
    inner = node.this.this if isinstance(node.this, exp.IgnoreNulls) else node.this
    for key in node.args.get("partition_by") or ():
        if _is_text(key):
            yield points.TEXT_GROUPS, key
    by_place = isinstance(
        inner, exp.RowNumber | exp.Ntile | exp.Lag | exp.Lead | exp.FirstValue | exp.LastValue | exp.NthValue
    )
    spec = node.args.get("spec")
    by_rows = spec is not None and str(spec.args.get("kind")).upper() == "ROWS"
    select = node.find_ancestor(exp.Select)
    if (by_place or by_rows) and select is not None and not is_total(node.args.get("order"), select, schema):
        yield points.WINDOW_TIES, node


def _collected(node: exp.Expr, *_: object) -> Iterator[tuple[Point, exp.Expr]]:
    inner = node.this.this if isinstance(node.this, exp.Distinct) else node.this
    if not isinstance(inner, exp.Order) and not isinstance(node.parent, exp.WithinGroup):
        yield points.AGGREGATE_ORDER, node


def _chosen(node: exp.Expr, *_: object) -> Iterator[tuple[Point, exp.Expr]]:
    yield points.AGGREGATE_CHOICE, node


def _approximate(node: exp.Expr, *_: object) -> Iterator[tuple[Point, exp.Expr]]:
    yield points.APPROXIMATION, node


def _zone(node: exp.AtTimeZone, *_: object) -> Iterator[tuple[Point, exp.Expr]]:
    zone = node.args["zone"]
    if isinstance(zone, exp.Literal) and fixed_offset(zone.name) is None:
        yield points.ZONE_RULES, node


RULES: Final[dict[type[exp.Expr], Rule]] = {
    **dict.fromkeys((exp.EQ, exp.NEQ, exp.NullSafeEQ, exp.NullSafeNEQ, exp.Nullif), _equality),
    **dict.fromkeys((exp.LT, exp.LTE, exp.GT, exp.GTE), _inequality),
    exp.Between: _between,
    exp.In: _membership,
    exp.Case: _case,
    exp.Like: _pattern,
    **dict.fromkeys((exp.Upper, exp.Lower, exp.Initcap, exp.ILike), _case_mapping),
    **dict.fromkeys(
        (exp.Length, exp.Substring, exp.Left, exp.Right, exp.Reverse, exp.Pad, exp.StrPosition), _units
    ),
    **dict.fromkeys(
        (exp.RegexpLike, exp.RegexpILike, exp.RegexpFullMatch, exp.RegexpReplace, exp.RegexpExtract), _regular
    ),
    **dict.fromkeys((exp.JSONExtractScalar, exp.JSONBExtractScalar), _json_text),
    exp.Parameter: _parameter,
    exp.Column: _column,
    exp.Distinct: _distinct,
    exp.Group: _group,
    exp.Ordered: _ordered,
    **dict.fromkeys((exp.Min, exp.Max, exp.Greatest, exp.Least), _extreme),
    **dict.fromkeys((exp.Sum, exp.Avg), _sum),
    **dict.fromkeys(
        (
            exp.Stddev,
            exp.StddevSamp,
            exp.StddevPop,
            exp.Variance,
            exp.VariancePop,
            exp.Corr,
            exp.CovarPop,
            exp.CovarSamp,
        ),
        _statistics,
    ),
    **dict.fromkeys((exp.Add, exp.Sub, exp.Mul), _arithmetic),
    **dict.fromkeys((exp.Div, exp.IntDiv, exp.Mod), _quotient),
    **dict.fromkeys((exp.Round, exp.Cast, exp.TryCast), _rounding),
    exp.Select: _select,
    **dict.fromkeys(
        (exp.Union, exp.Except, exp.Intersect),
        lambda node, query, schema: (
            each for rule in (_select, _set_operation) for each in rule(node, query, schema)
        ),
    ),
    exp.Window: _window,
    **dict.fromkeys((exp.GroupConcat, exp.ArrayAgg), _collected),
    **dict.fromkeys((exp.AnyValue, exp.Mode, exp.ArgMax, exp.ArgMin, exp.First, exp.Last), _chosen),
    **dict.fromkeys((exp.ApproxDistinct, exp.ApproxQuantile), _approximate),
    exp.AtTimeZone: _zone,
}
