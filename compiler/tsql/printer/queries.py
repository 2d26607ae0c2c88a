"""Queries: SELECT with its clauses, set operations, CTEs, subqueries."""

from __future__ import annotations

from typing import Final

from sqlglot import exp

from compiler.ir.from_items import is_join_in_brackets
from compiler.tsql.printer.core import Printer, Unprintable, prints
from compiler.tsql.printer.sources import with_joins

SELECT_PARTS: Final = "with_ distinct from_ joins where group having order limit offset options"
GROUPINGS: Final[dict[type[exp.Expr], str]] = {
    exp.Rollup: "ROLLUP",
    exp.Cube: "CUBE",
    exp.GroupingSets: "GROUPING SETS",
}
SET_WORDS: Final[dict[type[exp.Expr], str]] = {
    exp.Union: "UNION",
    exp.Except: "EXCEPT",
    exp.Intersect: "INTERSECT",
}


@prints(exp.Select, also=SELECT_PARTS)
def select(printer: Printer, node: exp.Select) -> str:
    """A SELECT. TOP is a `Limit` without an `Offset`; with one, FETCH is printed instead."""
    args = node.args
    words = [printer.sql(args["with_"])] if args.get("with_") else []
    words.append(f"SELECT {_quantifier(printer, node)}{printer.list(node.expressions)}")
    if args.get("from_"):
        words.append(
            f"FROM {printer.sql(args['from_'].this)}{''.join(printer.sql(join) for join in args.get('joins') or ())}"
        )
    words.extend(printer.sql(args[part]) for part in ("where", "group", "having") if args.get(part))
    words.extend(_tail(printer, node))
    return " ".join(words)


def _quantifier(printer: Printer, node: exp.Select) -> str:
    words = ""
    distinct = node.args.get("distinct")
    if distinct is not None:
        if distinct.args.get("on") is not None:
            raise Unprintable(distinct, "DISTINCT ON")
        words = "DISTINCT "
    limit = node.args.get("limit")
    if limit is None or node.args.get("offset") is not None:
        return words
    if isinstance(limit, exp.Fetch):
        options = limit.args.get("limit_options")
        ties = " WITH TIES" if options is not None and options.args.get("with_ties") else ""
        return f"{words}TOP ({printer.sql(limit.args['count'])}){ties} "
    return f"{words}TOP ({printer.sql(limit.expression)}) "


def _tail(printer: Printer, node: exp.Query) -> list[str]:
    order, offset, limit = (node.args.get(part) for part in ("order", "offset", "limit"))
    words = [printer.sql(order)] if order is not None else []
    if offset is not None:
        words.append(f"OFFSET {_row_count(printer, offset.expression)} ROWS")
        if limit is not None:
            words.append(f"FETCH NEXT {_row_count(printer, limit.expression)} ROWS ONLY")
    words.extend(_options(node))
    return words


def _row_count(printer: Printer, node: exp.Expr) -> str:
    text = printer.sql(node)
    return text if isinstance(node, exp.Literal | exp.Parameter) else f"({text})"


def _options(node: exp.Query) -> list[str]:
    options = node.args.get("options") or []
    for option in options:
        if option.name.upper() != "MAXRECURSION":
            raise Unprintable(option, "a query hint")
    return [f"OPTION (MAXRECURSION {option.args['expression'].name})" for option in options]


@prints(exp.Alias, also="alias")
def alias(printer: Printer, node: exp.Alias) -> str:
    """`a AS [name]`; the bare expression where a result column has no name."""
    value = printer.sql(node.this)
    return f"{value} AS {printer.identifier(node.args['alias'])}" if node.alias else value


@prints(exp.Where)
def where(printer: Printer, node: exp.Where) -> str:
    """`WHERE a`."""
    return f"WHERE {printer.sql(node.this)}"


@prints(exp.Having)
def having(printer: Printer, node: exp.Having) -> str:
    """`HAVING a`."""
    return f"HAVING {printer.sql(node.this)}"


@prints(exp.Order)
def order(printer: Printer, node: exp.Order) -> str:
    """`ORDER BY a, b DESC`."""
    return f"ORDER BY {printer.list(node.expressions)}"


@prints(exp.Ordered, also="desc nulls_first")
def ordered(printer: Printer, node: exp.Ordered) -> str:
    """`a` or `a DESC`; the order of NULL is a key of its own by now."""
    return f"{printer.sql(node.this)} DESC" if node.args.get("desc") else printer.sql(node.this)


