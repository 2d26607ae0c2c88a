"""FETCH FIRST ... WITH TIES behind an OFFSET."""

from __future__ import annotations

from sqlglot import exp

from compiler.stages.legalise import build
from compiler.stages.legalise.context import Context
from compiler.stages.legalise.rewriting import of_query


@of_query(exp.Select)
def number_ties_after_offset(node: exp.Select, context: Context) -> bool:
    """T-SQL has WITH TIES of TOP alone, which skips no rows: a row is taken if its number is beyond the skipped ones, and its rank is not beyond the last.

    https://www.postgresql.org/docs/current/sql-select.html#SQL-LIMIT: rows that tie with the last one by the order come too.

    Before: `SELECT a FROM t ORDER BY b OFFSET 2 ROWS FETCH FIRST 3 ROWS WITH TIES`
    After:  `SELECT a FROM t QUALIFY row_number() OVER (ORDER BY b) > 2 AND rank() OVER (ORDER BY b) <= 2 + 3 ORDER BY b`
    """
    limit, offset, order = (node.args.get(part) for part in ("limit", "offset", "order"))
    options = limit.args.get("limit_options") if isinstance(limit, exp.Fetch) else None
    if (
        limit is None
        or offset is None
        or order is None
        or options is None
        or not options.args.get("with_ties")
    ):
        return False
    if node.args.get("distinct") is not None or node.args.get("qualify") is not None:
        return False
    count = limit.args.get("count") or build.number(1)
    skipped = offset.expression
    beyond = exp.GT(this=_over(exp.RowNumber(), order, context), expression=context.copy(skipped))
    last = build.typed(exp.Add(this=skipped.copy(), expression=count.copy()), exp.DType.BIGINT)
    within = exp.LTE(this=_over(exp.Rank(), order, context), expression=last)
    both = [build.known_not_null(build.typed(each, exp.DType.BOOLEAN)) for each in (beyond, within)]
    node.set("qualify", exp.Qualify(this=build.both(both)))
    node.set("limit", None)
    node.set("offset", None)
    return True


def _over(function: exp.Expr, order: exp.Expr, context: Context) -> exp.Expr:
    keys = [context.copy(key) for key in order.expressions]
    ranked = build.typed(function, exp.DType.BIGINT)
    made = exp.Window(this=ranked, order=exp.Order(expressions=keys))
    return build.known_not_null(build.typed(made, exp.DType.BIGINT))
