"""Windows that SQL Server cannot state, computed by a query over the frame of each row."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from sqlglot import exp

from compiler.stages.legalise import build
from compiler.stages.legalise.context import Context, no_form
from compiler.stages.legalise.rewrites.queries.ranking import PERCENTILES
from compiler.stages.legalise.rewrites.queries.splitting import Split
from compiler.stages.legalise.rewrites.windows.bounds import Bounds, bounds_of
from compiler.stages.legalise.rewrites.windows.finding import windows_of
from compiler.stages.legalise.rewriting import of_query
from compiler.types.families import family_of

OF_ONE_ROW: Final = (exp.FirstValue, exp.LastValue, exp.NthValue, exp.Lag, exp.Lead)
NEVER_OVER: Final[tuple[type[exp.Expr], ...]] = (
    exp.NthValue, exp.GroupConcat, exp.ArgMax, exp.ArgMin, exp.Mode, exp.Corr, exp.CovarPop, exp.CovarSamp,
    exp.RegrSlope, exp.RegrIntercept, exp.RegrR2, exp.RegrAvgx, exp.RegrAvgy, exp.RegrSxx, exp.RegrSyy, exp.RegrSxy,
)  # fmt: skip
UNSTEADY: Final = (
    exp.Limit, exp.Fetch, exp.Offset, exp.RowNumber, exp.Ntile, exp.Lag, exp.Lead, exp.FirstValue, exp.LastValue,
    exp.NthValue, exp.First, exp.Last,
)  # fmt: skip


@of_query(exp.Select)
def join_frame(node: exp.Select, context: Context) -> bool:
    """RANGE with an offset, GROUPS, EXCLUDE, nth_value and their kin: a query over the rows of the frame, for each row.

    Before: `SELECT d, sum(n) OVER (ORDER BY d RANGE BETWEEN interval '6 days' PRECEDING AND CURRENT ROW) AS s FROM t`
    After:  `SELECT r.c2 AS d, w.c1 AS s FROM (SELECT n AS c1, d AS c2 FROM t) AS r CROSS APPLY (SELECT SUM(f.c1) AS c1
             FROM (SELECT n AS c1, d AS c2 FROM t) AS f WHERE f.c2 >= DATEADD(DAY, -6, r.c2) AND f.c2 <= r.c2) AS w`
    """
    found = [window for window in windows_of(node) if needs_frame_query(window, context)]
    if not found:
        return False
    _require_steady(node, found[0])
    frames = _Frames(Split(node, context), context)
    originals = [window.copy() for window in found]
    frames.split.lift()
    for window, original in zip(found, originals, strict=True):
        window.replace(frames.column_of(window, original))
    frames.join()
    return True


def needs_frame_query(window: exp.Window, context: Context) -> bool:
    """Whether no window of T-SQL says the same."""
    function, spec = window.this, window.args.get("spec")
    if isinstance(function, exp.IgnoreNulls):
        function = function.this
        if isinstance(function, OF_ONE_ROW) and not context.has("2022"):
            return True
    moves = window.args.get("order") is not None or spec is not None
    if spec is not None and not is_native(spec):
        return True
    if isinstance(function, NEVER_OVER):
        return True
    if isinstance(function.this, exp.Distinct):
        return moves or not isinstance(function, exp.Count) or len(function.this.expressions) > 1
    return type(function) in PERCENTILES and moves


def is_native(spec: exp.WindowSpec) -> bool:
    """Whether T-SQL has this frame."""
    bounds = [spec.args[bound] for bound in ("start", "end") if isinstance(spec.args.get(bound), exp.Expr)]
    is_whole = all(isinstance(bound, exp.Literal) and bound.is_int for bound in bounds)
    return not spec.args.get("exclude") and (not bounds or (spec.args["kind"] == "ROWS" and is_whole))


def _require_steady(node: exp.Select, window: exp.Window) -> None:
    """The rows are computed twice, so they must be the same both times. Raises `Refusal`."""
    for part in ("from_", "joins", "where"):
        value = node.args.get(part)
        for item in value if isinstance(value, list) else [value] if value is not None else []:
            if item.find(*UNSTEADY) is not None:
                raise no_form(
                    window,
                    "this window over rows that a LIMIT or a window of their own has chosen",
                    "limit and number the rows in a query around",
                )


@dataclass
class _Frames:
    """The windows of one query, each computed by a query over its frame; windows of one frame share one."""

    split: Split
    context: Context
    aggregates: dict[tuple[exp.Expr, ...], tuple[str, list[exp.Expr]]] = field(default_factory=dict)
    joins: list[tuple[str, exp.Select, str]] = field(default_factory=list)

    def column_of(self, window: exp.Window, original: exp.Window) -> exp.Expr:
        """What stands for a window above: a column of the query over its frame. Raises `Refusal`."""
        bounds = bounds_of(window, original, self.split)
        function, skips_null = window.this, False
        if isinstance(function, exp.IgnoreNulls | exp.RespectNulls):
            skips_null = isinstance(function, exp.IgnoreNulls)
            function = function.this
        if isinstance(function, OF_ONE_ROW):
            return self._chosen(function, window, bounds, skips_null)
        return self._aggregated(function, window, bounds)

    def _aggregated(self, function: exp.Expr, window: exp.Window, bounds: Bounds) -> exp.Column:
        conditions = tuple(bounds.conditions())
        name, items = self.aggregates.setdefault(conditions, (self.context.fresh("frame"), []))
        item = bounds.within(function)
        if isinstance(function, exp.GroupConcat) and window.args.get("order") is not None:
            _order_texts(item, bounds.number())
        if item not in items:
            items.append(item)
        return build.column(f"c{items.index(item) + 1}", name, window)

    def _chosen(self, function: exp.Expr, window: exp.Window, bounds: Bounds, skips_null: bool) -> exp.Expr:
        """One row of the frame, by its number: the first, the last, the one so many places further."""
        value, number = bounds.within(function.this), bounds.number()
        conditions = bounds.conditions(whole=isinstance(function, exp.Lag | exp.Lead))
        backwards = isinstance(function, exp.LastValue | exp.Lag)
        if isinstance(function, exp.Lag | exp.Lead):
            apart = exp.LT if backwards else exp.GT
            pair = (number, bounds.number_of_row())
            conditions.append(
                _true(build.typed(apart(this=pair[0].copy(), expression=pair[1]), exp.DType.BOOLEAN))
            )
        if skips_null:
            conditions.append(_true(build.negated(build.is_null(value.copy()))))
        order = exp.Order(expressions=[exp.Ordered(this=number, desc=backwards or None)])
        query = _select([value], conditions)
        query.set("order", order)
        query.set("limit", exp.Limit(expression=build.number(1)))
        further = _places_further(function)
        if further:
            query.set("offset", exp.Offset(expression=build.number(further)))
        name = self.context.fresh("frame")
        self.joins.append((name, query, "OUTER APPLY"))
        made = build.column("c1", name, window)
        default = function.args.get("default")
        if default is None:
            return made
        chosen = exp.Coalesce(this=made, expressions=[default.copy()])
        return build.take_facts(chosen, window)

    def join(self) -> None:
        """Put the rows, and a query over its frame for each window, into the FROM of the query above."""
        for conditions, (name, items) in self.aggregates.items():
            self.joins.append((name, _select(items, list(conditions)), "CROSS APPLY"))
        rows = self.split.below()
        _number_fully(rows)
        select = self.split.select
        select.set("from_", exp.From(this=build.derived(rows, self.split.name)))
        for name, query, kind in self.joins:
            copied = self.context.copy(rows)
            query.set("from_", exp.From(this=build.derived(copied, f"{self.split.name}_f")))
            select.append("joins", exp.Join(this=build.derived(query, name), kind=kind))


def _order_texts(function: exp.Expr, number: exp.Expr) -> None:
    """Texts are joined in the order of the window, where they have none of their own."""
    if not isinstance(function.this, exp.Order):
        ordered = exp.Order(this=function.this.copy(), expressions=[exp.Ordered(this=number)])
        function.set("this", build.take_facts(ordered, function.this))


def _select(items: list[exp.Expr], conditions: list[exp.Expr]) -> exp.Select:
    chosen = [build.alias(item, f"c{at}") for at, item in enumerate(items, start=1)]
    where = exp.Where(this=build.both(conditions)) if conditions else None
    return exp.Select(expressions=chosen, where=where)


def _places_further(function: exp.Expr) -> int:
    """How many rows to pass over. Raises `Refusal` where that is not written as a number."""
    if isinstance(function, exp.FirstValue | exp.LastValue):
        return 0
    offset = function.args.get("offset")
    if offset is None:
        return 0
    if not (isinstance(offset, exp.Literal) and offset.is_int and int(offset.name) > 0):
        raise no_form(function, f"{function.key} with an offset that is no whole number above 0")
    return int(offset.name) - 1


def _true(condition: exp.Expr) -> exp.Expr:
    return build.known_not_null(condition)


def _number_fully(rows: exp.Select) -> None:
    """Number rows by all that is known of them, so that both copies agree but for rows that nobody can tell apart."""
    values = [
        item.this
        for item in rows.expressions
        if not isinstance(item.this, exp.Window) and family_of(item.this) != "unknown"
    ]
    for item in rows.expressions:
        window = item.this
        if isinstance(window, exp.Window) and isinstance(window.this, exp.RowNumber):
            order = window.args.get("order") or exp.Order(expressions=[])
            known = {ordered.this for ordered in order.expressions}
            for value in values:
                if value not in known or family_of(value) == "text":
                    order.append("expressions", exp.Ordered(this=_told_apart(value)))
            window.set("order", order)


def _told_apart(value: exp.Expr) -> exp.Expr:
    """The value as a key that no two different texts share, whatever the collation."""
    key = value.copy()
    return build.known_not_null(build.final(build.binary_text(key)) if family_of(key) == "text" else key)
