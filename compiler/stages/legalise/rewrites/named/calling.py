"""Functions that the parser has no class for: each is brought to a construct that another rewrite knows, or refused."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from sqlglot import exp

from compiler.stages.analyse.functions.instead import INSTEAD
from compiler.stages.legalise import build
from compiler.stages.legalise.context import Context, needs, unsupported
from compiler.stages.legalise.placing import as_number
from compiler.stages.legalise.rewrites.aggregates.counting import rewrite_boolean_aggregate
from compiler.stages.legalise.rewrites.dates.ages import READ_BY, is_age
from compiler.stages.legalise.rewrites.dates.differing import whole_units
from compiler.stages.legalise.rewrites.dates.extracting import part_of_moment
from compiler.stages.legalise.rewrites.dates.parsing import try_parse
from compiler.stages.legalise.rewrites.dates.truncating import wall_clock
from compiler.stages.legalise.rewrites.dates.units import unit_of
from compiler.stages.legalise.rewrites.dates.zones import rewrite_at_time_zone
from compiler.stages.legalise.rewrites.json.asking import exists_at_path
from compiler.stages.legalise.rewrites.json.reading import array_length, kind_of_value, path_text
from compiler.stages.legalise.rewrites.lists.subscripts import elements_of
from compiler.stages.legalise.rewrites.numbers.arithmetic import rewrite_whole_quotient
from compiler.stages.legalise.rewrites.numbers.digits import as_float
from compiler.stages.legalise.rewrites.text.bytes import count_bytes
from compiler.stages.legalise.rewrites.text.places import fill_percents
from compiler.stages.legalise.rewrites.text.searching import rewrite_part_test
from compiler.stages.legalise.rewriting import of_expression

Maker = Callable[[exp.Anonymous, Context], exp.Expr]
PART_FUNCTIONS: Final = {
    "century": "CENTURY",
    "decade": "DECADE",
    "millennium": "MILLENNIUM",
    "yearweek": "YEARWEEK",
    "isoyear": "ISOYEAR",
}


@of_expression(exp.Anonymous)
def rewrite_named_function(node: exp.Anonymous, context: Context) -> exp.Expr:
    """A function by its name and the number of its arguments.

    Before: `prefix(s, 'a')`, `date_part('year', d)` (duckdb), `every(flag)` (postgres)
    After:  `s COLLATE Latin1_General_100_BIN2 LIKE N'a%'`, `DATEPART(YEAR, d)`, `CAST(MIN(CAST(flag AS INT)) AS BIT)`
    """
    name, count = str(node.this), len(node.expressions)
    if name.isupper() and name in TSQL_MADE_BEFORE:
        return node
    maker = MAKERS.get((name.lower(), count))
    if maker is None and is_age(node) and isinstance(node.parent, READ_BY):
        return node  # read by extract() and comparisons
    if maker is None:
        raise unsupported(node, f"{name.lower()}()", INSTEAD.get(name.lower()))
    return maker(node, context)


# What rewrites of whole queries have made already.
TSQL_MADE_BEFORE: Final = frozenset(
    {
        "GENERATE_SERIES",
        "STRING_SPLIT",
        "REPLICATE",
        "PERCENTILE_CONT",
        "PERCENTILE_DISC",
        "DATALENGTH",
        "CEILING",
        "FLOOR",
        "DATEDIFF",
        "DATEDIFF_BIG",
        "DATEADD",
    }
)


def _part(node: exp.Anonymous, context: Context) -> exp.Expr:
    unit, moment = node.expressions
    return part_of_moment(moment, unit_of(unit, node), node, context)


def _own_part(node: exp.Anonymous, context: Context) -> exp.Expr:
    return part_of_moment(node.expressions[0], PART_FUNCTIONS[str(node.this).lower()], node, context)


def _prefix(node: exp.Anonymous, context: Context) -> exp.Expr:
    return rewrite_part_test.apply(
        exp.StartsWith(this=node.expressions[0], expression=node.expressions[1]), context
    )


def _suffix(node: exp.Anonymous, context: Context) -> exp.Expr:
    return rewrite_part_test.apply(
        exp.EndsWith(this=node.expressions[0], expression=node.expressions[1]), context
    )


def _every(node: exp.Anonymous, context: Context) -> exp.Expr:
    return rewrite_boolean_aggregate.apply(exp.LogicalAnd(this=node.expressions[0]), context)


def _make_date(node: exp.Anonymous, _: Context) -> exp.Expr:
    return build.typed(build.call("DATEFROMPARTS", *node.expressions), exp.DType.DATE)


def _timezone(node: exp.Anonymous, context: Context) -> exp.Expr:
    return rewrite_at_time_zone.apply(
        exp.AtTimeZone(this=node.expressions[1], zone=node.expressions[0]), context
    )


def _whole_units(node: exp.Anonymous, context: Context) -> exp.Expr:
    unit, earlier, later = node.expressions
    return whole_units(
        unit_of(unit, node), wall_clock(earlier, context), wall_clock(later, context), node, context
    )


def _divide(node: exp.Anonymous, context: Context) -> exp.Expr:
    return rewrite_whole_quotient.apply(
        exp.IntDiv(this=node.expressions[0], expression=node.expressions[1]), context
    )


def _float_sum(node: exp.Anonymous, _: Context) -> exp.Expr:
    return build.typed(build.call("SUM", as_float(node.expressions[0])), exp.DType.DOUBLE)


def _float_average(node: exp.Anonymous, _: Context) -> exp.Expr:
    return build.typed(build.call("AVG", as_float(node.expressions[0])), exp.DType.DOUBLE)


def _geometric_mean(node: exp.Anonymous, _: Context) -> exp.Expr:
    logarithm = build.typed(build.call("LOG", as_float(node.expressions[0])), exp.DType.DOUBLE)
    return build.typed(build.call("EXP", build.call("AVG", logarithm)), exp.DType.DOUBLE)


def _product(node: exp.Anonymous, context: Context) -> exp.Expr:
    """Sums of logarithms would be near it, and no more than that."""
    if not context.has("2025"):
        raise needs(node, "product()", "2025", "exp(sum(ln(x))) for positive numbers, which rounds")
    return build.typed(build.call("PRODUCT", as_float(node.expressions[0])), exp.DType.DOUBLE)


def _count_nulls(node: exp.Anonymous, context: Context) -> exp.Expr:
    """How many of the arguments are NULL, or are not."""
    wanted: list[exp.Expr] = [build.is_null(value) for value in node.expressions]
    if str(node.this).lower() == "num_nonnulls":
        wanted = [build.negated(each) for each in wanted]
    made = as_number(build.known_not_null(wanted[0]), context)
    for each in wanted[1:]:
        made = build.add(made, as_number(build.known_not_null(each), context))
    return build.known_not_null(build.typed(made, exp.DType.INT))


def _cardinality(node: exp.Anonymous, context: Context) -> exp.Expr:
    return elements_of(node.expressions[0], node, context, build.number(0))


MAKERS: Final[dict[tuple[str, int], Maker]] = {
    ("date_part", 2): _part,
    ("datepart", 2): _part,
    **{(name, 1): _own_part for name in PART_FUNCTIONS},
    ("prefix", 2): _prefix,
    ("suffix", 2): _suffix,
    ("every", 1): _every,
    ("make_date", 3): _make_date,
    ("timezone", 2): _timezone,
    ("octet_length", 1): count_bytes,
    ("strlen", 1): count_bytes,
    **{("printf", count): fill_percents for count in range(1, 12)},
    ("cardinality", 1): _cardinality,
    ("json_array_length", 1): array_length,
    ("json_array_length", 2): array_length,
    ("jsonb_array_length", 1): array_length,
    ("json_exists", 2): exists_at_path,
    ("json_typeof", 1): kind_of_value,
    ("jsonb_typeof", 1): kind_of_value,
    **{
        (f"{kind}_extract_path_text", count): path_text for kind in ("json", "jsonb") for count in range(2, 8)
    },
    ("try_strptime", 2): try_parse,
    ("date_sub", 3): _whole_units,
    ("datesub", 3): _whole_units,
    ("divide", 2): _divide,
    ("fsum", 1): _float_sum,
    ("sumkahan", 1): _float_sum,
    ("favg", 1): _float_average,
    ("geomean", 1): _geometric_mean,
    ("product", 1): _product,
    **{(name, count): _count_nulls for name in ("num_nulls", "num_nonnulls") for count in range(1, 9)},
}
