"""PostgreSQL's lists of what a regular expression matched, of which one member is read."""

from __future__ import annotations

from typing import Final

from sqlglot import exp

from compiler.stages.analyse.spelling_out.lists import Makers


def spell_match(node: exp.Expr) -> exp.Expr | None:
    """`(regexp_match(s, '(a)b'))[1]` as `substring(s FROM '(a)b')`: the first group, or without groups the whole match."""
    call, places = node.this.unnest(), node.expressions
    if (
        not isinstance(call, exp.Anonymous)
        or call.name.lower() != "regexp_match"
        or len(call.expressions) != 2
    ):
        return None
    if len(places) != 1 or not isinstance(places[0], exp.Literal) or places[0].name != "1":
        return None
    subject, pattern = call.expressions
    if not isinstance(pattern, exp.Literal):
        return None
    return exp.Substring(this=subject.copy(), start=pattern.copy())


OF_POSTGRES: Final[Makers] = {exp.Bracket: spell_match}
