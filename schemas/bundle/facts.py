"""The parts of a bundle as facts: a name in the author's words, and what it says there, for people to compare.

Where an author wrote a thing is no fact of it: a comment above a widget changes nothing that a site shows.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping

from schemas.bundle.manifest import Manifest
from schemas.bundle.objects import (
    BundleDashboard,
    BundleParameter,
    BundleWidget,
    CatalogContract,
    ParameterSource,
    RowFilters,
    Statement,
    Variant,
)

Facts = Mapping[str, str]
"""Dotted names, as in `position.width` or `title.th`, to what stands there."""

ReadStatement = Callable[[str], Statement]
"""A statement by its digest."""

EVERY_LOCALE = ".*"

ROW_FILTERS = "row_filters"
"""The name of row filters; it goes on with a point and the table."""

QUERY = "query"
"""The name of a statement's text; where optional parameters are empty it goes on with ` without` and their names."""


def widget_facts(widget: BundleWidget, statement: ReadStatement) -> Facts:
    """All that a site shows of a widget."""
    shown = widget.model_dump(mode="json", exclude_none=True, exclude={"id", "origin", "variants"})
    queries = [fact for variant in widget.variants for fact in _variant_facts(variant, statement)]
    return _flat(shown) | dict(queries)


def parameter_facts(parameter: BundleParameter, statement: ReadStatement) -> Facts:
    """All that a site shows of a parameter."""
    shown = parameter.model_dump(mode="json", exclude_none=True, exclude={"id", "option_statement"})
    queries: dict[str, str] = {}
    if parameter.option_statement is not None:
        queries = {
            f"options.{name}": text for name, text in _statement_facts(statement(parameter.option_statement))
        }
    return _flat(shown) | queries


def dashboard_facts(dashboard: BundleDashboard) -> Facts:
    """What a site shows of a dashboard besides its parts, and the former names by which it is still found."""
    own = {"title", "description", "moved"}
    facts = _flat(dashboard.model_dump(mode="json", exclude_none=True, include=own))
    return {**facts, **row_filter_facts(dashboard.row_filters)}


def row_filter_facts(row_filters: RowFilters | None) -> Facts:
    """Which rows of which tables are left to viewers; blanks and line ends of a condition are no fact."""
    return {
        f"{ROW_FILTERS}.{table}": " and also ".join(" ".join(where.split()) for where in conditions)
        for table, conditions in (row_filters or {}).items()
    }


def manifest_facts(manifest: Manifest) -> Facts:
    """What holds for all of a tenant's dashboards."""
    own = {"name", "locale", "timezone", "engine", "format"}
    facts = _flat(manifest.model_dump(mode="json", exclude_none=True, include=own))
    listed = {"dashboards": ", ".join(entry.slug for entry in manifest.dashboards)}
    return {**row_filter_facts(manifest.row_filters), **facts, **listed}


def catalog_facts(catalog: CatalogContract) -> Facts:
    """The columns that the site must have."""
    return {
        f"{table}.{name}": _typed(column.type, nullable=column.nullable)
        + (f" collate {column.collation}" if column.collation else "")
        for table, columns in catalog.tables.items()
        for name, column in columns.items()
    }


def _variant_facts(variant: Variant, statement: ReadStatement) -> Iterator[tuple[str, str]]:
    """Facts of a statement; of one for empty parameters, those that can differ from the first."""
    found = _statement_facts(statement(variant.statement))
    if not variant.when_empty:
        yield from found
        return
    when = f" without {', '.join(variant.when_empty)}"
    yield from ((name + when, text) for name, text in found if name == QUERY)


def _statement_facts(statement: Statement) -> Iterator[tuple[str, str]]:
    yield QUERY, statement.sql
    for column in statement.columns:
        yield f"columns.{column.name}", _typed(column.type, nullable=column.nullable)
    for parameter in statement.parameters:
        many = " of many" if parameter.many else ""
        yield f"bound.{parameter.name}", f"{parameter.type}{many}, {_source(parameter.source)}"
    yield "rows", str(statement.limits.rows)
    yield "timeout", f"{statement.limits.timeout_ms} ms"
    yield "refresh", f"{statement.refresh_seconds} s"


def _source(source: ParameterSource) -> str:
    if source.kind == "now":
        return "the moment of the view"
    whose = "the viewer's claim" if source.kind == "claim" else "parameter"
    return f"{whose} {'.'.join(part for part in (source.name, source.part) if part)}"


def _typed(written: str, *, nullable: bool) -> str:
    return written if nullable else f"{written} not null"


def _flat(value: Mapping[str, object], above: str = "") -> dict[str, str]:
    """Every leaf of nested mappings under its dotted name. `*`, a text for every locale, adds nothing to a name."""
    flat: dict[str, str] = {}
    for key, item in value.items():
        name = f"{above}{key}".removesuffix(EVERY_LOCALE)
        if isinstance(item, Mapping):
            flat |= _flat(item, f"{name}.")
        else:
            flat[name] = item if isinstance(item, str) else json.dumps(item, ensure_ascii=False)
    return flat
