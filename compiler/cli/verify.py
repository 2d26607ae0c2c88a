"""`dashwright verify`: every statement against the query that it was made from, on the same rows."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import click

from compiler.cli.options import root_option
from compiler.conformance.opening import EngineMissing, Engines, with_postgres
from compiler.conformance.parser import PLACE, TsqlParser, program
from compiler.conformance.postgres_server import PostgresNotStarted
from compiler.conformance.reports import is_good, lines_of, summary
from compiler.conformance.values import EngineFailed
from compiler.conformance.verification import Finding, read_back, verify_tenant
from compiler.diagnostics.codes.reading import NO_TENANT
from compiler.ir.translated import TranslatedTenant
from compiler.ir.tree import UnknownTenant
from compiler.pipeline import run_stages
from compiler.stages.load import load


@click.command("verify")
@click.argument("tenants", nargs=-1, metavar="[TENANT]...")
@root_option
@click.option("--sqlserver", metavar="ODBC", help="A SQL Server on which a scratch database may be made.")
@click.option("--postgres", metavar="URL", help="A PostgreSQL to use; without it one is started.")
@click.option("--verbose", is_flag=True, help="Show the statements that are the same too.")
def command(
    tenants: tuple[str, ...], root: Path, sqlserver: str | None, postgres: str | None, verbose: bool
) -> None:
    """Run each query on the engine of its author's dialect and its statement on the site's kind of engine, and compare.

    Both see the same rows, made from the catalog's types. Nothing is left behind on either engine. Without --sqlserver,
    statements for SQL Server are read by Microsoft's parser where it is installed. Exit code 0 when nothing speaks
    against any statement, 1 otherwise.
    """
    translated = translated_tenants(root, tenants)
    findings: list[Finding] = []
    try:
        for finding in _findings(translated, Engines(postgres, sqlserver)):
            findings.append(finding)
            if verbose or not is_good(finding):
                click.echo("\n".join(lines_of(finding)))
    except (EngineMissing, EngineFailed, PostgresNotStarted) as fault:
        raise click.ClickException(str(fault)) from fault
    click.echo(summary(findings))
    sys.exit(0 if all(map(is_good, findings)) else 1)


def translated_tenants(root: Path, tenants: Iterable[str]) -> tuple[TranslatedTenant, ...]:
    """The tenants named, or all, after stage 7; a tenant that is not there is wrong usage, and none at all a fault."""
    tree = load(root)
    if (missing := next((fault for fault in tree.faults if fault.code == NO_TENANT.id), None)) is not None:
        raise click.ClickException(f"{missing.message}; {missing.help}")
    try:
        return run_stages(tree, tuple(tenants) or None).translated
    except UnknownTenant as error:
        raise click.BadParameter(f"there is no tenant {error}", param_hint="TENANT") from error


def _findings(tenants: tuple[TranslatedTenant, ...], engines: Engines) -> Iterator[Finding]:
    executed = [tenant for tenant in tenants if engines.sqlserver or tenant.target.engine != "sqlserver"]
    with with_postgres(engines, any(map(writes_postgres, executed))) as ready:
        for tenant in executed:
            yield from verify_tenant(tenant, ready)
    if read := [tenant for tenant in tenants if tenant not in executed]:
        yield from _read(read)


def _read(tenants: list[TranslatedTenant]) -> Iterator[Finding]:
    if not program().exists():
        raise EngineMissing(
            f"add --sqlserver ODBC, or install Microsoft's parser (tests/support/scriptdom/setup.sh, {PLACE})"
        )
    with TsqlParser(program()) as parser:
        for tenant in tenants:
            yield from read_back(tenant, parser)


def writes_postgres(tenant: TranslatedTenant) -> bool:
    """Whether the tenant's authors write PostgreSQL's dialect."""
    return tenant.rendered.resolved.tenant.datasource.dialect == "postgres"
