"""The entry point of `dashwright`: the group, its version, nothing else. Commands stand in `commands.py`."""

from __future__ import annotations

import click

from compiler.cli.collecting import collect_seldom
from compiler.cli.commands import LazyGroup
from compiler.version import version


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(version(), prog_name="dashwright")
def cli() -> None:
    """Dashboards as YAML, compiled to SQL Server's own dialect, delivered as signed bundles."""


def main() -> None:
    """Runs the command line; the exit code is 0 when all is well, 1 for faults, 2 for wrong usage."""
    collect_seldom()
    cli()


if __name__ == "__main__":
    main()
