"""The uses in all queries of all tenants, each unique query traced once, at the lines where authors wrote them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from compiler.catalogs.schema import CatalogSchema
from compiler.ir.lineage import Lineage, PlacedUse, QueryUse, SubjectKind, Target, Unread
from compiler.ir.query import Query
from compiler.ir.rendered import Place, RenderedText
from compiler.ir.translated import TranslatedTenant
from compiler.lineage.asking import meant_by
from compiler.lineage.definitions import Definition, Definitions, Through, definitions_of
from compiler.lineage.given_rows import given_rows
from compiler.lineage.tracing import Untraceable, trace
from compiler.stages.analyse import analyse
from compiler.stages.queries.declarations import table_of
from compiler.stages.queries.row_filters import filters_of_dashboard, filters_of_tenant, probe
from compiler.stages.render.places import verbatim
from compiler.stages.validate.members import child, first_key, value_span
from compiler.yaml_source import MappingNode, ScalarNode
from schemas.resources.tenant import RowFilter

Wanted = Mapping[Target, Through]
FAULTY = "has faults; `dashwright check` tells them"


@dataclass
class Traces:
    """Remembers what each query of each catalog uses, so that a thousand tenants that share them pay once."""

    _queries: dict[tuple[Query, CatalogSchema], tuple[QueryUse, ...] | None] = field(default_factory=dict)
    _definitions: dict[str, Definitions] = field(default_factory=dict)
    untraceable: dict[Query, str] = field(default_factory=dict)
    """Queries without a fault that lineage cannot explain, which is a fault of its own."""

    def of(self, query: Query, schema: CatalogSchema) -> tuple[QueryUse, ...] | None:
        """The uses of a query as its author wrote it, row filters apart; None where it has faults."""
        key = replace(query, row_filters=()), schema.named_in(query.sql)
        if key not in self._queries:
            self._queries[key] = self._traced(*key)
        return self._queries[key]

    def _traced(self, query: Query, schema: CatalogSchema) -> tuple[QueryUse, ...] | None:
        variants = analyse(query, schema).variants
        try:
            return trace(variants[frozenset()], schema) if variants else None
        except Untraceable as error:
            self.untraceable[query] = f"cannot be followed: {error}"
            return None

    def reason(self, query: Query) -> str:
        """Why the uses of a query are not known."""
        return self.untraceable.get(replace(query, row_filters=()), FAULTY)

    def definitions(self, tenant: TranslatedTenant, schema: CatalogSchema) -> Definitions:
        """What the tenant's catalog defines."""
        document = tenant.rendered.resolved.catalog
        if document is None:
            return Definitions()
        if document.path not in self._definitions:
            self._definitions[document.path] = definitions_of(document, schema)
        return self._definitions[document.path]


@dataclass(frozen=True)
class Subject:
    """A text that may use something: `opening` is what was put before it to make it a query."""

    dashboard: str | None
    kind: SubjectKind
    name: str
    text: RenderedText
    uses: tuple[QueryUse, ...] | None
    opening: str = ""
    reason: str = FAULTY

    def place(self, use: QueryUse) -> Place:
        """Where the author wrote a use of it."""
        before = len(self.opening)
        return self.text.place(max(use.start - before, 0), max(use.end - before, 1))

    def unread(self, tenant: str) -> Unread:
        """That its uses are not known."""
        return Unread(tenant, self.dashboard, self.kind, self.name, self.text.node.span, self.reason)


def lineage(tenants: Iterable[TranslatedTenant], asked: str, traces: Traces | None = None) -> Lineage:
    """Every use of what `asked` names, in the tenants whose catalogs have it. Raises BadName."""
    traces = traces or Traces()
    targets: dict[str, tuple[Target, ...]] = {}
    uses: list[PlacedUse] = []
    unread: list[Unread] = []
    for tenant in tenants:
        slug = tenant.slug
        if tenant.schema is None:
            unread.append(_without_catalog(tenant, slug))
            continue
        meant = meant_by(asked, tenant.schema)
        if meant:
            targets[slug] = meant
            known = list(subjects(tenant, tenant.schema, traces))
            wanted = _wanted(meant, tenant.schema, traces.definitions(tenant, tenant.schema))
            uses += [found for subject in known for found in _placed(subject, slug, wanted)]
            unread += _unrendered(tenant, slug)
            unread += [subject.unread(slug) for subject in known if subject.uses is None]
    return Lineage(targets, tuple(sorted(uses, key=_order)), tuple(unread))


