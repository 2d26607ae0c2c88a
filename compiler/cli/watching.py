"""A workspace that follows its folder on the disk: what `check --watch` and `dev` do again at every saved change."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import click
import watchfiles
from rich.console import Console

from compiler.cli.options import show_faults
from compiler.ir.tree import UnknownTenant
from compiler.steps import Steps
from compiler.workspace import Workspace

SETTLE_MILLISECONDS = 20
"""An editor writes a file in several steps; where one comes later than this, it is read once more."""
FIRST_LOOK_MILLISECONDS = 500


def watched(workspace: Workspace) -> Iterator[None]:
    """Yields now, and whenever the workspace has taken in a change of its folder, until Ctrl-C.

    What was saved between the workspace's reading and the watcher's start is found by a second look at everything.
    """
    yield
    watcher = watchfiles.watch(
        workspace.root,
        debounce=10 * SETTLE_MILLISECONDS,
        step=SETTLE_MILLISECONDS,
        rust_timeout=FIRST_LOOK_MILLISECONDS,
        yield_on_timeout=True,
        raise_interrupt=True,
    )
    looked_at_everything = False
    while (changes := _next(watcher)) is not None:
        changed = [Path(file) for _, file in changes] if looked_at_everything else None
        looked_at_everything = True
        if workspace.refresh(changed):
            yield


def _next(watcher: Iterator[set[tuple[watchfiles.Change, str]]]) -> set[tuple[watchfiles.Change, str]] | None:
    """The next changes; None once Ctrl-C was pressed while there was nothing to do."""
    try:
        return next(watcher)
    except KeyboardInterrupt:
        return None


def check_again_and_again(root: Path, tenants: tuple[str, ...], style: str, steps: Steps) -> None:
    """Shows the faults, and again after each saved change; on a terminal each time on a clear screen."""
    workspace = Workspace(root, tenants or None, steps=steps)
    console = Console()
    for _ in watched(workspace):
        begun = time.monotonic()
        try:
            compilation = workspace.compilation
        except UnknownTenant as error:  # it may come back with the next edit
            click.echo(f"there is no tenant {error}", err=True)
            continue
        if console.is_terminal and style == "text":
            console.clear()
        show_faults(compilation, style, root)
        took = time.monotonic() - begun
        click.echo(f"{datetime.now():%H:%M:%S}: {took:.2f} s; watching {root}, Ctrl-C ends", err=True)  # noqa: DTZ005  # the author's own clock
