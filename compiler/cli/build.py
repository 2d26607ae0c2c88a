"""`dashwright build`: the bundles of all tenants, as directories."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from compiler.bundle_directory import write_bundles
from compiler.cli.options import cache_option, format_option, root_argument, show_faults, tenant_option
from compiler.cli.running import compiled


@click.command("build")
@root_argument
@tenant_option
@format_option
@cache_option
@click.option(
    "--commit", required=True, help="The git commit that the tree is of; it goes into each manifest."
)
@click.option(
    "--out",
    required=True,
    type=click.Path(file_okay=False, path_type=Path),
    help="Where to write; made if missing.",
)
def command(
    *, root: Path, tenants: tuple[str, ...], style: str, cached: bool, commit: str, out: Path
) -> None:
    """Write OUT/<tenant>/manifest.json and OUT/<tenant>/objects/<sha256> for each tenant below ROOT.

    The same tree and commit give the same bytes on any machine. Nothing is written when there is a fault.
    """
    if not commit.strip():
        raise click.BadParameter("it is empty", param_hint="--commit")
    compilation = compiled(root, commit, tenants, cached=cached)
    show_faults(compilation, style, root)
    if not compilation.ok:
        sys.exit(1)
    try:
        written = write_bundles(compilation.bundles.values(), out)
    except OSError as error:
        message = f"cannot write {out}: {error.strerror}; each bundle there is whole, some may be of an earlier build"
        raise click.ClickException(message) from error
    for path in written:
        click.echo(f"wrote {path}", err=True)
