"""Other ways to the rows of a filtered table: synonyms, which get its filter, and views, which must have one of their own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from sqlglot import exp, parse_one
from sqlglot.errors import SqlglotError

from compiler.catalogs.names import BadName, parse_table_name
from compiler.catalogs.schema import CatalogSchema
from compiler.ir.query import RowFilterRule
from compiler.stages.queries.declarations import table_of
from schemas.resources.catalog import Catalog, Table

Ways = Mapping[str, frozenset[str]]
"""The name of a view or synonym, as `schema.table` of the catalog, to those of what it shows."""
_DIALECT: Final = "tsql"


def rules_of_other_names(
    rules: tuple[RowFilterRule, ...], catalog: Catalog, schema: CatalogSchema
) -> tuple[RowFilterRule, ...]:
    """The further rules that hold because `rules` do. A view whose definition the catalog does not have shows nothing."""
    filtered = {
        str(found.name): rule for rule in rules if (found := table_of(rule.table, schema)) is not None
    }
    if not filtered:
        return ()
    synonyms = dict(_synonyms(catalog, schema))
    ways: Ways = {**synonyms, **dict(_views(catalog, schema))}
    others: list[RowFilterRule] = []
    for name in ways.keys() - filtered.keys():
        meant = _meant(name, synonyms)
        if meant in filtered:
            others += [RowFilterRule(name, r.where) for r in rules if _is_of(r, meant, schema)]
        elif past := _shown(name, ways) & set(filtered):
            others.append(RowFilterRule(name, "", past=min(past)))
    return tuple(sorted(others, key=lambda rule: (rule.table, rule.where)))


def _is_of(rule: RowFilterRule, name: str, schema: CatalogSchema) -> bool:
    table = table_of(rule.table, schema)
    return table is not None and str(table.name) == name


def _synonyms(catalog: Catalog, schema: CatalogSchema) -> Iterator[tuple[str, frozenset[str]]]:
    for name, table in catalog.tables.items():
        if table.stands_for is not None:
            yield _name(name, schema), frozenset({_name(table.stands_for, schema)})


def _views(catalog: Catalog, schema: CatalogSchema) -> Iterator[tuple[str, frozenset[str]]]:
    for name, table in catalog.tables.items():
        if table.definition is not None:
            yield _name(name, schema), frozenset(_named(table, schema))


def _named(view: Table, schema: CatalogSchema) -> Iterator[str]:
    """The tables that a definition names; one that cannot be parsed names every table whose name stands in it."""
    text = str(view.definition)
    try:
        for table in parse_one(text, dialect=_DIALECT).find_all(exp.Table):
            if (found := schema.find(table.name, table.db or None)) is not None:
                yield str(found.name)
    except SqlglotError:
        yield from (str(found.name) for found in schema.named_in(text).tables)


def _name(written: str, schema: CatalogSchema) -> str:
    try:
        parsed = parse_table_name(written, schema.default_schema)
    except BadName:
        return written
    found = schema.find(parsed.table, parsed.schema)
    return written if found is None else str(found.name)


def _meant(name: str, synonyms: Ways) -> str:
    """What a synonym of synonyms stands for in the end."""
    seen = {name}
    while name in synonyms:
        (name,) = synonyms[name]
        if name in seen:
            break
        seen.add(name)
    return name


def _shown(name: str, ways: Ways) -> set[str]:
    """All that a view shows, through other views and synonyms too."""
    seen: set[str] = set()
    waiting = [name]
    while waiting:
        for following in ways.get(waiting.pop(), ()):
            if following not in seen:
                seen.add(following)
                waiting.append(following)
    return seen
