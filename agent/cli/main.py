"""The entry point of `dashwright-agent`, and how faults reach a terminal: code, sentence, remedy, exit status 1."""

from __future__ import annotations

import os
import sys
from datetime import UTC, datetime

import click

from agent import AGENT_VERSION
from agent.faults import SiteFault
from agent.logs import configure_logs
from agent.settings import Settings, read_settings


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(AGENT_VERSION, prog_name="dashwright-agent")
def cli() -> None:
    """Runs Dashwright's dashboards at a customer's site. Settings come from the environment."""


def main() -> None:
    """Runs the command line; the exit code is 0 when all is well, 1 for a fault, 2 for wrong usage."""
    configure_logs()
    try:
        cli()
    except SiteFault as fault:
        click.echo(f"{fault.code.id} {fault.code.title}\n  {fault.message}", err=True)
        if fault.remedy:
            click.echo(f"  -> {fault.remedy}", err=True)
        sys.exit(1)


def settings_from_environment() -> Settings:
    """The settings of this process. Raises SiteFault (DW901)."""
    return read_settings(os.environ)


def utc_now() -> datetime:
    """The clock of the running agent."""
    return datetime.now(UTC)
