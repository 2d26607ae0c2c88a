"""GROUP BY: its keys bound, and the rule that every other column stands inside an aggregate.

PostgreSQL: a bare name is an input column if there is one, else an output column; a table grouped by its primary key
determines all its columns (https://www.postgresql.org/docs/current/sql-select.html#SQL-GROUPBY).
DuckDB's GROUP BY ALL groups by the items of the select list that hold no aggregate.
"""

from __future__ import annotations

from collections.abc import Iterator

from sqlglot import exp

from compiler.catalogs.names import parse_table_name
from compiler.diagnostics.codes import sql as codes
from compiler.ir.analysed import NULLABLE
from compiler.ir.from_items import from_items
from compiler.stages.analyse.binding import written_at
from compiler.stages.analyse.functions.aggregates import holds_aggregate, is_plain_aggregate
from compiler.stages.analyse.ordering import item_at, ordinal
from compiler.stages.analyse.scope import Scope, Source

Sets = exp.GroupingSets | exp.Rollup | exp.Cube


def bind_group(node: exp.Select, scope: Scope) -> None:
    """Bind the keys of GROUP BY."""
    group = node.args.get("group")
    if group is None:
        return
    scope.clause = "group"
    if group.args.get("all"):
        _spell_out_all(group, node)
        return
    _spell_out_rows(group, scope)
    for key in list(group.expressions):
        _bind_key(key, node, scope)
    for name in ("grouping_sets", "rollup", "cube"):
        for found in group.args.get(name) or []:
            if isinstance(found, exp.Expr):
                _bind_key(found, node, scope)


def _spell_out_all(group: exp.Group, node: exp.Select) -> None:
    keys = [item.this.copy() for item in node.expressions if not holds_aggregate(item.this)]
    solid = [key for key in keys if key.find(exp.Column) is not None]
    group.set("all", None)
    group.set("expressions", solid)
    if not solid:
        node.set("group", None)


def _spell_out_rows(group: exp.Group, scope: Scope) -> None:
    """PostgreSQL groups by a whole row where a key is a table's name: rows are equal where all their columns are."""
    if not scope.binding.is_postgres:
        return
    keys: list[exp.Expr] = []
    for key in group.expressions:
        source = _source_of_row(key, scope)
        names = [source.written(at) for at in range(len(source.columns))] if source is not None else []
        keys += [exp.column(exp.to_identifier(name, quoted=True), table=key.name) for name in names] or [key]
    group.set("expressions", keys)


def _source_of_row(key: exp.Expr, scope: Scope) -> Source | None:
    """The source that a bare name stands for, where it is no column's and no item's."""
    if not isinstance(key, exp.Column) or key.args.get("table") is not None or isinstance(key.this, exp.Star):
        return None
    name = scope.binding.folded(key.this).lower()
    source = scope.sources.get(name)
    is_row = source is not None and not source.is_open and not source.is_scalar
    return source if is_row and not scope.candidates(name) and name not in scope.aliases else None


def _bind_key(key: exp.Expr, node: exp.Select, scope: Scope) -> None:
    if isinstance(key, Sets):
        for inner in list(key.expressions):
            _bind_key(inner, node, scope)
        return
    if isinstance(key, exp.Tuple | exp.Paren):
        for inner in list(key.expressions) if isinstance(key, exp.Tuple) else [key.this]:
            _bind_key(inner, node, scope)
        return
    at = ordinal(key)
    bound = item_at(at, key, node, scope) if at is not None else _bind_named(key, scope)
    if holds_aggregate(bound):
        scope.binding.refuse(key, codes.MISPLACED, "an aggregate cannot stand in GROUP BY")
    if scope.binding.dialect == "tsql":
        _refuse_outer_key(bound, scope)
    if bound is not key and key.parent is not None:
        key.replace(bound)


def _refuse_outer_key(key: exp.Expr, scope: Scope) -> None:
    """SQL Server groups by what is made of a column of the query's own (Msg 164)."""
    columns = list(key.find_all(exp.Column))
    own = {source.alias for source in scope.sources.values()}
    if columns and all(column.table and column.table not in own for column in columns):
        message = f"`{columns[0].table}` belongs to the query outside, whose row is one group here"
        scope.binding.refuse(key, codes.MISPLACED, message, "leave it out of GROUP BY")


def _bind_named(key: exp.Expr, scope: Scope) -> exp.Expr:
    bare = isinstance(key, exp.Column) and key.args.get("table") is None
    scope.alias_fallback = bare or not scope.binding.is_postgres
    bound = scope.binding.bind(key, scope)
    scope.alias_fallback = False
    return bound


def add_determined(node: exp.Select, scope: Scope) -> None:
    """Columns of a table whose whole primary key is grouped are added as keys, once all clauses are bound: they change no group."""
    group = node.args.get("group")
    if group is None or not scope.binding.is_postgres or has_sets(node):
        return
    plain = [key for key in group.expressions if isinstance(key, exp.Column)]
    for source in _tables_grouped_by_key(node, plain, scope):
        have = {key.name for key in plain if key.table == source}
        for column in _used_columns(node, source):
            if column.name not in have:
                have.add(column.name)
                group.append("expressions", column.copy())


