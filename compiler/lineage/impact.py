"""What a changed catalog breaks: the queries that it touches compiled before and after, and the difference told.

Nothing is written. A query is touched if it reads a table that changes, or has faults; every other one is left alone, since a
statement depends on its query and the tables that it reads.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from compiler.catalogs.schema import BadCatalog, CatalogSchema, schema_of
from compiler.diagnostics.codes import sql as codes
from compiler.diagnostics.diagnostic import Diagnostic, Span
from compiler.diagnostics.gathering import Gathered, gather, is_error
from compiler.ir.query import Query, Translation
from compiler.ir.rendered import RenderedTenant
from compiler.ir.translated import TranslatedTenant, TranslatedWidget
from compiler.lineage.altered import Altered, with_catalogs
from compiler.lineage.definitions import definitions_of
from compiler.lineage.repository import Traces, subjects
from compiler.stages.queries import Question, TranslateAll, translate_tenants
from compiler.stages.validate.members import value_span

UNTOUCHED = Translation()


@dataclass(frozen=True)
class Retyped:
    """A widget whose result changes and still compiles: `before` or `after` None for a column that is new or gone."""

    tenant: str
    dashboard: str
    widget: str
    column: str
    before: str | None
    after: str | None
    span: Span


@dataclass(frozen=True)
class Impact:
    """The errors that a change makes, each once with its tenants, and the results that it changes."""

    broken: tuple[Diagnostic, ...]
    retyped: tuple[Retyped, ...]

    @property
    def ok(self) -> bool:
        """Whether nothing breaks."""
        return not self.broken


@dataclass(frozen=True)
class Touched:
    """Translates all but the queries that are known to read nothing that changes."""

    translate: TranslateAll
    untouched: frozenset[Query]

    def __call__(self, questions: Sequence[Question]) -> list[Translation]:
        """The translations in order, for an untouched query an empty one."""
        asked = [question for question in questions if question.query not in self.untouched]
        answers = iter(self.translate(asked)) if asked else iter(())
        return [UNTOUCHED if q.query in self.untouched else next(answers) for q in questions]


def impact(
    tenants: tuple[TranslatedTenant, ...],
    altered: Altered,
    translate: TranslateAll,
    mended: tuple[RenderedTenant, ...] | None = None,
) -> Impact:
    """What breaks and what changes when these catalogs take the place of those that the tenants have.

    `mended` are the same tenants after edits of their files, if the edits belong to the change.
    """
    traces = Traces()
    step = Touched(translate, _untouched(tenants, altered, traces))
    rendered = tuple(tenant.rendered for tenant in tenants)
    before = translate_tenants(rendered, step)
    after = translate_tenants(with_catalogs(mended or rendered, altered), step)
    faults = [
        Gathered(_slug(new), tuple(_new_faults(old, new))) for old, new in zip(before, after, strict=True)
    ]
    views = [Gathered(_slug(new), tuple(_broken_definitions(old, new, traces)))
             for old, new in zip(before, after, strict=True)]  # fmt: skip
    retyped = [found for old, new in zip(before, after, strict=True) for found in _retyped(old, new)]
    return Impact(gather((), [*views, *faults]), tuple(retyped))


def _untouched(tenants: Iterable[TranslatedTenant], altered: Altered, traces: Traces) -> frozenset[Query]:
    """The queries that read no table that changes, in none of the tenants."""
    known: set[Query] = set()
    touched: set[Query] = set()
    for tenant in tenants:
        changed = _changed_tables(tenant, altered)
        for query in _queries(tenant):
            known.add(query)
            if changed and tenant.schema is not None and query not in touched:
                uses = traces.of(query, tenant.schema)
                if uses is None or any(use.target.table in changed for use in uses):
                    touched.add(query)
    return frozenset(known - touched)


def _queries(tenant: TranslatedTenant) -> Iterator[Query]:
    for dashboard in tenant.dashboards:
        queries = [subject.query for subject in dashboard.parameters]
        queries += [subject.query for subject in dashboard.widgets]
        yield from (query for query in queries if query is not None)


def _changed_tables(tenant: TranslatedTenant, altered: Altered) -> frozenset[str]:
    """The tables of a tenant's catalog that are not the same after the change; all, where the database itself differs."""
    document, schema = tenant.rendered.resolved.catalog, tenant.schema
    if document is None or document.path not in altered or schema is None:
        return frozenset()
    everything = frozenset(str(table.name) for table in schema.tables)
    model = altered[document.path].model
    try:
        new = schema_of(model) if model is not None else None
    except BadCatalog:  # nothing can be compiled against it
        new = None
    if new is None or _database(new) != _database(schema):
        return everything
    return everything - {str(table.name) for table in new.tables if table in schema.tables}


