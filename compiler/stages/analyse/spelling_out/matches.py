"""PostgreSQL's lists of what a regular expression matched, of which one member is read."""

from __future__ import annotations

from typing import Final

from sqlglot import exp

from compiler.stages.analyse.spelling_out.lists import Makers

_MARK: Final = "\ue002"
"""A private-use character, which no text of a business holds; two others mark runs while these are replaced."""


def spell_match(node: exp.Expr) -> exp.Expr | None:
    """`(regexp_match(s, '(a)b'))[1]` as `substring(s FROM '(a)b')`: the first group, or without groups the whole match.

    A later one, `(regexp_match(s, '(a)(b)'))[2]`, as `regexp_substr(s, '(a)(b)', 1, 1, '', 2)`.
    """
    call, places = node.this.unnest(), node.expressions
    if (
        not isinstance(call, exp.Anonymous)
        or call.name.lower() != "regexp_match"
        or len(call.expressions) != 2
    ):
        return None
    if len(places) != 1 or not isinstance(places[0], exp.Literal) or not places[0].name.isdigit():
        return None
    subject, pattern = call.expressions
    if not isinstance(pattern, exp.Literal) or places[0].name == "0":
        return None
    if places[0].name == "1":
        return exp.Substring(this=subject.copy(), start=pattern.copy())
    return exp.RegexpExtract(this=subject.copy(), expression=pattern.copy(), group=places[0].copy())


def spell_count(node: exp.Expr) -> exp.Expr | None:
    """`regexp_count(s, '[0-9]+')` as `length(r) - length(replace(r, m, ''))`, r being `regexp_replace(s, '[0-9]+', m, 'g')` with a mark m.

    https://www.postgresql.org/docs/current/functions-matching.html#FUNCTIONS-POSIX-REGEXP
    """
    position, flags = node.args.get("position"), node.args.get("parameters")
    if position not in (None, exp.Literal.number(1)) or not isinstance(flags, exp.Literal | None):
        return None
    marked = exp.RegexpReplace(
        this=node.this.copy(),
        expression=node.expression.copy(),
        replacement=exp.Literal.string(_MARK),
        modifiers=exp.Literal.string("g" + (flags.name if flags is not None else "")),
    )
    mark, nothing = exp.Literal.string(_MARK), exp.Literal.string("")
    without = exp.Replace(this=marked.copy(), expression=mark, replacement=nothing)
    return exp.Paren(this=exp.Sub(this=exp.Length(this=marked), expression=exp.Length(this=without)))


OF_POSTGRES: Final[Makers] = {exp.Bracket: spell_match, exp.RegexpCount: spell_count}
