"""`dashwright show`: what a stage of the pipeline makes of a tenant, a dashboard or a widget."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path

import click

from compiler.cli.options import path_from_here, root_option
from compiler.cli.saying import say, say_json
from compiler.ir.forms import Forms
from compiler.ir.tree import UnknownTenant
from compiler.origins import origins_as_json, origins_as_yaml
from compiler.pipeline import assemble_forms, run_stages
from compiler.stage_views import VIEWS, NothingThere, Subject, View, subject, view_assemble, view_origins
from compiler.stages.load import load

STAGES = (*VIEWS, "assemble")


@click.command("show")
@click.argument("address", metavar="TENANT[/DASHBOARD[/WIDGET]]")
@click.option(
    "--stage", type=click.Choice(STAGES), default="emit", show_default=True, help="The stage to look at."
)
@click.option(
    "--origin",
    "origins",
    is_flag=True,
    help="Print the dashboards as they are for the tenant, each value with its file, line and layer.",
)
@click.option(
    "--format",
    "style",
    type=click.Choice(["yaml", "json"]),
    default="yaml",
    show_default=True,
    help="How --origin is printed.",
)
@root_option
@click.option(
    "--commit", default="uncommitted", show_default=True, help="The commit that stands in the manifest."
)
def command(  # noqa: PLR0917  # one parameter for each option
    address: str, stage: str, origins: bool, style: str, root: Path, commit: str
) -> None:
    """Print what a stage makes of something: SQL for a widget, JSON for the rest.

    Faults do not keep the earlier stages from being shown; `assemble` needs a tenant without faults.
    """
    try:
        forms = run_stages(load(root), [address.split("/", maxsplit=1)[0]])
        shown = subject(forms, address)
    except (UnknownTenant, NothingThere) as error:
        message = f"there is no tenant {error}" if isinstance(error, UnknownTenant) else str(error)
        raise click.BadParameter(message, param_hint="ADDRESS") from error
    if origins:
        _show_origins(forms, shown, style, root)
        return
    view = _assembled(forms, shown, commit) if stage == "assemble" else VIEWS[stage](forms, shown)
    if isinstance(view, str):
        click.echo(view)
    else:
        say_json(view)


def _show_origins(forms: Forms, shown: Subject, style: str, root: Path) -> None:
    """The dashboards of the address, or its widget, with the origin of every value."""
    named = partial(path_from_here, root=root)
    trees = view_origins(forms, shown)
    if style == "json":
        say_json(origins_as_json(trees, named))
    else:
        say(origins_as_yaml(trees, named))


def _assembled(forms: Forms, shown: Subject, commit: str) -> View:
    slug = shown.tenant.slug
    compilation = assemble_forms(forms, commit)
    if slug not in compilation.bundles:
        click.echo(
            f"{slug} has faults, so that there is no bundle; see `dashwright check --tenant {slug}`", err=True
        )
        sys.exit(1)
    return view_assemble(compilation.bundles[slug], shown)
