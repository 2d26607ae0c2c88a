"""Aggregates and window functions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlglot import exp

from tests.support.tsql_reader.reading import MARK
from tests.support.tsql_reader.types import BIGINT, FLOAT, INT, TEXT, NotRead, Read, Type, duckdb_word

if TYPE_CHECKING:
    from tests.support.tsql_reader.expressions import Reader

NAMES = frozenset(
    {
        "AVG",
        "COUNT_BIG",
        "GROUPING",
        "GROUPING_ID",
        "MAX",
        "MIN",
        "STDEV",
        "STDEVP",
        "STRING_AGG",
        "SUM",
        "VAR",
        "VARP",
    }
)
_STATISTICS = {"STDEV": "stddev_samp", "STDEVP": "stddev_pop", "VAR": "var_samp", "VARP": "var_pop"}
_RANKINGS = {
    "ROW_NUMBER": BIGINT, "RANK": BIGINT, "DENSE_RANK": BIGINT, "NTILE": BIGINT, "PERCENT_RANK": FLOAT, "CUME_DIST": FLOAT,
}  # fmt: skip
_NEIGHBOURS = {"LAG", "LEAD", "FIRST_VALUE", "LAST_VALUE"}


def name_of(node: exp.Anonymous) -> str:
    """The function's name."""
    return str(node.this).removeprefix(MARK)


def read(reader: Reader, node: exp.Anonymous, over: str) -> Read:
    """An aggregate; `over` is its OVER clause, or empty."""
    name, first = name_of(node), node.expressions[0]
    if name in ("GROUPING", "GROUPING_ID"):
        keys = ", ".join(reader.value(each).sql for each in node.expressions)
        return Read(f"CAST(grouping({keys}) AS INTEGER)", INT)
    if isinstance(first, exp.Star):
        return Read(f"count(*){over}", BIGINT)
    distinct = isinstance(first, exp.Distinct)
    value = reader.value(first.expressions[0] if distinct else first)
    if distinct or name in ("MIN", "MAX"):
        reader.refuse_collated([value], name)
    argument = f"DISTINCT {value.sql}" if distinct else value.sql
    if name == "STRING_AGG":
        return _joined(reader, node, "")
    return _over_rows(name, argument, value, over)


def _over_rows(name: str, argument: str, value: Read, over: str) -> Read:
    if name == "COUNT_BIG":
        return Read(f"count({argument}){over}", BIGINT)
    if name in ("MIN", "MAX"):
        if value.kind == "bit":
            raise NotRead(f"{name} of bit")
        return Read(f"{name.lower()}({argument}){over}", value.type)
    if value.kind not in ("int", "bigint", "dec", "float"):
        raise NotRead(f"{name} of {value.kind}")
    if name in _STATISTICS:
        return Read(f"{_STATISTICS[name]}({argument}){over}", FLOAT)
    total = f"sum({argument}){over}"
    if name == "SUM":
        kind = Type("dec", 38, value.type.scale) if value.kind == "dec" else value.type
        return Read(f"CAST({total} AS {duckdb_word(kind)})", kind)
    if value.kind == "float":
        return Read(f"avg({argument}){over}", FLOAT)
    scale = max(value.type.scale, 6) if value.kind == "dec" else 0
    kind = Type("dec", 38, scale) if value.kind == "dec" else value.type
    count = f"NULLIF(count({argument}){over}, 0)"
    made = f"ts_decimal('/', CAST({total} AS VARCHAR), CAST({count} AS VARCHAR), {scale})"
    return Read(f"{made}::{duckdb_word(kind)}", kind)


def within_group(reader: Reader, node: exp.WithinGroup, over: str) -> Read:
    """STRING_AGG in an order, and percentiles over a window."""
    call = node.this
    order = read_order(reader, node.expression)
    if name_of(call) == "STRING_AGG":
        return _joined(reader, call, f" {order}")
    names = {"PERCENTILE_CONT": "quantile_cont", "PERCENTILE_DISC": "quantile_disc"}
    name = names.get(name_of(call))
    ordered = node.expression.expressions
    if name is None or len(ordered) != 1 or ordered[0].args.get("desc") or not over:
        raise NotRead(f"WITHIN GROUP of {name_of(call)}")
    value = reader.value(ordered[0].this)
    kind = FLOAT if name == "quantile_cont" else value.type
    made = f"CAST({value.sql} AS DOUBLE)" if kind == FLOAT else value.sql
    return Read(f"{name}({made}, {reader.value(call.expressions[0]).sql}){over}", kind)


def _joined(reader: Reader, node: exp.Anonymous, order: str) -> Read:
    value, separator = (reader.value(each) for each in node.expressions)
    if value.kind != "text":
        raise NotRead(f"STRING_AGG of {value.kind}")
    return Read(f"string_agg({value.sql}, {separator.sql}{order})", TEXT)


def window(reader: Reader, node: exp.Window) -> Read:
    """A function with its OVER clause."""
    over = f" OVER ({_clauses(reader, node)})"
    inner = node.this
    if isinstance(inner, exp.WithinGroup):
        return within_group(reader, inner, over)
    if not isinstance(inner, exp.Anonymous):
        raise NotRead(f"a window of {type(inner).__name__}")
    name = name_of(inner)
    if name in NAMES:
        return read(reader, inner, over)
    values = [reader.value(each) for each in inner.expressions]
    listed = ", ".join(each.sql for each in values)
    if name in _RANKINGS:
        return Read(f"{name.lower()}({listed}){over}", _RANKINGS[name])
    if name in _NEIGHBOURS:
        return Read(f"{name.lower()}({listed}){over}", values[0].type)
    raise NotRead(f"the window function {name}")


def _clauses(reader: Reader, node: exp.Window) -> str:
    parts = []
    if node.args.get("partition_by"):
        keys = [reader.value(key) for key in node.args["partition_by"]]
        reader.refuse_collated(keys, "PARTITION BY")
        parts.append("PARTITION BY " + ", ".join(key.sql for key in keys))
    if node.args.get("order") is not None:
        parts.append(read_order(reader, node.args["order"]))
    spec = node.args.get("spec")
    if spec is not None:
        parts.append(f"{spec.args['kind']} BETWEEN {_bound(spec, 'start')} AND {_bound(spec, 'end')}")
    return " ".join(parts)


def _bound(spec: exp.Expr, which: str) -> str:
    value = spec.args.get(which)
    side = spec.args.get(f"{which}_side")
    if value == "CURRENT ROW":
        return "CURRENT ROW"
    amount = value if isinstance(value, str) else value.name if isinstance(value, exp.Literal) else None
    if amount is None or side is None:
        raise NotRead("this bound of a frame")
    return f"{amount} {side}"


def read_order(reader: Reader, order: exp.Order) -> str:
    """ORDER BY: NULL is lowest, see https://learn.microsoft.com/sql/t-sql/queries/select-order-by-clause-transact-sql ."""
    keys = []
    for ordered in order.expressions:
        if isinstance(ordered.this, exp.Subquery) and ordered.this.this.args.get("from_") is None:
            continue  # (SELECT NULL), any order
        value = reader.value(ordered.this)
        reader.refuse_collated([value], "ORDER BY")
        keys.append(f"{value.sql} {'DESC NULLS LAST' if ordered.args.get('desc') else 'ASC NULLS FIRST'}")
    return "ORDER BY " + ", ".join(keys) if keys else ""
