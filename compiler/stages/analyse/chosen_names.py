"""Which columns DuckDB chooses by a list of names, by a lambda over them, or by `* LIKE 'a%'`; and what it then calls them.

https://duckdb.org/docs/stable/sql/expressions/star: the lambda is asked of each name, so its answer is known before any row is read.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from fnmatch import fnmatchcase
from typing import Final

from sqlglot import exp

Chooser = Callable[[str], bool]
_PIECES: Final[dict[type[exp.Expr], Callable[[str, str], bool]]] = {
    exp.Contains: lambda text, piece: piece in text,
    exp.StartsWith: lambda text, piece: text.startswith(piece),
    exp.EndsWith: lambda text, piece: text.endswith(piece),
    exp.EQ: lambda text, piece: text == piece,
    exp.NEQ: lambda text, piece: text != piece,
    exp.Like: lambda text, piece: _like(piece, 0).fullmatch(text) is not None,
    exp.ILike: lambda text, piece: _like(piece, re.IGNORECASE).fullmatch(text) is not None,
    exp.RegexpLike: lambda text, piece: re.search(piece, text) is not None,
    exp.RegexpFullMatch: lambda text, piece: re.fullmatch(piece, text) is not None,
    exp.Glob: fnmatchcase,
    exp.SimilarTo: lambda text, piece: re.fullmatch(piece, text) is not None,
}


def chooser(pattern: exp.Expr) -> Chooser | None:
    """The rule by which COLUMNS chooses names; None for a pattern of another kind, or a lambda that is not understood."""
    if isinstance(pattern, exp.Array):
        return _listed(pattern.expressions, lambda name: name.lower())
    if not isinstance(pattern, exp.Lambda) or len(pattern.expressions) != 1:
        return None
    return _condition(pattern.this, pattern.expressions[0].name)


def star_matched(item: exp.Expr) -> tuple[exp.Expr, Chooser] | None:
    """The star of `* LIKE 'a%'` with its rule; None for anything else."""
    star = item.this if type(item) in _PIECES else None
    if not isinstance(star, exp.Star) and not (
        isinstance(star, exp.Column) and isinstance(star.this, exp.Star)
    ):
        return None
    is_search = isinstance(item, exp.SimilarTo)  # DuckDB makes COLUMNS of it, which searches
    kind = exp.RegexpLike if is_search else type(item)
    asked = kind(**{**item.args, "this": exp.to_identifier("name")})
    rule = _condition(asked, "name")
    return None if rule is None else (star, rule)


def star_pattern(star: exp.Expr) -> Chooser:
    """The rule of `* ILIKE 'a%'`, which sqlglot keeps in the star itself; a bare star takes every name."""
    pattern = star.args.get("ilike")
    return lambda name: pattern is None or _PIECES[exp.ILike](name, pattern.name)


def renamed(alias: str, name: str, pattern: exp.Expr) -> str:
    r"""The alias of a chosen column: `\0` in it is the column's name, `\1` the first group of the pattern."""
    groups = re.search(pattern.name, name) if isinstance(pattern, exp.Literal) else None
    parts = [name, *(groups.groups(default="") if groups is not None else ())]
    return re.sub(r"\\(\d)", lambda mark: parts[int(mark[1])] if int(mark[1]) < len(parts) else "", alias)


def _listed(names: list[exp.Expr], text: Callable[[str], str]) -> Chooser | None:
    if not all(isinstance(name, exp.Literal) and name.is_string for name in names):
        return None
    wanted = {text(name.name) for name in names}
    return lambda name: text(name) in wanted


def _condition(node: exp.Expr, parameter: str) -> Chooser | None:
    if isinstance(node, exp.Paren | exp.Not):
        inner = _condition(node.this, parameter)
        return (lambda name: not inner(name)) if inner and isinstance(node, exp.Not) else inner
    if isinstance(node, exp.And | exp.Or):
        left, right = _condition(node.this, parameter), _condition(node.expression, parameter)
        if left is None or right is None:
            return None
        both = all if isinstance(node, exp.And) else any
        return lambda name: both((left(name), right(name)))
    text = _text(node.this, parameter) if isinstance(node.this, exp.Expr) else None
    if text is None:
        return None
    if isinstance(node, exp.In):
        return _among(node, text)
    test, piece = _PIECES.get(type(node)), node.expression
    if test is None or not isinstance(piece, exp.Literal) or not piece.is_string:
        return None
    negate = bool(node.args.get("negate"))
    return lambda name: test(text(name), piece.name) != negate


def _among(node: exp.In, text: Callable[[str], str]) -> Chooser | None:
    listed = _listed(node.expressions, str)
    return None if listed is None else lambda name: listed(text(name))


def _text(node: exp.Expr, parameter: str) -> Callable[[str], str] | None:
    """The name itself, or its capitals or small letters."""
    if isinstance(node, exp.Lower | exp.Upper):
        inner = _text(node.this, parameter)
        if inner is None:
            return None
        return lambda name: inner(name).lower() if isinstance(node, exp.Lower) else inner(name).upper()
    return str if isinstance(node, exp.Identifier | exp.Column) and node.name == parameter else None


def _like(pattern: str, flags: int) -> re.Pattern[str]:
    marks = {"%": ".*", "_": "."}
    return re.compile("".join(marks.get(each, re.escape(each)) for each in pattern), flags | re.DOTALL)
