"""Length, and the pieces that other rewrites of text need."""

from __future__ import annotations

from typing import Final

from sqlglot import exp

from compiler.stages.legalise import build
from compiler.stages.legalise.context import Context, differs, no_form, type_needed
from compiler.stages.legalise.rewriting import of_expression
from compiler.types.families import family_of, length_of

END: Final = 2_147_483_647
LONGEST: Final = 4000  # characters of an nvarchar that is not nvarchar(max)


def unpadded(node: exp.Expr) -> exp.Expr:
    """Text of type char without the blanks that fill it up, which the sources drop wherever char becomes text.

    Source: https://www.postgresql.org/docs/current/datatype-character.html
    """
    if node.type is None or node.type.this not in {exp.DType.CHAR, exp.DType.NCHAR}:
        return node
    kind = exp.DType.VARCHAR if node.type.this is exp.DType.CHAR else exp.DType.NVARCHAR
    return build.typed(build.call("RTRIM", node), kind, *(int(size.name) for size in node.type.expressions))


def require_text(node: exp.Expr, *, padded: bool = False) -> exp.Expr:
    """The node, if it is text; `padded` where the blanks of a char column count, as under LIKE. Raises `Refusal`."""
    kind = family_of(node)
    if kind == "unknown":
        raise type_needed(node, "this text")
    if kind not in {"text", "null"}:
        raise no_form(node, f"a text function of {kind}", "cast it to text")
    return node if padded else unpadded(node)


def literal_text(node: exp.Expr) -> str | None:
    """The value of a text literal."""
    return node.name if isinstance(node, exp.Literal) and node.is_string else None


def literal_int(node: exp.Expr | None) -> int | None:
    """The value of a whole-number literal, negative ones included."""
    if isinstance(node, exp.Neg):
        inner = literal_int(node.this)
        return None if inner is None else -inner
    return int(node.name) if isinstance(node, exp.Literal) and node.is_int else None


def bounded_length(node: exp.Expr) -> int | None:
    """The most characters that a text can have; None where there is no bound."""
    if isinstance(node, exp.Literal):
        return len(node.name)
    return None if node.type is None or family_of(node) != "text" else length_of(node.type)


def unbounded(node: exp.Expr) -> exp.Expr:
    """The text as NVARCHAR(MAX), where its length might not fit into 4000 characters once something is added."""
    length = bounded_length(node)
    if length is not None and length < LONGEST // 2:
        return node
    if isinstance(node, exp.Cast) and node.to.this is exp.DType.TEXT:
        return node
    if node.type is not None and node.type.this is exp.DType.TEXT and not isinstance(node, exp.Column):
        return node
    return build.cast(node, exp.DType.TEXT)


def roomy(node: exp.Expr, factor: int) -> exp.Expr:
    """The text as NVARCHAR(MAX), where so many times its length might not fit into 4000 characters: REPLACE cuts there, silently.

    https://learn.microsoft.com/sql/t-sql/functions/replace-transact-sql#return-types
    """
    length = bounded_length(node)
    is_long_column = isinstance(node, exp.Column) and length is None
    if factor <= 1 or is_long_column or (length is not None and length * factor <= LONGEST):
        return node
    return build.cast(node, exp.DType.TEXT)


def length(node: exp.Expr) -> exp.Expr:
    """The number of characters, trailing spaces included; LEN leaves these out."""
    text = node if (bounded_length(node) or LONGEST) < LONGEST else unbounded(node)
    counted = build.call("LEN", build.add(text, build.text(".")))
    return build.typed(build.subtract(counted, build.number(1)), exp.DType.INT)


@of_expression(exp.Reverse, exp.Upper, exp.Lower)
def keep_text_function(node: exp.Func, context: Context) -> exp.Expr:
    """REVERSE, UPPER and LOWER are the same, but that DuckDB's reverse keeps a letter and its marks together.

    Before: `upper(s)`
    After:  `UPPER(s)`
    """
    if isinstance(node, exp.Reverse) and not context.is_postgres:
        message = "DuckDB's reverse keeps letters and their marks together, as in Thai; SQL Server turns every character round"
        raise differs(node, message, "leave the text as it is stored")
    name = {exp.Reverse: "REVERSE", exp.Upper: "UPPER", exp.Lower: "LOWER"}[type(node)]
    return build.take_facts(build.call(name, require_text(node.this)), node.this)


