"""Binding a whole query: WITH, set operations, SELECT and VALUES; what comes back are its columns."""

from __future__ import annotations

from sqlglot import exp

from compiler.diagnostics.codes import sql as codes
from compiler.ir.analysed import AnalysedColumn, is_nullable
from compiler.stages.analyse import row_sources, selects
from compiler.stages.analyse.binding import typed
from compiler.stages.analyse.coercion import coerce, is_adaptable, with_offsets
from compiler.stages.analyse.ordering import order_set_operation
from compiler.stages.analyse.scope import SEVERAL, Cte, Scope, Source
from compiler.stages.analyse.uniqueness import complete_list, unique_names
from compiler.stages.analyse.untyped_columns import items_at, settled
from compiler.types.common import NULL, UNKNOWN
from compiler.types.families import family
from compiler.types.unify import unify

Columns = tuple[AnalysedColumn, ...]


def bind_query(node: exp.Expr, around: Scope) -> Columns:
    """Bind a query that stands inside `around`, whose columns it may use."""
    if isinstance(node, exp.Subquery):
        return _bracketed(node, around)
    inner = _with_ctes(node, around)
    if isinstance(node, exp.SetOperation):
        return _set_operation(node, inner)
    if isinstance(node, exp.Select):
        return selects.bind_select(node, inner)
    if isinstance(node, exp.Values):
        columns = row_sources.values_columns(node, inner)
        return order_set_operation(node, columns, inner)
    inner.binding.refuse(node, codes.NOT_ONE_QUERY, "a query is needed here")
    return ()


def _bracketed(node: exp.Subquery, around: Scope) -> Columns:
    """`(SELECT ...) ORDER BY ... LIMIT ...`: what follows the bracket belongs to the bracketed query's result."""
    columns = bind_query(node.this, _with_ctes(node, around))
    return order_set_operation(node, columns, around)


def _with_ctes(node: exp.Expr, around: Scope) -> Scope:
    clause = node.args.get("with_")
    if clause is None:
        return around
    inner = Scope(around.binding, around, dict(around.ctes))
    for cte in clause.expressions:
        _bind_cte(cte, inner, bool(clause.args.get("recursive")) or _names_itself(cte, inner))
    return inner


def _names_itself(cte: exp.CTE, inner: Scope) -> bool:
    """T-SQL has no word RECURSIVE: a CTE that reads itself is recursive."""
    if inner.binding.dialect != "tsql":
        return False
    return any(
        table.name.lower() == cte.alias.lower() and not table.db for table in cte.this.find_all(exp.Table)
    )


def _bind_cte(cte: exp.CTE, inner: Scope, recursive: bool) -> None:
    binding = inner.binding
    alias = cte.args["alias"]
    name = binding.folded(alias.this)
    alias.this.set("this", name)
    alias.this.set("quoted", True)
    known = dict(inner.ctes)
    if recursive and isinstance(cte.this, exp.SetOperation):
        columns = _recursive(cte, name, inner)
    else:
        columns = _renamed(cte, settled(cte.this, bind_query(cte.this, inner), binding), inner)
    given = alias.args.get("columns")
    unique = complete_list(alias, columns) if given else unique_names(cte.this, columns, binding)
    known[name.lower()] = Cte(name, columns, unique)
    inner.ctes = known


def _recursive(cte: exp.CTE, name: str, inner: Scope) -> Columns:
    union = cte.this
    anchor = _renamed(cte, settled(union.this, bind_query(union.this, inner), inner.binding), inner)
    open_columns = tuple(AnalysedColumn(c.name, c.type, True) for c in anchor)
    known = Cte(name, open_columns, complete_list(cte.args["alias"], anchor))
    around = Scope(inner.binding, inner, {**inner.ctes, name.lower(): known})
    step = bind_query(union.expression, around)
    combined = _combined(union, [anchor, step], inner)
    return order_set_operation(union, combined, inner)


def _renamed(cte: exp.CTE, columns: Columns, inner: Scope) -> Columns:
    names = cte.args["alias"].args.get("columns") or []
    if len(names) > len(columns) or (names and inner.binding.needs_every_name and len(names) < len(columns)):
        inner.binding.refuse(cte, codes.COLUMN_COUNT, f"{len(names)} names for {len(columns)} columns")
        return columns
    for name in names:
        name.set("this", inner.binding.folded(name))
        name.set("quoted", True)
    given = [AnalysedColumn(name.name, c.type, c.nullable) for name, c in zip(names, columns, strict=False)]
    return (*given, *columns[len(given) :])


