"""Rows that are written or computed: VALUES, generate_series, unnest."""

from __future__ import annotations

from typing import Final

from sqlglot import exp

from compiler.stages.legalise import build
from compiler.stages.legalise.context import Context, no_form
from compiler.stages.legalise.rewrites.dates.intervals import is_written, steps_of
from compiler.stages.legalise.rewrites.lists.splitting import count_of_parts
from compiler.stages.legalise.rewrites.sources.applying import add_condition, commas_to_cross_joins
from compiler.stages.legalise.rewrites.text.cutting import numbered_part
from compiler.stages.legalise.rewriting import of_query
from compiler.stages.legalise.session import is_of_now
from compiler.types.families import TEMPORAL, family_of

STEPS, STEP_COLUMN = "dw_steps", "ordinal"
SAFE_DAY: Final = 28  # every month has one


@of_query(exp.Values)
def name_values(node: exp.Values, context: Context) -> bool:
    """VALUES stand in FROM only, with names for their columns.

    Before: `VALUES (1, 'a'), (2, 'b')`
    After:  `SELECT v.column1, v.column2 FROM (VALUES (1, N'a'), (2, N'b')) AS v(column1, column2)`
    """
    rows = node.expressions
    width = len(rows[0].expressions) if isinstance(rows[0], exp.Tuple) else 1
    default = [f"column{at + 1}" if context.is_postgres else f"col{at}" for at in range(width)]
    alias = node.args.get("alias")
    if isinstance(node.parent, exp.From | exp.Join | exp.Lateral):
        return _name_columns(node, alias, default, context)
    name = alias.name if alias is not None else context.fresh("values")
    names = [column.name for column in (alias.args.get("columns") or [])] if alias is not None else []
    names = names or default
    chosen = [
        build.alias(build.column(each, name, value), each)
        for each, value in zip(names, rows[0].expressions, strict=True)
    ]
    parent, key, index = node.parent, node.arg_key, node.index
    listed = exp.TableAlias(this=build.identifier(name), columns=[build.identifier(each) for each in names])
    select = exp.Select(expressions=chosen, from_=exp.From(this=exp.Values(expressions=rows, alias=listed)))
    if parent is not None and key is not None:
        parent.set(key, select, index)
    return True


def _name_columns(node: exp.Values, alias: exp.Expr | None, default: list[str], context: Context) -> bool:
    if alias is not None and alias.args.get("columns"):
        return False
    name = alias.name if alias is not None else context.fresh("values")
    node.set(
        "alias",
        exp.TableAlias(this=build.identifier(name), columns=[build.identifier(each) for each in default]),
    )
    return True


@of_query(exp.Table)
def rewrite_generate_series(node: exp.Table, context: Context) -> bool:
    """Numbers come from GENERATE_SERIES since 2022, before from a text of commas that is split; moments are steps from the first.

    Before: `generate_series(1, 10) AS g(n)`
    After:  `(SELECT 1 + (ROW_NUMBER() OVER (ORDER BY (SELECT NULL)) - 1) AS n
              FROM STRING_SPLIT(REPLICATE(CAST(N',' AS NVARCHAR(MAX)), 10 - 1) + N'x', N',')) AS g`
    """
    series = node.this
    if isinstance(series, exp.ExplodingGenerateSeries | exp.GenerateSeries):
        query = _series(series, _column_name(node, series, context), context)
        if node.args.get("ordinality"):
            _add_place(query, node)
        replace_source(node, query)
        return True
    return False


def _add_place(query: exp.Query, node: exp.Table) -> None:
    """WITH ORDINALITY: the place of each member, from 1, under the second name of the alias if it has one."""
    if query.args["from_"].this.alias_or_name != STEPS:
        raise no_form(
            node, "a series of months from this day WITH ORDINALITY", "number its rows with row_number()"
        )
    alias = node.args.get("alias")
    given = alias.args.get("columns") or [] if alias is not None else []
    place = build.typed(build.add(_ordinal(), build.number(1)), exp.DType.BIGINT)
    query.append("expressions", build.alias(place, given[1].name if len(given) > 1 else "ordinality"))


