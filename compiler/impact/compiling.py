"""What a changed catalog breaks: the queries that it touches compiled before and after, and the difference told.

Nothing is written. A query is touched if it reads a table that changes, or has faults; every other one is left alone, since a
statement depends on its query and the tables that it reads.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from compiler.catalogs.schema import BadCatalog, CatalogSchema, schema_of
from compiler.diagnostics.diagnostic import Diagnostic
from compiler.diagnostics.gathering import Gathered, gather, is_error
from compiler.impact.altered import Altered, with_catalogs
from compiler.impact.lost import lost_definitions
from compiler.impact.parts import broken_parts, retyped
from compiler.ir.lineage import Impact
from compiler.ir.query import Query, Translation
from compiler.ir.rendered import RenderedTenant
from compiler.ir.translated import TranslatedTenant
from compiler.lineage.repository import Traces
from compiler.stages.queries import Question, TranslateAll, translate_tenants

UNTOUCHED = Translation()


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
    pairs = list(zip(before, after, strict=True))
    faults = [Gathered(new.slug, tuple(_new_faults(old, new))) for old, new in pairs]
    definitions = [lost_definitions(old, new, traces) for old, new in pairs]
    parts = [part for old, new in pairs for part in broken_parts(old, new)]
    parts += [part for found in definitions for part in found.parts]
    results = tuple(found for old, new in pairs for found in retyped(old, new))
    told = [Gathered(new.slug, found.faults) for (_, new), found in zip(pairs, definitions, strict=True)]
    return Impact(gather((), [*told, *faults]), tuple(dict.fromkeys(parts)), results)


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
    return tenant.slug


def _faults(tenant: TranslatedTenant) -> list[Diagnostic]:
    dashboards = [fault for dashboard in tenant.dashboards for fault in dashboard.faults]
    return [fault for fault in (*tenant.faults, *dashboards) if is_error(fault)]


def _new_faults(before: TranslatedTenant, after: TranslatedTenant) -> Iterator[Diagnostic]:
    known = {(fault.code, fault.span, fault.message) for fault in _faults(before)}
    yield from (fault for fault in _faults(after) if (fault.code, fault.span, fault.message) not in known)
