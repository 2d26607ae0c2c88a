"""Bytes that stand for text: equal where the texts are the same, ordered as their code points are.

No collation compares text exactly: SQL Server takes `'a'` and `'a '` as equal under every one of them, the binary ones
included, and BIN2 orders nvarchar by units of UTF-16, which puts U+FF21 after an emoji. Bytes have neither trait.

    sameness  the bytes in UTF-16; `text_of` turns them back
    rank      the bytes in UTF-8, whose order is that of code points; they cannot be turned back

A column is bare in no key, so no index serves a comparison of keys; `comparing` adds the bare comparison where that helps.
https://learn.microsoft.com/sql/t-sql/language-elements/string-comparison-assignment (padding),
https://learn.microsoft.com/sql/relational-databases/collations/collation-and-unicode-support (BIN2, UTF-8)
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from sqlglot import exp

from compiler.stages.legalise import build
from compiler.stages.legalise.context import Context, needs
from compiler.tsql.printer.values import NARROW
from compiler.types.emitted import Scope
from compiler.types.families import family_of
from compiler.types.sqlserver import MAX

LONGEST_ROW: Final = 8000
"""The most bytes of a varbinary that is not varbinary(max)."""

_TEXTS: Final = frozenset({"char", "varchar", "nchar", "nvarchar"})
_DECODED: Final = "decoded"


@dataclass(frozen=True)
class Text:
    """What is known of a text: its most characters (None for no bound), whether blanks fill it up, whether it has a code page."""

    length: int | None
    padded: bool = False
    narrow: bool = False


def text_in(node: exp.Expr, scope: Scope) -> Text | None:
    """What kind of text an expression is; None where it is no text."""
    if isinstance(node, exp.Null):
        return None
    if isinstance(node, exp.Literal):
        return Text(_units(node.name)) if node.is_string else None
    found = scope.type_of(node)
    if found is None:
        return Text(None) if family_of(node) == "text" else None
    if found.base not in _TEXTS:
        return None
    length = None if found.length in (None, MAX) else found.length
    return Text(length, not found.base.endswith("varchar"), not found.base.startswith("n"))


def _units(text: str) -> int | None:
    count = max(len(text.encode("utf-16-le", "surrogatepass")) // 2, 1)
    return count if count <= LONGEST_ROW // 2 else None


def sameness(node: exp.Expr, text: Text) -> exp.Expr:
    """The text's bytes in UTF-16.

    Before: `[t].[s]` of type nvarchar(100)
    After:  `CAST([t].[s] AS VARBINARY(200))`
    """
    if isinstance(node, exp.Null):
        return node
    if node.meta.get(_DECODED):
        key: exp.Expr = node.this
        return key.copy()
    return build.cast(wide(node, text), exp.DType.VARBINARY, _bytes(text, 2))


def text_of(key: exp.Expr, text: Text) -> exp.Expr:
    """The text that a key of sameness stands for."""
    made = build.cast(key, exp.DType.NVARCHAR, text.length if _fits(text, 2) and text.length else "MAX")
    made.meta[_DECODED] = True
    return made


def rank(node: exp.Expr, text: Text, context: Context) -> exp.Expr:
    """The text's bytes in UTF-8. Raises `Refusal` before SQL Server 2019, which has no such encoding.

    Before: `[t].[s]` of type nvarchar(100)
    After:  `CAST(CAST([t].[s] COLLATE Latin1_General_100_CI_AS_SC_UTF8 AS VARCHAR(300)) AS VARBINARY(300))`
    """
    if not context.has("2019"):
        raise needs(node, "the exact order of text", "2019", "use text_comparison: database")
    size = _bytes(text, 3)
    collated = exp.Collate(this=wide(node, text), expression=exp.Var(this=build.UTF8_COLLATION))
    return build.cast(build.cast(collated, exp.DType.VARCHAR, size), exp.DType.VARBINARY, size)


def wide(node: exp.Expr, text: Text) -> exp.Expr:
    """The text as nvarchar without filling blanks and without a collation of ours: another would change its code page."""
    bare: exp.Expr = node.this if isinstance(node, exp.Collate) else node
    bare.meta.pop(NARROW, None)
    if text.padded:
        bare = build.call("RTRIM", bare)
    if not text.narrow:
        return bare
    return build.cast(bare, exp.DType.NVARCHAR, text.length if _fits(text, 2) and text.length else "MAX")


def _fits(text: Text, width: int) -> bool:
    return text.length is not None and text.length * width <= LONGEST_ROW


def _bytes(text: Text, width: int) -> int | str:
    return text.length * width if text.length is not None and _fits(text, width) else "MAX"
