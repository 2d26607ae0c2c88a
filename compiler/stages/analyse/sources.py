"""FROM: tables of the catalog, CTEs, derived tables, VALUES, functions that return rows, and the joins between them."""

from __future__ import annotations

from sqlglot import exp

from compiler.diagnostics.codes import sql as codes
from compiler.ir.analysed import AnalysedColumn
from compiler.ir.from_items import is_join_in_brackets
from compiler.stages.analyse import queries
from compiler.stages.analyse.binding import Binding, respelling, table_columns
from compiler.stages.analyse.faults import Mend
from compiler.stages.analyse.joins import bind_join
from compiler.stages.analyse.renamed_columns import with_names_inside
from compiler.stages.analyse.row_sources import bind_rows, is_row_function
from compiler.stages.analyse.scope import Scope, Source
from compiler.stages.analyse.uniqueness import complete_list, unique_names
from compiler.stages.analyse.untyped_columns import settled

SYSTEM_SCHEMAS = frozenset({"sys", "information_schema", "pg_catalog", "pg_toast", "guest"})


def bind_from(select: exp.Select, scope: Scope) -> None:
    """Bind the FROM clause and its joins, making their sources visible in `scope`."""
    scope.clause = "from"
    first = select.args.get("from_")
    if first is not None:
        bind_source(first.this, scope)
    for lateral in select.args.get("laterals") or []:
        bind_source(lateral, scope)
    for join in select.args.get("joins") or []:
        bind_join(join, scope, bind_source)


def bind_source(node: exp.Expr, scope: Scope) -> list[Source]:
    """Bind one item of FROM, with the joins nested in it; the sources that it adds."""
    node = with_names_inside(node, scope)
    added = [_bind_one(node, scope)] if not is_join_in_brackets(node) else bind_source(node.this, scope)
    for pivot in node.args.get("pivots") or []:
        scope.binding.refuse(pivot, codes.UNKNOWN_FUNCTION, "PIVOT and UNPIVOT are not among what queries may use",
                             "aggregate CASE WHEN ... END per column")  # fmt: skip
    for join in node.args.get("joins") or []:
        added += bind_join(join, scope, bind_source)
    return added


def _bind_one(node: exp.Expr, scope: Scope) -> Source:
    if isinstance(node, exp.Table) and not is_row_function(node):
        return _bind_table(node, scope)
    if isinstance(node, exp.Subquery):
        node, columns = _derived(node, scope)
        return _named(node, columns, None, scope, _unique(node, columns, scope))
    if isinstance(node, exp.Lateral) and isinstance(node.this, exp.Subquery):
        columns = queries.bind_query(node.this.unnest(), _lateral(scope))
        columns = settled(node.this, columns, scope.binding)
        return _named(node, columns, None, scope, _unique(node, columns, scope))
    columns, default = bind_rows(node, scope)
    source = _named(node, columns, default, scope)
    is_series = isinstance(node.this, exp.GenerateSeries | exp.ExplodingGenerateSeries)
    source.is_scalar = is_series or (
        len(columns) == 1 and scope.binding.is_postgres and not isinstance(node, exp.Values)
    )
    return source


def _unique(node: exp.Expr, columns: tuple[AnalysedColumn, ...], scope: Scope) -> tuple[str, ...] | None:
    """Names of its own for each column of a derived table, unless a list after its alias names them."""
    alias = node.args.get("alias")
    is_listed = isinstance(alias, exp.TableAlias) and alias.args.get("columns")
    return None if is_listed else unique_names(node.this, columns, scope.binding)


def _lateral(scope: Scope) -> Scope:
    """What a LATERAL item sees: the sources before it, as those of an enclosing query."""
    return Scope(scope.binding, scope.parent, scope.ctes, dict(scope.sources), dict(scope.merged))


def _derived(node: exp.Subquery, scope: Scope) -> tuple[exp.Expr, tuple[AnalysedColumn, ...]]:
    """A derived table; in DuckDB it sees the sources before it without the word LATERAL, which is then written."""
    if scope.binding.dialect != "duckdb":
        columns = queries.bind_query(node.this, Scope(scope.binding, scope.parent, scope.ctes))
        return node, settled(node.this, columns, scope.binding)
    around = _lateral(scope)
    columns = queries.bind_query(node.this, around)
    if not around.used:
        return node, columns
    lateral = exp.Lateral(alias=node.args.get("alias"))
    node.set("alias", None)
    node.replace(lateral)
    lateral.set("this", node)
    return lateral, columns


def _bind_table(node: exp.Table, scope: Scope) -> Source:
    _refuse_additions(node, scope)
    name = node.this
    cte = scope.ctes.get(scope.binding.folded(name).lower()) if node.args.get("db") is None else None
    if cte is not None:
        written = scope.binding.folded(name)
        name.set("this", cte.name)
        name.set("quoted", True)
        return _named(node, cte.columns, written, scope, cte.unique_names)
    columns, default = _catalog_table(node, scope.binding)
    source = _named(node, columns, default, scope)
    source.is_open = not columns
    return source


_ADDITIONS = ("sample", "hints", "version", "when", "only", "ordinality", "partition", "changes", "rows_from")


