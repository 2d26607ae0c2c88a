"""`dashwright test`: the tests that dashboards carry, rows in and rows out."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import click

from compiler.cli.options import root_option
from compiler.cli.verify import translated_tenants, writes_postgres
from compiler.conformance.dashboard_tests import TestResult, run_tests
from compiler.conformance.opening import EngineMissing, Engines, with_postgres
from compiler.conformance.postgres_server import PostgresNotStarted
from compiler.conformance.values import EngineFailed, Row
from compiler.conformance.written_rows import written_row
from compiler.ir.translated import TranslatedTenant


@click.command("test")
@click.argument("tenants", nargs=-1, metavar="[TENANT]...")
@root_option
@click.option("--sqlserver", metavar="ODBC", help="A SQL Server that must give the same rows.")
@click.option("--postgres", metavar="URL", help="A PostgreSQL to use; without it one is started.")
@click.option("--verbose", is_flag=True, help="Show the tests that hold too.")
def command(
    tenants: tuple[str, ...], root: Path, sqlserver: str | None, postgres: str | None, verbose: bool
) -> None:
    """Run the `tests:` of every dashboard on the engine of the author's dialect, time standing still.

    Exit code 0 when all hold, 1 otherwise.
    """
    translated = translated_tenants(root, tenants)
    results: list[TestResult] = []
    try:
        for result in _results(translated, Engines(postgres, sqlserver)):
            results.append(result)
            if verbose or result.failure is not None:
                click.echo("\n".join(_lines(result)))
    except (EngineMissing, EngineFailed, PostgresNotStarted) as fault:
        raise click.ClickException(str(fault)) from fault
    failed = sum(result.failure is not None for result in results)
    click.echo(_summary(len(results) - failed, failed) if results else "no dashboard has tests")
    sys.exit(1 if failed else 0)


def _summary(held: int, failed: int) -> str:
    return f"{held} expectation{' holds' if held == 1 else 's hold'}, {failed} do{'es' if failed == 1 else ''} not"


def _results(tenants: tuple[TranslatedTenant, ...], engines: Engines) -> Iterator[TestResult]:
    needed = any(writes_postgres(tenant) and has_tests(tenant) for tenant in tenants)
    with with_postgres(engines, needed) as ready:
        for tenant in tenants:
            yield from run_tests(tenant, ready)


def has_tests(tenant: TranslatedTenant) -> bool:
    """Whether any dashboard of the tenant has tests."""
    return any(dashboard.rendered.resolved.model.tests for dashboard in tenant.dashboards)


def _lines(result: TestResult) -> Iterator[str]:
    if result.failure is None:
        yield f"{result.name}: holds"
        return
    yield f"{result.name}: FAILED: {result.failure}"
    if result.difference is not None:
        yield f"  expected: {_row(result, result.difference.expected)}"
        yield f"  got:      {_row(result, result.difference.got)}"


def _row(result: TestResult, row: Row | None) -> str:
    return "no row" if row is None else written_row(result.columns, row)