def _database(schema: CatalogSchema) -> tuple[object, ...]:
    return schema.default_schema, schema.collation, schema.compatibility_level


def _slug(tenant: TranslatedTenant) -> str:
    return tenant.rendered.resolved.tenant.slug


def _faults(tenant: TranslatedTenant) -> list[Diagnostic]:
    dashboards = [fault for dashboard in tenant.dashboards for fault in dashboard.faults]
    return [fault for fault in (*tenant.faults, *dashboards) if is_error(fault)]


def _new_faults(before: TranslatedTenant, after: TranslatedTenant) -> Iterator[Diagnostic]:
    known = {(fault.code, fault.span, fault.message) for fault in _faults(before)}
    yield from (fault for fault in _faults(after) if (fault.code, fault.span, fault.message) not in known)


def _broken_definitions(
    before: TranslatedTenant, after: TranslatedTenant, traces: Traces
) -> Iterator[Diagnostic]:
    """Views, computed columns and synonyms that held and hold no more, and every query that reads what is made of them."""
    old, new = before.rendered.resolved.catalog, after.rendered.resolved.catalog
    if old is None or new is None or old.model is new.model or before.schema is None or after.schema is None:
        return
    definitions = traces.definitions(before, before.schema)
    held = {found.target for found in definitions.found if found.uses is not None}
    lost = [f for f in definitions_of(new, after.schema).found if f.uses is None and f.target in held]
    for found in lost:
        message = f"the {found.kind} `{found.name}` no longer holds"
        yield Diagnostic(
            codes.UNKNOWN_COLUMN.id, message, found.node.span, help="the site must change it too"
        )
    broken = definitions.everything_made_of(found.target for found in lost)
    for subject in subjects(before, before.schema, traces) if lost else ():
        for use in subject.uses or ():
            if use.target in broken and use.direct and subject.dashboard is not None:
                message = f"`{use.target}` is read here, which no longer holds"
                yield Diagnostic(codes.UNKNOWN_TABLE.id, message, subject.place(use).span)


def _retyped(before: TranslatedTenant, after: TranslatedTenant) -> Iterator[Retyped]:
    for old_dashboard, new_dashboard in zip(before.dashboards, after.dashboards, strict=True):
        for old, new in zip(old_dashboard.widgets, new_dashboard.widgets, strict=True):
            one, other = _columns(old), _columns(new)
            if one is None or other is None:
                continue
            for name in dict.fromkeys([*one, *other]):
                if one.get(name) != other.get(name):
                    slug, widget = new_dashboard.rendered.resolved.slug, new.rendered
                    span = value_span(widget.node, "id")
                    yield Retyped(
                        _slug(after), slug, widget.widget.id, name, one.get(name), other.get(name), span
                    )


def _columns(widget: TranslatedWidget | None) -> dict[str, str] | None:
    translation = widget.translation if widget is not None else None
    if translation is None or frozenset() not in translation.statements:
        return None
    columns = translation.statements[frozenset()].columns
    return {column.name: f"{column.type}{'' if column.nullable else ' not null'}" for column in columns}
