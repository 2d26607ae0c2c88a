"""Aggregates that SQL Server has as window functions only: computed in a derived table, and aggregated around it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from sqlglot import exp

from compiler.stages.legalise import build
from compiler.stages.legalise.context import Context, no_form, type_needed
from compiler.stages.legalise.rewrites.numbers.digits import digits
from compiler.stages.legalise.rewrites.queries.grouping import GROUPINGS, source_names
from compiler.stages.legalise.rewriting import of_query
from compiler.types.families import NUMERIC, family_of

PERCENTILES: Final = frozenset({exp.PercentileCont, exp.PercentileDisc, exp.Quantile, exp.Median})
ORDERED: Final = (exp.First, exp.Last, exp.AnyValue, exp.NthValue)
OUTER_PARTS: Final = ("expressions", "having", "order", "qualify")


@of_query(exp.Select)
def rank_in_derived_table(node: exp.Select, context: Context) -> bool:
    """Percentiles, arg_max, string_agg(DISTINCT) and count(DISTINCT (a, b)) need every row's place in its group.

    Before: `SELECT s, percentile_cont(0.5) WITHIN GROUP (ORDER BY n), sum(a) FROM t GROUP BY s`
    After:  `SELECT r.c1 AS s, <between the values at the two rows>, SUM(r.c5) FROM (SELECT s AS c1,
             ROW_NUMBER() OVER (PARTITION BY s ORDER BY ..., n) AS c2, COUNT_BIG(n) OVER (PARTITION BY s) AS c3, n AS c4, a AS c5 FROM t) AS r GROUP BY r.c1`
    """
    found = [
        each
        for part in _parts(node)
        for each in part.walk()
        if _is_ranked(each) and each.find_ancestor(exp.Select) is node
    ]
    if not found:
        return False
    group = node.args.get("group")
    keys = list(group.expressions) if group is not None else []
    if any(isinstance(key, GROUPINGS) for key in keys):
        raise no_form(found[0], "this aggregate under ROLLUP, CUBE or GROUPING SETS")
    _Ranking(node, keys, context).move()
    return True


def _parts(node: exp.Select) -> list[exp.Expr]:
    parts: list[exp.Expr] = []
    for name in OUTER_PARTS:
        value = node.args.get(name)
        parts.extend(value if isinstance(value, list) else [value] if value is not None else [])
    return parts


def _is_ranked(node: exp.Expr) -> bool:
    if isinstance(node.parent, exp.Window) and node.arg_key == "this":
        return False
    if isinstance(node, exp.WithinGroup):
        return isinstance(node.this, exp.PercentileCont | exp.PercentileDisc | exp.Mode)
    if isinstance(node, exp.Mode):
        return not isinstance(node.parent, exp.WithinGroup)
    if type(node) in PERCENTILES:
        return not isinstance(node.parent, exp.WithinGroup)
    if isinstance(node, exp.GroupConcat):
        value = node.this.this if isinstance(node.this, exp.Order) else node.this
        return isinstance(value, exp.Distinct)
    if isinstance(node, ORDERED):
        return isinstance(node.this, exp.Order)
    if isinstance(node, exp.Count):
        return isinstance(node.this, exp.Distinct) and isinstance(node.this.expressions[0], exp.Tuple)
    return isinstance(node, exp.ArgMax | exp.ArgMin)


class _Ranking:
    """One query whose rows are ranked in a derived table below it."""

    def __init__(self, select: exp.Select, keys: list[exp.Expr], context: Context) -> None:
        self.select, self.context = select, context
        self.name = context.fresh("ranked")
        self.keys = [key.copy() for key in keys]
        self.sources = frozenset(name.lower() for name in source_names(select))
        self.columns: dict[exp.Expr, str] = {}
        self.second: dict[
            str, exp.Expr
        ] = {}  # windows over columns of the derived table, in a second one around it

    def move(self) -> None:
        """Change the query in place."""
        for part in _parts(self.select):
            self._replace_below(part)
        group = self.select.args.get("group")
        if group is not None:
            group.set("expressions", [self._carry(key) for key in self.keys])
        items = [build.alias(value, name) for value, name in self.columns.items()]
        inner = exp.Select(
            expressions=items or [build.alias(build.number(1), "one")],
            from_=self.select.args.get("from_"),
            joins=self.select.args.get("joins"),
            where=self.select.args.get("where"),
        )
        self.select.set("joins", None)
        self.select.set("where", None)
        self.select.set("from_", exp.From(this=build.derived(self._ranked_again(inner), self.name)))

    def _ranked_again(self, inner: exp.Select) -> exp.Select:
        if not self.second:
            return inner
        kept = [
            build.alias(build.column(name, self.name, value), name) for value, name in self.columns.items()
        ]
        added = [build.alias(value, name) for name, value in self.second.items()]
        return exp.Select(expressions=[*kept, *added], from_=exp.From(this=build.derived(inner, self.name)))

    def _replace_below(self, part: exp.Expr) -> None:
        pending = [(part, self.sources)]
        while pending:
            node, sources = pending.pop()
            if isinstance(node, exp.Select):
                sources = sources - {name.lower() for name in source_names(node)}
            if node in self.keys and not isinstance(node, exp.Alias) and _reads(node, sources):
                node.replace(self._carry(node))
            elif sources is self.sources and _is_ranked(node):
                node.replace(self._ranked(node))
            elif isinstance(node, exp.Column):
                if node.table.lower() in sources:
                    node.replace(self._carry(node))
            else:
                pending.extend((child, sources) for child in node.iter_expressions())

    def _carry(self, value: exp.Expr) -> exp.Column:
        name = self.columns.get(value)
        if name is None:
            name = f"c{len(self.columns) + 1}"
            self.columns[value.copy()] = name
        return build.column(name, self.name, value)

    def _window(self, function: exp.Expr, *partition: exp.Expr, order: exp.Order | None = None) -> exp.Window:
        by = [key.copy() for key in [*self.keys, *partition]]
        made = exp.Window(this=function, partition_by=by or None, order=order)
        return build.typed(made, function.type) if function.type is not None else made

    def _ranked(self, node: exp.Expr) -> exp.Expr:
        if isinstance(node, exp.GroupConcat):
            return self._distinct_texts(node)
        if isinstance(node, exp.Count):
            return self._distinct_rows(node)
        if isinstance(node, ORDERED):
            return self._in_order(node)
        if isinstance(node, exp.Mode) or (
            isinstance(node, exp.WithinGroup) and isinstance(node.this, exp.Mode)
        ):
            return self._mode(node)
        if not isinstance(node, exp.ArgMax | exp.ArgMin):
            return self._percentile(node)
        window = self._at_extreme(node)
        made = exp.Max(this=self._carry(window))
        return build.typed(made, window.type) if window.type is not None else made

    def _percentile(self, node: exp.Expr) -> exp.Expr:
        """By the number of a row among those that are not NULL: one sort, where PERCENTILE_CONT is known to be slow."""
        function, share, value, descending = percentile_parts(node)
        scale = None
        if function == "PERCENTILE_CONT" and family_of(value) == "decimal" and not self.context.is_postgres:
            scale = (digits(value) or (38, 0))[1]
            value = in_smallest_units(value, scale)
        is_day = not self.context.is_postgres and is_day_between(function, share, value)
        ranked = value.copy() if is_day else ranked_value(function, value)
        last = build.known_not_null(
            build.when((build.is_null(ranked.copy()), build.number(1)), default=build.number(0))
        )
        key = exp.Ordered(this=build.known_not_null(ranked.copy()), desc=descending or None)
        order = exp.Order(expressions=[exp.Ordered(this=last), key])
        number = self._window(build.typed(exp.RowNumber(), exp.DType.BIGINT), order=order)
        count = self._window(build.typed(exp.Count(this=ranked.copy(), big_int=True), exp.DType.BIGINT))
        place = _Place(self._carry(number), self._carry(count), self._carry(ranked), as_share(share))
        if is_day:
            return place.between_days()
        made = place.interpolated() if function == "PERCENTILE_CONT" else place.exact()
        return made if scale is None else from_smallest_units(made, scale)

    def _mode(self, node: exp.Expr) -> exp.Expr:
        """The most frequent value, of several the first by its own order: rows are counted, then ranked by the counts."""
        ordered = node.expression.expressions[0] if isinstance(node, exp.WithinGroup) else None
        value = node.this if ordered is None else ordered.this
        descending = ordered is not None and bool(ordered.args.get("desc"))
        count = self._window(build.typed(exp.Count(this=value.copy(), big_int=True), exp.DType.BIGINT), value)
        kept, counted = self._carry(value), build.known_not_null(self._carry(build.known_not_null(count)))
        keys = [self._carry(key) for key in self.keys]
        by_value = exp.Ordered(this=build.known_not_null(kept.copy()), desc=descending or None)
        order = exp.Order(expressions=[exp.Ordered(this=counted, desc=True), by_value])
        number = exp.Window(
            this=build.typed(exp.RowNumber(), exp.DType.BIGINT), partition_by=keys or None, order=order
        )
        name = f"n{len(self.second) + 1}"
        self.second[name] = build.known_not_null(build.typed(number, exp.DType.BIGINT))
        first = _equal(build.column(name, self.name, self.second[name]), build.number(1))
        chosen = build.take_facts(build.when((first, kept.copy())), kept)
        chosen.meta["nullable"] = True
        made = exp.Max(this=chosen)
        return build.typed(made, value.type) if value.type is not None else made

    def _in_order(self, node: exp.Expr) -> exp.Expr:
        """The value of the first row in an order, of the last, of one between; any_value passes over NULL."""
        value, keys = node.this.this, [key.copy() for key in node.this.expressions]
        if isinstance(node, exp.Last):
            for key in keys:
                key.set("desc", not key.args.get("desc"))
                key.set("nulls_first", not key.args.get("nulls_first"))
        if isinstance(node, exp.AnyValue):
            missing = build.when((build.is_null(value.copy()), build.number(1)), default=build.number(0))
            keys.insert(0, exp.Ordered(this=build.known_not_null(missing)))
        number = self._window(
            build.typed(exp.RowNumber(), exp.DType.BIGINT), order=exp.Order(expressions=keys)
        )
        wanted = node.args.get("offset") or build.number(1)
        chosen = build.when(
            (_equal(self._carry(build.known_not_null(number)), wanted.copy()), self._carry(value))
        )
        build.take_facts(chosen, value).meta["nullable"] = True
        made = exp.Max(this=chosen)
        return build.typed(made, value.type) if value.type is not None else made

    def _at_extreme(self, node: exp.ArgMax | exp.ArgMin) -> exp.Expr:
        value, by = node.this, node.expression
        missing = build.either([build.is_null(value.copy()), build.is_null(by.copy())])
        last = build.known_not_null(build.when((missing, build.number(1)), default=build.number(0)))
        kept = build.take_facts(build.when((build.negated(build.is_null(by.copy())), value.copy())), value)
        kept.meta["nullable"] = True
        key = build.known_not_null(by.copy())
        order = exp.Order(
            expressions=[
                exp.Ordered(this=last),
                exp.Ordered(this=key, desc=isinstance(node, exp.ArgMax) or None),
            ]
        )
        return self._window(build.take_facts(exp.FirstValue(this=kept), kept), order=order)

    def _first_of(self, *partition: exp.Expr) -> exp.Expr:
        """A condition that holds for one row of each set of equal values."""
        number = self._window(build.typed(exp.RowNumber(), exp.DType.BIGINT), *partition)
        counter = build.known_not_null(self._carry(build.known_not_null(number)))
        return build.known_not_null(
            build.typed(exp.EQ(this=counter, expression=build.number(1)), exp.DType.BOOLEAN)
        )

    def _distinct_texts(self, node: exp.GroupConcat) -> exp.Expr:
        order = node.this if isinstance(node.this, exp.Order) else None
        distinct = order.this if order is not None else node.this
        value = distinct.expressions[0]
        once = build.take_facts(build.when((self._first_of(value), self._carry(value))), value)
        once.meta["nullable"] = True
        for ordered in order.expressions if order is not None else ():
            ordered.set("this", build.known_not_null(self._carry(ordered.this)))
        inside: exp.Expr = once if order is None else exp.Order(this=once, expressions=order.expressions)
        made = exp.GroupConcat(this=inside, separator=node.args.get("separator"))
        return build.take_facts(made, node)

    def _distinct_rows(self, node: exp.Count) -> exp.Expr:
        counted = build.when((self._first_of(*node.this.expressions[0].expressions), build.number(1)))
        return build.take_facts(exp.Count(this=counted, big_int=True), node)


@dataclass(frozen=True)
class _Place:
    """Where a percentile lies: columns with a row's number, the count of values and the value, and the share."""

    number: exp.Expr
    count: exp.Expr
    value: exp.Expr
    share: exp.Expr

    def exact(self) -> exp.Expr:
        """The first value at or beyond the share of all: that of row `ceil(share * count)`, or of the first for share 0."""
        row = build.call("CEILING", build.multiply(self.share.copy(), self.count.copy()))
        first = build.when((_equal(self.share.copy(), build.number(0)), build.number(1)), default=row)
        return self._at(first)

    def interpolated(self) -> exp.Expr:
        """Between the rows on both sides of `share * (count - 1)`, in proportion."""
        below, above = self._at(self._row("FLOOR")), self._at(self._row("CEILING"))
        highest = build.typed(exp.Max(this=self.count.copy()), exp.DType.BIGINT)
        place = build.multiply(self.share.copy(), build.subtract(highest, build.number(1)))
        part = build.subtract(place, build.call("FLOOR", place.copy()))
        step = build.subtract(above, below.copy())
        for made in (part, place, step):
            build.typed(made, exp.DType.DOUBLE)
        build.typed(part.expression, exp.DType.DOUBLE)
        product = build.typed(build.multiply(step, part), exp.DType.DOUBLE)
        return build.typed(build.add(below, product), exp.DType.DOUBLE)

    def between_days(self) -> exp.Expr:
        """The moment between two days, in whole hours: the share of a quarter of a day is six of them."""
        below, above = self._at(self._row("FLOOR")), self._at(self._row("CEILING"))
        highest = build.typed(exp.Max(this=self.count.copy()), exp.DType.BIGINT)
        place = build.multiply(self.share.copy(), build.subtract(highest, build.number(1)))
        part = build.subtract(place, build.call("FLOOR", place.copy()))
        for made in (place, part, part.expression):
            build.typed(made, exp.DType.DOUBLE)
        share = build.typed(build.multiply(part, build.number(24)), exp.DType.DOUBLE)
        hours = build.final(build.cast(share, exp.DType.INT))
        days = build.final(
            build.typed(build.call("DATEDIFF", build.part("DAY"), below, above), exp.DType.INT)
        )
        start = build.cast(below.copy(), exp.DType.TIMESTAMP)
        moved = build.call("DATEADD", build.part("HOUR"), build.multiply(hours, days), start)
        return build.final(build.typed(moved, exp.DType.TIMESTAMP))

    def _row(self, rounding: str) -> exp.Expr:
        place = build.multiply(self.share.copy(), build.subtract(self.count.copy(), build.number(1)))
        build.typed(place, exp.DType.DOUBLE)
        build.typed(place.expression, exp.DType.BIGINT)
        rounded = build.typed(build.call(rounding, place), exp.DType.DOUBLE)
        return build.typed(build.add(rounded, build.number(1)), exp.DType.DOUBLE)

    def _at(self, row: exp.Expr) -> exp.Expr:
        chosen = build.take_facts(
            build.when((_equal(self.number.copy(), row), self.value.copy())), self.value
        )
        chosen.meta["nullable"] = True
        made = exp.Max(this=chosen)
        return build.typed(made, self.value.type) if self.value.type is not None else made


