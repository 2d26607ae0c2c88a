"""CAST and TRY_CAST, by the type that is asked for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from sqlglot import exp

from compiler.stages.legalise import build
from compiler.stages.legalise.context import Context, differs, no_form, no_value, type_needed
from compiler.stages.legalise.placing import as_number, as_value, is_condition
from compiler.stages.legalise.rewrites.casts import to_moment
from compiler.stages.legalise.rewrites.casts.to_text import as_text
from compiler.stages.legalise.rewrites.dates.moving import kept
from compiler.stages.legalise.rewrites.json.reading import is_read_on
from compiler.stages.legalise.rewrites.numbers.digits import digits
from compiler.stages.legalise.rewrites.numbers.rounding import (
    SCALE_OF_SHOWN,
    as_shown,
    round_half_even,
    with_room,
)
from compiler.stages.legalise.rewriting import of_expression
from compiler.tsql.types import digits_of, type_word
from compiler.types.families import Family, family, family_of

TRUE_WORDS: Final = ("t", "true", "y", "yes", "on", "1")
FALSE_WORDS: Final = ("f", "false", "n", "no", "off", "0")
POSTGRES_WORDS: Final = frozenset({"on", "off"})
Maker = Callable[[exp.Cast, Context], exp.Expr]


@of_expression(exp.Cast, exp.TryCast, reads="to")
def rewrite_cast(node: exp.Cast, context: Context) -> exp.Expr:
    """A cast that rounds, spells and refuses as the author's dialect does.

    Before: `n::int`, `s::text`, `TRY_CAST(s AS INTEGER)` (duckdb)
    After:  `CAST(ROUND(n, 0) AS INT)`, `s`, `TRY_CAST(TRY_CAST(CASE WHEN s LIKE N'%[0-9]%' THEN s END AS DECIMAL(38, 0)) AS INT)`
    """
    if node.meta.get(build.STATES_TYPE):
        return node
    kind = family(node.to)
    if family_of(node.this) == "unknown":
        raise type_needed(node.this, "what is cast")
    if isinstance(node.this, exp.Null):
        return _null(node)
    maker = MAKERS.get(kind)
    if maker is None:
        raise no_value(node, f"a value of type {node.to.sql(context.dialect)}")
    return maker(node, context)


def _null(node: exp.Cast) -> exp.Expr:
    if type_word(node.to) is None:
        raise no_value(node, "a value of this type")
    return build.cast(node.this, node.to)


def _to_integer(node: exp.Cast, context: Context) -> exp.Expr:
    value: exp.Expr = node.this
    kind = family_of(value)
    if kind == "boolean":
        return _resized(as_number(value, context), node)
    if kind == "decimal" and (digits(value) or (0, 1))[1] > 0:
        return _cast(node, build.call("ROUND", with_room(value), 0))
    if kind == "float":
        return _cast(node, round_half_even(value, context))
    if kind == "text":
        return _text_to_integer(node, context)
    if kind in {"integer", "decimal"}:
        return _resized(value, node)
    raise no_form(node, f"a cast of {kind} to integer")


def _resized(value: exp.Expr, node: exp.Cast) -> exp.Expr:
    return value if value.type is not None and value.type.this is node.to.this else _cast(node, value)


def _text_to_integer(node: exp.Cast, context: Context) -> exp.Expr:
    """An empty text is 0 in T-SQL and an error in the sources; DuckDB reads decimals and rounds them."""
    text = _with_digits(node, context)
    if context.is_postgres:
        return _cast(node, text)
    whole = exp.TryCast if isinstance(node, exp.TryCast) else exp.Cast
    digits = build.data_type(exp.DType.DECIMAL, 38, 0)
    number: exp.Expr = build.typed(whole(this=text, to=digits), digits)
    if node.to.this is exp.DType.TINYINT and isinstance(node, exp.TryCast):
        number = _of_a_byte(number, context)
    return _cast(node, number)


def _of_a_byte(number: exp.Expr, context: Context) -> exp.Expr:
    """A number that DuckDB's TINYINT holds, which is a smallint in T-SQL; NULL for another."""
    bounds = [
        build.typed(kind(this=context.copy(number), expression=build.number(bound)), exp.DType.BOOLEAN)
        for kind, bound in ((exp.GTE, -128), (exp.LTE, 127))
    ]
    return build.take_facts(build.when((build.both(bounds), number)), number)


