"""What is NULL from the start: calls that answer NULL to NULL."""

from __future__ import annotations

from typing import Final

from sqlglot import exp

from compiler.stages.legalise import build
from compiler.stages.legalise.context import Context
from compiler.stages.legalise.rewriting import of_query
from compiler.tsql.types import type_word
from compiler.types.families import family_of

STRICT: Final = (
    exp.Left, exp.Right, exp.Substring, exp.Pad, exp.Repeat, exp.Replace, exp.StrPosition, exp.SplitPart, exp.Translate,
    exp.Trim, exp.Reverse, exp.MD5, exp.Overlay, exp.StartsWith, exp.Upper, exp.Lower, exp.Initcap, exp.Length, exp.Ascii,
    exp.DPipe, exp.ConcatWs, exp.Like, exp.ILike, exp.SimilarTo, exp.RegexpLike, exp.RegexpILike, exp.RegexpReplace,
    exp.Neg, exp.Add, exp.Sub, exp.Mul, exp.Div, exp.IntDiv, exp.Mod, exp.Pow, exp.Abs, exp.Sign, exp.Round, exp.Trunc,
    exp.Floor, exp.Ceil, exp.Sqrt, exp.Cbrt, exp.Exp, exp.Ln, exp.Log, exp.WidthBucket, exp.BitwiseNot, exp.BitwiseAnd,
    exp.BitwiseOr, exp.BitwiseXor, exp.BitwiseLeftShift, exp.BitwiseRightShift, exp.TimestampTrunc, exp.DateTrunc,
    exp.Extract, exp.TimeToStr, exp.StrToDate, exp.StrToTime, exp.UnixToTime, exp.AtTimeZone, exp.DateBin,
    exp.JSONExtractScalar, exp.JSONBExtractScalar,
)  # fmt: skip
"""What both dialects answer with NULL wherever an argument is NULL."""


@of_query(*STRICT)
def answer_null(node: exp.Expr, context: Context) -> bool:
    """SQL Server refuses NULL without a type in many places (Msg 8116), and forms that ask for a literal take none.

    Before: `left(s, NULL)`, `repeat('ab', NULL::int)`
    After:  `CAST(NULL AS NVARCHAR(MAX))`
    """
    if not any(_is_null(argument) for argument in _arguments(node)):
        return False
    if node.type is not None and type_word(node.type) is not None:
        node.replace(build.take_facts(build.cast(_null(), node.type.copy()), node))
        return True
    if family_of(node) != "null":
        return False
    node.replace(build.take_facts(_null(), node))
    return True


def _arguments(node: exp.Expr) -> list[exp.Expr]:
    """What must be known: all arguments, but of concat_ws the separator only."""
    if isinstance(node, exp.ConcatWs):
        return [node.expressions[0]]
    return list(node.iter_expressions())


def _null() -> exp.Null:
    return build.typed(exp.Null(), exp.DType.NULL)


def _is_null(node: exp.Expr) -> bool:
    while isinstance(node, exp.Cast | exp.Paren):
        node = node.this
    return isinstance(node, exp.Null)
