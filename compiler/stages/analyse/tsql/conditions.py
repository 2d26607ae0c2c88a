"""Where a condition may stand in T-SQL, which has no truth values: `SELECT @x = a` sets a variable and returns no rows.

Source: https://learn.microsoft.com/sql/t-sql/queries/search-condition-transact-sql and
.../language-elements/select-local-variable-transact-sql.
"""

from __future__ import annotations

from sqlglot import exp

from compiler.diagnostics.codes import sql as codes
from compiler.ir.analysed import place
from compiler.stages.analyse.faults import Faults

_CONDITIONS = (exp.Predicate, exp.Connector, exp.Not)
_OPERANDS = (exp.Any, exp.All)
_HOLDERS = (exp.Where, exp.Having, exp.Join, exp.Connector, exp.Not, exp.Escape)


def refuse_misplaced_conditions(tree: exp.Expr, faults: Faults) -> None:
    """Reports every comparison that is used as a value."""
    for pivot in tree.find_all(exp.Pivot):
        _refuse_pivot(pivot, faults)
    for node in tree.find_all(*_CONDITIONS):
        held = _with_parentheses(node)
        holder = held.parent
        if (
            isinstance(node, _OPERANDS)
            or holder is None
            or isinstance(holder, _HOLDERS)
            or held.arg_key == "fields"  # of PIVOT: `FOR s IN ([x])`
            or _is_tested(held, holder)
        ):
            continue
        if isinstance(holder, exp.Select) and isinstance(node, exp.EQ) and _is_variable(node.this):
            message = "`SELECT @name =` sets a variable and returns no rows"
            faults.report(codes.FORBIDDEN, message, node, "select the value, and compare in WHERE")
        else:
            message = "a condition is no value in T-SQL"
            faults.report(codes.WRONG_TYPES, message, node, "write CASE WHEN ... THEN 1 ELSE 0 END")


def _refuse_pivot(pivot: exp.Pivot, faults: Faults) -> None:
    word = "UNPIVOT" if pivot.args.get("unpivot") else "PIVOT"
    remedy = "write SUM(CASE WHEN s = 'x' THEN a END) AS x for each column, with GROUP BY"
    if word == "UNPIVOT":
        remedy = "write CROSS APPLY (VALUES ('a', a), ('b', b)) AS u (name, value)"
    message = f"{word} is not among what T-SQL queries may use"
    at = faults.text.upper().rfind(word, 0, place(pivot) or 0)
    faults.report_at(codes.FORBIDDEN, message, max(at, 0), len(word), remedy)


def _with_parentheses(node: exp.Expr) -> exp.Expr:
    """The outermost of the parentheses around a node."""
    while isinstance(node.parent, exp.Paren):
        node = node.parent
    return node


def _is_tested(held: exp.Expr, holder: exp.Expr) -> bool:
    """Whether it is what IIF or a WHEN asks."""
    return isinstance(holder, exp.If) and held.arg_key == "this"


def _is_variable(node: exp.Expr) -> bool:
    return isinstance(node, exp.Parameter | exp.Placeholder)
