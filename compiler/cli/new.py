"""`dashwright new`: write a tenant, a dashboard or a widget that passes `check`.

What is not given is asked for on a terminal. Files that are there keep their comments.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import get_args

import click
from rich.console import Console

from compiler.cli.options import root_option
from compiler.diagnostics.renderers import text
from compiler.ir.tree import SourceTree
from compiler.scaffold.parts import NoFittingColumn, tenant_values
from compiler.scaffold.writing import (
    CannotWrite,
    Files,
    WidgetRequest,
    WouldBreak,
    checked,
    new_dashboard,
    new_tenant,
    new_widget,
    write_files,
)
from compiler.stages.load import load
from schemas.resources.tenant import Engine, License, ServerVersion
from schemas.resources.widget import ENCODINGS


class Asked(click.Option):
    """An option that is asked for on a terminal, and required elsewhere."""

    def prompt_for_value(self, ctx: click.Context) -> object:
        """Asks, if there is somebody to answer."""
        if not sys.stdin.isatty():
            raise click.MissingParameter(ctx=ctx, param=self)
        return super().prompt_for_value(ctx)


@click.group("new")
def command() -> None:
    """Write a new tenant, dashboard or widget."""


@command.command("tenant")
@click.argument("slug")
@click.option("--name", cls=Asked, prompt="Name of the company", help="Name of the company.")
@click.option(
    "--engine",
    type=click.Choice(get_args(Engine)),
    default="sqlserver",
    show_default=True,
    help="The database at the site.",
)
@click.option(
    "--version",
    type=click.Choice([str(version) for version in get_args(ServerVersion)]),
    default="2019",
    show_default=True,
    help="Of SQL Server.",
)
@click.option(
    "--license",
    "license_",
    type=click.Choice(get_args(License)),
    default="basic",
    show_default=True,
    help="Gives the default limits.",
)
@click.option("--locale", default="en", show_default=True, help="Language of the page, such as th-TH.")
@click.option("--timezone", default="UTC", show_default=True, help="The site's IANA time zone.")
@root_option
def tenant(  # noqa: PLR0917  # one parameter for each option
    slug: str, name: str, engine: str, version: str, license_: str, locale: str, timezone: str, root: Path
) -> None:
    """Write tenants/SLUG with a tenant.yaml and a catalog.yaml to fill in."""
    options = {"license": license_, "locale": locale, "timezone": timezone}
    values = tenant_values(slug, name, (engine, version), options)
    _write(root, lambda tree: new_tenant(tree, slug, values))


@command.command("dashboard")
@click.argument("address", metavar="TENANT/DASHBOARD")
@click.option("--title", cls=Asked, prompt="Title of the page", help="Title of the page.")
@root_option
def dashboard(address: str, title: str, root: Path) -> None:
    """Write a dashboard with a text widget, and list it in its tenant."""
    tenant_slug, slug = _parts(address, 2, "TENANT/DASHBOARD")
    _write(root, lambda tree: new_dashboard(tree, tenant_slug, slug, title))


@command.command("widget")
@click.argument("address", metavar="TENANT/DASHBOARD/WIDGET")
@click.option(
    "--type", "kind", cls=Asked, prompt="Type", type=click.Choice(list(ENCODINGS)), help="How it is drawn."
)
@click.option("--title", cls=Asked, prompt="Title of the widget", help="Title of the widget.")
@click.option("--sql", help="The query (the words of a text widget); without it, one that counts rows.")
@root_option
def widget(address: str, kind: str, title: str, sql: str | None, root: Path) -> None:
    """Add a widget below the others of a dashboard, its channels filled with the query's columns."""
    tenant_slug, slug, widget_id = _parts(address, 3, "TENANT/DASHBOARD/WIDGET")
    wanted = WidgetRequest(tenant_slug, slug, widget_id, kind, title, sql)
    _write(root, lambda tree: new_widget(tree, wanted))


def _parts(address: str, count: int, form: str) -> list[str]:
    parts = address.split("/")
    if len(parts) != count:
        raise click.BadParameter(f"write {form}", param_hint="ADDRESS")
    return parts


def _write(root: Path, make: Callable[[SourceTree], Files]) -> None:
    """Makes the files, compiles the tree with them, and only then writes them."""
    tree = SourceTree(load(root).files)
    try:
        files = make(tree)
        checked(tree, files)
    except (CannotWrite, NoFittingColumn) as error:
        raise click.ClickException(str(error)) from error
    except WouldBreak as error:
        text.render(error.faults, error.texts, Console(stderr=True))
        raise click.ClickException("nothing is written, because it would not pass `check`") from error
    for path in write_files(root, files):
        click.echo(f"wrote {path}")