def _without_catalog(tenant: TranslatedTenant, slug: str) -> Unread:
    """A tenant none of whose queries can be understood."""
    resolved = tenant.rendered.resolved
    span = value_span(child(resolved.document.node, "datasource"), "catalog")
    return Unread(slug, None, "catalog", resolved.tenant.datasource.catalog, span, FAULTY)


def _unrendered(tenant: TranslatedTenant, slug: str) -> Iterator[Unread]:
    """Widgets whose template has a fault."""
    for dashboard in tenant.dashboards:
        for widget in dashboard.widgets:
            if not widget.rendered.whole and widget.rendered.sql is None:
                name, span = widget.rendered.widget.id, first_key(widget.rendered.node)
                yield Unread(slug, dashboard.rendered.resolved.slug, "widget", name, span, FAULTY)


def _order(found: PlacedUse) -> tuple[object, ...]:
    return (
        found.place.span,
        found.use.role,
        found.use.through,
        found.tenant,
        found.dashboard or "",
        found.name,
    )


def _wanted(
    meant: Iterable[Target], schema: CatalogSchema, definitions: Definitions
) -> dict[Target, Through]:
    """What was meant, of a table its columns too, and all that views, computed columns and synonyms make of it."""
    columns = {str(table.name): table.columns for table in schema.tables}
    asked = dict.fromkeys(meant)
    for target in list(asked):
        if target.column is None:
            asked |= dict.fromkeys(Target(target.table, column.name) for column in columns[target.table])
    return definitions.everything_made_of(asked)


def _placed(subject: Subject, tenant: str, wanted: Wanted) -> Iterator[PlacedUse]:
    for use in subject.uses or ():
        if use.target in wanted:
            through = (*wanted[use.target], *use.through)
            direct = use.direct and not wanted[use.target]
            found = replace(use, through=through, direct=direct)
            yield PlacedUse(found, tenant, subject.dashboard, subject.kind, subject.name, subject.place(use))


def subjects(tenant: TranslatedTenant, schema: CatalogSchema, traces: Traces) -> Iterator[Subject]:
    """Everything of a tenant that may use something of its catalog, and what the catalog itself defines."""
    for dashboard in tenant.dashboards:
        slug = dashboard.rendered.resolved.slug
        for parameter in dashboard.parameters:
            options = parameter.rendered.options
            if options is not None and parameter.query is not None:
                uses = traces.of(parameter.query, schema)
                yield Subject(
                    slug,
                    "parameter",
                    parameter.rendered.parameter.id,
                    options,
                    uses,
                    reason=traces.reason(parameter.query),
                )
        for widget in dashboard.widgets:
            if widget.rendered.sql is not None and widget.query is not None:
                uses = traces.of(widget.query, schema)
                yield Subject(
                    slug,
                    "widget",
                    widget.rendered.widget.id,
                    widget.rendered.sql,
                    uses,
                    reason=traces.reason(widget.query),
                )
        for test, key, use in given_rows(dashboard.rendered.resolved, schema):
            yield Subject(slug, "test", test, verbatim(key), (use,))
        own = filters_of_dashboard(dashboard.rendered.resolved)
        yield from _row_filters(own, slug, tenant, schema, traces)
    yield from _row_filters(filters_of_tenant(tenant.rendered.resolved), None, tenant, schema, traces)
    for definition in traces.definitions(tenant, schema).found:
        yield _defined(definition)


def _row_filters(
    listed: Iterable[tuple[RowFilter, MappingNode]],
    dashboard: str | None,
    tenant: TranslatedTenant,
    schema: CatalogSchema,
    traces: Traces,
) -> Iterator[Subject]:
    resolved = tenant.rendered.resolved
    for row_filter, node in listed:
        table, where = table_of(row_filter.table, schema), node.get("where")
        if table is None or not isinstance(where, ScalarNode):
            continue
        query = probe(row_filter, table, resolved.tenant.datasource.dialect, schema)
        opening = query.sql[: query.sql.index("\n") + 1]
        found = traces.of(query, schema)
        named = node.get("table")
        if isinstance(named, ScalarNode):
            whole = QueryUse(Target(str(table.name)), "row filter", 0, len(str(named.value)))
            yield Subject(dashboard, "row filter", row_filter.table, verbatim(named), (whole,))
        uses = None if found is None else tuple(
            replace(use, role="row filter", reaches=()) for use in found if use.start >= len(opening)
        )  # fmt: skip
        yield Subject(dashboard, "row filter", row_filter.table, verbatim(where), uses, opening)


def _defined(definition: Definition) -> Subject:
    text = verbatim(definition.node)
    return Subject(None, definition.kind, definition.name, text, definition.uses, definition.opening)
