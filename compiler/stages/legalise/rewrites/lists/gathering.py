"""Aggregates that gather a list which is then joined, counted or asked for its first element."""

from __future__ import annotations

from sqlglot import exp

from compiler.stages.legalise import build
from compiler.stages.legalise.context import Context, no_form
from compiler.stages.legalise.rewriting import of_query
from compiler.types.common import BIGINT, TEXT


@of_query(exp.ArrayToString)
def join_gathered_list(node: exp.ArrayToString, context: Context) -> bool:
    """A list that is gathered to be joined is a string_agg; of nothing but NULL it is an empty text in PostgreSQL.

    Before: `array_to_string(array_agg(s ORDER BY a), ', ')`
    After:  `COALESCE(string_agg(s, ', ' ORDER BY a), CASE WHEN count(*) > 0 THEN '' END)`
    """
    gathered = node.this
    if not isinstance(gathered, exp.ArrayAgg):
        return False
    if node.args.get("null") is not None:
        raise no_form(node, "array_to_string with a text for NULL", "use coalesce() inside array_agg()")
    joined = exp.GroupConcat(this=gathered.this, separator=node.expression)
    made: exp.Expr = _like(joined, node)
    if context.is_postgres:
        count = build.known_not_null(build.typed(exp.Count(this=exp.Star(), big_int=True), BIGINT))
        some = exp.GT(this=count, expression=build.number(0))
        some = build.known_not_null(build.typed(some, exp.DType.BOOLEAN))
        nothing = build.when((some, build.text("")))
        made = _like(exp.Coalesce(this=made, expressions=[build.typed(nothing, TEXT)]), node)
    node.replace(made)
    return True


def _like(made: exp.Expr, node: exp.Expr) -> exp.Expr:
    made.meta.update(node.meta)
    return build.take_facts(build.typed(made, TEXT), node)


@of_query(exp.ArraySize, exp.Length)
def count_gathered_list(node: exp.Func, context: Context) -> bool:
    """The length of a gathered list is the number of rows, NULL where there is none.

    Before: `array_length(array_agg(s), 1)`, `len(list(s))` (duckdb)
    After:  `NULLIF(COUNT(*), 0)`
    """
    gathered = node.this
    if not isinstance(gathered, exp.ArrayAgg):
        return False
    value = gathered.this.this if isinstance(gathered.this, exp.Order) else gathered.this
    if isinstance(value, exp.Distinct):
        raise no_form(node, "the length of a list of distinct values", "use count(DISTINCT ...)")
    count = build.known_not_null(build.typed(exp.Count(this=exp.Star(), big_int=True), BIGINT))
    made = build.typed(exp.Nullif(this=count, expression=build.number(0)), node.type or BIGINT)
    node.replace(made)
    return True
