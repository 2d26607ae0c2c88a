"""`dashwright show`: what a stage of the pipeline makes of a tenant, a dashboard or a widget."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from compiler.cli.options import root_option
from compiler.ir.forms import Forms
from compiler.pipeline import UnknownTenant, assemble_forms, run_stages
from compiler.stage_views import VIEWS, NothingThere, Subject, View, subject, view_assemble
from compiler.stages.load import load

STAGES = (*VIEWS, "assemble")


@click.command("show")
@click.argument("address", metavar="TENANT[/DASHBOARD[/WIDGET]]")
@click.option(
    "--stage", type=click.Choice(STAGES), default="emit", show_default=True, help="The stage to look at."
)
@root_option
@click.option(
    "--commit", default="uncommitted", show_default=True, help="The commit that stands in the manifest."
)
def command(address: str, stage: str, root: Path, commit: str) -> None:
    """Print what a stage makes of something: SQL for a widget, JSON for the rest.

    Faults do not keep the earlier stages from being shown; `assemble` needs a tenant without faults.
    """
    try:
        forms = run_stages(load(root), [address.split("/", maxsplit=1)[0]])
        shown = subject(forms, address)
    except (UnknownTenant, NothingThere) as error:
        message = f"there is no tenant {error}" if isinstance(error, UnknownTenant) else str(error)
        raise click.BadParameter(message, param_hint="ADDRESS") from error
    view = _assembled(forms, shown, commit) if stage == "assemble" else VIEWS[stage](forms, shown)
    click.echo(view if isinstance(view, str) else json.dumps(view, ensure_ascii=False, indent=2))


def _assembled(forms: Forms, shown: Subject, commit: str) -> View:
    slug = shown.tenant.rendered.resolved.tenant.slug
    compilation = assemble_forms(forms, commit)
    if slug not in compilation.bundles:
        click.echo(
            f"{slug} has faults, so that there is no bundle; see `dashwright check --tenant {slug}`", err=True
        )
        sys.exit(1)
    return view_assemble(compilation.bundles[slug], shown)