def _equal(left: exp.Expr, right: exp.Expr) -> exp.Expr:
    return build.known_not_null(build.typed(exp.EQ(this=left, expression=right), exp.DType.BOOLEAN))


def in_smallest_units(value: exp.Expr, scale: int) -> exp.Expr:
    """A decimal as a whole number of its last digits, which is what DuckDB interpolates between."""
    if scale == 0:
        return value.copy()
    made = build.multiply(value.copy(), build.number(10**scale))
    build.typed(made, exp.DType.DECIMAL, 38, scale)
    return build.take_facts(made, value)


def from_smallest_units(value: exp.Expr, scale: int) -> exp.Expr:
    """The interpolated number, its broken part cut off, as a decimal of the scale that the values have."""
    cut = build.typed(exp.Trunc(this=value), exp.DType.DOUBLE)
    whole = build.typed(
        exp.Cast(this=cut, to=build.data_type(exp.DType.DECIMAL, 30, 0)), exp.DType.DECIMAL, 30, 0
    )
    if scale == 0:
        return whole
    unit = build.typed(build.number("0." + "1".rjust(scale, "0")), exp.DType.DECIMAL, scale + 1, scale)
    return build.typed(build.multiply(whole, unit), exp.DType.DECIMAL, 38, scale)


def as_share(share: exp.Expr) -> exp.Expr:
    """The share as a float literal, which is what the sources compute with."""
    if isinstance(share, exp.Literal):
        return build.typed(exp.Literal.number(f"{float(share.name)!r}E0"), exp.DType.DOUBLE)
    return build.cast(share.copy(), exp.DType.DOUBLE)