@of_expression(exp.RawString)
def decode_literal(node: exp.RawString, context: Context) -> exp.Expr:
    """A dollar-quoted literal is plain text.

    Before: `$$it's$$`
    After:  `N'it''s'`
    """
    return build.text(str(node.this))


@of_expression(exp.Ascii)
def rewrite_ascii(node: exp.Ascii, context: Context) -> exp.Expr:
    """The code of the first character; of the empty text it is 0 in the sources and NULL in T-SQL.

    Before: `ascii(s)`
    After:  `CASE WHEN DATALENGTH(s) = 0 THEN 0 ELSE UNICODE(s) END`
    """
    return _code(require_text(node.this), build.number(0), context)


def _code(text: exp.Expr, of_nothing: exp.Expr, context: Context) -> exp.Expr:
    empty = build.typed(
        exp.EQ(this=build.call("DATALENGTH", text), expression=build.number(0)), exp.DType.BOOLEAN
    )
    made = build.when((empty, of_nothing), default=build.call("UNICODE", context.copy(text)))
    return build.typed(made, exp.DType.INT)


@of_expression(exp.Collate)
def rewrite_collation(node: exp.Collate, context: Context) -> exp.Expr:
    """The collation "C" compares code units; others are not the same on SQL Server.

    Before: `s COLLATE "C"`
    After:  `s COLLATE Latin1_General_100_BIN2`
    """
    if node.expression.name.upper() not in {"C", "POSIX", "BINARY"}:
        raise no_form(node, f"the collation {node.expression.name}", 'use COLLATE "C", or none')
    return build.binary_text(require_text(node.this))


@of_expression(exp.Unicode)
def rewrite_unicode(node: exp.Unicode, context: Context) -> exp.Expr:
    """The code of the first character; of the empty text it is -1 in DuckDB and NULL in T-SQL.

    Before: `unicode(s)`
    After:  `CASE WHEN DATALENGTH(s) = 0 THEN -1 ELSE UNICODE(s) END`
    """
    return _code(require_text(node.this), build.minus(build.number(1)), context)


@of_expression(exp.Chr)
def rewrite_chr(node: exp.Chr, context: Context) -> exp.Expr:
    """CHAR covers one code page, NCHAR all characters.

    Before: `chr(3585)`
    After:  `NCHAR(3585)`
    """
    if len(node.expressions) != 1:
        raise no_form(node, "chr of several numbers")
    return build.typed(build.call("NCHAR", node.expressions[0]), exp.DType.NVARCHAR, 1)


@of_expression(exp.Repeat, reads="times")
def rewrite_repeat(node: exp.Repeat, context: Context) -> exp.Expr:
    """REPLICATE cuts at 8000 bytes unless the text is unbounded, and gives NULL for a negative count.

    Before: `repeat(s, 3)`, `repeat(s, a)`
    After:  `REPLICATE(CAST(s AS NVARCHAR(MAX)), 3)`, `REPLICATE(CAST(s AS NVARCHAR(MAX)), CASE WHEN a < 0 THEN 0 ELSE a END)`
    """
    if family_of(node.args["times"]) not in {"integer", "null"}:
        raise type_needed(node.args["times"], "the count of repeat()")
    times = not_below_zero(node.args["times"], context)
    text = build.cast(require_text(node.this), exp.DType.TEXT)
    return build.typed(build.call("REPLICATE", text, times), exp.DType.TEXT)


def not_below_zero(count: exp.Expr, context: Context) -> exp.Expr:
    """A number of characters: a negative one is none to the sources, and no number to T-SQL."""
    known = literal_int(count)
    if known is not None:
        return build.number(max(known, 0))
    negative = build.typed(exp.LT(this=context.copy(count), expression=build.number(0)), exp.DType.BOOLEAN)
    return build.take_facts(build.when((negative, build.number(0)), default=count), count)