@prints(exp.Group)
def group(printer: Printer, node: exp.Group) -> str:
    """`GROUP BY a, ROLLUP (b), CUBE (c), GROUPING SETS ((d), ())`."""
    return f"GROUP BY {printer.list(node.expressions)}"


@prints(exp.Rollup, exp.Cube, exp.GroupingSets)
def grouping(printer: Printer, node: exp.Expr) -> str:
    """`ROLLUP (a, (b, c))`."""
    return f"{GROUPINGS[type(node)]} ({printer.list(node.expressions)})"


@prints(exp.Tuple)
def tuple_(printer: Printer, node: exp.Tuple) -> str:
    """`(a, b)`: a set of grouping columns or a row of VALUES."""
    if not isinstance(node.parent, exp.Rollup | exp.Cube | exp.GroupingSets | exp.Values):
        raise Unprintable(node, "a row as a value")
    return f"({printer.list(node.expressions)})"


@prints(
    exp.Union, exp.Except, exp.Intersect, also="with_ distinct order offset limit options by_name side kind"
)
def set_operation(printer: Printer, node: exp.SetOperation) -> str:
    """`a UNION ALL b`; a left-deep chain in one loop."""
    tail: list[str] = []
    at: exp.Expr = node
    while isinstance(at, exp.SetOperation):
        tail.append(f" {_set_words(at)} {_branch(printer, at.expression)}")
        at = at.this
        if isinstance(at, exp.SetOperation) and (
            type(at) is not type(node) or at.args.get("distinct") != node.args.get("distinct")
        ):
            break
    text = _branch(printer, at) + "".join(reversed(tail))
    words = [printer.sql(node.args["with_"])] if node.args.get("with_") else []
    return " ".join([*words, text, *_tail(printer, node)])


def _set_words(node: exp.SetOperation) -> str:
    if node.args.get("by_name") or node.args.get("limit") or node.args.get("side") or node.args.get("kind"):
        raise Unprintable(node, "a set operation BY NAME or with a limit of its own")
    if node.args.get("distinct"):
        return SET_WORDS[type(node)]
    if not isinstance(node, exp.Union):
        raise Unprintable(node, f"{SET_WORDS[type(node)]} ALL")
    return "UNION ALL"


def _branch(printer: Printer, node: exp.Expr) -> str:
    query = unwrapped(node)
    if isinstance(query, exp.SetOperation):
        return f"({printer.sql(query)})"
    if (
        not isinstance(query, exp.Select)
        or query.args.get("order") is not None
        or query.args.get("with_") is not None
    ):
        raise Unprintable(node, "a branch of a set operation with its own ORDER BY or WITH")
    return printer.sql(query)


@prints(exp.With, also="recursive")
def with_(printer: Printer, node: exp.With) -> str:
    """`WITH [a] AS (...), [b] AS (...)`, at the top of the statement only."""
    holder = node.parent
    if holder is None or holder.parent is not None:
        raise Unprintable(node, "WITH inside a query")
    return f"WITH {printer.list(node.expressions)}"


# MATERIALIZED says how, not what: no function whose value changes is let through.
@prints(exp.CTE, also="alias materialized")
def cte(printer: Printer, node: exp.CTE) -> str:
    """`[name]([columns]) AS (...)`."""
    return f"{_named(printer, node)} AS ({printer.sql(node.this)})"


@prints(exp.Subquery, also="alias joins")
def subquery(printer: Printer, node: exp.Subquery) -> str:
    """`(SELECT ...)`, with its alias and column names where it is a source; a join in brackets."""
    is_join, alias = is_join_in_brackets(node), node.args.get("alias")
    if is_join and alias is not None and alias.this is not None:
        raise Unprintable(node, "an alias of a join in brackets")
    text = printer.sql(node.this) if is_join else f"({printer.sql(unwrapped(node.this))})"
    if alias is not None and not is_join:
        text = f"{text} AS {_named(printer, node)}"
    return with_joins(printer, node, text)


def unwrapped(node: exp.Expr) -> exp.Expr:
    """The query inside of brackets, however many; raises Unprintable where something follows a pair of them."""
    while isinstance(node, exp.Subquery):
        extra = [name for name, value in node.args.items() if value and name != "this"]
        if extra:
            raise Unprintable(node, f"{extra[0].upper()} behind brackets")
        node = node.this
    return node


def _named(printer: Printer, node: exp.Expr) -> str:
    name = node.args["alias"]
    columns = name.args.get("columns")
    listed = f"({', '.join(printer.identifier(column) for column in columns)})" if columns else ""
    return f"{printer.identifier(name.this)}{listed}"
