"""QUALIFY, DISTINCT ON, ordered DISTINCT and ordered set operations: a derived table does the first half."""

from __future__ import annotations

from sqlglot import exp

from compiler.ir.analysed import is_nullable
from compiler.stages.legalise import build
from compiler.stages.legalise.context import Context, no_form
from compiler.stages.legalise.rewriting import of_query

TAIL = ("order", "limit", "offset")


class Wrapped:
    """A query put into a derived table with columns of new names, and the query around it under construction."""

    def __init__(self, inner: exp.Select, context: Context) -> None:
        self.inner, self.context = inner, context
        self.name = context.fresh("rows")
        self.titles = [select.alias for select in inner.selects]
        self.items: list[exp.Expr] = [select.unalias() for select in inner.selects]
        self.columns = [f"c{at}" for at in range(1, len(self.items) + 1)]
        self.places: dict[exp.Expr, str] = {}
        for item, column in zip(self.items, self.columns, strict=True):
            self.places.setdefault(item, column)

    def carry(self, node: exp.Expr) -> exp.Column:
        """A column of the derived table for an expression of the inner query; one is added if there is none."""
        column = self.places.get(node)
        if column is None:
            column = f"c{len(self.items) + 1}"
            self.items.append(node.copy())
            self.columns.append(column)
            self.places[node] = column
        return build.column(column, self.name, node)

    def carry_output(self, key: exp.Expr) -> exp.Column:
        """As `carry`, for a key that may name an output column, or its position."""
        at = output_position(key, self.titles)
        return self.carry(key) if at is None else build.column(self.columns[at], self.name, self.items[at])

    def outer(self) -> exp.Select:
        """The query around, which selects the columns that the author's query has. Call it when nothing is carried any more."""
        shown = len(self.titles)
        chosen = [
            exp.Alias(this=build.column(column, self.name, item), alias=build.identifier(title))
            for column, item, title in zip(self.columns[:shown], self.items, self.titles, strict=False)
        ]
        for alias in chosen:
            build.take_facts(alias, alias.this)
        pairs = zip(self.items, self.columns, strict=True)
        self.inner.set("expressions", [build.alias(item, column) for item, column in pairs])
        return exp.Select(expressions=chosen, from_=exp.From(this=build.derived(self.inner, self.name)))


def output_position(key: exp.Expr, titles: list[str]) -> int | None:
    """Which output column, from 0, an ORDER BY key stands for: by its bare name, or by a position where names are not unique."""
    if isinstance(key, exp.Literal) and key.is_int:
        return int(key.name) - 1
    if isinstance(key, exp.Column) and key.args.get("table") is None and key.name in titles:
        return titles.index(key.name)
    return None


def take_tail(node: exp.Query) -> dict[str, exp.Expr]:
    """Remove ORDER BY, LIMIT, OFFSET and give them back."""
    tail = {part: node.args[part] for part in TAIL if node.args.get(part) is not None}
    for part in tail:
        node.set(part, None)
    return tail


def put_around(
    node: exp.Query, make: exp.Select, tail: dict[str, exp.Expr], place: tuple[exp.Expr, str, int | None]
) -> None:
    """Set the query that was made into the place of the one it wraps, with its ORDER BY, LIMIT and its WITH."""
    for part, value in tail.items():
        make.set(part, value)
    with_ = node.args.get("with_")
    if with_ is not None:
        node.set("with_", None)
        make.set("with_", with_)
    parent, key, index = place
    parent.set(key, make, index)


def place_of(node: exp.Expr) -> tuple[exp.Expr, str, int | None]:
    """Where a node stands in its parent."""
    if node.parent is None or node.arg_key is None:
        raise no_form(node, "a query without a place")
    return node.parent, node.arg_key, node.index


@of_query(exp.Select)
def wrap_qualify(node: exp.Select, context: Context) -> bool:
    """QUALIFY filters by window functions, which a derived table computes; ORDER BY and LIMIT stay outside.

    Before: `SELECT s, a FROM t QUALIFY row_number() OVER (PARTITION BY s ORDER BY a) = 1 ORDER BY a LIMIT 5`
    After:  `SELECT TOP (5) r.c1 AS s, r.c2 AS a FROM (SELECT s AS c1, a AS c2, ROW_NUMBER() OVER (...) AS c3 FROM t) AS r WHERE r.c3 = 1 ORDER BY r.c2`
    """
    qualify = node.args.get("qualify")
    if qualify is None:
        return False
    place, distinct = place_of(node), node.args.get("distinct")
    if distinct is not None and distinct.args.get("on") is not None:
        raise no_form(node, "QUALIFY with DISTINCT ON")
    node.set("qualify", None)
    node.set("distinct", None)
    tail, wrapped = take_tail(node), Wrapped(node, context)
    condition = carried(qualify.this, wrapped)
    _carry_order(tail, wrapped)
    outer = wrapped.outer()
    outer.set("where", exp.Where(this=condition))
    outer.set("distinct", distinct)
    put_around(node, outer, tail, place)
    return True


