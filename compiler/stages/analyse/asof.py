"""DuckDB's ASOF JOIN, written out: for each row of the left the one row of the right that is nearest.

`a ASOF JOIN b ON a.k = b.k AND a.t >= b.t` is
`a JOIN LATERAL (SELECT b.* FROM b WHERE a.k = b.k AND a.t >= b.t ORDER BY b.t DESC LIMIT 1) AS b ON TRUE`
(https://duckdb.org/docs/stable/sql/query_syntax/from#as-of-joins). That needs to know which side of the inequality is the
right table's; a join that does not tell by its aliases stays as it is, and is refused further on.
"""

from __future__ import annotations

from sqlglot import exp

_RIGHT_IS_EARLIER = (exp.GT, exp.GTE)
_RIGHT_IS_LATER = (exp.LT, exp.LTE)
_HIDDEN = "hidden"
"""Meta of a join: the right table's columns that USING merges into those of the left."""


def write_out_asof_joins(tree: exp.Expr) -> exp.Expr:
    """The tree with every ASOF JOIN that can be written out written out."""
    for join in list(tree.find_all(exp.Join)):
        if join.method == "ASOF" and join.args.get("using") and not join.args.get("on"):
            _compare_last_of_using(join)
        if join.method == "ASOF" and join.args.get("on") is not None:
            _write_out(join)
    return tree


def _compare_last_of_using(join: exp.Join) -> None:
    """`a ASOF JOIN b USING (k, t)` is `ON a.k = b.k AND a.t >= b.t`, the right table without these columns."""
    select = join.parent_select
    from_ = select.args.get("from_") if select is not None else None
    left, right = from_.this.alias_or_name if from_ is not None else "", join.this.alias_or_name
    if select is None or not left or not right or select.args.get("joins") != [join]:
        return  # which of several tables on the left has the column is not known here
    *equal, last = [column.name for column in join.args["using"]]
    sides = [(exp.EQ, name) for name in equal] + [(exp.GTE, last)]
    on = [kind(this=_column(left, name), expression=_column(right, name)) for kind, name in sides]
    join.set("on", exp.and_(*on, copy=False))
    join.set("using", None)
    join.meta[_HIDDEN] = (*equal, last)


def _column(table: str, name: str) -> exp.Column:
    return exp.Column(this=exp.to_identifier(name), table=exp.to_identifier(table))


def _write_out(join: exp.Join) -> None:
    source = join.this
    name = source.alias_or_name
    conditions = join.args["on"].flatten() if isinstance(join.args["on"], exp.And) else [join.args["on"]]
    found = [key for condition in conditions if (key := _nearest(condition, name)) is not None]
    if (
        len(found) != 1
        or not name
        or not all(column.table for column in join.args["on"].find_all(exp.Column))
    ):
        return  # a bare name would mean the right table's column once it stands in the subquery
    column, descending = found[0]
    hidden = [exp.to_identifier(each) for each in join.meta.get(_HIDDEN, ())]
    star = exp.Column(this=exp.Star(except_=hidden or None), table=exp.Identifier(this=name))
    nearest = (
        exp.Select(expressions=[star])
        .from_(source.copy(), copy=False)
        .where(join.args["on"].copy(), copy=False)
    )
    nearest.set("order", exp.Order(expressions=[exp.Ordered(this=column.copy(), desc=descending)]))
    nearest.set("limit", exp.Limit(expression=exp.Literal.number(1)))
    alias = exp.TableAlias(this=exp.Identifier(this=name, quoted=True))
    join.set("this", exp.Lateral(this=exp.Subquery(this=nearest), alias=alias))
    join.set("on", exp.Boolean(this=True))
    join.set("method", None)


def _nearest(condition: exp.Expr, name: str) -> tuple[exp.Column, bool] | None:
    """The right table's column of an inequality, and whether its largest value is the nearest."""
    if not isinstance(condition, _RIGHT_IS_EARLIER + _RIGHT_IS_LATER):
        return None
    on_left, on_right = (_is_of(side, name) for side in (condition.this, condition.expression))
    if on_left == on_right:
        return None
    earlier = isinstance(condition, _RIGHT_IS_EARLIER)
    return (condition.expression, earlier) if on_right else (condition.this, not earlier)


def _is_of(side: exp.Expr, name: str) -> bool:
    return isinstance(side, exp.Column) and side.table.lower() == name.lower()
