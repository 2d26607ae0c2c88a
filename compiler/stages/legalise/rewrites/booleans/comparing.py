"""Comparisons: types that do not meet as they are, rows, lists, BETWEEN SYMMETRIC, quantified comparisons."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sqlglot import exp

from compiler.ir.analysed import is_many, is_nullable
from compiler.stages.legalise import build
from compiler.stages.legalise.context import Context, differs, no_form
from compiler.stages.legalise.rewrites.booleans.meeting import are_moments_apart, equality, meet, must_meet
from compiler.stages.legalise.rewrites.booleans.narrowing import mark_narrow
from compiler.stages.legalise.rewrites.booleans.testing import counts_unknown_as_false
from compiler.stages.legalise.rewrites.dates.ages import compare_age
from compiler.stages.legalise.rewrites.lists.splitting import is_among_parts, is_split
from compiler.stages.legalise.rewriting import of_expression
from compiler.types.families import family_of

STRICT: Final[dict[type[exp.Expr], type[exp.Binary]]] = {
    exp.GTE: exp.GT,
    exp.LTE: exp.LT,
    exp.GT: exp.GT,
    exp.LT: exp.LT,
}
COLUMN_OF_LIST: Final = "value"


@of_expression(exp.EQ, exp.NEQ, exp.LT, exp.LTE, exp.GT, exp.GTE)
def rewrite_comparison(node: exp.Binary, context: Context) -> exp.Expr:
    """Comparisons of values stay; those of rows are spelled out, and moments with and without offset are brought together.

    Before: `(a, b) = (1, 2)`, `ts >= now`
    After:  `a = 1 AND b = 2`, `ts >= CAST(@now AS DATETIME2(6))`
    """
    left, right = node.this, node.expression
    if isinstance(left, exp.Tuple) and isinstance(right, exp.Tuple):
        return _rows(node, left.expressions, right.expressions, context)
    if isinstance(left, exp.Tuple) or isinstance(right, exp.Tuple):
        raise no_form(node, "a comparison of a row with this")
    if isinstance(right, exp.Any | exp.All):
        return _quantified(node, right, context)
    aged = compare_age(node, context)
    if aged is not None:
        return aged
    meet(node, context)
    mark_narrow(left, right)
    mark_narrow(right, left)
    return node


def _rows(
    node: exp.Binary, left: Sequence[exp.Expr], right: Sequence[exp.Expr], context: Context
) -> exp.Expr:
    if len(left) != len(right):
        raise no_form(node, "a comparison of rows of different lengths")
    if isinstance(node, exp.EQ | exp.NEQ) and not context.is_postgres:
        equal = _known_truth(_equal_rows(left, right, context))
        return equal if isinstance(node, exp.EQ) else build.known_not_null(build.negated(equal))
    if isinstance(node, exp.EQ):
        return _equal_rows(left, right, context)
    if isinstance(node, exp.NEQ):
        return build.either(_pair(exp.NEQ, pair, context) for pair in zip(left, right, strict=True))
    return _ordered_rows(type(node), list(zip(left, right, strict=True)), context)


def _equal_rows(left: Sequence[exp.Expr], right: Sequence[exp.Expr], context: Context) -> exp.Expr:
    """All columns equal. In DuckDB NULL equals NULL inside rows, which is refused where it can occur."""
    pairs = list(zip(left, right, strict=True))
    if not context.is_postgres and any(is_nullable(one) and is_nullable(other) for one, other in pairs):
        raise differs(
            left[0], "inside rows, DuckDB takes NULL as equal to NULL", "compare the columns one by one"
        )
    return build.both(_pair(exp.EQ, pair, context) for pair in pairs)


def _known_truth(condition: exp.Expr) -> exp.Expr:
    """The condition with false for unknown."""
    case = build.when((condition, build.number(1)), default=build.number(0))
    return build.known_not_null(build.typed(exp.EQ(this=case, expression=build.number(1)), exp.DType.BOOLEAN))


def _ordered_rows(
    kind: type[exp.Binary], pairs: list[tuple[exp.Expr, exp.Expr]], context: Context
) -> exp.Expr:
    """`(a, b) > (1, 2)` as `a > 1 OR (a = 1 AND b > 2)`."""
    if len(pairs) == 1:
        return _pair(kind, pairs[0], context)
    if not context.is_postgres and any(is_nullable(side) for pair in pairs for side in pair):
        raise differs(pairs[0][0], "DuckDB orders NULL inside rows", "compare the columns one by one")
    rest = _ordered_rows(kind, pairs[1:], context)
    return build.either(
        [_pair(STRICT[kind], pairs[0], context), build.both([_pair(exp.EQ, pairs[0], context), rest])]
    )


def _pair(kind: type[exp.Binary], pair: tuple[exp.Expr, exp.Expr], context: Context) -> exp.Expr:
    made = kind(this=context.copy(pair[0]), expression=context.copy(pair[1]))
    meet(made, context)
    return build.typed(made, exp.DType.BOOLEAN)


def _quantified(node: exp.Binary, right: exp.Any | exp.All, context: Context) -> exp.Expr:
    """`= ANY (list)` is IN, `<> ALL (list)` NOT IN; a query stays under ANY or ALL."""
    inside = right.this
    if isinstance(inside, exp.Query | exp.Subquery):
        _refuse_apart(node, [node.this], inside, context)
        return node
    if isinstance(inside, exp.Array):
        return _against_list(node, right, inside.expressions, context)
    if is_split(inside) and isinstance(node, exp.EQ) and isinstance(right, exp.Any):
        return is_among_parts(node.this, inside, context)
    if is_split(inside) and isinstance(node, exp.NEQ) and isinstance(right, exp.All):
        return build.negated(is_among_parts(node.this, inside, context))
    raise no_form(node, "ANY or ALL of this", "use IN with a list")


def _against_list(
    node: exp.Binary, right: exp.Any | exp.All, items: list[exp.Expr], context: Context
) -> exp.Expr:
    if not items:
        return never(isinstance(right, exp.All))
    alike = not must_meet([node.this, *items], context)
    if alike and isinstance(node, exp.EQ) and isinstance(right, exp.Any):
        return build.typed(exp.In(this=node.this, expressions=items), exp.DType.BOOLEAN)
    if alike and isinstance(node, exp.NEQ) and isinstance(right, exp.All):
        return build.negated(build.typed(exp.In(this=node.this, expressions=items), exp.DType.BOOLEAN))
    each = [_pair(type(node), (node.this, item), context) for item in items]
    return build.either(each) if isinstance(right, exp.Any) else build.both(each)


def never(truth: bool = False) -> exp.Expr:
    """`1 = 0`, or `1 = 1`."""
    made = exp.EQ(this=build.number(1), expression=build.number(int(truth)))
    return build.known_not_null(build.typed(made, exp.DType.BOOLEAN))


@of_expression(exp.In, reads="query unnest field")
def rewrite_membership(node: exp.In, context: Context) -> exp.Expr:
    """Lists stay; an empty one matches nothing; a list parameter is one JSON text; rows become EXISTS or OR.

    Before: `region IN (:regions)`, `(a, b) IN ((1, 2), (3, 4))`
    After:  `region IN (SELECT [value] FROM OPENJSON(@regions) WITH ([value] NVARCHAR(4000) '$'))`, `a = 1 AND b = 2 OR a = 3 AND b = 4`
    """
    query, items = node.args.get("query"), node.expressions
    if isinstance(node.this, exp.Tuple):
        return (
            _rows_in_query(node, query, context) if query is not None else _rows_in_list(node, items, context)
        )
    if query is not None:
        _refuse_apart(node, [node.this], query, context)
        return node
    if node.args.get("unnest") is not None or node.args.get("field") is not None:
        raise no_form(node, "IN of this", "use a list or a query")
    if not items:
        return never()
    if len(items) == 1 and isinstance(items[0], exp.Parameter) and is_many(items[0]):
        return _in_parameter(node, items[0])
    if must_meet([node.this, *items], context):
        return _among_others(node, items, context)
    for item in items:
        mark_narrow(item, node.this)
    return node


def _among_others(node: exp.In, items: list[exp.Expr], context: Context) -> exp.Expr:
    """A list of other types, item by item; but a real stays real beside several constants, of which PostgreSQL makes an array.

    https://github.com/postgres/postgres/blob/master/src/backend/parser/parse_expr.c, `transformAExprIn`
    """
    constants = [item for item in items if item.find(exp.Column) is None]
    if are_moments_apart([node.this, *items]) or len(constants) < 2:
        constants = []
    single = [item for item in items if not any(item is other for other in constants)]
    parts: list[exp.Expr] = [equality(context.copy(node.this), item, context) for item in single]
    if constants:
        parts.append(build.typed(exp.In(this=node.this, expressions=constants), exp.DType.BOOLEAN))
    return build.either(parts)


def _in_parameter(node: exp.In, parameter: exp.Parameter) -> exp.Expr:
    element = (
        parameter.type
        if parameter.type is not None and family_of(parameter) != "text"
        else build.data_type(exp.DType.NVARCHAR, 4000)
    )
    column = exp.OpenJSONColumnDef(
        this=build.identifier(COLUMN_OF_LIST), kind=element, path=exp.Literal.string("$")
    )
    source = exp.Table(this=exp.OpenJSON(this=parameter, expressions=[column]))
    chosen = exp.Select(
        expressions=[exp.Column(this=build.identifier(COLUMN_OF_LIST))], from_=exp.From(this=source)
    )
    return build.typed(exp.In(this=node.this, query=exp.Subquery(this=chosen)), exp.DType.BOOLEAN)


def _rows_in_list(node: exp.In, items: list[exp.Expr], context: Context) -> exp.Expr:
    rows = []
    for item in items:
        if not isinstance(item, exp.Tuple) or len(item.expressions) != len(node.this.expressions):
            raise no_form(item, "a list of rows of different lengths")
        rows.append(_equal_rows(node.this.expressions, item.expressions, context))
    return build.either(rows) if context.is_postgres else _known_truth(build.either(rows))


def _rows_in_query(node: exp.In, query: exp.Expr, context: Context) -> exp.Expr:
    """EXISTS is never unknown, so it serves where unknown counts as false, or where nothing is NULL; elsewhere two tell.

    Before: `(a, b) NOT IN (SELECT c, d FROM u)`
    After:  `NOT CASE WHEN EXISTS (... a = c AND b = d) THEN 1 WHEN NOT EXISTS (... (a = c OR a IS NULL OR c IS NULL) AND ...) THEN 0 END = 1`
    """
    select = query.unnest() if isinstance(query, exp.Subquery) else query
    values = node.this.expressions
    if not isinstance(select, exp.Query) or len(select.selects) != len(values):
        raise no_form(node, "a row IN this query")
    _refuse_apart(node, values, select, context)
    nullable = any(is_nullable(value) for value in [*values, *select.selects])
    names = [f"c{at}" for at in range(1, len(values) + 1)]
    source = build.derived(select, context.fresh("row"), names)
    pairs = [(build.column(name, source.alias), value) for name, value in zip(names, values, strict=True)]
    found = _some_row(source, [_pair(exp.EQ, pair, context) for pair in pairs])
    if not nullable or counts_unknown_as_false(node):
        return found
    if not context.is_postgres:
        raise differs(
            node, "NOT IN of rows can be unknown, which EXISTS is not", "use NOT EXISTS, or exclude NULL"
        )
    possible = _some_row(source.copy(), [_pair_or_null(pair, context) for pair in pairs])
    case = build.when((found, build.number(1)), (build.negated(possible), build.number(0)))
    return build.typed(exp.EQ(this=case, expression=build.number(1)), exp.DType.BOOLEAN)


def _some_row(source: exp.Expr, conditions: list[exp.Expr]) -> exp.Expr:
    """Whether a row of the source meets the conditions."""
    query = exp.Select(
        expressions=[build.number(1)],
        from_=exp.From(this=source),
        where=exp.Where(this=build.both(conditions)),
    )
    return build.known_not_null(build.typed(exp.Exists(this=query), exp.DType.BOOLEAN))


def _pair_or_null(pair: tuple[exp.Expr, exp.Expr], context: Context) -> exp.Expr:
    """That two values are equal, or one of them is NULL: that they are not known to differ."""
    nulls = [build.is_null(context.copy(side)) for side in pair]
    return build.either([_pair(exp.EQ, pair, context), *nulls])


def _refuse_apart(node: exp.Expr, values: Sequence[exp.Expr], query: exp.Expr, context: Context) -> None:
    """Raises `Refusal` where values and the columns of a query are of types that T-SQL would compare otherwise."""
    inner = query.unnest() if isinstance(query, exp.Subquery) else query
    items = inner.selects if isinstance(inner, exp.Query) else []
    if any(must_meet([value, item.unalias()], context) for value, item in zip(values, items, strict=False)):
        raise no_form(
            node, "a comparison with a query of another type", "cast one side, so that both are of one type"
        )


@of_expression(exp.ArrayContains)
def rewrite_list_membership(node: exp.ArrayContains, context: Context) -> exp.Expr:
    """Whether a written list holds a value is IN.

    Before: `list_contains(['x', 'y'], s)`
    After:  `s IN (N'x', N'y')`
    """
    if is_split(node.this):
        return is_among_parts(node.expression, node.this, context)
    if not isinstance(node.this, exp.Array) or not node.this.expressions:
        raise no_form(node, "list_contains of this", "use IN with a list")
    if any(is_nullable(item) for item in node.this.expressions):
        raise differs(node, "list_contains skips NULL in the list, IN does not", "leave NULL out of the list")
    return build.typed(exp.In(this=node.expression, expressions=node.this.expressions), exp.DType.BOOLEAN)


@of_expression(exp.Between, reads="low high symmetric")
def rewrite_between(node: exp.Between, context: Context) -> exp.Expr:
    """BETWEEN SYMMETRIC takes its bounds in either order.

    Before: `a BETWEEN SYMMETRIC 5 AND 1`
    After:  `a BETWEEN 5 AND 1 OR a BETWEEN 1 AND 5`
    """
    subject, low, high = node.this, node.args["low"], node.args["high"]
    if must_meet([subject, low, high], context):
        return _apart(node, context)
    for bound in (low, high):
        mark_narrow(bound, subject)
    if not node.args.get("symmetric"):
        return node
    node.set("symmetric", None)
    other = exp.Between(this=context.copy(subject), low=context.copy(high), high=context.copy(low))
    return build.either([node, build.typed(other, exp.DType.BOOLEAN)])


def _apart(node: exp.Between, context: Context) -> exp.Expr:
    """`a >= low AND a <= high`, each comparison with its two sides brought together."""
    if node.args.get("symmetric"):
        raise no_form(node, "BETWEEN SYMMETRIC of several types", "cast them to one type")
    parts: list[exp.Expr] = []
    for kind, bound in ((exp.GTE, node.args["low"]), (exp.LTE, node.args["high"])):
        part = kind(this=context.copy(node.this), expression=bound)
        meet(part, context)
        parts.append(build.typed(part, exp.DType.BOOLEAN))
    return build.both(parts)
