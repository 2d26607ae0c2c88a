"""CASE and its kin."""

from __future__ import annotations

from collections.abc import Sequence

from sqlglot import exp

from compiler.stages.legalise import build
from compiler.stages.legalise.context import Context
from compiler.stages.legalise.placing import as_condition
from compiler.stages.legalise.rewrites.booleans.meeting import equality, must_meet
from compiler.stages.legalise.rewrites.numbers.digits import decimal_type, digits, meeting_digits
from compiler.stages.legalise.rewriting import of_expression
from compiler.tsql.types import type_word
from compiler.types.families import family_of


@of_expression(exp.Case, reads="ifs default")
def rewrite_case(node: exp.Case, context: Context) -> exp.Expr:
    """CASE is the same, but one result at least must be more than NULL; one of a value of another type is searched.

    Before: `CASE WHEN a > 1 THEN NULL END`
    After:  `CASE WHEN a > 1 THEN CAST(NULL AS INT) END`
    """
    branches = node.args["ifs"]
    if node.this is not None and must_meet([node.this, *(branch.this for branch in branches)], context):
        for branch in branches:
            branch.set("this", equality(context.copy(node.this), branch.this, context))
        node.set("this", None)
    results = [branch.args["true"] for branch in branches]
    default = node.args.get("default")
    if all(isinstance(result, exp.Null) for result in [*results, default or exp.Null()]):
        branches[0].set("true", typed_null(node))
    return _with_common_digits(node, [*results, *([default] if default is not None else [])])


@of_expression(exp.If, reads="true false")
def rewrite_if(node: exp.If, context: Context) -> exp.Expr:
    """IF is a CASE; a branch of CASE stays what it is.

    Before: `if(a > 1, 'x', 'y')`
    After:  `CASE WHEN a > 1 THEN N'x' ELSE N'y' END`
    """
    if isinstance(node.parent, exp.Case):
        return node
    value, default = node.args["true"], node.args.get("false")
    if isinstance(value, exp.Null) and (default is None or isinstance(default, exp.Null)):
        value = typed_null(node)
    made = exp.Case(ifs=[exp.If(this=as_condition(node.this), true=value)], default=default)
    return _with_common_digits(
        build.take_facts(made, node), [value, *([default] if default is not None else [])]
    )


@of_expression(exp.Coalesce)
def rewrite_coalesce(node: exp.Coalesce, context: Context) -> exp.Expr:
    """COALESCE needs two arguments, one of them more than NULL.

    Before: `coalesce(a, NULL)`
    After:  `a`
    """
    values: list[exp.Expr] = [
        value for value in [node.this, *node.expressions] if not isinstance(value, exp.Null)
    ]
    if not values:
        return typed_null(node)
    if len(values) == 1:
        return values[0]
    made = build.take_facts(build.call("COALESCE", *values), node)
    return _with_common_digits(made, values)


@of_expression(exp.Nullif)
def rewrite_nullif(node: exp.Nullif, context: Context) -> exp.Expr:
    """NULLIF is the same, but its first argument must have a type. For a text column, and for two types, it is spelled out.

    SQL Server spells it out itself; other servers that speak T-SQL return its text in another character set.

    Before: `nullif(a, 0)`, `nullif(s, '')`
    After:  `NULLIF(a, 0)`, `CASE WHEN s = N'' THEN NULL ELSE s END`
    """
    is_text = isinstance(node.this, exp.Column) and family_of(node.this) == "text"
    if is_text or must_meet([node.this, node.expression], context):
        equal = equality(context.copy(node.this), node.expression, context)
        return build.take_facts(build.when((equal, exp.Null()), default=node.this), node)
    first = typed_null(node) if isinstance(node.this, exp.Null) else node.this
    made = build.take_facts(build.call("NULLIF", first, node.expression), node)
    return build.typed(made, first.type) if first.type is not None else made


def typed_null(node: exp.Expr) -> exp.Expr:
    """NULL of the type that the node has, or of type int where it has none."""
    kind = node.type
    if kind is None or kind.this is exp.DType.NULL or type_word(kind) is None:
        return build.cast(exp.Null(), exp.DType.INT)
    return build.cast(exp.Null(), kind.copy())


def _with_common_digits(node: exp.Expr, values: Sequence[exp.Expr]) -> exp.Expr:
    """The node, typed with the digits that T-SQL gives a choice between these values."""
    known = [value for value in values if not isinstance(value, exp.Null)]
    families = {family_of(value) for value in known}
    if "float" in families:
        is_double = any(value.type is not None and value.type.this is exp.DType.DOUBLE for value in known)
        return build.typed(node, exp.DType.DOUBLE if is_double else exp.DType.FLOAT)
    if "decimal" not in families or not families <= {"decimal", "integer"}:
        return node
    common, is_lossy = meeting_digits([digits(value) or (38, 10) for value in known])
    for value in known:
        if is_lossy or family_of(value) == "integer":
            value.replace(build.cast(value.copy(), decimal_type(common)))
    return build.typed(node, decimal_type(common))