def _reads(key: exp.Expr, sources: frozenset[str]) -> bool:
    """Whether all the columns in a key are of these sources, and not of sources of the same names further in."""
    return all(column.table.lower() in sources for column in key.find_all(exp.Column))


def percentile_parts(node: exp.Expr) -> tuple[str, exp.Expr, exp.Expr, bool]:
    """Name, share, value and direction of a percentile, in PostgreSQL's form or in DuckDB's. Raises `Refusal`."""
    if isinstance(node, exp.Median):
        return "PERCENTILE_CONT", exp.Literal.number("0.5"), node.this, False
    if isinstance(node, exp.WithinGroup):
        name = "PERCENTILE_CONT" if isinstance(node.this, exp.PercentileCont) else "PERCENTILE_DISC"
        keys = node.expression.expressions
        if len(keys) != 1:
            raise no_form(node, "a percentile with several keys")
        return name, _share(node.this.this, node), keys[0].this, bool(keys[0].args.get("desc"))
    name = "PERCENTILE_CONT" if isinstance(node, exp.PercentileCont) else "PERCENTILE_DISC"
    share = node.args.get("quantile") or node.args.get("expression")
    if share is None:
        raise no_form(node, "a percentile without its share")
    return name, _share(share, node), node.this, False


def _share(share: exp.Expr, node: exp.Expr) -> exp.Expr:
    if not isinstance(share, exp.Literal | exp.Parameter):
        raise no_form(node, "a percentile of several shares, or of a computed one")
    return share