def carried(condition: exp.Expr, wrapped: Wrapped) -> exp.Expr:
    """The condition in terms of the derived table: windows, aggregates and columns in it become columns there."""
    if condition.find(exp.Query) is not None:
        case = build.known_not_null(build.when((condition, build.number(1)), default=build.number(0)))
        return build.typed(exp.EQ(this=wrapped.carry(case), expression=build.number(1)), exp.DType.BOOLEAN)
    holder = exp.Where(this=condition)
    _carry_parts(holder, wrapped)
    made: exp.Expr = holder.this
    return made.pop() if made.parent is holder else made


def _carry_parts(holder: exp.Expr, wrapped: Wrapped) -> None:
    pending = list(holder.iter_expressions())
    while pending:
        node = pending.pop()
        if isinstance(node, exp.Window | exp.AggFunc | exp.Column) or node in wrapped.places:
            node.replace(wrapped.carry(node))
        else:
            pending.extend(node.iter_expressions())


def _carry_order(tail: dict[str, exp.Expr], wrapped: Wrapped) -> None:
    for ordered in tail["order"].expressions if "order" in tail else ():
        ordered.set("this", wrapped.carry_output(ordered.this))


@of_query(exp.Select)
def wrap_distinct_on(node: exp.Select, context: Context) -> bool:
    """DISTINCT ON keeps the first row of each group, by the ORDER BY; a row number finds it.

    Before: `SELECT DISTINCT ON (s) s, a FROM t ORDER BY s, a DESC`
    After:  `SELECT r.c1 AS s, r.c2 AS a FROM (SELECT s AS c1, a AS c2, ROW_NUMBER() OVER (PARTITION BY s ORDER BY a DESC) AS c3 FROM t) AS r
             WHERE r.c3 = 1 ORDER BY ...`
    """
    distinct = node.args.get("distinct")
    keys = distinct.args.get("on") if distinct is not None else None
    if keys is None:
        return False
    partition = list(keys.expressions) if isinstance(keys, exp.Tuple) else [keys]
    place, tail = place_of(node), {}
    node.set("distinct", None)
    tail = take_tail(node)
    order = tail["order"].copy() if "order" in tail else None
    wrapped = Wrapped(node, context)
    if order is not None:
        for ordered in order.expressions:
            _resolve_output(ordered, wrapped)
    number = exp.Window(this=exp.RowNumber(), partition_by=[key.copy() for key in partition], order=order)
    counter = wrapped.carry(build.known_not_null(build.typed(number, exp.DType.BIGINT)))
    _carry_order(tail, wrapped)
    outer = wrapped.outer()
    outer.set(
        "where",
        exp.Where(this=build.typed(exp.EQ(this=counter, expression=build.number(1)), exp.DType.BOOLEAN)),
    )
    put_around(node, outer, tail, place)
    return True


def _resolve_output(ordered: exp.Expr, wrapped: Wrapped) -> None:
    at = output_position(ordered.this, wrapped.titles)
    if at is not None:
        ordered.set("this", wrapped.items[at].copy())


@of_query(exp.Select)
def wrap_ordered_distinct(node: exp.Select, context: Context) -> bool:
    """T-SQL orders SELECT DISTINCT by its own columns alone (Msg 145), so a key for NULL needs a query around, as a computed key does.

    Before: `SELECT DISTINCT s FROM t ORDER BY s`, `SELECT DISTINCT a FROM t ORDER BY a % 7` (duckdb)
    After:  `SELECT r.c1 AS s FROM (SELECT DISTINCT s AS c1 FROM t) AS r ORDER BY CASE WHEN r.c1 IS NULL THEN 1 ELSE 0 END, r.c1`,
            `SELECT r.c1 AS a FROM (SELECT DISTINCT a AS c1 FROM t) AS r ORDER BY ..., r.c1 % 7`
    """
    if node.args.get("distinct") is None or not (node.args.get("order") or node.args.get("offset")):
        return False
    place, tail, wrapped = place_of(node), take_tail(node), None
    wrapped = Wrapped(node, context)
    shown = len(wrapped.items)
    for ordered in tail["order"].expressions if "order" in tail else ():
        at = output_position(ordered.this, wrapped.titles)
        if at is None:
            _carry_parts(ordered, wrapped)
        else:
            ordered.set("this", wrapped.carry_output(ordered.this))
    if len(wrapped.items) > shown:
        raise no_form(tail["order"], "an ORDER BY of SELECT DISTINCT by what is not selected")
    put_around(node, wrapped.outer(), tail, place)
    return True