@of_query(exp.Unnest)
def rewrite_unnest(node: exp.Unnest, context: Context) -> bool:
    """A list that is written becomes VALUES, a text that is split STRING_SPLIT, a series numbers.

    Before: `unnest(ARRAY[1, 2]) AS u(x)`
    After:  `(VALUES (1), (2)) AS u(x)`
    """
    if len(node.expressions) != 1:
        raise no_form(node, "unnest of several lists", "use VALUES")
    inner = node.expressions[0]
    if node.args.get("offset"):
        replace_source(node, _numbered_parts(node, inner, context))
        return True
    query = _rows_of(inner, _column_name(node, inner, context), context)
    replace_source(node, query)
    return True


def _column_name(node: exp.Expr, source: exp.Expr, context: Context) -> str:
    """The name of the one column: as given, else the alias in PostgreSQL and the function's name in DuckDB."""
    alias = node.args.get("alias")
    columns = alias.args.get("columns") if alias is not None else None
    if columns:
        return str(columns[0].name)
    if alias is not None and alias.name and context.is_postgres:
        return str(alias.name)
    if not isinstance(source, exp.GenerateSeries | exp.ExplodingGenerateSeries):
        return "unnest"
    return "range" if source.args.get("is_end_exclusive") else "generate_series"


def replace_source(node: exp.Expr, query: exp.Query) -> None:
    """Put a query in a source's place, under its alias; with APPLY where it uses the sources before it. Raises `Refusal`."""
    alias = node.args.get("alias")
    name = alias.name if alias is not None and alias.name else "series"
    holder = node.parent
    made = build.derived(query, name)
    node.replace(made)
    if isinstance(holder, exp.Join) and any(column.table != name for column in query.find_all(exp.Column)):
        holder.set(
            "kind", "OUTER APPLY" if str(holder.args.get("side") or "").upper() == "LEFT" else "CROSS APPLY"
        )
        holder.set("side", None)
        condition = holder.args.get("on")
        if isinstance(condition, exp.Boolean) and condition.this:
            holder.set("on", None)
        elif condition is not None:
            raise no_form(holder, "a join condition on a series that depends on the row", "put it into WHERE")
        if isinstance(holder.parent, exp.Select):
            commas_to_cross_joins(holder.parent)


def _rows_of(source: exp.Expr, column: str, context: Context) -> exp.Query:
    """A query of one column for the elements of a list."""
    if isinstance(source, exp.GenerateSeries | exp.ExplodingGenerateSeries):
        return _series(source, column, context)
    if isinstance(source, exp.Array):
        return _listed(source, column, context)
    if isinstance(source, exp.StringToArray | exp.Split):
        return _split(source, column, context)
    raise no_form(source, "unnest of this", "use VALUES, or a table")


def _listed(source: exp.Array, column: str, context: Context) -> exp.Query:
    if not source.expressions or isinstance(source.expressions[0], exp.Query):
        raise no_form(source, "unnest of an empty list or of a query")
    name = context.fresh("list")
    rows = [exp.Tuple(expressions=[item]) for item in source.expressions]
    listed = exp.TableAlias(this=build.identifier(name), columns=[build.identifier(column)])
    chosen = build.alias(build.column(column, name, source.expressions[0]), column)
    return exp.Select(expressions=[chosen], from_=exp.From(this=exp.Values(expressions=rows, alias=listed)))


def _split(source: exp.Expr, column: str, context: Context) -> exp.Query:
    delimiter = source.expression
    if not isinstance(delimiter, exp.Literal) or len(delimiter.name) != 1 or source.args.get("null"):
        raise no_form(source, "a split by other than one literal character")
    name = context.fresh("split")
    function = exp.Anonymous(this="STRING_SPLIT", expressions=[source.this, delimiter])
    table = exp.Table(this=function, alias=exp.TableAlias(this=build.identifier(name)))
    value = build.typed(build.column("value", name), exp.DType.TEXT)
    query = exp.Select(expressions=[build.alias(value, column)], from_=exp.From(this=table))
    if context.is_postgres:  # the empty text has no parts in PostgreSQL, and one empty part in T-SQL
        some = build.typed(
            exp.GT(this=build.call("DATALENGTH", source.this.copy()), expression=build.number(0)),
            exp.DType.BOOLEAN,
        )
        add_condition(query, some)
    return query