def _with_digits(node: exp.Cast, context: Context) -> exp.Expr:
    """The text, but one that T-SQL cannot convert either in place of one without a digit; NULL under TRY_CAST.

    T-SQL reads a blank text, `-` and `+` as 0 where the sources raise an error.
    """
    text = node.this
    if isinstance(text, exp.Literal):
        if not text.name.strip() and not isinstance(node, exp.TryCast):
            raise no_value(node, "a number of an empty text", "write NULL")
        return text if text.name.strip() else exp.Null()
    digits = exp.Like(this=build.binary_text(context.copy(text)), expression=build.text("%[0-9]%"))
    build.typed(digits, exp.DType.BOOLEAN)
    if isinstance(node, exp.TryCast):
        return build.typed(build.when((digits, text)), exp.DType.TEXT)
    wrong = build.add(build.text("?"), context.copy(text))
    return build.typed(build.when((digits, text), default=wrong), exp.DType.TEXT)


def _to_decimal(node: exp.Cast, context: Context) -> exp.Expr:
    value: exp.Expr = node.this
    kind = family_of(value)
    sizes = [int(part.name) for part in node.to.expressions]
    if node.to.this in {exp.DType.MONEY, exp.DType.SMALLMONEY}:
        raise no_value(node, "PostgreSQL's money", "cast to numeric(p, 2)")
    if not sizes and context.is_postgres and kind == "decimal":
        return value
    if not sizes and context.is_postgres and kind == "integer":
        return build.cast(value, exp.DType.DECIMAL, *(digits_of(value.type) or (38, 0)))
    if kind == "boolean":
        value = as_number(value, context)
    elif kind not in {"integer", "decimal", "float", "text"}:
        raise no_form(node, f"a cast of {kind} to decimal")
    default = (38, SCALE_OF_SHOWN if kind == "float" else 16) if context.is_postgres else (18, 3)
    precision, scale = (sizes[0], sizes[1] if len(sizes) > 1 else 0) if sizes else default
    if precision > 38:
        raise no_value(node, "more than 38 digits", "numeric(38, s) is the largest")
    target = build.data_type(exp.DType.DECIMAL, precision, scale)
    if kind == "float" and context.is_postgres:
        value, kind = as_shown(value, context), "decimal"
    if kind == "decimal" and (digits(value) or (38, 16))[1] > scale:
        value = build.call("ROUND", with_room(value), scale)
    return build.typed(type(node)(this=value, to=target), target)


def _to_float(node: exp.Cast, context: Context) -> exp.Expr:
    value: exp.Expr = node.this
    kind = family_of(value)
    if (
        isinstance(value, exp.Literal)
        and value.is_string
        and value.name.strip().lower() in {"nan", "infinity", "-infinity", "inf", "-inf"}
    ):
        raise no_value(node, "NaN or infinity")
    if kind == "boolean":
        value = as_number(value, context)
    elif kind == "text":
        value = _with_digits(node, context)
    elif kind not in {"integer", "decimal", "float"}:
        raise no_form(node, f"a cast of {kind} to float")
    return _cast(node, value)


def _to_text(node: exp.Cast, context: Context) -> exp.Expr:
    text = as_text(node.this, context)
    kind = node.to.this
    sizes = node.to.expressions
    if kind in {exp.DType.CHAR, exp.DType.NCHAR} and context.is_postgres:
        return build.cast(text, exp.DType.NCHAR, int(sizes[0].name) if sizes else 1)
    if sizes and context.is_postgres:
        return build.cast(text, exp.DType.NVARCHAR, int(sizes[0].name))
    return text  # the sources' text has no bound; DuckDB ignores the length of a varchar


