"""Runs the rewrites: first those of whole queries, in order, then every expression once, from the leaves up."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass

from sqlglot import exp

from compiler.ir.analysed import AnalysedQuery, line_and_column, place
from compiler.ir.query import SqlFault, Version
from compiler.stages.legalise.build import FINAL, take_facts
from compiler.stages.legalise.context import Context, Refusal, no_form, no_value
from compiler.stages.legalise.order import CLASSES_OF_QUERY_REWRITES, EXPRESSION_REWRITES, QUERY_REWRITES
from compiler.stages.legalise.placing import place_boolean
from compiler.stages.legalise.rewrites.dates.intervals import HELP
from compiler.stages.legalise.rewriting import ExpressionRewrite
from compiler.types.families import family_of

Index = dict[type[exp.Expr], list[exp.Expr]]


@dataclass(frozen=True)
class Legalised:
    """A tree of the T-SQL core, or the faults that kept it from being made."""

    tree: exp.Expr
    faults: tuple[SqlFault, ...] = ()


def legalise(query: AnalysedQuery, version: Version) -> Legalised:
    """The query in T-SQL's terms; the analysed tree is used up. Refusals come back as faults, all of one run."""
    context = Context(query.dialect, version, query.text, query.timezone, query.text_comparison)
    refusals: list[Refusal] = []
    root = exp.Subquery(
        this=query.tree
    )  # a holder, so that the tree's root can be replaced like any other node
    normalise_spelling(root)
    rewrite_queries(root, context, refusals)
    if not refusals:
        rewrite_expressions(root, context, refusals)
        refusals.extend(refused_results(root.this))
    tree = root.this
    tree.pop()
    faults = tuple(fault_of(refusal, query.text) for refusal in refusals)
    return Legalised(tree, tuple(dict.fromkeys(faults)))


def refused_results(query: exp.Query) -> list[Refusal]:
    """Refusals of result columns of type INTERVAL: inside a statement these are counts of microseconds, which nobody shall see."""
    return [
        no_value(item, "an interval", HELP)
        for item in query.selects
        if family_of(item.unalias()) == "interval"
    ]


def normalise_spelling(root: exp.Expr) -> None:
    """Remove every `exp.Paren`, as the printer sets parentheses by precedence, and make the flag of `NOT LIKE` an `exp.Not`."""
    for node in list(root.walk(bfs=False)):
        if isinstance(node, exp.Paren):
            node.replace(node.this)
        elif node.args.get("negate"):
            node.set("negate", None)
            _turn_quantifier(node)
            whole = node.parent if isinstance(node.parent, exp.Escape) else node
            parent, key, index = whole.parent, whole.arg_key, whole.index
            if parent is not None and key is not None:
                parent.set(key, take_facts(exp.Not(this=whole), whole), index)


def _turn_quantifier(node: exp.Expr) -> None:
    """`s NOT LIKE ALL (...)` is like none of them: the opposite of `s LIKE ANY (...)`, and the other way round."""
    quantified = node.expression
    if isinstance(quantified, exp.Any | exp.All):
        other = exp.All if isinstance(quantified, exp.Any) else exp.Any
        quantified.replace(other(this=quantified.this))


def rewrite_queries(root: exp.Expr, context: Context, refusals: list[Refusal]) -> None:
    """Apply the rewrites of whole queries, one after the other; inner nodes before outer ones."""
    index = _index(root)
    for rewrite in QUERY_REWRITES:
        nodes = [node for kind in rewrite.classes for node in index.get(kind, ())]
        changed = [_attempt(rewrite.apply, node, context, refusals) for node in reversed(nodes)]
        if any(changed):
            index = _index(root)


def _index(root: exp.Expr) -> Index:
    found: Index = defaultdict(list)
    for node in root.walk(bfs=False):
        if type(node) in CLASSES_OF_QUERY_REWRITES:
            found[type(node)].append(node)
    return found


def _attempt(
    apply: Callable[[exp.Expr, Context], bool], node: exp.Expr, context: Context, refusals: list[Refusal]
) -> bool:
    try:
        return apply(node, context)
    except Refusal as refusal:
        refusals.append(refusal)
        return False


def rewrite_expressions(root: exp.Expr, context: Context, refusals: list[Refusal]) -> None:
    """Rewrite every node once, children before parents; a node whose class no rewrite claims stays as it is."""
    for node in reversed(list(root.walk(bfs=False))):
        if node is root:
            continue
        try:
            _rewrite(node, context)
        except Refusal as refusal:
            refusals.append(refusal)
            if context.is_exhausted:
                return


def _rewrite(node: exp.Expr, context: Context) -> None:
    parent, key, index = node.parent, node.arg_key, node.index
    if parent is None or key is None:
        return  # its place was dropped by a rewrite of whole queries
    rewrite = None if node.meta.get(FINAL) else EXPRESSION_REWRITES.get(type(node))
    made = node if rewrite is None else _rewritten(node, rewrite, context)
    if made is not node and made.type is None:
        take_facts(made, node)
    made = place_boolean(made, parent, key, context)
    if made is not node:
        parent.set(key, made, index)


def _rewritten(node: exp.Expr, rewrite: ExpressionRewrite, context: Context) -> exp.Expr:
    lost = rewrite.unread(node)
    if lost is not None:
        raise no_form(node, f"{lost.strip('_').upper()} of {node.key.upper()}")
    return rewrite.apply(node, context)


def fault_of(refusal: Refusal, text: str) -> SqlFault:
    """The refusal as a fault at its place in the query's text."""
    offset = _offset(refusal.node)
    line, column = line_and_column(text, offset)
    end = refusal.node.meta.get("end")
    length = int(end) - offset + 1 if end is not None and refusal.node.meta.get("start") == offset else 1
    return SqlFault(refusal.code.id, refusal.message, line, column, max(length, 1), help=refusal.help)


def _offset(node: exp.Expr) -> int:
    at: exp.Expr | None = node
    while at is not None:
        found = place(at)
        if found is not None:
            return found
        at = at.parent
    return 0