def _refuse_additions(node: exp.Table, scope: Scope) -> None:
    """TABLESAMPLE, hints, AS OF and the like: another set of rows, or another way to them."""
    for name in _ADDITIONS:
        if node.args.get(name):
            message = f"`{node.name}` is read with {name}, which queries may not use"
            scope.binding.refuse(node, codes.FORBIDDEN, message, "read the whole table")


def _catalog_table(node: exp.Table, binding: Binding) -> tuple[tuple[AnalysedColumn, ...], str]:
    schema, table = node.args.get("db"), node.name
    if node.args.get("catalog") is not None:
        binding.refuse(node, codes.FORBIDDEN, f"`{_written(node)}` names a database", "write schema.table")
        return (), table
    found = binding.schema.find(table, schema.name if schema is not None else None)
    if found is None:
        _refuse_table(node, binding)
        return (), table
    if found.is_unread:
        binding.leave_unread(node)
        return (), table
    written = binding.folded(node.this)
    binding.tables.add(str(found.name))
    start = {key: node.this.meta[key] for key in ("start", "end", "line", "col") if key in node.this.meta}
    node.set("this", exp.Identifier(this=found.name.table, quoted=True))
    node.set("db", exp.Identifier(this=found.name.schema, quoted=True))
    node.this.meta.update(start)
    node.meta["catalog_table"] = str(found.name)
    return table_columns(found), written if written.lower() != found.name.table.lower() else found.name.table


def _refuse_table(node: exp.Table, binding: Binding) -> None:
    schema = node.args.get("db")
    if schema is not None and schema.name.lower() in SYSTEM_SCHEMAS:
        message = f"`{_written(node)}` belongs to the database system; queries read tables of the catalog"
        binding.refuse(node, codes.FORBIDDEN, message)
        return
    suggested = binding.schema.suggest(node.name, schema.name if schema is not None else None)
    remedy = f"did you mean `{suggested}`?" if suggested else "the catalog lists the tables that there are"
    message = f"there is no table `{_written(node)}` in the catalog"
    binding.refuse(node, codes.UNKNOWN_TABLE, message, remedy, mend=_respelt_table(node, binding))


def _respelt_table(node: exp.Table, binding: Binding) -> Mend | None:
    """The one table that is surely meant: its name with the schema where the author wrote one."""
    written, schema = _written(node), node.args.get("db")
    known = [found.name for found in binding.schema.tables]
    default = binding.schema.default_schema.lower()
    spoken = [name.table for name in known if name.schema.lower() == default] if schema is None else []
    return respelling(written, spoken or [str(name) for name in known])


def _written(node: exp.Table) -> str:
    return ".".join(part.name for part in node.parts)


def _named(
    node: exp.Expr,
    columns: tuple[AnalysedColumn, ...],
    default: str | None,
    scope: Scope,
    unique: tuple[str, ...] | None = None,
) -> Source:
    binding = scope.binding
    alias = node.args.get("alias")
    if isinstance(alias, exp.TableAlias) and alias.this is not None:
        name = binding.folded(alias.this)
        columns = _renamed(node, columns, alias, binding)
    else:
        name = default or binding.new_name()
        columns = _renamed(node, columns, alias, binding) if isinstance(alias, exp.TableAlias) else columns
    if name.lower() in scope.sources:
        message = f"`{name}` stands twice in one FROM"
        binding.refuse(node, codes.NAME_TWICE, message, "give one of them another alias")
    _set_alias(node, name)
    if isinstance(node, exp.Values):
        names = [exp.Identifier(this=column.name, quoted=True) for column in columns]
        node.args["alias"].set("columns", names)
    source = Source(name, columns)
    renamed = isinstance(alias, exp.TableAlias) and alias.args.get("columns")
    of_query = isinstance(node.this if isinstance(node, exp.Lateral) else node, exp.Subquery)
    source.unique_names = unique if not renamed else complete_list(alias, columns) if of_query else None
    scope.add(source)
    return source


def _set_alias(node: exp.Expr, name: str) -> None:
    alias = node.args.get("alias")
    if not isinstance(alias, exp.TableAlias):
        alias = exp.TableAlias()
        node.set("alias", alias)
    old = alias.this.meta if isinstance(alias.this, exp.Expr) else {}
    identifier = exp.Identifier(this=name, quoted=True)
    identifier.meta.update(old)
    alias.set("this", identifier)


def _renamed(
    node: exp.Expr, columns: tuple[AnalysedColumn, ...], alias: exp.TableAlias, binding: Binding
) -> tuple[AnalysedColumn, ...]:
    names = alias.args.get("columns") or []
    is_short = binding.needs_every_name and 0 < len(names) < len(columns)
    if (len(names) > len(columns) or is_short) and (columns or not isinstance(node, exp.Table)):
        message = f"{len(names)} names for {len(columns)} columns"
        binding.refuse(node, codes.COLUMN_COUNT, message)
        return columns
    given = [binding.folded(name) for name in names]
    for name, folded in zip(names, given, strict=True):
        name.set("this", folded)
        name.set("quoted", True)
    renamed = [AnalysedColumn(name, c.type, c.nullable) for name, c in zip(given, columns, strict=False)]
    return (*renamed, *columns[len(given) :])
