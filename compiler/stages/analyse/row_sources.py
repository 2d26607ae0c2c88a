"""What returns rows without being a table: VALUES, unnest, generate_series, DuckDB's range."""

from __future__ import annotations

from sqlglot import exp

from compiler.diagnostics.codes import sql as codes
from compiler.ir.analysed import AnalysedColumn, is_nullable
from compiler.stages.analyse.binding import typed
from compiler.stages.analyse.choice import chosen
from compiler.stages.analyse.coercion import coerce, is_adaptable
from compiler.stages.analyse.scope import Scope
from compiler.types.common import BIGINT, INT, JSON, TEXT, TIMESTAMP, TIMESTAMPTZ, UNKNOWN, element_of
from compiler.types.families import family, family_of
from compiler.types.numbers import wider_integer

Columns = tuple[AnalysedColumn, ...]


JSON_ROWS: dict[str, tuple[str, ...]] = {
    f"{kind}_{name}": columns
    for kind in ("json", "jsonb")
    for name, columns in {
        "array_elements": ("json",),
        "array_elements_text": ("text",),
        "each": ("key", "json"),
        "each_text": ("key", "text"),
        "object_keys": ("key",),
    }.items()
}
"""PostgreSQL's functions that open JSON into rows, and what their columns hold."""


def is_row_function(node: exp.Table) -> bool:
    """Whether an item of FROM that sqlglot calls a table is a function."""
    return not isinstance(node.this, exp.Identifier)


def bind_rows(node: exp.Expr, scope: Scope) -> tuple[Columns, str | None]:
    """The columns of a source that is no table, and the alias it has where the author gave none."""
    if isinstance(node, exp.Values):
        return values_columns(node, scope), None
    if isinstance(node, exp.Unnest):
        return _unnest(node, scope)
    function = node.this
    if not isinstance(function, exp.Expr):
        scope.binding.refuse(node, codes.SYNTAX, "a table is needed here")
        return (), None
    if scope.binding.dialect == "tsql":
        return _tsql_rows(node, function, scope)
    if isinstance(function, exp.GenerateSeries | exp.ExplodingGenerateSeries):
        return _series(node, function, scope)
    if isinstance(function, exp.Unnest):
        alias = node.args.get("alias")
        function.set("alias", alias.copy() if alias is not None else None)
        return _unnest(function, scope)
    name = function.name if isinstance(function, exp.Anonymous | exp.Identifier) else type(function).__name__
    if scope.binding.is_postgres and name.lower() in JSON_ROWS:
        return _json_rows(node, function, scope)
    message = f"`{name}` in FROM is not among what queries may read from"
    scope.binding.refuse(node, codes.UNKNOWN_FUNCTION, message, "queries read tables of the catalog")
    return (), name


def _json_rows(node: exp.Expr, function: exp.Expr, scope: Scope) -> tuple[Columns, str | None]:
    """The columns of `jsonb_array_elements(j)` and its kin; keys take the alias's name, which is theirs in PostgreSQL."""
    name = function.name.lower()
    if len(function.expressions) != 1:
        scope.binding.refuse(node, codes.SYNTAX, f"{name}() takes one JSON value")
        return (), name
    scope.binding.bind(function.expressions[0], scope)
    alias = node.args.get("alias")
    given = scope.binding.folded(alias.this) if isinstance(alias, exp.TableAlias) and alias.this else name
    types = {"json": JSON, "text": TEXT, "key": TEXT}
    kinds = JSON_ROWS[name]
    names = [given] if kinds == ("key",) else ["key" if kind == "key" else "value" for kind in kinds]
    columns = [
        AnalysedColumn(column, types[kind], kind != "key") for column, kind in zip(names, kinds, strict=True)
    ]
    if node.args.get("ordinality"):
        columns.append(AnalysedColumn("ordinality", BIGINT, False))
    return tuple(columns), given


def _tsql_rows(node: exp.Expr, function: exp.Expr, scope: Scope) -> tuple[Columns, str | None]:
    """STRING_SPLIT, OPENJSON and GENERATE_SERIES: https://learn.microsoft.com/sql/t-sql/functions/string-split-transact-sql."""
    for argument in list(function.iter_expressions()):
        if not isinstance(argument, exp.OpenJSONColumnDef | exp.Var):
            scope.binding.bind(argument, scope)
    if isinstance(function, exp.OpenJSON):
        given = [AnalysedColumn(c.name, c.args["kind"], True) for c in function.expressions]
        plain = [
            AnalysedColumn("key", TEXT, False),
            AnalysedColumn("value", TEXT, True),
            AnalysedColumn("type", INT, False),
        ]
        return tuple(given or plain), None
    if function.name.lower() == "string_split":
        return (AnalysedColumn("value", TEXT, False), AnalysedColumn("ordinal", BIGINT, False)), None
    if isinstance(function, exp.GenerateSeries) or function.name.lower() == "generate_series":
        return (AnalysedColumn("value", BIGINT, False),), None
    message = f"`{function.name}` in FROM is not among what queries may read from"
    scope.binding.refuse(node, codes.UNKNOWN_FUNCTION, message, "queries read tables of the catalog")
    return (), None


