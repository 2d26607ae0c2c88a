"""Personal data shown row by row: result columns whose values are those of a column that the catalog tags."""

from __future__ import annotations

from collections.abc import Iterator

from compiler.catalogs.names import parse_table_name
from compiler.catalogs.schema import CatalogSchema
from compiler.diagnostics.codes import policy as codes
from compiler.ir.lineage import QueryUse, Target
from compiler.ir.query import Query
from compiler.ir.rendered import RenderedText
from compiler.lineage.repository import FAULTY
from compiler.stages.policy.findings import Finding, Subject
from schemas.resources.catalog import Catalog
from schemas.resources.policy import PersonalColumns


def personal_columns(rule: PersonalColumns, subject: Subject) -> Iterator[Finding]:
    """Each place that brings a tagged column into a result as it is; what a count or sum makes of it is no value."""
    traces, tagged = subject.traces, _tagged(rule, subject)
    if not tagged:
        return
    for query, sql, widget in _queries(subject):
        schema = subject.tenant.schema
        uses = traces.of(query, schema) if schema is not None else None
        if uses is None and traces.reason(query) != FAULTY:
            message = "what the result shows cannot be followed, so that it may hold personal data"
            remedy = "write the query in simpler parts, or accept it under `suppress` with a reason"
            yield Finding(codes.PERSONAL_COLUMN_SHOWN, message, sql.place(0, 1).span, remedy, widget)
        for use in _shown(rule, uses or (), tagged):
            columns = ", ".join(sorted({r.column for r in use.reaches if r.effect == "value" and r.column}))
            message = (
                f"`{use.target}` is tagged {tagged[use.target]}, and the result shows its values as {columns}"
            )
            remedy = "leave it out, count it, or accept it under `suppress` with a reason"
            span = sql.place(use.start, use.end).span
            yield Finding(codes.PERSONAL_COLUMN_SHOWN, message, span, remedy, widget)


def _shown(
    rule: PersonalColumns, uses: tuple[QueryUse, ...], tagged: dict[Target, str]
) -> Iterator[QueryUse]:
    """The uses nearest to the table, each once, unless the rows are grouped and the rule allows that."""
    grouped = {use.target for use in uses if use.role == "group by"} if rule.grouped == "allow" else set()
    for use in uses:
        shown = any(reach.effect == "value" and reach.column is not None for reach in use.reaches)
        if use.direct and shown and use.target in tagged and use.target not in grouped:
            yield use


def _queries(subject: Subject) -> Iterator[tuple[Query, RenderedText, str | None]]:
    for widget in subject.dashboard.widgets:
        if widget.query is not None and widget.rendered.sql is not None:
            yield widget.query, widget.rendered.sql, widget.rendered.widget.id
    for parameter in subject.dashboard.parameters:
        if parameter.query is not None and parameter.rendered.options is not None:
            yield parameter.query, parameter.rendered.options, None


def _tagged(rule: PersonalColumns, subject: Subject) -> dict[Target, str]:
    """Tagged columns to their tag, with all columns of views and computed columns that are made of them."""
    document, schema = subject.tenant.rendered.resolved.catalog, subject.tenant.schema
    if document is None or document.model is None or schema is None:
        return {}
    own = dict(_tags(rule, document.model, schema))
    definitions = subject.traces.definitions(subject.tenant, schema)
    found = dict(own)
    for target, tag in own.items():
        for made in definitions.everything_made_of({target: ()}):
            found.setdefault(made, tag)
    return found


def _tags(rule: PersonalColumns, catalog: Catalog, schema: CatalogSchema) -> Iterator[tuple[Target, str]]:
    wanted = set(rule.tags)
    for name, table in catalog.tables.items():
        parsed = parse_table_name(name, schema.default_schema)
        known = schema.find(parsed.table, parsed.schema)
        for column_name, column in table.typed_columns().items() if known is not None else ():
            tags = sorted(wanted & {*table.tags, *column.tags})
            if tags and known is not None:
                yield Target(str(known.name), known.by_name[column_name.lower()].name), tags[0]
