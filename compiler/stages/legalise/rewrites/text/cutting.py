"""Parts of a text: by position, by trimming, by delimiter, by padding."""

from __future__ import annotations

from typing import Final

from sqlglot import exp

from compiler.stages.legalise import build
from compiler.stages.legalise.context import Context, no_form
from compiler.stages.legalise.rewrites.regular.rewriting import extract_first
from compiler.stages.legalise.rewrites.text.measuring import (
    END,
    length,
    literal_int,
    literal_text,
    not_below_zero,
    require_text,
    unbounded,
)
from compiler.stages.legalise.rewriting import of_expression

MARK: Final = "\ue000"  # a private-use character, which no text of a business holds
NOT_IN_CLASS: Final = "]"
"""The one character that no class of PATINDEX can hold: it ends it."""


@of_expression(exp.Left)
def rewrite_left(node: exp.Left, context: Context) -> exp.Expr:
    """LEFT of a negative count, which leaves off characters at the end, is an error in T-SQL.

    Before: `left(s, -2)`
    After:  `LEFT(s, CASE WHEN LEN(s + N'.') - 1 > 2 THEN LEN(s + N'.') - 1 - 2 ELSE 0 END)`
    """
    text, count = require_text(node.this), literal_int(node.expression)
    if count is not None and count >= 0:
        return build.take_facts(build.call("LEFT", text, node.expression), text)
    return _like(text, build.call("LEFT", text, _at_least_zero(node.expression, text, context)))


def _at_least_zero(count: exp.Expr, text: exp.Expr, context: Context) -> exp.Expr:
    """The count of characters that LEFT or RIGHT shall keep: from the other end where it is negative."""
    zero = build.number(0)
    whole = length(context.copy(text))
    from_end = build.when(
        (
            build.typed(exp.GT(this=whole, expression=build.minus(context.copy(count))), exp.DType.BOOLEAN),
            build.add(context.copy(whole), context.copy(count)),
        ),
        default=zero,
    )
    if (literal_int(count) or 0) < 0:
        return from_end
    positive = build.typed(exp.GTE(this=context.copy(count), expression=build.number(0)), exp.DType.BOOLEAN)
    return build.when((positive, count), default=from_end)


@of_expression(exp.Right)
def rewrite_right(node: exp.Right, context: Context) -> exp.Expr:
    """RIGHT of a negative count leaves off characters at the start.

    Before: `right(s, -2)`
    After:  `SUBSTRING(s, 3, 2147483647)`
    """
    text, count = require_text(node.this), literal_int(node.expression)
    if count is None:
        return _like(text, build.call("RIGHT", text, _at_least_zero(node.expression, text, context)))
    if count < 0:
        return _like(text, build.call("SUBSTRING", text, 1 - count, END))
    return build.take_facts(build.call("RIGHT", text, node.expression), text)


@of_expression(exp.Substring, reads="start length")
def rewrite_substring(node: exp.Substring, context: Context) -> exp.Expr:
    """SUBSTRING needs its length; DuckDB counts a negative start from the end.

    Before: `substring(s FROM 2)`, `substr(s, -3, 2)` (duckdb)
    After:  `SUBSTRING(s, 2, 2147483647)`, `SUBSTRING(s, LEN(s + N'.') - 1 - 2, 2)`
    """
    text, start, count = require_text(node.this), node.args.get("start"), node.args.get("length")
    if start is not None and literal_text(start) is not None and context.is_postgres and count is None:
        return extract_first(node, context)
    if start is None or literal_text(start) is not None:
        raise no_form(node, "substring with such a pattern", "use positions, or split_part")
    if literal_int(count) is not None and (literal_int(count) or 0) < 0:
        raise no_form(node, "substring with a negative length")
    if not context.is_postgres and (literal_int(start) or 0) < 0:
        start = _counted_from_end(text, literal_int(start) or 0, context)
    elif not context.is_postgres and literal_int(start) is None:
        start = _from_either_end(start, text, context)
    return _like(
        text, build.call("SUBSTRING", text, start, count if count is not None else build.number(END))
    )


def _counted_from_end(text: exp.Expr, start: int, context: Context) -> exp.Expr:
    whole = length(context.copy(text))
    return whole if start == -1 else build.subtract(whole, build.number(-start - 1))


def _from_either_end(start: exp.Expr, text: exp.Expr, context: Context) -> exp.Expr:
    """DuckDB's start, which counts from the end where it is negative."""
    forward = build.typed(exp.GTE(this=start, expression=build.number(0)), exp.DType.BOOLEAN)
    backward = build.add(build.add(length(context.copy(text)), context.copy(start)), build.number(1))
    return build.when((forward, context.copy(start)), default=backward)


@of_expression(exp.Trim, reads="position")
def rewrite_trim(node: exp.Trim, context: Context) -> exp.Expr:
    """Spaces are trimmed by LTRIM and RTRIM on every version; other characters by the position of the first that stays.

    Before: `trim(both 'x' FROM s)`
    After:  `... SUBSTRING(s, PATINDEX(N'%[^x]%', s COLLATE Latin1_General_100_BIN2), 2147483647) ...`
    """
    text, where = require_text(node.this), str(node.args.get("position") or "BOTH").upper()
    characters = node.expression
    if characters is None or literal_text(characters) == " ":
        made = build.call("LTRIM", text) if where != "TRAILING" else text
        return _like(text, build.call("RTRIM", made) if where != "LEADING" else made)
    known = literal_text(characters)
    if not known or NOT_IN_CLASS in known:
        raise no_form(node, "trimming of characters that are computed, or of ]", "use replace()")
    known = "".join(sorted(set(known), key=lambda each: (each != "-", each)))  # elsewhere `-` makes a range
    made = _trim_start(text, known, context) if where != "TRAILING" else text
    if where != "LEADING":
        made = build.call("REVERSE", _trim_start(build.call("REVERSE", made), known, context))
    return _like(text, made)


