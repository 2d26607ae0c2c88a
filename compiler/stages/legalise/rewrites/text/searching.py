"""Positions, replacement and tests for a part of a text: exact, under a binary collation."""

from __future__ import annotations

from sqlglot import exp

from compiler.ir.analysed import is_nullable
from compiler.stages.legalise import build
from compiler.stages.legalise.context import Context, needs, no_form
from compiler.stages.legalise.rewrites.text.measuring import (
    LONGEST,
    bounded_length,
    literal_int,
    literal_text,
    require_text,
    roomy,
)
from compiler.stages.legalise.rewrites.text.patterns import fixed
from compiler.stages.legalise.rewriting import of_expression


@of_expression(exp.StrPosition, reads="substr position occurrence")
def rewrite_position(node: exp.StrPosition, context: Context) -> exp.Expr:
    """CHARINDEX under a binary collation; it does not find the empty text, which is at position 1 in the sources.

    Before: `strpos(s, 'x')`
    After:  `CHARINDEX(N'x', s COLLATE Latin1_General_100_BIN2)`
    """
    if node.args.get("position") is not None or node.args.get("occurrence") is not None:
        raise no_form(node, "a position from an offset")
    return position(require_text(node.args["substr"]), require_text(node.this), context)


def position(part: exp.Expr, whole: exp.Expr, context: Context) -> exp.Expr:
    """Where a part begins in a text, from 1; 0 where it is not. The empty part is at 1, but nowhere in NULL."""
    found = build.typed(build.call("CHARINDEX", part, build.binary_text(whole)), exp.DType.INT)
    if literal_text(part):
        return found
    empty: exp.Expr = exp.EQ(this=build.call("DATALENGTH", context.copy(part)), expression=build.number(0))
    if is_nullable(whole):
        empty = build.both([empty, build.negated(build.is_null(context.copy(whole)))])
    return build.typed(
        build.when((build.typed(empty, exp.DType.BOOLEAN), build.number(1)), default=found), exp.DType.INT
    )


@of_expression(exp.Contains, exp.StartsWith, exp.EndsWith)
def rewrite_part_test(node: exp.Func, context: Context) -> exp.Expr:
    """Whether a text contains, begins with or ends with another.

    Before: `starts_with(s, 'a')`, `contains(s, 'x')`
    After:  `s COLLATE Latin1_General_100_BIN2 LIKE N'a%'`, `... LIKE N'%x%'`
    """
    whole, part = require_text(node.this), require_text(node.expression)
    known = literal_text(part)
    if known is not None:
        before = "" if isinstance(node, exp.StartsWith) else "%"
        after = "" if isinstance(node, exp.EndsWith) else "%"
        pattern = build.text(f"{before}{fixed(known)}{after}")
        return build.typed(exp.Like(this=build.binary_text(whole), expression=pattern), exp.DType.BOOLEAN)
    if isinstance(node, exp.EndsWith):
        whole, part = build.call("REVERSE", whole), build.call("REVERSE", part)
    where = position(part, whole, context)
    if isinstance(node, exp.Contains):
        return build.typed(exp.GT(this=where, expression=build.number(0)), exp.DType.BOOLEAN)
    return build.typed(exp.EQ(this=where, expression=build.number(1)), exp.DType.BOOLEAN)


@of_expression(exp.Replace, reads="replacement")
def rewrite_replace(node: exp.Replace, context: Context) -> exp.Expr:
    """REPLACE follows the collation, so the text is compared by its code units; one that may grow too long is made long before.

    Before: `replace(s, 'a', 'b')`
    After:  `REPLACE(s COLLATE Latin1_General_100_BIN2, N'a', N'b')`
    """
    replacement, part = node.args.get("replacement") or build.text(""), require_text(node.expression)
    text = roomy(require_text(node.this), _growth(part, replacement))
    return build.typed(build.call("REPLACE", build.binary_text(text), part, replacement), exp.DType.TEXT)


def _growth(part: exp.Expr, replacement: exp.Expr) -> int:
    """How many times its length a text may have once every part is replaced."""
    least = len(part.name) if isinstance(part, exp.Literal) else 1
    most = bounded_length(replacement)
    return LONGEST if most is None else -(-most // max(least, 1))


@of_expression(exp.Translate, reads="from_ to")
def rewrite_translate(node: exp.Translate, context: Context) -> exp.Expr:
    """TRANSLATE wants lists of one length; characters without a counterpart are removed by REPLACE.

    Before: `translate(s, 'abc', 'xy')`
    After:  `REPLACE(TRANSLATE(s COLLATE Latin1_General_100_BIN2, N'ab', N'xy'), N'c', N'')`
    """
    source, target = (literal_text(node.args[name]) for name in ("from_", "to"))
    if source is None or target is None:
        raise no_form(node, "translate with lists that are no literals")
    if not context.has("2017"):
        raise needs(node, "translate", "2017", "nest replace()")
    pairs = {char: target[at : at + 1] for at, char in reversed(list(enumerate(source)))}
    removed = [char for char, other in pairs.items() if not other]
    if set(removed) & set(target):
        raise no_form(node, "translate that removes a character which it also produces")
    made: exp.Expr = build.binary_text(require_text(node.this))
    kept = {char: other for char, other in pairs.items() if other}
    if kept:
        made = build.call("TRANSLATE", made, "".join(kept), "".join(kept.values()))
    for char in removed:
        made = build.call("REPLACE", made, char, "")
    return build.typed(made, exp.DType.TEXT)


@of_expression(exp.Overlay, reads="from_ for_")
def rewrite_overlay(node: exp.Overlay, context: Context) -> exp.Expr:
    """OVERLAY with literal positions inside the text is STUFF.

    Before: `overlay(s placing 'xx' from 2 for 3)`
    After:  `LEFT(s, 1) + N'xx' + SUBSTRING(s, 5, 2147483647)`
    """
    start, count = literal_int(node.args.get("from_")), literal_int(node.args.get("for_"))
    if start is None or start < 1 or count is None or count < 0:
        raise no_form(node, "overlay with positions that are no literals")
    text = require_text(node.this)
    rest = build.call("SUBSTRING", context.copy(text), start + count, 2_147_483_647)
    return build.typed(
        build.add(build.add(build.call("LEFT", text, start - 1), node.expression), rest), exp.DType.TEXT
    )
