"""last_value without NULL from the beginning of a partition on, which fills gaps: by windows alone, in one pass over the rows."""

from __future__ import annotations

from sqlglot import exp

from compiler.stages.legalise import build
from compiler.stages.legalise.context import Context
from compiler.stages.legalise.rewrites.queries.splitting import Split
from compiler.stages.legalise.rewrites.windows.finding import windows_of
from compiler.stages.legalise.rewrites.windows.joining import needs_frame_query
from compiler.stages.legalise.rewriting import of_query


@of_query(exp.Select)
def fill_gaps(node: exp.Select, context: Context) -> bool:
    """Before SQL Server 2022 the number of the last row that is not NULL is found first; rows of one such number are a group.

    Before: `last_value(a IGNORE NULLS) OVER (PARTITION BY s ORDER BY b)`
    After:  `MAX(CASE WHEN r.c4 = r.n1 THEN r.c1 END) OVER (PARTITION BY r.c2, r.n1)` over rows with their number `c4` and
            `MAX(CASE WHEN r.c1 IS NOT NULL THEN r.c4 END) OVER (PARTITION BY r.c2 ORDER BY r.c3) AS n1`
    """
    if context.has("2022"):
        return False
    queried = [window for window in windows_of(node) if needs_frame_query(window, context)]
    found = [window for window in queried if _fills(window)]
    if not found or len(found) < len(queried):
        return False  # beside a window that needs a query over its frame that form serves all, over rows without numbers
    originals = [window.copy() for window in found]
    split = Split(node, context)
    split.lift()
    last_rows: dict[str, exp.Expr] = {}
    for window, original in zip(found, originals, strict=True):
        window.replace(_filled(window, original, split, last_rows))
    rows = split.below()
    kept = [build.alias(build.column(name, split.name, value), name) for value, name in split.columns.items()]
    added = [build.alias(value, name) for name, value in last_rows.items()]
    around = exp.Select(expressions=[*kept, *added], from_=exp.From(this=build.derived(rows, split.name)))
    node.set("from_", exp.From(this=build.derived(around, split.name)))
    return True


def _fills(window: exp.Window) -> bool:
    """Whether the frame begins with the partition and ends with the row, its peers, or the partition."""
    if not (isinstance(window.this, exp.IgnoreNulls) and isinstance(window.this.this, exp.LastValue)):
        return False
    spec, order = window.args.get("spec"), window.args.get("order")
    if order is None or spec is None:
        return order is not None
    if spec.args.get("exclude") or spec.args.get("start") != "UNBOUNDED" or spec.args["kind"] == "GROUPS":
        return False
    return spec.args.get("end") in {None, "CURRENT ROW", "UNBOUNDED"}


def _filled(
    window: exp.Window, original: exp.Window, split: Split, last_rows: dict[str, exp.Expr]
) -> exp.Window:
    value, partition = window.this.this.this, window.args.get("partition_by") or []
    numbered = exp.Window(
        this=build.typed(exp.RowNumber(), exp.DType.BIGINT),
        partition_by=[key.copy() for key in original.args.get("partition_by") or []] or None,
        order=original.args["order"].copy(),
    )
    build.known_not_null(build.typed(numbered, exp.DType.BIGINT))
    number = build.known_not_null(split.carry(numbered))
    there = build.negated(build.is_null(value.copy()))
    last = window.copy()
    last.set("this", build.typed(exp.Max(this=_when(there, number)), exp.DType.BIGINT))
    name = next((name for name, known in last_rows.items() if known == last), f"n{len(last_rows) + 1}")
    last_rows[name] = build.typed(last, exp.DType.BIGINT)
    place = build.column(name, split.name, last_rows[name])
    same = build.typed(exp.EQ(this=number.copy(), expression=place), exp.DType.BOOLEAN)
    made = exp.Window(
        this=build.take_facts(exp.Max(this=_when(same, value.copy())), window),
        partition_by=[*[key.copy() for key in partition], place.copy()],
    )
    return build.take_facts(made, window)


def _when(condition: exp.Expr, value: exp.Expr) -> exp.Case:
    made = build.take_facts(build.when((condition, value)), value)
    made.meta["nullable"] = True
    return made
