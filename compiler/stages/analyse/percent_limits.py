"""DuckDB's `LIMIT 10%`, as a condition on the number of a row: T-SQL's TOP PERCENT rounds up, DuckDB down.

The count is cut as DuckDB computes it, in floats (`PhysicalLimitPercent`): 29 % of 100 rows are 28.
https://duckdb.org/docs/stable/sql/query_syntax/limit
"""

from __future__ import annotations

from sqlglot import exp


def write_out_percent_limits(tree: exp.Expr) -> exp.Expr:
    """The tree with `ORDER BY a LIMIT 10%` as `QUALIFY row_number() OVER (ORDER BY a) <= floor(10 / 100 * count(*) OVER ())`.

    A query with OFFSET, QUALIFY or DISTINCT stays as it is, and so does one that orders by places; they are refused further on.
    """
    for select in tree.find_all(exp.Select):
        limit = select.args.get("limit")
        if isinstance(limit, exp.Limit) and _is_share(limit) and _can_be_numbered(select):
            _write_out(select, limit.expression)
    return tree


def _is_share(limit: exp.Limit) -> bool:
    options = limit.args.get("limit_options")
    return options is not None and bool(options.args.get("percent"))


def _can_be_numbered(select: exp.Select) -> bool:
    order = select.args.get("order")
    keys = [key.this for key in order.expressions] if order is not None else []
    return not any(select.args.get(part) for part in ("offset", "qualify", "distinct")) and not any(
        isinstance(key, exp.Literal | exp.Var | exp.Star) or key.find(exp.Columns) for key in keys
    )


def _write_out(select: exp.Select, percent: exp.Expr) -> None:
    order = select.args.get("order")
    number = exp.Window(this=exp.RowNumber(), order=order.copy() if order is not None else None, over="OVER")
    count = exp.Window(this=exp.Count(this=exp.Star(), big_int=True), over="OVER")
    share = exp.Div(
        this=exp.Cast(this=percent.copy(), to=exp.DataType.build("double")),
        expression=exp.Literal.number(100),
    )
    kept = exp.Floor(this=exp.Mul(this=exp.Paren(this=share), expression=count))
    select.set("qualify", exp.Qualify(this=exp.LTE(this=number, expression=kept)))
    select.set("limit", None)
