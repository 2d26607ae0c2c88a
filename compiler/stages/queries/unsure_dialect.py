"""Tenants of which the dialect cannot be told, because their file is faulty: the faults that are sure all the same.

Such a tenant's queries are read in each dialect that they may be written in. A fault that a query has in all of them does
not come of the wrong dialect.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from compiler.diagnostics.diagnostic import Diagnostic, Span
from compiler.ir.rendered import RenderedTenant
from compiler.ir.translated import TranslatedTenant
from compiler.stages.validate.repaired_datasource import possible_dialects


def in_each_dialect(tenant: RenderedTenant) -> tuple[RenderedTenant, ...]:
    """The tenant once for each dialect that its queries may be written in, the one that is assumed first; mostly itself."""
    found = tenant.resolved.tenant
    others = (
        dialect
        for dialect in possible_dialects(tenant.resolved.document.node)
        if dialect != found.datasource.dialect
    )
    sources = (found.datasource.model_copy(update={"dialect": dialect}) for dialect in others)
    models = (found.model_copy(update={"datasource": source}) for source in sources)
    return (tenant, *(replace(tenant, resolved=replace(tenant.resolved, tenant=model)) for model in models))


def with_common_faults(readings: Sequence[TranslatedTenant]) -> TranslatedTenant:
    """The first of several readings of a tenant, with those of its faults that all have, of one code at one place."""
    first, *others = readings
    if not others:
        return first
    dashboards = tuple(
        replace(of_one, faults=_common(of_one.faults, (other.faults for other in of_others)))
        for of_one, *of_others in zip(*(reading.dashboards for reading in readings), strict=True)
    )
    return replace(first, dashboards=dashboards, faults=_common(first.faults, (o.faults for o in others)))


def _common(faults: Iterable[Diagnostic], others: Iterable[tuple[Diagnostic, ...]]) -> tuple[Diagnostic, ...]:
    sets: list[set[tuple[str, Span]]] = [{(fault.code, fault.span) for fault in other} for other in others]
    return tuple(fault for fault in faults if all((fault.code, fault.span) in known for known in sets))