QUARTERS: Final = frozenset({0.25, 0.5, 0.75})
"""Shares that split the time between two days into whole hours."""


def is_day_between(name: str, share: exp.Expr, value: exp.Expr) -> bool:
    """Whether DuckDB's percentile is one of days, which it finds between two of them as a moment."""
    is_quarter = isinstance(share, exp.Literal) and float(share.name) in QUARTERS
    return name == "PERCENTILE_CONT" and family_of(value) == "date" and is_quarter


def ranked_value(name: str, value: exp.Expr) -> exp.Expr:
    """What a percentile ranks: interpolation is done in floats. Raises `Refusal`."""
    kind = family_of(value)
    if kind == "unknown":
        raise type_needed(value, "what is ranked")
    if name == "PERCENTILE_CONT" and kind not in NUMERIC:
        raise no_form(value, f"an interpolated percentile of {kind}", "use percentile_disc")
    if name == "PERCENTILE_DISC" or kind == "float":
        return value.copy()
    return build.take_facts(
        build.typed(exp.Cast(this=value.copy(), to=build.data_type(exp.DType.DOUBLE)), exp.DType.DOUBLE),
        value,
    )


def percentile(name: str, share: exp.Expr, value: exp.Expr, descending: bool) -> exp.Expr:
    """`PERCENTILE_CONT(share) WITHIN GROUP (ORDER BY value)`, to stand before OVER. NULL is left out in all dialects."""
    key = ranked_value(name, value)
    order = exp.Order(expressions=[exp.Ordered(this=build.known_not_null(key), desc=descending or None)])
    made = exp.WithinGroup(this=exp.Anonymous(this=name, expressions=[share.copy()]), expression=order)
    return build.typed(
        made, exp.DType.DOUBLE if name == "PERCENTILE_CONT" else value.type or exp.DType.DOUBLE
    )


@of_query(exp.Window)
def rewrite_percentile_over(node: exp.Window, context: Context) -> bool:
    """DuckDB's median and quantile over a window are percentiles WITHIN GROUP.

    Before: `median(n) OVER (PARTITION BY s)`
    After:  `PERCENTILE_CONT(0.5) WITHIN GROUP (ORDER BY CAST(n AS FLOAT)) OVER (PARTITION BY s)`
    """
    function = node.this
    if type(function) not in PERCENTILES or node.args.get("order") is not None or node.args.get("spec"):
        return False
    name, share, value, descending = percentile_parts(function)
    node.set("this", percentile(name, share, value, descending))
    return True
