"""`dashwright-agent import-bundle`: a bundle from a directory, for sites without a network."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from agent.cli.main import cli, settings_from_environment, utc_now
from agent.control_plane import Deadline
from agent.site import Site
from agent.sync.offline import BundleDirectory


@cli.command("import-bundle")
@click.argument("directory", type=click.Path(exists=True, file_okay=False, path_type=Path))
def import_bundle(directory: Path) -> None:
    """Verify and activate the bundle in DIRECTORY (metadata/ and objects/). The agent must not be running."""
    site = Site(settings_from_environment(), utc_now)
    try:
        site.serve_stored()
        deadline = Deadline.after(site.settings.site.sync.total_timeout_seconds)
        site.intake(BundleDirectory(directory)).take(deadline)
        if (refused := site.state.refusal()) is not None:
            click.echo(f"{refused.code} {refused.reason}", err=True)
            sys.exit(1)
        click.echo(f"running version {site.current.required().version}")
    finally:
        site.close()
