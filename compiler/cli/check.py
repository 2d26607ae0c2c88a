"""`dashwright check`: every fault of every tenant, nothing written."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from compiler.cli.options import compiled, format_option, root_argument, show_faults, tenant_option


@click.command("check")
@root_argument
@tenant_option
@format_option
def command(root: Path, tenants: tuple[str, ...], style: str) -> None:
    """Find every fault of the tenants below ROOT (default: tenants). Nothing is written.

    Exit code 0 when nothing worse than a warning was found, 1 otherwise.
    """
    compilation = compiled(root, "uncommitted", tenants)
    show_faults(compilation, style, root)
    sys.exit(0 if compilation.ok else 1)
