"""Resolving columns: which source of which enclosing query a name means.

PostgreSQL: https://www.postgresql.org/docs/current/queries-table-expressions.html; DuckDB lets WHERE, HAVING, QUALIFY
and later items of a select list name an earlier item where no column has the name
(https://duckdb.org/docs/stable/sql/query_syntax/select).
"""

from __future__ import annotations

from sqlglot import exp

from compiler.diagnostics.codes import sql as codes
from compiler.diagnostics.suggest import certain
from compiler.ir.analysed import NULLABLE, is_nullable
from compiler.stages.analyse.binding import called, did_you_mean, placed, respelling, typed
from compiler.stages.analyse.faults import Mend
from compiler.stages.analyse.scope import SEVERAL, Scope, Source
from compiler.types.common import UNKNOWN

POSTGRES_WORDS = frozenset(
    {
        "user",
        "current_user",
        "session_user",
        "current_role",
        "current_catalog",
        "current_schema",
        "system_user",
    }
)
"""Reserved words that PostgreSQL evaluates, so that a column of that name must be quoted."""


def bind_column(node: exp.Column, scope: Scope) -> exp.Expr:
    """Give a column its table, its name in the catalog's case, and its type; replace merged and aliased names."""
    if NULLABLE in node.meta:
        return node
    if node.args.get("table") is not None:
        return _bind_qualified(node, scope)
    return _bind_unqualified(node, scope)


def _bind_qualified(node: exp.Column, scope: Scope) -> exp.Expr:
    binding = scope.binding
    wanted = binding.folded(node.args["table"])
    at: Scope | None = scope
    while at is not None:
        source = at.sources.get(wanted.lower())
        if source is not None:
            _mark_used(scope, at)
            return _from_source(node, source, binding.folded(node.this), scope)
        at = at.parent
    known = _aliases(scope)
    return binding.refuse(
        node,
        codes.UNKNOWN_TABLE,
        f"`{wanted}` is no table or alias of this query",
        did_you_mean(wanted, known) or f"tables here: {', '.join(known) or 'none'}",
        mend=respelling(wanted, known),
    )


def _aliases(scope: Scope | None) -> list[str]:
    names: list[str] = []
    while scope is not None:
        names += [source.alias for source in scope.sources.values()]
        scope = scope.parent
    return names


def _from_source(node: exp.Column, source: Source, name: str, scope: Scope) -> exp.Expr:
    at = source.find(name)
    if at == SEVERAL:
        return _ambiguous(node, name, [f"{source.alias} has more than one column of that name"], scope)
    if at is None and source.is_open:
        return typed(node, UNKNOWN, True)
    if at is None:
        columns = [column.name for column in source.columns]
        return scope.binding.refuse(
            node,
            codes.UNKNOWN_COLUMN,
            f"`{source.alias}` has no column `{name}`",
            did_you_mean(name, columns) or f"columns: {', '.join(columns[:12])}",
            mend=respelling(name, columns),
        )
    return _resolved(node, source, at)


def _resolved(node: exp.Column, source: Source, at: int) -> exp.Column:
    column = source.columns[at]
    name = node.this
    name.set("this", source.written(at))
    name.set("quoted", True)
    node.set("table", exp.Identifier(this=source.alias, quoted=True))
    node.set("db", None)
    node.set("catalog", None)
    node.type = column.type
    node.meta[NULLABLE] = column.nullable or source.outer
    return node


def _bind_unqualified(node: exp.Column, scope: Scope) -> exp.Expr:
    binding = scope.binding
    name = binding.folded(node.this)
    if binding.is_postgres and name in POSTGRES_WORDS and not node.this.args.get("quoted"):
        message = f"`{name}` is a word that PostgreSQL evaluates, not a column"
        return binding.refuse(node, codes.FORBIDDEN, message, f'a column of that name is written "{name}"')
    at: Scope | None = scope
    while at is not None:
        found = _in_scope(node, name, at, scope)
        if found is not None:
            _mark_used(scope, at)
            return found
        at = at.parent
    return _unknown(node, name, scope)


def _in_scope(node: exp.Column, name: str, at: Scope, scope: Scope) -> exp.Expr | None:
    merged = at.merged.get(name.lower())
    candidates = at.candidates(name)
    if merged is not None:
        others = [source for source, _ in candidates if source.alias not in merged.hides]
        if others:
            return _ambiguous(node, name, [merged.name, *(f"{s.alias}.{name}" for s in others)], scope)
        return placed(_copy(merged.node), node)
    if len(candidates) == 1 and candidates[0][1] != SEVERAL:
        return _resolved(node, *candidates[0])
    if not candidates and (alone := at.sources.get(name.lower())) is not None and alone.is_scalar:
        return _resolved(node, alone, 0)
    if candidates:
        return _ambiguous(node, name, [f"{source.alias}.{name}" for source, _ in candidates], scope)
    if at.alias_fallback and name.lower() in at.aliases and scope.binding.dialect != "tsql":
        return called(_copy(at.aliases[name.lower()]), node)
    return None


def _copy(meaning: exp.Expr) -> exp.Expr:
    """What a name stands for; its parts keep the places where they are written."""
    copy = meaning.copy()
    if not isinstance(copy, exp.Binary | exp.Unary):
        return copy
    return typed(exp.Paren(this=copy), copy.type or UNKNOWN, is_nullable(copy))


def _mark_used(scope: Scope, owner: Scope) -> None:
    if owner is not scope:
        owner.used = True


def _ambiguous(node: exp.Column, name: str, meanings: list[str], scope: Scope) -> exp.Expr:
    message = f"`{name}` is ambiguous: {', '.join(dict.fromkeys(meanings))}"
    return scope.binding.refuse(node, codes.AMBIGUOUS_COLUMN, message, "write the table's alias before it")


def _unknown(node: exp.Column, name: str, scope: Scope) -> exp.Expr:
    binding = scope.binding
    if scope.has_open_source():
        return typed(node, UNKNOWN, True)
    if name.lower() in (alias.lower() for alias in _aliases(scope)):
        message = f"`{name}` is a table here, and a whole row is no value"
        return binding.refuse(node, codes.FORBIDDEN, message, f"name a column: {name}.column")
    known = scope.column_names()
    remedy, mend = did_you_mean(name, known), respelling(name, known)
    if name.lower() in scope.aliases:
        remedy, mend = "an alias of the select list is not known here; repeat its expression", None
    if remedy is None:
        remedy, mend = _other_meaning(node, name)
    return binding.refuse(node, codes.UNKNOWN_COLUMN, f"there is no column `{name}`", remedy, mend=mend)


def _other_meaning(node: exp.Column, name: str) -> tuple[str | None, Mend | None]:
    """Remedy and mend where something else than a column is meant: a text, or a word of SQL that is misspelt."""
    written = node.this.name
    text = "'" + written.replace("'", "''") + "'"
    if node.this.args.get("quoted"):
        return f"double quotes stand around names; a text is written {text}", None
    if isinstance(node.parent, exp.Alias) and certain(name, ("distinct",)) and _is_first_item(node.parent):
        return "did you mean `DISTINCT`?", Mend(written, "DISTINCT")
    if isinstance(node.parent, exp.EQ | exp.NEQ | exp.In | exp.Like | exp.ILike):
        return f"a text is written {text}", None
    return None, None


def _is_first_item(item: exp.Alias) -> bool:
    return isinstance(item.parent, exp.Select) and item.parent.expressions[0] is item