def values_columns(node: exp.Values, scope: Scope) -> Columns:
    """The columns of VALUES: `column1`, `column2` in PostgreSQL, `col0`, `col1` in DuckDB."""
    rows = [row.expressions if isinstance(row, exp.Tuple) else [row] for row in node.expressions]
    bound = [[scope.binding.bind(item, scope) for item in list(row)] for row in rows]
    if any(len(row) != len(bound[0]) for row in bound):
        scope.binding.refuse(node, codes.COLUMN_COUNT, "rows of VALUES have different lengths")
        return ()
    columns = []
    for at, items in enumerate(zip(*bound, strict=True)):
        holder = exp.Tuple()
        chosen(holder, list(items), scope, any(is_nullable(item) for item in items))
        data_type = holder.type or UNKNOWN
        kept = _told_text(list(items)) if family(data_type) == "null" else data_type
        name = f"column{at + 1}" if scope.binding.is_postgres else f"col{at}"
        columns.append(AnalysedColumn(name, kept, is_nullable(holder)))
    return tuple(columns)


def _told_text(items: list[exp.Expr]) -> exp.DataType:
    """Makes a column of nothing but NULL one of text, which it is in both dialects as far as anybody can see."""
    items[0].replace(typed(exp.Cast(this=items[0].copy(), to=TEXT.copy()), TEXT, True))
    return TEXT


def _unnest(node: exp.Unnest, scope: Scope) -> tuple[Columns, str | None]:
    lists = [scope.binding.bind(item, scope) for item in list(node.expressions)]
    alias = node.args.get("alias")
    given = (
        scope.binding.folded(alias.this)
        if isinstance(alias, exp.TableAlias) and alias.this is not None
        else None
    )
    name = given if given is not None and scope.binding.is_postgres and len(lists) == 1 else "unnest"
    columns = [AnalysedColumn(name, _element(item, scope), True) for item in lists]
    offset = node.args.get("offset")
    if offset:
        named = scope.binding.folded(offset) if isinstance(offset, exp.Identifier) else "ordinality"
        columns.append(AnalysedColumn(named, BIGINT, False))
    return tuple(columns), given or "unnest"


def _element(node: exp.Expr, scope: Scope) -> exp.DataType:
    if family_of(node) == "array":
        return element_of(node.type)
    if family_of(node) != "unknown":
        scope.binding.refuse(node, codes.WRONG_TYPES, "unnest takes a list")
    return UNKNOWN


def _series(node: exp.Expr, function: exp.Expr, scope: Scope) -> tuple[Columns, str | None]:
    data_type = series_type(function, scope)
    word = "range" if function.args.get("is_end_exclusive") else "generate_series"
    alias = node.args.get("alias")
    given = (
        scope.binding.folded(alias.this)
        if isinstance(alias, exp.TableAlias) and alias.this is not None
        else None
    )
    name = given if given is not None and scope.binding.is_postgres else word
    columns = [AnalysedColumn(name, data_type, False)]
    if node.args.get("ordinality"):
        columns.append(AnalysedColumn("ordinality", BIGINT, False))
    return tuple(columns), given or word


def series_type(function: exp.Expr, scope: Scope) -> exp.DataType:
    """Bind the bounds of a series and give the type of its elements."""
    bounds = [scope.binding.bind(function.args[name], scope) for name in ("start", "end")]
    step = function.args.get("step")
    if step is not None:
        scope.binding.bind(step, scope)
    solid = [bound.type or UNKNOWN for bound in bounds if not is_adaptable(bound)]
    known = _kind_of_series(solid, step is not None and family_of(step) == "interval", scope)
    for bound in bounds:
        if is_adaptable(bound):
            coerce(bound, known, scope.binding)
    return known


def _kind_of_series(types: list[exp.DataType], by_interval: bool, scope: Scope) -> exp.DataType:
    families = {family(found) for found in types}
    if not types and by_interval:
        return TIMESTAMP
    if not types:
        return INT if scope.binding.is_postgres else BIGINT
    if "timestamptz" in families:
        return TIMESTAMPTZ
    if families & {"date", "timestamp"}:
        return TIMESTAMP
    if families == {"integer"}:
        widest = wider_integer(types[0], types[-1])
        return widest if scope.binding.is_postgres else BIGINT
    return types[0]
