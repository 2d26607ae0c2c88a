"""DuckDB's functions of texts with unusual literals, as usual ones.

https://duckdb.org/docs/stable/sql/functions/text and .../pattern_matching.
"""

from __future__ import annotations

from typing import Final

from sqlglot import exp

from compiler.stages.analyse.spelling_out.lists import Makers
from compiler.stages.analyse.spelling_out.parts import place_of

_ESCAPE: Final = "\\"


def spell_part(node: exp.Expr) -> exp.Expr | None:
    """`split_part(s, ',', 0)` is an empty text; `split_part(s, '', 2)` is the second character."""
    delimiter, place = node.args.get("delimiter"), place_of(node.args.get("part_index"))
    if place == 0:
        return _empty(node.this)
    if not isinstance(delimiter, exp.Literal) or delimiter.name or place is None:
        return None
    start = node.args["part_index"].copy()
    return exp.Substring(this=node.this.copy(), start=start, length=exp.Literal.number(1))


def spell_substring(node: exp.Expr) -> exp.Expr | None:
    """`substring(s, 3, -2)` are the characters before the third: `substring(s, 1, 2)`."""
    start, length = place_of(node.args.get("start")), place_of(node.args.get("length"))
    if start is None or length is None or start < 0 or length >= 0:
        return None
    first = max(start + length, 1)
    count = exp.Literal.number(max(start - first, 0))
    return exp.Substring(this=node.this.copy(), start=exp.Literal.number(first), length=count)


def _empty(text: exp.Expr) -> exp.Expr:
    known = exp.Not(this=exp.Is(this=text.copy(), expression=exp.Null()))
    return exp.Case(ifs=[exp.If(this=known, true=exp.Literal.string(""))])


def spell_glob(node: exp.Expr) -> exp.Expr | None:
    r"""`s GLOB 'a_*.?'` as `s LIKE 'a\_%._' ESCAPE '\'`; one with classes or escapes stays."""
    pattern = node.expression
    if node.this.find(exp.Star):
        return None
    if not isinstance(pattern, exp.Literal) or not pattern.is_string or set(pattern.name) & set("[]\\"):
        return None
    marks = {"*": "%", "?": "_", "%": rf"{_ESCAPE}%", "_": rf"{_ESCAPE}_"}
    made = exp.Literal.string("".join(marks.get(each, each) for each in pattern.name))
    like = exp.Like(this=node.this.copy(), expression=made)
    return exp.Escape(this=like, expression=exp.Literal.string(_ESCAPE))


OF_DUCKDB: Final[Makers] = {
    exp.SplitPart: spell_part,
    exp.Substring: spell_substring,
    exp.Glob: spell_glob,
}