def _numbered_parts(node: exp.Unnest, source: exp.Expr, context: Context) -> exp.Query:
    """The parts of a text with their places: STRING_SPLIT knows no order before 2022.

    Before: `unnest(string_to_array(s, ',')) WITH ORDINALITY AS x(part, n)`
    After:  `(SELECT <part number n of s> AS part, n FROM <as many numbers as there are parts>) AS x`
    """
    if not isinstance(source, exp.StringToArray | exp.Split):
        raise no_form(node, "unnest of this WITH ORDINALITY", "use VALUES with a column for the place")
    text = build.authors(source.this)
    last = build.subtract(count_of_parts(source, context, build.number(0)), build.number(1))
    alias, offset = node.args.get("alias"), node.args["offset"]
    given = [each.name for each in alias.args.get("columns") or []] if alias is not None else []
    place = offset.name if isinstance(offset, exp.Identifier) else "ordinality"
    part = numbered_part(text, source.expression.name, _ordinal(), context)
    query = _numbered(
        _steps(build.final_around(last), 1, context),
        build.final_around(part),
        given[0] if given else _column_name(node, source, context),
    )
    counted = build.typed(build.add(_ordinal(), build.number(1)), exp.DType.BIGINT)
    query.append("expressions", build.alias(counted, given[1] if len(given) > 1 else place))
    return query


def _series(source: exp.Expr, column: str, context: Context) -> exp.Query:
    start, end, step = source.args.get("start"), source.args["end"], source.args.get("step")
    if family_of(start if start is not None else end) in TEMPORAL:
        return _moments(source, column, context)
    first = start if start is not None else build.number(0)
    for bound in (first, end):
        if isinstance(bound, exp.Literal) and bound.type is None:
            build.typed(bound, exp.DType.INT)
    by, sign = _whole_step(step, source)
    last = build.subtract(end, build.number(sign)) if source.args.get("is_end_exclusive") else end
    distance = build.subtract(last, first.copy()) if sign > 0 else build.subtract(first.copy(), last)
    value = build.multiply(_ordinal(), build.number(by))
    moved = build.add(first, value) if sign > 0 else build.subtract(first, value)
    kind = (
        first.type
        if first.type is not None and family_of(first) == "integer"
        else build.data_type(exp.DType.INT)
    )
    return _numbered(_steps(distance, by, context), build.cast(moved, kind), column)


def _whole_step(step: exp.Expr | None, source: exp.Expr) -> tuple[int, int]:
    if step is None:
        return 1, 1
    sign = -1 if isinstance(step, exp.Neg) else 1
    literal = step.this if isinstance(step, exp.Neg) else step
    if not isinstance(literal, exp.Literal) or not literal.is_int or literal.name == "0":
        raise no_form(source, "a series with a step that is no whole literal")
    return int(literal.name), sign


def _moments(source: exp.Expr, column: str, context: Context) -> exp.Query:
    start, end, step = source.args.get("start"), source.args["end"], source.args.get("step")
    if start is None or step is None or not is_written(step):
        raise no_form(source, "a series of moments without a literal step")
    steps = steps_of(step)
    parts = {part: count for part, count in steps.constants.items() if count}
    if steps.computed or len(parts) != 1 or min(parts.values()) < 0:
        raise no_form(
            source, "a series of moments with a step of several units, a computed or a negative one"
        )
    part, count = next(iter(parts.items()))
    first: exp.Expr = (
        build.cast(start, exp.DType.TIMESTAMP) if family_of(start) in {"date", "timestamptz"} else start
    )
    last: exp.Expr = (
        build.cast(end, exp.DType.TIMESTAMP) if family_of(end) in {"date", "timestamptz"} else end
    )
    for bound in (start, end):
        if family_of(bound) == "timestamptz" and not is_of_now(bound):
            raise no_form(source, "a series of moments with an offset", "use AT TIME ZONE")
    amount = build.multiply(build.cast(_ordinal(), exp.DType.INT), build.number(count))
    value: exp.Expr = build.typed(build.call("DATEADD", build.part(part), amount, first), exp.DType.TIMESTAMP)
    unit = build.call(
        "DATEDIFF_BIG" if part in {"SECOND", "MICROSECOND"} else "DATEDIFF",
        build.part(part),
        first.copy(),
        last,
    )
    build.typed(unit, exp.DType.BIGINT)
    query = _numbered(_steps(unit, count, context), value, column)
    if part == "MONTH" and not _begins_safely(start):
        query = _never_a_later_day(query, value, column)
        value = build.column(column, "dw_months", value)
    within = exp.LT if source.args.get("is_end_exclusive") else exp.LTE
    compared = within(
        this=value.copy(), expression=last.copy()
    )  # boundaries are counted, so the last step may lie beyond
    add_condition(query, build.typed(compared, exp.DType.BOOLEAN))
    return query


