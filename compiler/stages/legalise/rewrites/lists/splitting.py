"""A text split into parts: its parts by number, how many there are, and whether one is among them."""

from __future__ import annotations

from sqlglot import exp

from compiler.ir.analysed import is_nullable
from compiler.stages.legalise import build
from compiler.stages.legalise.context import Context, no_form
from compiler.stages.legalise.rewrites.text.cutting import part_of
from compiler.stages.legalise.rewrites.text.measuring import length, literal_text, require_text
from compiler.stages.legalise.rewrites.text.patterns import fixed

Split = exp.StringToArray | exp.Split
HELP = "split by one literal character, or use split_part"


def is_split(node: exp.Expr) -> bool:
    """Whether a list is a text split by a delimiter."""
    return isinstance(node, Split)


def _taken_apart(split: exp.Expr) -> tuple[exp.Expr, str]:
    delimiter = literal_text(split.expression)
    if not delimiter or split.args.get("null") is not None:
        raise no_form(split, "a split by what is no literal text", HELP)
    return require_text(split.this), delimiter


def part_by_number(split: exp.Expr, number: int, context: Context) -> exp.Expr:
    """One part, from 1, or from the end where negative; NULL where there are not so many.

    Before: `(string_to_array(s, ','))[2]`
    After:  `CASE WHEN s LIKE N'%,%' THEN <split_part(s, ',', 2)> END`
    """
    text, delimiter = _taken_apart(split)
    if number == 0 or (number < 0 and (len(delimiter) > 1 or context.is_postgres)):
        return build.typed(build.cast(exp.Null(), exp.DType.TEXT), exp.DType.TEXT)
    pattern = "%" + f"{fixed(delimiter)}%" * (abs(number) - 1)
    if abs(number) == 1:
        pattern = "_%" if context.is_postgres else "%"  # an empty text has no parts in PostgreSQL
    enough = exp.Like(this=build.binary_text(context.copy(text)), expression=build.text(pattern))
    part = part_of(text, delimiter, number, context)
    return build.typed(build.when((build.typed(enough, exp.DType.BOOLEAN), part)), exp.DType.TEXT)


def count_of_parts(split: exp.Expr, context: Context, of_nothing: exp.Expr) -> exp.Expr:
    """How many parts there are; `of_nothing` for PostgreSQL's empty list, which an empty text gives.

    Before: `cardinality(string_to_array(s, ','))`
    After:  `CASE WHEN s LIKE N'_%' THEN LEN(s + N'.') - LEN(REPLACE(s, N',', N'') + N'.') + 1 WHEN s IS NOT NULL THEN 0 END`
    """
    text, delimiter = _taken_apart(split)
    without = build.call("REPLACE", build.binary_text(context.copy(text)), delimiter, "")
    removed = build.subtract(length(context.copy(text)), length(build.typed(without, exp.DType.TEXT)))
    times = build.divide(removed, build.number(len(delimiter))) if len(delimiter) > 1 else removed
    count = build.typed(build.add(times, build.number(1)), exp.DType.INT)
    if not context.is_postgres:
        return count
    some = exp.Like(this=build.binary_text(context.copy(text)), expression=build.text("_%"))
    known = build.negated(build.is_null(context.copy(text)))
    made = build.when((build.typed(some, exp.DType.BOOLEAN), count), (known, of_nothing))
    return build.typed(made, exp.DType.INT)


def is_among_parts(item: exp.Expr, split: exp.Expr, context: Context) -> exp.Expr:
    """The condition that a value is one of the parts, compared as `=` compares; unknown where the text is NULL.

    Before: `s = ANY(string_to_array(s2, ','))`
    After:  `s IN (SELECT p.value FROM STRING_SPLIT(s2, N',') AS p WHERE DATALENGTH(s2) > 0) OR s2 <> s2`
    """
    text, delimiter = _taken_apart(split)
    if len(delimiter) != 1:
        raise no_form(split, "a split by several characters here", HELP)
    name = context.fresh("part")
    function = exp.Anonymous(this="STRING_SPLIT", expressions=[context.copy(text), build.text(delimiter)])
    source = exp.Table(this=function, alias=exp.TableAlias(this=build.identifier(name)))
    value = build.typed(build.column("value", name), exp.DType.TEXT)
    query = exp.Select(expressions=[build.alias(value, "value")], from_=exp.From(this=source))
    query.set(
        "where", exp.Where(this=_is_empty(text, exp.GT, context))
    )  # what has no text has no parts, or one empty part
    found: exp.Expr = exp.In(this=item, query=exp.Subquery(this=query))
    build.typed(found, exp.DType.BOOLEAN)
    if not context.is_postgres:
        nothing = exp.EQ(this=context.copy(item), expression=build.text(""))
        empty = build.both([_is_empty(text, exp.EQ, context), build.typed(nothing, exp.DType.BOOLEAN)])
        found = build.either([found, empty])
    if not is_nullable(text):
        return found
    other = exp.NEQ(this=context.copy(text), expression=context.copy(text))
    return build.either([found, build.typed(other, exp.DType.BOOLEAN)])


def _is_empty(text: exp.Expr, how: type[exp.Binary], context: Context) -> exp.Expr:
    size = build.call("DATALENGTH", context.copy(text))
    return build.typed(how(this=size, expression=build.number(0)), exp.DType.BOOLEAN)
