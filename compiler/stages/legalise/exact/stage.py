"""Runs the rewrites of `exact` over a statement: each SELECT, inner ones first, then what compares whole rows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Final

from sqlglot import exp

from compiler.catalogs.schema import CatalogSchema
from compiler.ir.analysed import AnalysedQuery
from compiler.ir.query import Version
from compiler.stages.legalise.context import Context, Refusal
from compiler.stages.legalise.exact import aggregating, grouping
from compiler.stages.legalise.exact.comparing import EQUALITIES, INEQUALITIES, Comparing
from compiler.stages.legalise.exact.distinct import compare_rows
from compiler.stages.legalise.stage import Legalised, fault_of
from compiler.types.emitted import Scope, scopes_of


def compare_exactly(
    tree: exp.Expr, query: AnalysedQuery, schema: CatalogSchema, version: Version
) -> Legalised:
    """The statement with every comparison of text made exact; the tree is used up."""
    context = Context(query.dialect, version, query.text, query.timezone, query.text_comparison)
    refusals: list[Refusal] = []
    scopes = {id(scope.select): scope for scope in scopes_of(tree, schema)}
    for scope in reversed(scopes.values()):
        grouping.group(scope)
        for node in reversed(list(own_nodes(scope.select))):
            if not context.is_exhausted:
                _attempt(node, scope, scopes, context, refusals)
    root = exp.Subquery(this=tree)
    compare_rows(root, {id(scope.select): scope for scope in scopes_of(tree, schema)}, context)
    made: exp.Expr = root.this
    made.pop()
    return Legalised(made, tuple(dict.fromkeys(fault_of(refusal, query.text) for refusal in refusals)))


def own_nodes(select: exp.Expr) -> Iterator[exp.Expr]:
    """The nodes of a SELECT, parents before children, without those of queries inside it."""
    for part in select.iter_expressions():
        if not isinstance(part, exp.Select | exp.SetOperation | exp.With):
            yield part
            yield from own_nodes(part)


def _attempt(
    node: exp.Expr, scope: Scope, scopes: dict[int, Scope], context: Context, refusals: list[Refusal]
) -> None:
    parent, key, index = node.parent, node.arg_key, node.index
    if parent is None or key is None:
        return
    try:
        rewrite = RULES.get(type(node))
        made = node if rewrite is None else rewrite(node, Comparing(scope, scopes, context))
    except Refusal as refusal:
        refusals.append(refusal)
        return
    if made is not node:
        parent.set(key, made, index)


def _called(node: exp.Anonymous, comparing: Comparing) -> exp.Expr:
    if _is_extreme(node) and not isinstance(node.parent, exp.Window):
        return aggregating.extreme(node, comparing.scope, comparing.context)
    return comparing.nullif(node) if str(node.this) == "NULLIF" else node


def _windowed(node: exp.Window, comparing: Comparing) -> exp.Expr:
    made = aggregating.partition(node, comparing.scope)
    if _is_extreme(node.this):
        return aggregating.extreme(made, comparing.scope, comparing.context)
    return made


def _is_extreme(node: exp.Expr) -> bool:
    return isinstance(node, exp.Anonymous) and str(node.this) in aggregating.EXTREMES


def _distinct_argument(node: exp.Distinct, comparing: Comparing) -> exp.Expr:
    is_argument = isinstance(node.parent, exp.Anonymous)
    return aggregating.distinct_argument(node, comparing.scope) if is_argument else node


RULES: Final[dict[type[exp.Expr], Callable[[Any, Comparing], exp.Expr]]] = {
    **dict.fromkeys((*EQUALITIES, *INEQUALITIES), lambda node, comparing: comparing.comparison(node)),
    exp.In: lambda node, comparing: comparing.membership(node),
    exp.Between: lambda node, comparing: comparing.between(node),
    exp.Like: lambda node, comparing: comparing.pattern(node),
    exp.Case: lambda node, comparing: comparing.choice(node),
    exp.Ordered: lambda node, comparing: aggregating.order_key(node, comparing.scope, comparing.context),
    exp.Distinct: _distinct_argument,
    exp.Window: _windowed,
    exp.Anonymous: _called,
}