@of_query(exp.Union, exp.Except, exp.Intersect)
def wrap_ordered_set_operation(node: exp.SetOperation, context: Context) -> bool:
    """A set operation takes no TOP and orders by bare column names alone, so both stand in a query around it.

    Before: `SELECT a FROM t UNION ALL SELECT a FROM u ORDER BY a LIMIT 3`
    After:  `SELECT TOP (3) r.c1 AS a FROM (SELECT a FROM t UNION ALL SELECT a FROM u) AS r(c1) ORDER BY ...`
    """
    if not any(node.args.get(part) for part in TAIL):
        return False
    place, tail = place_of(node), take_tail(node)
    name, selects = context.fresh("rows"), node.selects
    titles = [select.alias_or_name for select in selects]
    columns = [f"c{at}" for at in range(1, len(titles) + 1)]
    facts = [_fact_of_column(node, at) for at in range(len(titles))]
    for ordered in tail["order"].expressions if "order" in tail else ():
        at = output_position(ordered.this, titles)
        if at is None:
            raise no_form(ordered, "an ORDER BY of a set operation by what is no column of it")
        ordered.set("this", build.take_facts(build.column(columns[at], name), facts[at]))
    chosen = [
        build.take_facts(
            exp.Alias(this=build.column(column, name, fact), alias=build.identifier(title)), fact
        )
        for column, fact, title in zip(columns, facts, titles, strict=True)
    ]
    outer = exp.Select(expressions=chosen, from_=exp.From(this=build.derived(node, name, columns)))
    put_around(node, outer, tail, place)
    return True


def _fact_of_column(node: exp.Expr, at: int) -> exp.Expr:
    """A carrier of type and nullability of a column of a set operation: nullable if it is on either side."""
    query = node.unnest() if isinstance(node, exp.Subquery) else node
    if isinstance(query, exp.Select):
        return query.selects[at]
    if not isinstance(query, exp.SetOperation):
        raise no_form(node, "this branch of a set operation")
    left, right = _fact_of_column(query.this, at), _fact_of_column(query.expression, at)
    made = build.take_facts(exp.Null(), left)
    made.meta["nullable"] = is_nullable(left) or (is_nullable(right) and not isinstance(query, exp.Except))
    return made


@of_query(exp.Union, exp.Except, exp.Intersect)
def wrap_ordered_branch(node: exp.SetOperation, context: Context) -> bool:
    """A branch with its own ORDER BY and LIMIT becomes a derived table; without a limit its order says nothing.

    Before: `(SELECT a FROM t ORDER BY a LIMIT 3) UNION ALL SELECT a FROM u`
    After:  `SELECT b.c1 AS a FROM (SELECT TOP (3) a FROM t ORDER BY a) AS b(c1) UNION ALL SELECT a FROM u`
    """
    changed = False
    for side in (node.this, node.expression):
        query = side.unnest() if isinstance(side, exp.Subquery) else side
        if not isinstance(query, exp.Select):
            continue
        if query.args.get("limit") is None and query.args.get("offset") is None:
            query.set("order", None)
            continue
        place, name = place_of(side), context.fresh("branch")
        columns = [f"c{at}" for at in range(1, len(query.selects) + 1)]
        chosen = [
            build.take_facts(
                exp.Alias(this=build.column(column, name, item), alias=build.identifier(item.alias)), item
            )
            for column, item in zip(columns, query.selects, strict=True)
        ]
        outer = exp.Select(expressions=chosen, from_=exp.From(this=build.derived(query, name, columns)))
        parent, key, index = place
        parent.set(key, outer, index)
        changed = True
    return changed


@of_query(exp.Except, exp.Intersect)
def number_set_operation_all(node: exp.Except | exp.Intersect, context: Context) -> bool:
    """EXCEPT ALL and INTERSECT ALL count duplicates; numbering equal rows makes each of them distinct.

    Before: `SELECT a FROM t EXCEPT ALL SELECT a FROM u`
    After:  `SELECT r.c1 AS a FROM (SELECT a AS c1, ROW_NUMBER() OVER (PARTITION BY a ORDER BY (SELECT NULL)) AS c2 FROM t
             EXCEPT SELECT ... FROM u) AS r`
    """
    if node.args.get("distinct") or any(node.args.get(part) for part in TAIL):
        return False
    place, name = place_of(node), context.fresh("rows")
    titles = [select.alias_or_name for select in node.selects]
    columns = [f"c{at}" for at in range(1, len(titles) + 2)]
    facts = [_fact_of_column(node, at) for at in range(len(titles))]
    for side in ("this", "expression"):
        query = node.args[side].unnest() if isinstance(node.args[side], exp.Subquery) else node.args[side]
        node.set(side, _numbered(query, columns, context))
    node.set("distinct", True)
    chosen = [
        build.take_facts(
            exp.Alias(this=build.column(column, name, fact), alias=build.identifier(title)), fact
        )
        for column, fact, title in zip(columns, facts, titles, strict=False)
    ]
    outer = exp.Select(expressions=chosen, from_=exp.From(this=build.derived(node, name, columns)))
    put_around(node, outer, {}, place)
    return True


def _numbered(query: exp.Query, columns: list[str], context: Context) -> exp.Select:
    name = context.fresh("side")
    source = build.derived(query, name, columns[:-1])
    partition = [build.column(column, name) for column in columns[:-1]]
    number = exp.Window(this=exp.RowNumber(), partition_by=[each.copy() for each in partition])
    build.typed(number, exp.DType.BIGINT)
    chosen = [*partition, number]
    items = [build.alias(item, column) for item, column in zip(chosen, columns, strict=True)]
    return exp.Select(expressions=items, from_=exp.From(this=source))
