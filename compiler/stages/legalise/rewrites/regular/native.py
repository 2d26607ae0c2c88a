"""Regular expressions for the engine of SQL Server 2025, which is RE2, as DuckDB's is.

https://learn.microsoft.com/sql/t-sql/functions/regexp-like-transact-sql. A pattern that was read is written anew, every class
by its code points, so that no flag and no locale decides.
"""

from __future__ import annotations

from compiler.stages.legalise.rewrites.regular.classes import Characters
from compiler.stages.legalise.rewrites.regular.syntax import Branch, Piece


def written(branches: tuple[Branch, ...]) -> str:
    """The pattern of these branches in RE2's syntax."""
    texts = [_branch(branch) for branch in branches]
    return texts[0] if len(texts) == 1 else "|".join(f"(?:{text})" for text in texts)


def _branch(branch: Branch) -> str:
    inside = "".join(_characters(piece.characters) + _quantifier(piece) for piece in branch.pieces)
    return f"{'^' if branch.from_start else ''}{inside}{'$' if branch.to_end else ''}"


def _characters(characters: Characters) -> str:
    single = characters.single
    if single is not None:
        return single if single.isascii() and single.isalnum() else _code(ord(single))
    if characters.negated and not characters.ranges:
        return r"[\x{0}-\x{10FFFF}]"
    inside = "".join(
        _code(low) if low == high else f"{_code(low)}-{_code(high)}"
        for low, high in sorted(characters.ranges)
    )
    return f"[^{inside}]" if characters.negated else f"[{inside}]"


def _code(code: int) -> str:
    char = chr(code)
    return char if char.isascii() and char.isalnum() else rf"\x{{{code:X}}}"


def _quantifier(piece: Piece) -> str:
    if piece.is_once:
        return ""
    ending = "?" if piece.lazy else ""
    known = {(0, None): "*", (1, None): "+", (0, 1): "?"}.get((piece.least, piece.most))
    if known is not None:
        return known + ending
    return f"{{{piece.least},{'' if piece.most is None else piece.most}}}{ending}"
