"""format() and printf(): texts with places that values fill."""

from __future__ import annotations

import re
from typing import Final

from sqlglot import exp

from compiler.stages.legalise import build
from compiler.stages.legalise.context import Context, differs, no_form
from compiler.stages.legalise.rewrites.casts.to_text import as_text
from compiler.stages.legalise.rewrites.numbers.digits import digits
from compiler.stages.legalise.rewrites.numbers.patterns import NumberPattern, write_number
from compiler.stages.legalise.rewrites.text.measuring import literal_text
from compiler.stages.legalise.rewriting import of_expression
from compiler.types.families import family_of

_PERCENT: Final = re.compile(r"%%|%(?P<spec>s|d|0?[1-9]\d?d|\.\d+f|(?P<odd>.?))")
_BRACES: Final = re.compile(r"\{\{|\}\}|\{(?::(?P<spec>,|d|0?[1-9]\d?d|,?\.\d+f)|(?P<odd>[^}]*))?\}")
_WIDTH: Final = re.compile(r"(0?)(\d+)d")
_PLACES: Final = re.compile(r"(,?)\.(\d+)f")
MOST_CHARACTERS: Final = 40
"""Of a whole number and its sign."""
HELP: Final = "use %s, or join texts with ||"


@of_expression(exp.Format)
def fill_places(node: exp.Format, context: Context) -> exp.Expr:
    """Values in the places of a text: in PostgreSQL NULL is an empty text, in DuckDB it makes all NULL.

    Before: `format('%s-%s', s, a)` (postgres), `format('{:,} of {}', a, s)` (duckdb)
    After:  `CONCAT(s, N'-', CAST(a AS NVARCHAR(11)))`, `<a with commas> + N' of ' + s`
    """
    written = literal_text(node.this)
    if written is None:
        raise no_form(node, "format() with a text that is computed", HELP)
    return _filled(written, _PERCENT if context.is_postgres else _BRACES, node.expressions, node, context)


def fill_percents(node: exp.Anonymous, context: Context) -> exp.Expr:
    """DuckDB's printf()."""
    first, *values = node.expressions
    written = literal_text(first)
    if written is None:
        raise no_form(node, "printf() with a text that is computed", HELP)
    return _filled(written, _PERCENT, values, node, context)


def _filled(
    written: str, places: re.Pattern[str], values: list[exp.Expr], node: exp.Expr, context: Context
) -> exp.Expr:
    pieces: list[exp.Expr] = []
    rest, end, literal = list(values), 0, ""
    for place in places.finditer(written):
        literal += written[end : place.start()]
        end = place.end()
        if place[0] in {"%%", "{{", "}}"}:
            literal += place[0][0]
            continue
        if place["odd"] or (place["spec"] is None and place[0] != "{}") or not rest:
            raise no_form(node, f"the place {place[0]!r} of this text", HELP)
        pieces += [build.text(literal)] if literal else []
        pieces.append(_value(rest.pop(0), place["spec"] or "s", node, context))
        literal = ""
    if rest and not context.is_postgres:  # a NULL among them would make all NULL
        raise no_form(rest[0], "a value without a place in this text", HELP)
    literal += written[end:]
    pieces += [build.text(literal)] if literal or not pieces else []
    return _joined(pieces, context)


def _joined(pieces: list[exp.Expr], context: Context) -> exp.Expr:
    if context.is_postgres:
        pieces += [build.text("")] * (2 - len(pieces))
        first = build.cast(pieces[0], exp.DType.TEXT)
        return build.known_not_null(build.typed(build.call("CONCAT", first, *pieces[1:]), exp.DType.TEXT))
    made = build.cast(pieces[0], exp.DType.TEXT) if len(pieces) > 1 else pieces[0]
    for piece in pieces[1:]:
        made = build.typed(build.add(made, piece), exp.DType.TEXT)
    return made


def _value(value: exp.Expr, spec: str, node: exp.Expr, context: Context) -> exp.Expr:
    kind = family_of(value)
    if spec == "s" and (kind in {"text", "integer"} or context.is_postgres):
        return as_text(value, context, short_booleans=context.is_postgres)
    if context.is_postgres:
        raise no_form(node, f"the place %{spec} of this text", HELP)
    if spec == "d" and kind == "integer":
        return as_text(value, context)
    if spec == "," and kind == "integer":
        return _number(value, 0, True, node, context)
    wide = _WIDTH.fullmatch(spec)
    if wide is not None and kind == "integer":
        return _filled_up(value, "0" if wide[1] else " ", int(wide[2]), context)
    found = _PLACES.fullmatch(spec)
    if found is None:
        raise no_form(node, f"a value of type {kind} in this place", HELP)
    scale = int(found[2])
    known = digits(value)
    if kind != "decimal" or known is None or known[1] > scale:
        raise differs(
            node, "DuckDB rounds the float here by its binary digits", "round it to a decimal first"
        )
    return _number(value, scale, bool(found[1]), node, context)


def _filled_up(value: exp.Expr, fill: str, width: int, context: Context) -> exp.Expr:
    """A whole number of at least so many characters; zeros stand behind its sign.

    Before: `printf('%05d', a)`
    After:  `CASE WHEN LEN(t) >= 5 THEN t WHEN a < 0 THEN N'-' + RIGHT(N'0000' + SUBSTRING(t, 2, 20), 4) ELSE RIGHT(N'00000' + t, 5) END`
            with t = `CAST(a AS NVARCHAR(11))`
    """
    text = as_text(value, context)
    size = build.typed(build.call("LEN", text), exp.DType.INT)
    long = build.typed(exp.GTE(this=size, expression=build.number(width)), exp.DType.BOOLEAN)
    branches: list[tuple[exp.Expr, exp.Expr]] = [(long, context.copy(text))]
    if fill == "0":
        negative = build.typed(
            exp.LT(this=context.copy(value), expression=build.number(0)), exp.DType.BOOLEAN
        )
        behind = build.call("SUBSTRING", context.copy(text), 2, MOST_CHARACTERS)
        filled = build.call("RIGHT", build.add(build.text("0" * (width - 1)), behind), width - 1)
        branches.append((negative, build.add(build.text("-"), filled)))
    rest = build.call("RIGHT", build.add(build.text(fill * width), context.copy(text)), width)
    return build.typed(build.when(*branches, default=rest), exp.DType.NVARCHAR, max(width, MOST_CHARACTERS))


def _number(value: exp.Expr, scale: int, grouped: bool, node: exp.Expr, context: Context) -> exp.Expr:
    known = digits(value) or (19, 0)
    count = min(max(known[0] - known[1], 1), 28 - scale)
    whole = "9" * (count - 1) + "0"
    if grouped:
        whole = f"{int('1' * count):,}"[:-1].replace("1", "9") + "0"
    parts = NumberPattern(whole, "0" * scale, scale > 0, True, "", False, "", "")
    return write_number(value, parts, context)
