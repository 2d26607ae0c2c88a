"""`dashwright dev --publish`: publishes every saved change to a control plane on the author's own machine."""

from __future__ import annotations

import os
import time
from datetime import UTC, datetime
from pathlib import Path

import click

from compiler.cli.options import show_faults, tenants_named
from compiler.cli.publish import Publisher, publish_bundles, publisher_of, refusals, show_plan
from compiler.cli.watching import watched
from compiler.workspace import Workspace

COMMIT = "working-tree"


def follow_and_publish(root: Path, tenants: tuple[str, ...]) -> None:
    """Publishes the tenants now, and again whenever a file is saved, until Ctrl-C.

    Faults are shown and what was published before stays in force.
    """
    with refusals():
        publisher = publisher_of(os.environ)
    workspace = Workspace(root, tenants or None, COMMIT)
    for _ in watched(workspace):
        _publish(workspace, publisher)


def _publish(workspace: Workspace, publisher: Publisher) -> None:
    begun = time.monotonic()
    try:
        _compile_and_publish(workspace, publisher)
    except SystemExit:  # what would end `dashwright publish` is a reason to wait for the next edit here
        click.echo("nothing was published; what was there stays in force", err=True)
    click.echo(f"{time.monotonic() - begun:.2f} s; watching {workspace.root}")


def _compile_and_publish(workspace: Workspace, publisher: Publisher) -> None:
    with tenants_named():
        compilation = workspace.compilation
    if compilation.diagnostics:
        show_faults(compilation, "text", workspace.root)
    if not compilation.ok:
        raise SystemExit(1)
    bundles = [bundle for _, bundle in sorted(compilation.bundles.items())]
    with refusals():
        show_plan(publish_bundles(bundles, publisher, now=datetime.now(UTC)), "done")
