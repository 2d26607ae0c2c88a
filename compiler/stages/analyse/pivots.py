"""PIVOT and UNPIVOT, written out as the queries that they stand for.

`PIVOT t ON s IN ('x', 'y') USING sum(a) GROUP BY b` is
`SELECT b, sum(a) FILTER (WHERE s = 'x') AS x, sum(a) FILTER (WHERE s = 'y') AS y FROM t GROUP BY b`; without GROUP BY it groups by
every column that neither ON nor USING names; several subjects make a column for each choice of their values. UNPIVOT is a row for each named column, or for each that a star leaves, under
the name that the column has, without NULL where it does not say INCLUDE NULLS.
https://duckdb.org/docs/stable/sql/statements/pivot and .../unpivot. Where the values are not listed the columns hang on the
data; such a PIVOT stays as it is, and is refused further on; so is a star over what is neither a table nor a list of columns.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product

from sqlglot import exp

from compiler.catalogs.schema import CatalogSchema
from compiler.stages.analyse.unpivoted_columns import unpivoted_columns

_ALIAS = "_p"


def write_out_pivots(tree: exp.Expr, schema: CatalogSchema) -> exp.Expr:
    """The tree with every PIVOT and UNPIVOT that can be written out written out."""
    if isinstance(tree, exp.Pivot):
        written = _with_ctes(tree, schema)
        return tree if written is None else write_out_pivots(written, schema)
    for pivot in list(tree.find_all(exp.Pivot)):
        if isinstance(pivot.parent, exp.Subquery | exp.CTE) and pivot.arg_key == "this":
            inner = _with_ctes(pivot, schema)
            if inner is not None:
                pivot.replace(inner)
    for source in list(tree.find_all(exp.Table, exp.Subquery)):
        pivots = source.args.get("pivots") or []
        if len(pivots) == 1:
            _replace_source(source, pivots[0], schema)
    return tree


def _with_ctes(pivot: exp.Pivot, schema: CatalogSchema) -> exp.Expr | None:
    """`WITH w AS (...) PIVOT w ...`: the query that it stands for has the same CTEs."""
    written = _statement(pivot, schema)
    if written is not None and pivot.args.get("with_"):
        written.set("with_", pivot.args["with_"].copy())
    return written


def _statement(pivot: exp.Pivot, schema: CatalogSchema) -> exp.Expr | None:
    """DuckDB's statements PIVOT and UNPIVOT."""
    source = pivot.this.copy()
    if pivot.args.get("unpivot"):
        into = pivot.args.get("into")
        columns = unpivoted_columns(pivot.this, pivot.expressions, schema)
        if into is None or columns is None or len(into.expressions) != 1:
            return None
        nulls = bool(pivot.args.get("include_nulls"))
        return _unpivoted(source, columns, into.this.name, into.expressions[0].name, nulls)
    group = pivot.args.get("group")
    return _pivoted(source, pivot.expressions, pivot.args.get("using") or [], group)


def _replace_source(source: exp.Expr, pivot: exp.Pivot, schema: CatalogSchema) -> None:
    """`t PIVOT (...) AS p` in FROM."""
    inner = source.copy()
    inner.set("pivots", None)
    inner.set("joins", None)
    fields = pivot.args.get("fields") or []
    listed = fields[0].expressions if pivot.args.get("unpivot") and len(fields) == 1 else []
    written = _of_source(inner, pivot, unpivoted_columns(source, listed, schema))
    if written is None:
        return
    alias = pivot.args.get("alias") or exp.TableAlias(this=exp.Identifier(this=f"{_ALIAS}ivot"))
    derived = exp.Subquery(this=written, alias=alias.copy())
    if source.args.get("joins"):
        derived.set("joins", source.args["joins"])
    source.replace(derived)


def _of_source(source: exp.Expr, pivot: exp.Pivot, columns: Sequence[str] | None) -> exp.Expr | None:
    fields = pivot.args.get("fields") or []
    if not pivot.args.get("unpivot"):
        return _pivoted(source, fields, pivot.expressions, pivot.args.get("group"))
    if len(fields) != 1 or len(pivot.expressions) != 1 or not columns:
        return None
    names = (fields[0].this.name, pivot.expressions[0].name)
    return _unpivoted(source, columns, *names, bool(pivot.args.get("include_nulls")))


