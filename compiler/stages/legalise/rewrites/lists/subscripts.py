"""Elements of lists and characters of texts, by their numbers."""

from __future__ import annotations

from sqlglot import exp

from compiler.stages.legalise import build
from compiler.stages.legalise.context import Context, no_form, unsupported
from compiler.stages.legalise.rewrites.lists.splitting import count_of_parts, is_split, part_by_number
from compiler.stages.legalise.rewrites.text.measuring import END, length, literal_int
from compiler.stages.legalise.rewriting import of_expression
from compiler.types.families import family_of

HELP = "use substring or split_part, or values in rows"


@of_expression(exp.Bracket, reads="offset")
def rewrite_subscript(node: exp.Bracket, context: Context) -> exp.Expr:
    """A subscript of a text is a stretch of it, of a split text one part, of a written list a choice. T-SQL reads `s[1]` as an alias.

    Before: `s[1]`, `s[2:3]` (duckdb), `(string_to_array(s, ','))[2]`, `(ARRAY['x', 'y'])[a]` (postgres)
    After:  `SUBSTRING(s, 1, 1)`, `SUBSTRING(s, 2, 2)`, `CASE WHEN s LIKE N'%,%' THEN ... END`, `CASE a WHEN 1 THEN N'x' WHEN 2 THEN N'y' END`
    """
    if len(node.expressions) != 1:
        raise no_form(node, "a subscript of several dimensions", HELP)
    subject, index = node.this, node.expressions[0]
    if isinstance(index, exp.Slice):
        return _stretch(node, index, context)
    number = literal_int(index)
    if is_split(subject) and number is not None:
        return part_by_number(subject, number, context)
    if isinstance(subject, exp.Array) and subject.expressions:
        return _choice(node, subject.expressions, context)
    if family_of(subject) != "text" or number is None:
        raise no_form(node, "a subscript of this", HELP)
    return build.typed(
        build.call("SUBSTRING", subject, _place(subject, number, context), 1), exp.DType.NVARCHAR, 1
    )


def _place(text: exp.Expr, number: int, context: Context) -> exp.Expr:
    """A place in a text, counted from its end where negative."""
    if number >= 0:
        return build.number(number)
    whole = length(context.copy(text))
    if number == -1:
        return whole
    return build.subtract(whole, build.number(-number - 1))


def _choice(node: exp.Bracket, items: list[exp.Expr], context: Context) -> exp.Expr:
    index = node.expressions[0]
    known = literal_int(index)
    if known is not None and not (context.is_postgres or known >= 0):
        raise no_form(node, "a subscript from the end of a written list", HELP)
    if known is not None and 1 <= known <= len(items):
        return items[known - 1]
    branches = [exp.If(this=build.number(at), true=item) for at, item in enumerate(items, 1)]
    return build.take_facts(exp.Case(this=index, ifs=branches), node)


def _stretch(node: exp.Bracket, bounds: exp.Slice, context: Context) -> exp.Expr:
    """DuckDB's `s[2:3]`: both ends belong to it, negative ones count from the end, and what is beyond the text is left out."""
    text, first, last = node.this, bounds.this, bounds.expression
    start, end = literal_int(first) if first is not None else 1, literal_int(last)
    if family_of(text) != "text" or start is None or (last is not None and end is None):
        raise no_form(node, "a slice of this", HELP)
    start = max(start, 1) if start >= 0 else start
    if end is None:
        size: exp.Expr = build.number(END)
    elif (start < 0) == (end < 0):
        size = build.number(max(end - start + 1, 0))
    elif start == 1:
        whole = length(context.copy(text))
        longer = build.typed(exp.GT(this=whole, expression=build.number(-end - 1)), exp.DType.BOOLEAN)
        kept = build.subtract(context.copy(whole), build.number(-end - 1))
        size = build.when((longer, kept), default=build.number(0))
    else:
        raise no_form(node, "a slice between an end and a place", HELP)
    if start < 0 and end is None:
        return build.typed(build.call("RIGHT", text, -start), exp.DType.TEXT)
    return build.typed(build.call("SUBSTRING", text, _place(text, start, context), size), exp.DType.TEXT)


@of_expression(exp.ArraySize)
def count_elements(node: exp.ArraySize, context: Context) -> exp.Expr:
    """The length of a split text is a count of delimiters; PostgreSQL's array_length of an empty list is NULL.

    Before: `array_length(string_to_array(s, ','), 1)`
    After:  `CASE WHEN s LIKE N'_%' THEN LEN(s + N'.') - LEN(REPLACE(s, N',', N'') + N'.') + 1 WHEN s IS NOT NULL THEN NULL END`
    """
    if literal_int(node.expression or build.number(1)) != 1:
        raise no_form(node, "the length of another dimension than the first")
    return elements_of(node.this, node, context, exp.Null())


def elements_of(array: exp.Expr, node: exp.Expr, context: Context, of_nothing: exp.Expr) -> exp.Expr:
    """How many elements a list has; `of_nothing` for an empty one. Raises `Refusal`."""
    if is_split(array):
        return count_of_parts(array, context, of_nothing)
    if isinstance(array, exp.Array) and array.expressions:
        return build.number(len(array.expressions))
    raise unsupported(node, "the length of this list", "count rows instead")
