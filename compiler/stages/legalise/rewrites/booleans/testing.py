"""IS TRUE, IS DISTINCT FROM, boolean literals, and whether a place tells false from unknown."""

from __future__ import annotations

from sqlglot import exp

from compiler.ir.analysed import is_nullable
from compiler.stages.legalise import build
from compiler.stages.legalise.context import Context, no_form
from compiler.stages.legalise.placing import as_condition, as_value, is_condition
from compiler.stages.legalise.rewrites.booleans.meeting import meet
from compiler.stages.legalise.rewrites.json.paths import OBJECTS, spot_of
from compiler.stages.legalise.rewrites.json.reading import is_there
from compiler.stages.legalise.rewriting import of_expression


@of_expression(exp.Boolean)
def rewrite_boolean_literal(node: exp.Boolean, context: Context) -> exp.Expr:
    """TRUE is a bit; as a condition it is `1 = 1`.

    Before: `SELECT TRUE`, `WHERE TRUE`
    After:  `SELECT CAST(1 AS BIT)`, `WHERE 1 = 1`
    """
    one = build.number(1)
    parent = node.parent
    if isinstance(parent, exp.Where | exp.Having | exp.And | exp.Or | exp.Not | exp.Join):
        return build.known_not_null(
            build.typed(exp.EQ(this=one, expression=build.number(int(node.this))), exp.DType.BOOLEAN)
        )
    if isinstance(parent, exp.EQ | exp.NEQ):
        return build.known_not_null(build.typed(build.number(int(node.this)), exp.DType.BOOLEAN))
    return build.known_not_null(build.bit(build.number(int(node.this))))


@of_expression(exp.Is)
def rewrite_truth_test(node: exp.Is, context: Context) -> exp.Expr:
    """IS TRUE is never unknown. Where unknown counts as false anyway, the condition itself says the same and can use an index.

    Before: `WHERE flag IS TRUE`, `SELECT flag IS NOT TRUE`
    After:  `WHERE flag = 1`, `... NOT CASE WHEN flag = 1 THEN 1 ELSE 0 END = 1 ...`
    """
    subject, test = node.this, node.expression
    if isinstance(test, exp.Null) and isinstance(subject, OBJECTS):
        return build.known_not_null(build.negated(is_there(spot_of(subject), node, context)))
    if isinstance(test, exp.Null):
        made = build.is_null(as_value(subject, context) if is_condition(subject) else subject)
        return build.known_not_null(made)
    value = _truth_value(test)
    if value is None:
        raise no_form(node, "this IS test")
    condition = as_condition(subject)
    wanted = condition if value else build.negated(condition)
    if not is_nullable(subject) or counts_unknown_as_false(node):
        return wanted
    case = build.when((wanted, build.number(1)), default=build.number(0))
    return build.known_not_null(build.typed(exp.EQ(this=case, expression=build.number(1)), exp.DType.BOOLEAN))


def _truth_value(test: exp.Expr) -> bool | None:
    """TRUE or FALSE, which is a bit by now."""
    inner = test.this if isinstance(test, exp.Cast) else test
    return inner.name == "1" if isinstance(inner, exp.Literal) else None


def counts_unknown_as_false(node: exp.Expr) -> bool:
    """Whether a condition stands, through AND and OR alone, in WHERE, ON, HAVING or CASE WHEN."""
    at: exp.Expr = node
    while isinstance(at.parent, exp.And | exp.Or):
        at = at.parent
    return isinstance(at.parent, exp.Where | exp.Having | exp.Join) or (
        isinstance(at.parent, exp.If) and at.arg_key == "this"
    )


@of_expression(exp.NullSafeEQ, exp.NullSafeNEQ)
def rewrite_distinct_from(node: exp.NullSafeEQ | exp.NullSafeNEQ, context: Context) -> exp.Expr:
    """IS DISTINCT FROM is never unknown; native from 2022 on.

    Before: `a IS DISTINCT FROM b`
    After:  `CASE WHEN a = b OR (a IS NULL AND b IS NULL) THEN 0 ELSE 1 END = 1`
    """
    meet(node, context)
    left, right = node.this, node.expression
    if context.has("2022"):
        return build.known_not_null(build.typed(type(node)(this=left, expression=right), exp.DType.BOOLEAN))
    same = exp.EQ(this=left, expression=right)
    nulls = build.both([build.is_null(context.copy(left)), build.is_null(context.copy(right))])
    case = build.when((build.either([same, nulls]), build.number(0)), default=build.number(1))
    wanted = 1 if isinstance(node, exp.NullSafeNEQ) else 0
    return build.known_not_null(
        build.typed(exp.EQ(this=case, expression=build.number(wanted)), exp.DType.BOOLEAN)
    )