def _to_boolean(node: exp.Cast, context: Context) -> exp.Expr:
    value: exp.Expr = node.this
    kind = family_of(value)
    if kind == "boolean":
        return as_value(value, context) if is_condition(value) else value
    if kind == "integer" or (kind in {"decimal", "float"} and not context.is_postgres):
        return build.bit(value)
    if kind != "text":
        raise no_form(node, f"a cast of {kind} to boolean")
    if isinstance(value, exp.Literal):
        word = value.name.strip().lower() if context.is_postgres else value.name.lower()
        true_words, false_words = _words(context)
        if word in true_words or word in false_words:
            return build.bit(build.number(int(word in true_words)))
        if isinstance(node, exp.TryCast):
            return build.bit(exp.Null())
        raise no_form(node, f"{value.name!r} as a boolean", "write true or false")
    return _words_to_bit(value, node, context)


def _words(context: Context) -> tuple[list[str], list[str]]:
    """The words for true and for false, of which DuckDB has fewer."""
    foreign = frozenset() if context.is_postgres else POSTGRES_WORDS
    true_words, false_words = (
        [word for word in words if word not in foreign] for words in (TRUE_WORDS, FALSE_WORDS)
    )
    return true_words, false_words


def _words_to_bit(value: exp.Expr, node: exp.Cast, context: Context) -> exp.Expr:
    """Other words are converted too, which is the error that the sources raise; TRY_CAST makes NULL of them, also of `'true '`."""
    branches: list[tuple[exp.Expr, exp.Expr]] = []
    tried = isinstance(node, exp.TryCast)
    for words, count in zip(_words(context), (1, 0), strict=True):
        listed = [build.text(f"{word}." if tried else word) for word in words]
        trimmed = build.call("LTRIM", build.call("RTRIM", context.copy(value)))
        subject = build.call("LOWER", build.add(value.copy(), build.text(".")) if tried else trimmed)
        branches.append(
            (
                build.typed(exp.In(this=subject, expressions=listed), exp.DType.BOOLEAN),
                build.bit(build.number(count)),
            )
        )
    if tried:
        return build.typed(build.when(*branches), exp.DType.BOOLEAN)
    null = build.typed(exp.Is(this=context.copy(value), expression=exp.Null()), exp.DType.BOOLEAN)
    branches.append((null, build.bit(exp.Null())))
    return build.typed(
        build.when(*branches, default=build.bit(build.add(build.text("?"), value))), exp.DType.BOOLEAN
    )


def _to_uuid(node: exp.Cast, context: Context) -> exp.Expr:
    if family_of(node.this) not in {"text", "uuid"}:
        raise no_form(node, "a cast to uuid of what is no text")
    return _cast(node, node.this)


def _to_json(node: exp.Cast, context: Context) -> exp.Expr:
    """JSON is text here; jsonb, which is spelled anew, only as the subject of JSON operators."""
    if family_of(node.this) not in {"text", "json"}:
        raise no_form(node, "a cast to json of what is no text")
    if node.to.this is exp.DType.JSONB and not (is_read_on(node) or isinstance(node.parent, exp.Cast)):
        raise differs(node, "jsonb is spelled anew, which T-SQL does not do", "read single values with ->>")
    text: exp.Expr = node.this
    return build.typed(text, node.to)


def _to_interval(node: exp.Cast, context: Context) -> exp.Expr:
    return kept(node)


def _cast(node: exp.Cast, value: exp.Expr) -> exp.Expr:
    """The same kind of cast to the same type."""
    return build.typed(type(node)(this=value, to=node.to.copy()), node.to)


MAKERS: Final[dict[Family, Maker]] = {
    "integer": _to_integer,
    "decimal": _to_decimal,
    "float": _to_float,
    "text": _to_text,
    "boolean": _to_boolean,
    "date": to_moment.to_date,
    "timestamp": to_moment.to_timestamp,
    "timestamptz": to_moment.to_timestamptz,
    "time": to_moment.to_time,
    "uuid": _to_uuid,
    "json": _to_json,
    "interval": _to_interval,
}