def _pivoted(
    source: exp.Expr, fields: list[exp.Expr], aggregates: list[exp.Expr], group: exp.Expr | None
) -> exp.Expr | None:
    listed = [field for field in fields if isinstance(field, exp.In) and field.expressions]
    if len(listed) != len(fields) or not listed or not aggregates:
        return None
    choices = product(*([(field.this, value) for value in field.expressions] for field in listed))
    items = [_filtered(a, choice, len(aggregates) > 1) for choice in choices for a in aggregates]
    if group is not None:
        keys = [key.copy() for key in group.expressions]
        select = exp.Select(expressions=[*[key.copy() for key in keys], *items])
        select.set("group", exp.Group(expressions=keys))
    else:
        parts = [*(field.this for field in listed), *aggregates]
        used = {column.name: column for part in parts for column in part.find_all(exp.Column)}
        star = exp.Star(except_=[exp.Identifier(this=name) for name in used])
        select = exp.Select(expressions=[star, *items])
        select.set("group", exp.Group(all=True))
    select.set("from_", exp.From(this=source))
    return select


def _filtered(aggregate: exp.Expr, choice: Sequence[tuple[exp.Expr, exp.Expr]], several: bool) -> exp.Expr:
    """An aggregate of the rows that have the chosen values; the values, joined by `_`, are its name."""
    body = aggregate.unalias().copy()
    label = "_".join(
        value.args["alias"].name if isinstance(value, exp.PivotAlias) else value.name for _, value in choice
    )
    if isinstance(aggregate, exp.Alias):
        label = f"{label}_{aggregate.alias}"
    elif several:
        label = f"{label}_{body.sql('duckdb', normalize_functions='lower')}"
    same = [exp.EQ(this=subject.copy(), expression=_wanted(value)) for subject, value in choice]
    filtered = exp.Filter(this=body, expression=exp.Where(this=exp.and_(*same, copy=False)))
    return exp.Alias(this=filtered, alias=exp.Identifier(this=label, quoted=True))


def _wanted(value: exp.Expr) -> exp.Expr:
    wanted: exp.Expr = value.this if isinstance(value, exp.PivotAlias) else value
    return wanted.copy()


def _unpivoted(source: exp.Expr, columns: Sequence[str], name: str, value: str, with_nulls: bool) -> exp.Expr:
    rows: exp.Expr | None = None
    for column in columns:
        row = exp.Select(
            expressions=[
                exp.Alias(this=exp.Literal.string(column), alias=exp.Identifier(this=name, quoted=True)),
                exp.Alias(this=_of(_ALIAS, column), alias=exp.Identifier(this=value, quoted=True)),
            ]
        )
        rows = row if rows is None else exp.Union(this=rows, expression=row, distinct=False)
    lateral = exp.Lateral(this=exp.Subquery(this=rows), alias=exp.TableAlias(this=exp.Identifier(this="_u")))
    all_rows = exp.Subquery(
        this=exp.Select(expressions=[exp.Star()]).from_(source, copy=False),
        alias=exp.TableAlias(this=exp.Identifier(this=_ALIAS)),
    )
    kept = exp.Column(
        this=exp.Star(except_=[exp.Identifier(this=column) for column in columns]),
        table=exp.Identifier(this=_ALIAS),
    )
    select = exp.Select(expressions=[kept, _of("_u", name), _of("_u", value)]).from_(all_rows, copy=False)
    select.set("joins", [exp.Join(this=lateral, kind="CROSS")])
    if with_nulls:
        return select
    present = exp.Not(this=exp.Is(this=_of("_u", value), expression=exp.Null()))
    return select.where(present, copy=False)


def _of(table: str, column: str) -> exp.Column:
    return exp.Column(this=exp.Identifier(this=column, quoted=True), table=exp.Identifier(this=table))
