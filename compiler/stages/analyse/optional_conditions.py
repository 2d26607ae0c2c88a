"""Optional filters: for each set of optional parameters left empty, the query without the conditions on them.

What is left out is the smallest operand of an AND, in WHERE, HAVING, QUALIFY or ON, that holds the parameter; the variant
without it is a statement of its own, so that no index is lost to `OR @p IS NULL`.
"""

from __future__ import annotations

from itertools import combinations

from sqlglot import exp

from compiler.diagnostics.codes import sql as codes
from compiler.ir.query import Query
from compiler.stages.analyse.faults import Faults

MAX_OPTIONAL = 5
"""Optional parameters of one query: each doubles the number of statements."""
_PLACES = (exp.Where, exp.Having, exp.Qualify)
Variants = dict[frozenset[str], exp.Expr]


def variants_of(tree: exp.Expr, query: Query, faults: Faults) -> Variants:
    """The tree for every set of optional viewer parameters (by the viewer's id) that may be left empty.

    A query without optional parameters is its one variant, and no copy is made of it.
    """
    optional = optional_names(tree, query)
    if not optional:
        return {frozenset(): tree}
    sets = sets_left_out(tree, optional, faults)
    return {left_out: _without(tree, left_out, optional) for left_out in sets}


def sets_left_out(tree: exp.Expr, optional: dict[str, str], faults: Faults) -> list[frozenset[str]]:
    """Every set of optional viewer parameters; none where a parameter stands in no condition that can be left out."""
    if len(optional) > MAX_OPTIONAL:
        message = f"the query has {len(optional)} optional parameters, and {MAX_OPTIONAL} is the limit"
        faults.report(codes.OPTIONAL_PARAMETER, message, tree, "give some of them a default")
        return []
    for node, name in _uses(tree):
        if name in optional and _conjunct(node) is None:
            message = f"`:{name}` may be left empty, and stands in no condition that could be left out"
            remedy = "use it in a condition of WHERE, HAVING or ON, joined to others by AND"
            faults.report(codes.OPTIONAL_PARAMETER, message, node, remedy)
    if faults.found:
        return []
    sources = sorted(set(optional.values()))
    return [frozenset(chosen) for size in range(len(sources) + 1) for chosen in combinations(sources, size)]


def optional_names(tree: exp.Expr, query: Query) -> dict[str, str]:
    """Names of optional parameters that the query uses, each with the id of its viewer parameter."""
    declared = [found for found in query.parameters or () if found.omittable]
    used = {name for _, name in _uses(tree)} if declared else set()
    return {found.name: found.source.name or found.name for found in declared if found.name in used}


def _uses(tree: exp.Expr) -> list[tuple[exp.Expr, str]]:
    found: list[tuple[exp.Expr, str]] = []
    for node in tree.find_all(exp.Placeholder, exp.Parameter):
        parent = node.parent
        if isinstance(parent, exp.Dot) and parent.this is node:
            found.append((parent, f"{node.name}.{parent.expression.name}"))
        elif node.name:
            found.append((node, f"p{node.name}" if node.name.isdigit() else node.name))
    return found


def _conjunct(node: exp.Expr) -> exp.Expr | None:
    """The smallest operand of AND that holds a node and that a clause filters by; None where there is none."""
    child, parent = node, node.parent
    while parent is not None:
        if _is_clause(parent, child):
            return child
        joined = isinstance(parent, exp.And) or (isinstance(parent, exp.Paren) and isinstance(child, exp.And))
        if joined and _filters(child):
            return child
        child, parent = parent, parent.parent
    return None


def _is_clause(parent: exp.Expr, child: exp.Expr) -> bool:
    return isinstance(parent, _PLACES) or (isinstance(parent, exp.Join) and child.arg_key == "on")


def _filters(node: exp.Expr) -> bool:
    """Whether a node is reached from its clause through ANDs alone."""
    child, parent = node, node.parent
    while isinstance(parent, exp.And | exp.Paren):
        child, parent = parent, parent.parent
    return parent is not None and _is_clause(parent, child)


def _without(tree: exp.Expr, left_out: frozenset[str], optional: dict[str, str]) -> exp.Expr:
    copy = tree.copy()
    while (conjunct := next_conjunct(copy, left_out, optional)) is not None:
        _leave_out(conjunct)
    return copy


def next_conjunct(tree: exp.Expr, left_out: frozenset[str], optional: dict[str, str]) -> exp.Expr | None:
    """A condition that is still to be left out; None where there is none."""
    found = (_conjunct(node) for node, name in _uses(tree) if optional.get(name) in left_out)
    return next((conjunct for conjunct in found if conjunct is not None), None)


def _leave_out(conjunct: exp.Expr) -> None:
    parent = conjunct.parent
    if isinstance(parent, exp.And):
        parent.replace(parent.expression if parent.this is conjunct else parent.this)
    elif isinstance(parent, exp.Paren | exp.Join):
        conjunct.replace(exp.Boolean(this=True))
    elif parent is not None:
        parent.pop()
