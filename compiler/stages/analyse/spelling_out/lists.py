"""Functions and operators of lists whose members are written in the query, as comparisons with each member."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Final

from sqlglot import exp

Maker = Callable[[exp.Expr], exp.Expr | None]

_MEMBER: Final = re.compile(r'\s*(?:"((?:[^"\\]|\\.)*)"|([^",{}\\]*))\s*(,|$)')


def members(node: exp.Expr | None) -> list[exp.Expr] | None:
    """The members of a list that is written out, also in PostgreSQL's form '{1,2}'; None for any other."""
    inner = node.unnest() if node is not None else None
    if isinstance(inner, exp.Array) and not (
        inner.expressions and isinstance(inner.expressions[0], exp.Query)
    ):
        found: list[exp.Expr] = inner.expressions
        return found
    if isinstance(inner, exp.Cast) and inner.to.this is exp.DType.ARRAY and inner.to.expressions:
        return _members_of_text(inner.this, inner.to.expressions[0])
    return None


def written_members(node: exp.Expr | None) -> list[exp.Expr] | None:
    """The members of a bare text '{1,2}', whose type is that of what they are compared with."""
    return _members_of_text(node.unnest(), None) if node is not None else None


def _members_of_text(node: exp.Expr, kind: exp.Expr | None) -> list[exp.Expr] | None:
    if not isinstance(node, exp.Literal) or not node.is_string:
        return None
    text = node.name.strip()
    if not text.startswith("{") or not text.endswith("}") or len(text) == 2:
        return None
    made: list[exp.Expr] = []
    at, inside = 0, text[1:-1]
    while True:
        match = _MEMBER.match(inside, at)
        if match is None or (match[1] is None and not match[2].strip()):
            return None
        made.append(_member(match, kind, node))
        at = match.end()
        if not match[3]:
            return made if at == len(inside) else None


def _member(match: re.Match[str], kind: exp.Expr | None, written: exp.Expr) -> exp.Expr:
    if match[1] is None and match[2].strip().upper() == "NULL":
        value: exp.Expr = exp.Null()
    else:
        value = exp.Literal.string(
            re.sub(r"\\(.)", r"\1", match[1]) if match[1] is not None else match[2].strip()
        )
    value.meta.update(written.meta)
    return value if kind is None else exp.Cast(this=value, to=kind.copy())


def spell_text_list(node: exp.Expr) -> exp.Expr | None:
    """`'{1,2}'::int[]` as `ARRAY['1'::int, '2'::int]`."""
    found = members(node) if isinstance(node, exp.Cast) else None
    return exp.Array(expressions=[each.copy() for each in found]) if found else None


def spell_any(node: exp.Expr) -> exp.Expr | None:
    """`a = ANY('{1,2}')` as `a IN ('1', '2')`, and `a <> ALL('{1,2}')` as its opposite."""
    quantified = node.expression
    listed: exp.Expr | None = quantified.this if isinstance(quantified, exp.Any | exp.All) else None
    if isinstance(quantified, exp.Anonymous) and quantified.name.upper() == "ALL":
        listed = quantified.expressions[0]
    for_all = listed is not None and not isinstance(quantified, exp.Any)
    found = written_members(listed) if for_all == isinstance(node, exp.NEQ) else None
    if not found:
        return None
    made = exp.In(this=node.this.copy(), expressions=[each.copy() for each in found])
    return made if isinstance(node, exp.EQ) else exp.Not(this=made)


def spell_position(node: exp.Expr) -> exp.Expr | None:
    """`array_position(ARRAY['x', 'y'], s)` as `CASE s WHEN 'x' THEN 1 WHEN 'y' THEN 2 END`; a NULL is found where it may be one."""
    arguments = _arguments(node)
    found = members(arguments[0]) if len(arguments) == 2 else None
    if not found:
        return None
    value, places = arguments[1], [exp.Literal.number(at) for at in range(1, len(found) + 1)]
    if _are_literals(found):
        branches = [exp.If(this=each.copy(), true=at) for each, at in zip(found, places, strict=True)]
        return exp.Case(this=value.copy(), ifs=branches)
    same = [exp.NullSafeEQ(this=value.copy(), expression=each.copy()) for each in found]
    return exp.Case(ifs=[exp.If(this=each, true=at) for each, at in zip(same, places, strict=True)])


def _are_literals(listed: list[exp.Expr]) -> bool:
    return all(isinstance(each, exp.Literal) for each in listed)


def spell_containment(node: exp.Expr) -> exp.Expr | None:
    """`ARRAY['x', 'y'] @> ARRAY[s]` as `coalesce(s IN ('x', 'y'), FALSE)`: NULL is contained in nothing."""
    left, right = (members(side) for side in _arguments(node)[:2])
    if isinstance(node, exp.ArrayContainedBy):
        left, right = right, left
    if not left or not right:
        return None
    return exp.Paren(this=_joined(exp.And, (_is_among(each, left) for each in right)))


def spell_overlap(node: exp.Expr) -> exp.Expr | None:
    """`ARRAY[a, b] && ARRAY[1, 2]` as `coalesce(a IN (1, 2), FALSE) OR coalesce(b IN (1, 2), FALSE)`."""
    left, right = (members(side) for side in _arguments(node)[:2])
    if not left or not right:
        return None
    if _are_literals(left):
        left, right = right, left
    return exp.Paren(this=_joined(exp.Or, (_is_among(each, right) for each in left)))


def _is_among(value: exp.Expr, listed: list[exp.Expr]) -> exp.Expr:
    among = exp.In(this=value.copy(), expressions=[each.copy() for each in listed])
    if _are_literals(listed):
        known = exp.Not(this=exp.Is(this=value.copy(), expression=exp.Null()))
        return exp.Paren(this=exp.And(this=known, expression=among))
    return exp.Coalesce(this=among, expressions=[exp.false()])


def _joined(connector: type[exp.Connector], conditions: Iterable[exp.Expr]) -> exp.Expr:
    made: exp.Expr | None = None
    for condition in conditions:
        made = condition if made is None else connector(this=made, expression=condition)
    assert made is not None  # noqa: S101  # a list without members is left alone
    return made


def _arguments(node: exp.Expr) -> list[exp.Expr]:
    return list(node.expressions) if isinstance(node, exp.Anonymous) else list(node.iter_expressions())


Makers = dict[type[exp.Expr] | str, Maker]
OF_BOTH: Final[Makers] = {
    exp.ArrayPosition: spell_position,
    exp.ArrayContainsAll: spell_containment,
    exp.ArrayContainedBy: spell_containment,
    exp.ArrayOverlaps: spell_overlap,
}
OF_DUCKDB: Final[Makers] = dict.fromkeys(("list_position", "list_indexof", "array_indexof"), spell_position)