def _set_operation(node: exp.SetOperation, inner: Scope) -> Columns:
    """Bind a chain of set operations from its far left end, so that a long chain is no deep recursion."""
    spine: list[exp.SetOperation] = [node]
    while _is_plain_link(spine[-1].this):
        spine.append(spine[-1].this)
    columns = bind_query(spine[-1].this, inner)
    for link in reversed(spine):
        right = bind_query(link.expression, inner)
        columns = _by_name(link, columns, right, inner) if link.args.get("by_name") else _combined(
            link, [columns, right], inner
        )  # fmt: skip
        columns = order_set_operation(link, columns, inner)
    return columns


def _is_plain_link(node: exp.Expr) -> bool:
    return isinstance(node, exp.SetOperation) and node.args.get("with_") is None


def _by_name(node: exp.SetOperation, left: Columns, right: Columns, scope: Scope) -> Columns:
    """UNION BY NAME: both sides brought to the columns of the left and the further ones of the right, NULL where missing."""
    node.set("by_name", None)
    names = [column.name for column in left]
    names += [c.name for c in right if c.name.lower() not in {name.lower() for name in names}]
    sides = [_arranged(node, "this", left, names, scope), _arranged(node, "expression", right, names, scope)]
    return _combined(node, sides, scope)


def _arranged(node: exp.SetOperation, key: str, columns: Columns, names: list[str], scope: Scope) -> Columns:
    """Wrap one side in a SELECT of these names, in this order."""
    if [column.name.lower() for column in columns] == [name.lower() for name in names]:
        return columns
    side, alias = node.args[key], scope.binding.new_name()
    unique = unique_names(side, columns, scope.binding)
    source = Source(alias, columns)
    source.unique_names = unique
    items, arranged = [], []
    for name in names:
        at = source.find(name)
        body = source.node(at) if at is not None and at != SEVERAL else typed(exp.Null(), NULL, True)
        items.append(
            typed(exp.Alias(this=body, alias=exp.Identifier(this=name, quoted=True)), body.type or NULL, True)
        )
        arranged.append(AnalysedColumn(name, body.type or NULL, is_nullable(body)))
    inner = side.this if isinstance(side, exp.Subquery) and not side.args.get("order") else side
    derived = exp.Subquery(
        this=inner.copy(), alias=exp.TableAlias(this=exp.Identifier(this=alias, quoted=True))
    )
    node.set(key, exp.Select(expressions=items, from_=exp.From(this=derived)))
    return tuple(arranged)


def _combined(node: exp.Expr, sides: list[Columns], scope: Scope) -> Columns:
    left, right = sides
    if len(left) != len(right):
        if left and right:
            message = f"{len(left)} columns on one side, {len(right)} on the other"
            scope.binding.refuse(node, codes.COLUMN_COUNT, message)
        return left
    return tuple(
        _column(node, at, one, other, scope) for at, (one, other) in enumerate(zip(left, right, strict=True))
    )


def _column(
    node: exp.Expr, at: int, one: AnalysedColumn, other: AnalysedColumn, scope: Scope
) -> AnalysedColumn:
    items = [item for side in (node.this, node.expression) for item in items_at(side, at)]
    solid = [item.type or UNKNOWN for item in items if not is_adaptable(item)] if len(items) > 1 else []
    types = solid or [one.type, other.type]
    data_type = unify(types, scope.binding.is_postgres)
    if data_type is None:
        _refuse_mix(node, at, one, other, scope)
        data_type = UNKNOWN
    for item in items:
        if is_adaptable(item) and family(data_type) not in ("null", "unknown"):
            coerce(item, data_type, scope.binding)
    with_offsets([item for item in items if not is_adaptable(item)], data_type)
    return AnalysedColumn(one.name, data_type, _nullable(node, one, other))


def _nullable(node: exp.Expr, one: AnalysedColumn, other: AnalysedColumn) -> bool:
    if isinstance(node, exp.Except):
        return one.nullable
    if isinstance(node, exp.Intersect):
        return one.nullable and other.nullable
    return one.nullable or other.nullable


def _refuse_mix(node: exp.Expr, at: int, one: AnalysedColumn, other: AnalysedColumn, scope: Scope) -> None:
    message = (
        f"column {at + 1} (`{one.name}`) is {family(one.type)} on one side, {family(other.type)} on the other"
    )
    scope.binding.refuse(node.expression, codes.WRONG_TYPES, message, "cast one of them")
