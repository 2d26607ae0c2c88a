"""Joins: ON, USING and NATURAL (rewritten to ON), and which sides of an outer join may be missing.

https://www.postgresql.org/docs/current/queries-table-expressions.html#QUERIES-FROM: a column of USING stands once, before
all others in PostgreSQL's `*`; in a FULL JOIN it is COALESCE of both sides, in a RIGHT JOIN the right one's.
"""

from __future__ import annotations

from collections.abc import Callable

from sqlglot import exp

from compiler.diagnostics.codes import sql as codes
from compiler.ir.analysed import is_nullable
from compiler.stages.analyse.binding import placed, typed
from compiler.stages.analyse.coercion import as_condition
from compiler.stages.analyse.comparisons import bring_together
from compiler.stages.analyse.scope import SEVERAL, Merged, Scope, Source
from compiler.types.common import BOOLEAN, UNKNOWN
from compiler.types.unify import unify

BindSource = Callable[[exp.Expr, Scope], list[Source]]

_REFUSED_METHODS = {"ASOF": "ASOF JOIN", "POSITIONAL": "POSITIONAL JOIN"}


def bind_join(join: exp.Join, scope: Scope, bind_source: BindSource) -> list[Source]:
    """Bind one join: its right side, then its condition; the sources that it adds."""
    left = list(scope.sources.values())
    right = bind_source(join.this, scope)
    method, side, kind = join.method, join.side, join.kind
    if method in _REFUSED_METHODS:
        message = f"{_REFUSED_METHODS[method]} is not among what queries may use"
        scope.binding.refuse(join, codes.UNKNOWN_FUNCTION, message)
        return right
    names = _merged_names(join, left, right, scope)
    if names:
        join.set("on", _equalities(join, names, left, right, scope))
    join.set("using", None)
    if method == "NATURAL":
        join.set("method", None)
    _bind_condition(join, scope, bool(names))
    _mark_outer("LEFT" if _is_outer_apply(join) else side, left, right)
    if kind in ("SEMI", "ANTI"):
        _hide(right, scope)
    elif names:
        _merge(side, names, left, right, scope)
    return right


def _bind_condition(join: exp.Join, scope: Scope, is_bound: bool) -> None:
    condition = join.args.get("on")
    if condition is not None and not is_bound:
        as_condition(scope.binding.bind(condition, scope), scope.binding)


def _mark_outer(side: str, left: list[Source], right: list[Source]) -> None:
    if side in ("LEFT", "FULL"):
        for source in right:
            source.outer = True
    if side in ("RIGHT", "FULL"):
        for source in left:
            source.outer = True


def _is_outer_apply(join: exp.Join) -> bool:
    """T-SQL's OUTER APPLY, which keeps rows of the left that find nothing."""
    return isinstance(join.this, exp.Lateral) and join.this.args.get("cross_apply") is False


def _hide(right: list[Source], scope: Scope) -> None:
    for source in right:
        del scope.sources[source.alias.lower()]


def _merged_names(join: exp.Join, left: list[Source], right: list[Source], scope: Scope) -> list[str]:
    using = join.args.get("using")
    if using:
        return [scope.binding.folded(name) for name in using]
    if join.method != "NATURAL":
        return []
    known = {name for source in left for name in source.index}
    return [column.name for source in right for column in source.columns if column.name.lower() in known]


def _equalities(
    join: exp.Join, names: list[str], left: list[Source], right: list[Source], scope: Scope
) -> exp.Expr | None:
    both = [(_side(name, left, join, scope), _side(name, right, join, scope)) for name in names]
    conditions = [
        _equality(one, other, scope) for one, other in both if one is not None and other is not None
    ]
    result: exp.Expr | None = None
    for condition in conditions:
        nullable = is_nullable(condition) or (result is not None and is_nullable(result))
        joined = condition if result is None else exp.And(this=result, expression=condition)
        result = typed(joined, BOOLEAN, nullable)
    return result


def _equality(one: exp.Expr, other: exp.Expr, scope: Scope) -> exp.Expr:
    equality = exp.EQ(this=one, expression=other)
    bring_together([one, other], scope)
    return typed(equality, BOOLEAN, is_nullable(one) or is_nullable(other))


def _side(name: str, sources: list[Source], join: exp.Join, scope: Scope) -> exp.Expr | None:
    place = _place_of(name, join)
    merged = scope.merged.get(name.lower())
    if merged is not None and any(source.alias in merged.hides for source in sources):
        return placed(merged.node.copy(), place)
    found = [(source, at) for source in sources if (at := source.find(name)) is not None]
    if len(found) == 1 and found[0][1] != SEVERAL:
        return placed(found[0][0].node(found[0][1]), place)
    if found:
        scope.binding.refuse(place, codes.AMBIGUOUS_COLUMN, f"`{name}` is in more than one table of one side")
    elif not any(source.is_open for source in sources):
        aliases = ", ".join(source.alias for source in sources)
        scope.binding.refuse(place, codes.UNKNOWN_COLUMN, f"there is no column `{name}` in {aliases}")
    return None


def _place_of(name: str, join: exp.Join) -> exp.Expr:
    """Where USING names it; for NATURAL, which names nothing, the joined table."""
    for identifier in join.args.get("using") or []:
        if identifier.name.lower() == name.lower():
            return identifier if isinstance(identifier, exp.Expr) else join
    joined: exp.Expr = join.this
    return joined


def _merge(side: str, names: list[str], left: list[Source], right: list[Source], scope: Scope) -> None:
    fresh: dict[str, Merged] = {}
    for name in names:
        one, other = _quiet_side(name, left, scope), _quiet_side(name, right, scope)
        if one is None or other is None:
            continue
        node = other if side == "RIGHT" else _coalesced(one, other, scope) if side == "FULL" else one
        before = scope.merged.get(name.lower())
        hides = {s.alias for s in (*left, *right) if s.find(name) is not None} | (
            before.hides if before else set()
        )
        fresh[name.lower()] = Merged(_column_name(one, name), node, frozenset(hides))
    older = {name: merged for name, merged in scope.merged.items() if name not in fresh}
    scope.merged = {**fresh, **older}  # PostgreSQL's `*` begins with the columns that the last join merges


def _column_name(node: exp.Expr, name: str) -> str:
    return node.name if isinstance(node, exp.Column) else name


def _quiet_side(name: str, sources: list[Source], scope: Scope) -> exp.Expr | None:
    merged = scope.merged.get(name.lower())
    if merged is not None and any(source.alias in merged.hides for source in sources):
        return merged.node.copy()
    for source in sources:
        at = source.find(name)
        if at is not None and at != SEVERAL:
            return source.node(at)
    return None


def _coalesced(one: exp.Expr, other: exp.Expr, scope: Scope) -> exp.Expr:
    node = exp.Coalesce(this=one, expressions=[other])
    data_type = unify([one.type or UNKNOWN, other.type or UNKNOWN], scope.binding.is_postgres) or UNKNOWN
    base = [_base_nullable(side, scope) for side in (one, other)]
    return typed(node, data_type, any(base))


def _base_nullable(node: exp.Expr, scope: Scope) -> bool:
    """Whether a side is NULL in rows where it is there at all."""
    if not isinstance(node, exp.Column):
        return is_nullable(node)
    source = scope.sources.get(node.table.lower())
    at = source.find(node.name) if source is not None else None
    return is_nullable(node) if source is None or at is None else source.columns[at].nullable