def _tables_grouped_by_key(node: exp.Select, keys: list[exp.Column], scope: Scope) -> Iterator[str]:
    for table in from_items(node):
        name = table.meta.get("catalog_table")
        if name is None:
            continue
        parsed = parse_table_name(name, scope.binding.schema.default_schema)
        found = scope.binding.schema.find(parsed.table, parsed.schema)
        primary = {column.lower() for column in found.primary_key} if found is not None else set()
        if primary and primary <= {key.name.lower() for key in keys if key.table == table.alias}:
            yield table.alias


def _used_columns(node: exp.Select, source: str) -> Iterator[exp.Column]:
    places = [*node.expressions, node.args.get("having"), node.args.get("order")]
    for place in places:
        if place is not None:
            yield from (column for column in _ungrouped(place, frozenset()) if column.table == source)


def check_grouping(node: exp.Select, scope: Scope) -> None:
    """Report every column that stands neither in GROUP BY nor in an aggregate, where there is grouping."""
    group = node.args.get("group")
    if group is None and not scope.aggregates and node.args.get("having") is None:
        return
    keys = list(_keys(group)) if group is not None else []
    if any(isinstance(key, exp.Column) and _is_unknown(key) for key in keys):
        return
    own = {source.alias for source in scope.sources.values()}
    places = [*node.expressions, node.args.get("having"), node.args.get("qualify"), node.args.get("order")]
    reported: set[str] = set()
    stars: set[int] = set()
    for place in places:
        if place is None:
            continue
        for column in _ungrouped(place, frozenset(keys)):
            written = f"{column.table}.{column.name}"
            if column.table not in own or written in reported or _is_unknown(column):
                continue
            reported.add(written)
            star = _star_of(column, scope.binding.text)
            if star not in stars:
                _refuse(column, group is not None, scope)
            stars |= {star} if star is not None else set()


def _is_unknown(column: exp.Column) -> bool:
    """Whether the column's own fault is told already."""
    return column.type is None or column.type.is_type(exp.DType.UNKNOWN)


def _star_of(column: exp.Column, text: str) -> int | None:
    """Where the star stands that a column was made of: its columns are told of once."""
    start = written_at(column).get("start")
    return start if start is not None and text[start : start + 1] == "*" else None


def has_sets(node: exp.Select) -> bool:
    """Whether a SELECT groups by ROLLUP, CUBE or GROUPING SETS."""
    group = node.args.get("group")
    if group is None:
        return False
    return any(isinstance(key, Sets) for key in group.expressions) or any(
        group.args.get(name) for name in ("grouping_sets", "rollup", "cube")
    )


def mark_subtotals(node: exp.Select) -> None:
    """In the subtotals of ROLLUP and its kin a key is NULL, whatever its column is: so may be all that is made of it."""
    if not has_sets(node):
        return
    keys = frozenset(_keys(node.args["group"]))
    places = [*node.expressions, *(node.args.get("windows") or [])]
    places += [node.args[part] for part in ("having", "qualify", "distinct", "order") if node.args.get(part)]
    for place in places:
        for found in [each for each in place.walk(prune=is_plain_aggregate) if each in keys]:
            _mark_nullable(found, node)


def _mark_nullable(found: exp.Expr, select: exp.Select) -> None:
    at: exp.Expr | None = found
    while at is not None and at is not select and not isinstance(at, exp.Is):
        at.meta[NULLABLE] = True
        at = at.parent


def _keys(group: exp.Expr) -> Iterator[exp.Expr]:
    nested = [group.args.get(name) or [] for name in ("grouping_sets", "rollup", "cube")]
    for key in [
        *group.expressions,
        *(found for part in nested for found in part if isinstance(found, exp.Expr)),
    ]:
        if isinstance(key, Sets | exp.Tuple):
            yield from _keys(key)
        else:
            yield key.unnest() if isinstance(key, exp.Paren) else key


def _ungrouped(node: exp.Expr, keys: frozenset[exp.Expr]) -> Iterator[exp.Column]:
    """Columns below a node that are no part of a key or of an aggregate, and no column of a query inside."""
    stack: list[tuple[exp.Expr, frozenset[str]]] = [(node, frozenset())]
    while stack:
        at, inner = stack.pop()
        if isinstance(at, exp.Query):
            inner |= _own_aliases(at)
        if at in keys:
            continue
        if isinstance(at, exp.Column):
            if at.args.get("table") is not None and at.table not in inner:
                yield at
            continue
        if not is_plain_aggregate(at):
            stack.extend((child, inner) for child in reversed(list(at.iter_expressions())))


_SOURCES = (exp.Table, exp.Subquery, exp.Lateral, exp.Unnest, exp.Values)


def _own_aliases(query: exp.Expr) -> frozenset[str]:
    return frozenset(found.alias for item in from_items(query) for found in item.find_all(*_SOURCES))


def _refuse(column: exp.Column, grouped: bool, scope: Scope) -> None:
    name = f"{column.table}.{column.name}"
    message = f"`{name}` stands neither in GROUP BY nor in an aggregate"
    remedy = "add it to GROUP BY, or aggregate it" if grouped else "add GROUP BY, or aggregate it"
    scope.binding.refuse(column, codes.NOT_GROUPED, message, remedy)
