"""`dashwright-agent doctor`: whether everything around the agent is as it should be."""

from __future__ import annotations

import sys

import click

from agent.cli.main import cli, settings_from_environment
from agent.doctor import examine

MARKS = {"ok": "ok     ", "warning": "warning", "fault": "FAULT  "}


@cli.command()
def doctor() -> None:
    """Check disk, trust, database, login rights and control plane; each line says what to do."""
    faults = 0
    for finding in examine(settings_from_environment()):
        faults += finding.verdict == "fault"
        click.echo(f"{MARKS[finding.verdict]} {finding.subject}: {finding.words}")
        if finding.remedy:
            click.echo(f"        -> {finding.remedy}")
    sys.exit(1 if faults else 0)