def _trim_start(text: exp.Expr, characters: str, context: Context) -> exp.Expr:
    stays = build.call("PATINDEX", f"%[^{characters}]%", build.binary_text(context.copy(text)))
    none_stays = build.typed(exp.EQ(this=stays, expression=build.number(0)), exp.DType.BOOLEAN)
    return build.when(
        (none_stays, build.text("")), default=build.call("SUBSTRING", text, context.copy(stays), END)
    )


@of_expression(exp.Pad, reads="fill_pattern is_left")
def rewrite_pad(node: exp.Pad, context: Context) -> exp.Expr:
    """Padding cuts what is too long.

    Before: `lpad(s, 5, '0')`
    After:  `CASE WHEN LEN(s + N'.') - 1 >= 5 THEN LEFT(s, 5) ELSE LEFT(REPLICATE(N'0', 5), 5 - (LEN(s + N'.') - 1)) + s END`
    """
    text, count = require_text(node.this), literal_int(node.expression)
    fill = node.args.get("fill_pattern")
    known = " " if fill is None else literal_text(fill)
    if not known or (count or 0) > 4000:
        raise no_form(node, "padding to thousands of characters, or with a text that is no literal")
    if count is None or count < 0:
        return _padded_by_number(text, known, not_below_zero(node.expression, context), node, context)
    padding = build.call("REPLICATE", known, count)
    if not node.args.get("is_left"):
        return build.typed(
            build.call("LEFT", build.add(text, padding), count), exp.DType.NVARCHAR, max(count, 1)
        )
    whole = length(context.copy(text))
    long = build.typed(exp.GTE(this=whole, expression=build.number(count)), exp.DType.BOOLEAN)
    missing = build.subtract(build.number(count), context.copy(whole))
    padded = build.add(build.call("LEFT", padding, missing), text)
    made = build.when((long, build.call("LEFT", context.copy(text), count)), default=padded)
    return build.typed(made, exp.DType.NVARCHAR, max(count, 1))


def _padded_by_number(
    text: exp.Expr, fill: str, width: exp.Expr, node: exp.Pad, context: Context
) -> exp.Expr:
    """Padding to a width that is computed: in texts without a bound, because nothing bounds it."""
    padding = build.call("REPLICATE", build.cast(build.text(fill), exp.DType.TEXT), width)
    if not node.args.get("is_left"):
        whole = build.add(build.cast(text, exp.DType.TEXT), padding)
        return build.typed(build.call("LEFT", whole, context.copy(width)), exp.DType.TEXT)
    size = length(context.copy(text))
    long = build.typed(exp.GTE(this=size, expression=context.copy(width)), exp.DType.BOOLEAN)
    missing = build.subtract(context.copy(width), context.copy(size))
    padded = build.add(build.call("LEFT", padding, missing), text)
    cut = build.call("LEFT", context.copy(text), context.copy(width))
    return build.typed(build.when((long, cut), default=padded), exp.DType.TEXT)


@of_expression(exp.SplitPart, reads="delimiter part_index")
def rewrite_split_part(node: exp.SplitPart, context: Context) -> exp.Expr:
    """Every delimiter is blown up to the length of the text, so that each part has a window of its own.

    Before: `split_part(s, '-', 2)`
    After:  `REPLACE(SUBSTRING(REPLACE(s COLLATE Latin1_General_100_BIN2, N'-', REPLICATE(mark, n)), n + 1, n), mark, N'')`
            with n = `LEN(s + N'.')`
    """
    text, delimiter = require_text(node.this), literal_text(node.args["delimiter"])
    position = literal_int(node.args["part_index"])
    if not delimiter or position is None or position == 0:
        raise no_form(node, "split_part with a delimiter or a position that is no literal")
    if position < 0 and len(delimiter) > 1:
        raise no_form(node, "split_part from the end with a delimiter of several characters")
    return part_of(text, delimiter, position, context)


def part_of(text: exp.Expr, delimiter: str, position: int, context: Context) -> exp.Expr:
    """The part of a number, from the end where it is negative; an empty text where there are not so many."""
    if position > 0:
        return _like(text, _window(text, delimiter, position, context))
    turned = _window(build.call("REVERSE", text), delimiter, -position, context)
    return _like(text, build.call("REVERSE", turned))


def numbered_part(text: exp.Expr, delimiter: str, ordinal: exp.Expr, context: Context) -> exp.Expr:
    """The part whose number, from 0, is computed."""
    first = _window(context.copy(text), delimiter, 1, context)
    window = first.expressions[0]
    start = build.add(build.multiply(ordinal, context.copy(window.expressions[2])), build.number(1))
    window.set("expressions", [window.expressions[0], start, window.expressions[2]])
    return build.typed(first, exp.DType.TEXT)


def _window(text: exp.Expr, delimiter: str, position: int, context: Context) -> exp.Anonymous:
    width = build.call("LEN", build.add(unbounded(context.copy(text)), build.text(".")))
    gap = build.call("REPLICATE", build.cast(build.text(MARK), exp.DType.TEXT), width)
    spread = build.call("REPLACE", build.binary_text(text), delimiter, gap)
    before = (
        build.multiply(context.copy(width), build.number(position - 1))
        if position > 2
        else context.copy(width)
    )
    start = build.number(1) if position == 1 else build.add(before, build.number(1))
    return build.call("REPLACE", build.call("SUBSTRING", spread, start, context.copy(width)), MARK, "")


def _like(text: exp.Expr, made: exp.Expr) -> exp.Expr:
    return build.take_facts(made, text)