def _never_a_later_day(query: exp.Select, value: exp.Expr, column: str) -> exp.Select:
    """Each month of the sources' series is counted from the one before: after 31 January and 29 February comes 29 March."""
    day = build.final(build.typed(build.call("DATEPART", build.part("DAY"), value.copy()), exp.DType.INT))
    earliest = exp.Window(
        this=build.final(build.typed(build.call("MIN", day.copy()), exp.DType.INT)),
        order=exp.Order(expressions=[exp.Ordered(this=_ordinal())]),
        spec=exp.WindowSpec(kind="ROWS", start="UNBOUNDED", start_side="PRECEDING", end="CURRENT ROW"),
    )
    days = build.subtract(build.final(build.typed(earliest, exp.DType.INT)), day)
    moved = build.typed(build.call("DATEADD", build.part("DAY"), days, value.copy()), exp.DType.TIMESTAMP)
    query.set("expressions", [build.alias(moved, column)])
    chosen = build.alias(build.column(column, "dw_months", moved), column)
    return exp.Select(expressions=[chosen], from_=exp.From(this=build.derived(query, "dw_months")))


def _begins_safely(start: exp.Expr) -> bool:
    inner = start.this if isinstance(start, exp.Cast) else start
    if isinstance(inner, exp.Literal):
        return inner.name[8:10].isdigit() and int(inner.name[8:10]) <= SAFE_DAY
    if isinstance(inner, exp.Cast):
        return _begins_safely(inner)
    if isinstance(inner, exp.Add | exp.Sub):
        return (
            _begins_safely(inner.this)
            and is_written(inner.expression)
            and set(steps_of(inner.expression).constants) <= {"MONTH"}
        )
    return isinstance(inner, exp.TimestampTrunc | exp.DateTrunc) and inner.args["unit"].name.upper() in {
        "MONTH",
        "QUARTER",
        "YEAR",
    }


def _ordinal() -> exp.Expr:
    return build.known_not_null(build.typed(build.column(STEP_COLUMN, STEPS), exp.DType.BIGINT))


def _numbered(rows: exp.Select, value: exp.Expr, column: str) -> exp.Select:
    """A value that is computed of each of the rows of `_steps`."""
    return exp.Select(
        expressions=[build.alias(value, column)], from_=exp.From(this=build.derived(rows, STEPS))
    )


def _steps(distance: exp.Expr, by: int, context: Context) -> exp.Select:
    """Ordinals from 0, as many as there are steps within the distance, which may be negative or NULL: then none.

    Before 2022: a text of n commas splits into n + 1 parts, and REPLICATE gives NULL, which splits into none, for a
    negative n.
    """
    steps = distance if by == 1 else build.divide(distance, build.number(by))
    if by != 1:
        forward = build.typed(exp.GTE(this=distance.copy(), expression=build.number(0)), exp.DType.BOOLEAN)
        steps = build.when((forward, steps))
    return _native_steps(steps) if context.has("2022") else _split_steps(steps)


def _native_steps(steps: exp.Expr) -> exp.Select:
    """The step is stated: without it the server would count down where the end lies before the start."""
    bounds = [build.number(0), steps, build.number(1)]
    whole = [build.final(build.cast(bound, exp.DType.BIGINT)) for bound in bounds]
    series = exp.Anonymous(this="GENERATE_SERIES", expressions=whole)
    rows = exp.Table(this=series, alias=exp.TableAlias(this=build.identifier("dw_series")))
    ordinal = build.alias(build.column("value", "dw_series"), STEP_COLUMN)
    return exp.Select(expressions=[ordinal], from_=exp.From(this=rows))


def _split_steps(steps: exp.Expr) -> exp.Select:
    comma = build.final(build.cast(build.text(","), exp.DType.TEXT))
    commas = build.typed(build.call("REPLICATE", comma, steps), exp.DType.TEXT)
    some = build.final(build.add(commas, build.text("x")))  # no split of an empty text is asked for
    function = exp.Anonymous(this="STRING_SPLIT", expressions=[some, build.text(",")])
    numbered = exp.Window(this=exp.RowNumber(), order=exp.Order(expressions=[exp.Ordered(this=exp.Null())]))
    ordinal = build.subtract(build.typed(numbered, exp.DType.BIGINT), build.number(1))
    rows = exp.From(this=exp.Table(this=function))
    return exp.Select(expressions=[build.alias(ordinal, STEP_COLUMN)], from_=rows)
