"""Other ways to the rows of a filtered table: synonyms, which get its filter, and views, which must have one of their own.

What a view shows is known by its definition alone. Where the catalog has none, or the definition names what the catalog does not
tell of (a table, a function, another view without a definition), the view may show any rows, and is closed too.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from sqlglot import exp, parse_one
from sqlglot.errors import SqlglotError

from compiler.catalogs.names import BadName, parse_table_name
from compiler.catalogs.schema import CatalogSchema
from compiler.ir.query import RowFilterRule
from compiler.stages.analyse.row_filters import is_cte
from compiler.stages.queries.declarations import table_of
from compiler.tsql.capabilities import TABLE_FUNCTIONS
from schemas.resources.catalog import Catalog

_DIALECT: Final = "tsql"


@dataclass(frozen=True)
class Way:
    """What a view or synonym shows: tables, as `schema.table` of the catalog, and in words what cannot be known of it."""

    tables: frozenset[str] = frozenset()
    unknown: tuple[str, ...] = ()


Ways = Mapping[str, Way]
"""Of each view and synonym, by its name as `schema.table` of the catalog."""


def rules_of_other_names(
    rules: tuple[RowFilterRule, ...], catalog: Catalog, schema: CatalogSchema
) -> tuple[RowFilterRule, ...]:
    """The further rules that hold because `rules` do."""
    filtered = {
        str(found.name): rule for rule in rules if (found := table_of(rule.table, schema)) is not None
    }
    if not filtered:
        return ()
    ways = dict(_ways(catalog, schema))
    synonyms = {name: way for name, way in ways.items() if _is_synonym(name, catalog, schema)}
    others: list[RowFilterRule] = []
    for name in ways.keys() - filtered.keys():
        meant = _meant(name, synonyms)
        if meant in filtered:
            others += [RowFilterRule(name, r.where) for r in rules if _is_of(r, meant, schema)]
        else:
            others += _closing(name, ways, frozenset(filtered))
    return tuple(sorted(others, key=lambda rule: (rule.table, rule.where)))


def _closing(name: str, ways: Ways, filtered: frozenset[str]) -> Iterator[RowFilterRule]:
    """The rule that refuses a view, if there must be one. What has a filter of its own is not looked into."""
    shown = _shown(name, ways, filtered)
    if past := shown.tables & filtered:
        yield RowFilterRule(name, "", past=min(past))
    elif shown.unknown:
        yield RowFilterRule(name, "", unknown=min(shown.unknown))


def _is_of(rule: RowFilterRule, name: str, schema: CatalogSchema) -> bool:
    table = table_of(rule.table, schema)
    return table is not None and str(table.name) == name


def _is_synonym(name: str, catalog: Catalog, schema: CatalogSchema) -> bool:
    return any(
        table.stands_for is not None and _name(written, schema) == name
        for written, table in catalog.tables.items()
    )


def _ways(catalog: Catalog, schema: CatalogSchema) -> Iterator[tuple[str, Way]]:
    for written, table in catalog.tables.items():
        name = _name(written, schema) or written
        if table.definition is not None:
            yield name, _defined(name, table.definition, schema)
        elif table.stands_for is not None:
            meant = _name(table.stands_for, schema)
            unknown = f"the catalog does not have `{table.stands_for}`, for which `{name}` stands"
            yield name, Way(unknown=(unknown,)) if meant is None else Way(frozenset({meant}))
        elif table.type != "table":
            yield name, Way(unknown=(f"the catalog does not have the definition of `{name}`",))


def _defined(name: str, definition: str, schema: CatalogSchema) -> Way:
    """What a definition shows; of one that cannot be parsed, every table whose name stands in it."""
    try:
        tree = parse_one(definition, dialect=_DIALECT)
    except SqlglotError:
        named = frozenset(str(found.name) for found in schema.named_in(definition).tables)
        return Way(named, (f"the definition of `{name}` cannot be read",))
    tables: set[str] = set()
    unknown = [f"the catalog does not tell what `{call}` reads" for call in _functions(tree)]
    for table in tree.find_all(exp.Table):
        if isinstance(table.this, exp.Func) or (table.args.get("db") is None and is_cte(table)):
            continue
        found = None if table.catalog else schema.find(table.name, table.db or None)
        if found is not None:
            tables.add(str(found.name))
        else:
            written = ".".join(part.name for part in table.parts)
            unknown.append(f"the catalog does not have `{written}`, which `{name}` reads")
    return Way(frozenset(tables), tuple(unknown))


def _functions(tree: exp.Expr) -> Iterator[str]:
    """Functions that are not SQL Server's own: those with a schema, and those of other servers."""
    for dot in tree.find_all(exp.Dot):
        if isinstance(dot.expression, exp.Func):
            yield f"{dot.this.sql(_DIALECT)}.{dot.expression.name}"
    for table in tree.find_all(exp.Table):
        if isinstance(table.this, exp.Anonymous) and (
            table.db or table.this.name.upper() not in TABLE_FUNCTIONS
        ):
            yield ".".join(filter(None, (table.db, table.this.name)))


def _name(written: str, schema: CatalogSchema) -> str | None:
    """The name of what the catalog has, None where it has it not."""
    try:
        parsed = parse_table_name(written, schema.default_schema)
    except BadName:
        return None
    found = schema.find(parsed.table, parsed.schema)
    return None if found is None else str(found.name)


def _meant(name: str, synonyms: Ways) -> str:
    """What a synonym of synonyms stands for in the end."""
    seen = {name}
    while name in synonyms and synonyms[name].tables:
        (name,) = synonyms[name].tables
        if name in seen:
            break
        seen.add(name)
    return name


def _shown(name: str, ways: Ways, filtered: frozenset[str]) -> Way:
    """All that a view shows, through other views and synonyms too."""
    seen: set[str] = set()
    unknown: set[str] = set()
    waiting = [name]
    while waiting:
        at = waiting.pop()
        way = ways.get(at, Way())
        unknown.update(way.unknown)
        fresh = way.tables - seen
        seen |= fresh
        waiting += fresh - filtered
    return Way(frozenset(seen), tuple(unknown))
