"""Views, computed columns and synonyms of a catalog that a change takes the ground from, and the queries that read them."""

from __future__ import annotations

from dataclasses import dataclass

from compiler.diagnostics.codes import sql as codes
from compiler.diagnostics.diagnostic import Diagnostic
from compiler.ir.lineage import BrokenPart, QueryUse
from compiler.ir.translated import TranslatedTenant
from compiler.lineage.definitions import Definition, definitions_of
from compiler.lineage.repository import Subject, Traces, subjects


@dataclass(frozen=True)
class Lost:
    """What follows from definitions that no longer hold."""

    faults: tuple[Diagnostic, ...] = ()
    parts: tuple[BrokenPart, ...] = ()


def lost_definitions(before: TranslatedTenant, after: TranslatedTenant, traces: Traces) -> Lost:
    """Views, computed columns and synonyms that held and hold no more, and every query that reads what is made of them."""
    old, new = before.rendered.resolved.catalog, after.rendered.resolved.catalog
    if old is None or new is None or old.model is new.model or before.schema is None or after.schema is None:
        return Lost()
    definitions = traces.definitions(before, before.schema)
    held = {found.target for found in definitions.found if found.uses is not None}
    lost = [f for f in definitions_of(new, after.schema).found if f.uses is None and f.target in held]
    broken = definitions.everything_made_of(found.target for found in lost)
    known = list(subjects(before, before.schema, traces)) if lost else []
    read = [(s, use) for s in known for use in s.uses or () if use.direct and use.target in broken]
    faults = [_lost_definition(found) for found in lost]
    faults += [_reads_lost(subject, use) for subject, use in read if subject.dashboard is not None]
    parts = [
        BrokenPart(
            after.slug,
            subject.dashboard,
            subject.kind,
            subject.name,
            subject.text.node.span,
        )
        for subject, _ in read
        if subject.dashboard is not None
    ]
    return Lost(tuple(faults), tuple(parts))


def _lost_definition(found: Definition) -> Diagnostic:
    message = f"the {found.kind} `{found.name}` no longer holds"
    remedy = "the site must change it too"
    return Diagnostic(codes.UNKNOWN_COLUMN.id, message, found.node.span, help=remedy)


def _reads_lost(subject: Subject, use: QueryUse) -> Diagnostic:
    message = f"`{use.target}` is read here, which no longer holds"
    return Diagnostic(codes.UNKNOWN_TABLE.id, message, subject.place(use).span)
