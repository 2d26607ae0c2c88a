"""Before a bundle goes live: every statement is described on the site's own database and compared with its contract.

Nothing is executed and no row is read. A statement that cannot be described, or that would return other columns
than the bundle says, refuses the bundle with tenant, dashboard, widget and column, in our own words.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import astuple

from agent.execute.answer import kind_of
from agent.execute.engine import DescribedColumn, Session, SiteColumn
from agent.execute.guard import AdmittedStatement
from agent.execute.pool import SessionPool
from agent.execute.served import ServedBundle, where_used
from agent.faults import SiteFault
from schemas import site_codes
from schemas.bundle.objects import CatalogContract, ResultColumn
from schemas.canonical import canonical_bytes, digest

TIME_LIMIT_SECONDS = 600.0
TRANSIENT = frozenset({site_codes.DATABASE_UNREACHABLE, site_codes.BUSY, site_codes.QUERY_TIMEOUT})
"""Faults that say nothing about the bundle."""


def preflight(bundle: ServedBundle, pool: SessionPool, *, lanes: int) -> None:
    """Passes a bundle that the database can run; `lanes` connections work side by side.

    Raises SiteFault: DW923 or DW924 to refuse the bundle, one of TRANSIENT to try again later.
    """
    statements = _distinct(bundle.admitted.values())
    jobs = [
        pool.submit(_describe_all(bundle, statements[lane::lanes]), timeout_seconds=TIME_LIMIT_SECONDS)
        for lane in range(min(lanes, len(statements)))
    ]
    faults = [fault for job in jobs if (fault := job.future.result()) is not None]
    if faults:
        raise faults[0]


def _distinct(statements: Iterable[AdmittedStatement]) -> list[AdmittedStatement]:
    """One of those that differ only in limits, refresh or origin: the database would say the same of each."""
    kept: dict[object, AdmittedStatement] = {}
    for admitted in statements:
        statement = admitted.statement
        parameters = tuple((parameter.name, parameter.type) for parameter in statement.parameters)
        columns = tuple((column.name, column.type) for column in statement.columns)
        kept.setdefault((statement.sql, parameters, columns), admitted)
    return list(kept.values())


def _describe_all(
    bundle: ServedBundle, statements: Sequence[AdmittedStatement]
) -> Callable[[Session], SiteFault | None]:
    """The work of one lane: its first fault is a result, because the session is still sound."""

    def work(session: Session) -> SiteFault | None:
        for admitted in statements:
            try:
                check_columns(admitted.statement.columns, session.describe(admitted))
            except SiteFault as fault:
                if fault.code in TRANSIENT:
                    raise
                place = where_used(bundle.bundle, admitted.digest)
                return SiteFault(fault.code, f"{place}: {fault.message}", fault.remedy)
        return None

    return work


def fingerprint(contract: CatalogContract, columns: Iterable[SiteColumn]) -> str:
    """SHA-256 over the site's columns of the tables that the bundle reads: it tells a changed table, and nothing else."""
    wanted = {table.lower() for table in contract.tables}
    found = sorted(column for column in columns if f"{column.schema}.{column.table}".lower() in wanted)
    return digest(canonical_bytes([list(astuple(column)) for column in found]))


def check_columns(contract: Sequence[ResultColumn], found: Sequence[DescribedColumn]) -> None:
    """Passes columns with the contract's names, in its order, of the same kinds. Raises SiteFault (DW924)."""
    if len(contract) != len(found):
        raise _differs(f"the database returns {len(found)} columns, the bundle says {len(contract)}")
    for wanted, described in zip(contract, found, strict=True):
        if wanted.name != described.name:
            raise _differs(f"column {wanted.name!r} is called {described.name!r} by the database")
        if kind_of(wanted.type) != kind_of(described.type):
            raise _differs(
                f"column {wanted.name!r} is {described.type} in the database, the bundle says {wanted.type}"
            )


def _differs(what: str) -> SiteFault:
    return SiteFault(
        site_codes.COLUMNS_DIFFER,
        what,
        "Bring the catalog up to date with the site's tables and publish again.",
    )
