"""What several commands share: the folder of tenants, the tenants to take, the way to show faults."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Protocol

import click
from rich.console import Console

from compiler.diagnostics.diagnostic import Diagnostic, Span
from compiler.diagnostics.renderers import github, json, sarif, text
from compiler.ir.tree import UnknownTenant, below_tenants

RENDERERS: Mapping[str, Callable[[Sequence[Diagnostic]], str]] = {
    "json": json.render,
    "github": github.render,
    "sarif": sarif.render,
}
FORMATS = ("text", *RENDERERS)

root_argument = click.argument(
    "root", metavar="[ROOT]", default="tenants", type=click.Path(file_okay=False, path_type=Path)
)
root_option = click.option(
    "--root",
    default="tenants",
    show_default=True,
    type=click.Path(file_okay=False, path_type=Path),
    help="The tenants.",
)
tenant_option = click.option(
    "--tenant", "tenants", multiple=True, metavar="SLUG", help="Only this tenant; may be repeated."
)
cache_option = click.option(
    "--cache/--no-cache",
    "cached",
    default=True,
    help="Use results of earlier runs (default), or compile everything anew. DASHWRIGHT_CACHE names their folder.",
)
format_option = click.option(
    "--format",
    "style",
    type=click.Choice(FORMATS),
    default="text",
    show_default=True,
    help="How faults are shown.",
)


class Shown(Protocol):
    """Faults with the texts that they are shown in."""

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]: ...  # noqa: D102
    @property
    def texts(self) -> Mapping[str, str]: ...  # noqa: D102


@contextmanager
def tenants_named() -> Iterator[None]:
    """A tenant that was asked for and is not there is wrong usage."""
    try:
        yield
    except UnknownTenant as error:
        raise click.BadParameter(f"there is no tenant {error}", param_hint="--tenant") from error


def show_faults(shown: Shown, style: str, root: Path, *, suppressed: bool = False) -> None:
    """Writes the faults to standard output, files named from where the command runs.

    What is suppressed is counted in the text, and shown there if `suppressed`; other formats always have it.
    """
    faults = [from_here(fault, root) for fault in shown.diagnostics]
    if style == "text":
        console = Console(file=sys.stdout)
        texts = {path_from_here(path, root): content for path, content in shown.texts.items()}
        text.render([f for f in faults if suppressed or f.suppressed is None], texts, console)
        console.print(text.summary(faults), highlight=False)
    elif rendered := RENDERERS[style](faults):
        click.echo(rendered)


def path_from_here(path: str, root: Path) -> str:
    """A path of the tree as it is named from the current folder."""
    return Path(os.path.relpath(root / below_tenants(path))).as_posix()


def from_here(fault: Diagnostic, root: Path) -> Diagnostic:
    """A fault with all its files named from the current folder."""
    labels = tuple(replace(label, span=span_from_here(label.span, root)) for label in fault.labels)
    edit = fault.edit
    if edit is not None:
        edit = replace(edit, span=span_from_here(edit.span, root))
    return replace(fault, span=span_from_here(fault.span, root), labels=labels, edit=edit)


def span_from_here(span: Span, root: Path) -> Span:
    """A place with its file named from the current folder."""
    return replace(span, file=path_from_here(span.file, root))
