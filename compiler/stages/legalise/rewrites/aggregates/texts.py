"""string_agg and its kin."""

from __future__ import annotations

from sqlglot import exp

from compiler.stages.legalise import build
from compiler.stages.legalise.context import Context, needs, no_form
from compiler.stages.legalise.rewrites.casts.to_text import as_text
from compiler.stages.legalise.rewrites.text.measuring import literal_text
from compiler.stages.legalise.rewriting import of_expression, of_query


@of_query(exp.Select)
def order_texts_by_source(node: exp.Select, _: Context) -> bool:
    """PostgreSQL and DuckDB put texts together in the order of a sorted subquery; T-SQL's derived tables have none.

    https://www.postgresql.org/docs/current/functions-aggregate.html: "supplying the input values from a sorted subquery will
    usually work".

    Before: `SELECT string_agg(s, ',') FROM (SELECT s FROM t ORDER BY s) AS q`
    After:  `SELECT string_agg(s, ',' ORDER BY s) FROM (SELECT s FROM t ORDER BY s) AS q`
    """
    texts = [found for found in node.find_all(exp.GroupConcat) if found.find_ancestor(exp.Select) is node]
    if not texts or any(isinstance(found.this, exp.Order | exp.Distinct) for found in texts):
        return False
    keys = _keys_of_source(node)
    for found in texts if keys else ():
        found.set("this", exp.Order(this=found.this, expressions=[key.copy() for key in keys]))
    return bool(keys)


def _keys_of_source(select: exp.Select) -> list[exp.Ordered]:
    """The keys of the one sorted subquery that is read, as columns of it; none where it cannot hand one on."""
    clause = select.args.get("from_")
    source = clause.this if clause is not None else None
    if not isinstance(source, exp.Subquery) or select.args.get("joins"):
        return []
    inner = source.this
    if not isinstance(inner, exp.Select) or not inner.args.get("order"):
        return []
    is_closed = bool(inner.args.get("distinct") or source.args["alias"].args.get("columns"))
    keys = []
    for place, key in enumerate(inner.args["order"].expressions, start=1):
        name = _name_of_key(key.this, inner)
        if name is None and is_closed:
            return []
        if name is None:
            name = f"dw_key_{place}"
            inner.append("expressions", build.take_facts(build.alias(key.this.copy(), name), key.this))
        keys.append(exp.Ordered(**{**key.args, "this": build.column(name, source.alias, like=key.this)}))
    return keys


def _name_of_key(key: exp.Expr, select: exp.Select) -> str | None:
    """Under which name a select list has a key of its order."""
    is_alias = isinstance(key, exp.Column) and not key.table
    for item in select.selects:
        if item.unalias() == key or (is_alias and item.alias_or_name == key.name):
            return str(item.alias_or_name)
    return None


@of_expression(exp.GroupConcat, reads="separator")
def rewrite_string_aggregate(node: exp.GroupConcat, context: Context) -> exp.Expr:
    """STRING_AGG is cut at 8000 bytes unless its argument is unbounded; its order stands in WITHIN GROUP.

    Before: `string_agg(s, ', ' ORDER BY a)`
    After:  `STRING_AGG(CAST(s AS NVARCHAR(MAX)), N', ') WITHIN GROUP (ORDER BY a)`
    """
    if not context.has("2017"):
        raise needs(node, "string_agg", "2017")
    value, order = node.this, None
    if isinstance(value, exp.Order):
        value, order = value.this, value
    if isinstance(value, exp.Distinct):
        raise no_form(node, "string_agg(DISTINCT ...) here", "aggregate over a SELECT DISTINCT")
    separator = node.args.get("separator") or build.text(",")
    if literal_text(separator) is None and not isinstance(separator, exp.Parameter):
        raise no_form(node, "string_agg with a separator that is computed")
    made: exp.Expr = build.call("STRING_AGG", build.cast(as_text(value, context), exp.DType.TEXT), separator)
    if order is not None:
        made = exp.WithinGroup(this=made, expression=exp.Order(expressions=order.expressions))
    return build.typed(made, exp.DType.TEXT)
