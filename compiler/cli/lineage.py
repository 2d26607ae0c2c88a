"""`dashwright lineage`: where a column or table is used, and what breaks when it goes or is renamed."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path
from typing import Any

import click

from compiler.catalogs.names import BadName
from compiler.cli.fix import write_changes
from compiler.cli.impact import impact_as_json, loaded_forms, show_impact
from compiler.cli.options import cache_option, path_from_here, root_option
from compiler.cli.running import run
from compiler.cli.saying import answer_format_option, say, say_json
from compiler.diagnostics.gathering import is_error
from compiler.impact.asked import Renaming, dropped, renamed, uses
from compiler.ir.forms import Forms
from compiler.ir.lineage import Impact, Lineage
from compiler.lineage import report
from compiler.lineage.asking import near


@click.command("lineage")
@click.argument("asked", metavar="[SCHEMA.]TABLE[.COLUMN]")
@root_option
@click.option(
    "--tenant", "tenants", multiple=True, metavar="SLUG", help="Only in this tenant; may be repeated."
)
@click.option("--drop", is_flag=True, help="Tell what breaks when it goes away.")
@click.option(
    "--rename",
    "new",
    metavar="NEW",
    help="Tell what breaks when it is called NEW, and the edits that mend it.",
)
@click.option("--apply", "applies", is_flag=True, help="With --rename: make the edits.")
@answer_format_option
@cache_option
def command(  # noqa: PLR0917  # one parameter for each option
    asked: str,
    root: Path,
    tenants: tuple[str, ...],
    drop: bool,
    new: str | None,
    applies: bool,
    style: str,
    cached: bool,
) -> None:
    """List every use of a table or column, in every clause of every query, row filter and list of options.

    A use through CTEs, derived tables, views or a star names the way; a name without a schema is looked for in every one.
    Exit code 1 when --drop breaks something, or when something stays broken after the edits of --rename.
    """
    if (drop and new is not None) or (applies and new is None):
        raise click.UsageError("give either --drop or --rename NEW; --apply belongs to --rename")
    with run(cached=cached) as running:
        forms = loaded_forms(root, running)
        try:
            found = _found(asked, forms, tenants)
            renaming = renamed(forms, found, new, running.steps) if new is not None else None
        except BadName as error:
            raise click.BadParameter(str(error)) from error
        broken = dropped(forms, found, running.steps) if drop else None
    _tell_what_is_not_known(forms, found, root)
    if renaming is not None:
        sys.exit(_rename(renaming, forms, (root, style, applies)))
    if broken is not None:
        sys.exit(_drop(broken, forms, root, style))
    shown = partial(path_from_here, root=root)
    if style == "json":
        say_json(_uses_as_json(asked, found, shown))
    else:
        say(report.uses_as_text(asked, found, shown))


def _tell_what_is_not_known(forms: Forms, found: Lineage, root: Path) -> None:
    """On standard error: silence would read as no use."""
    say(report.unread_as_text(found.unread, partial(path_from_here, root=root)), err=True)
    if any(map(is_error, (*forms.faults, *(fault for tenant in forms.resolved for fault in tenant.faults)))):
        message = "files have faults, so that uses may be missing here; `dashwright check` tells them"
        click.echo(message, err=True)


def _found(asked: str, forms: Forms, tenants: tuple[str, ...]) -> Lineage:
    known = {tenant.slug for tenant in forms.translated}
    for slug in tenants:
        if slug not in known:
            raise click.BadParameter(f"there is no tenant {slug}", param_hint="--tenant")
    found = uses(forms, asked, tenants)
    if not found.targets:
        close = near(asked, (tenant.schema for tenant in forms.translated if tenant.schema is not None))
        remedy = f"; did you mean {close}?" if close else ""
        raise click.BadParameter(f"no catalog has a table or column `{asked}`{remedy}", param_hint="ASKED")
    return found


def _uses_as_json(asked: str, found: Lineage, shown: report.ShownPath) -> dict[str, Any]:
    return {
        "asked": asked,
        "targets": {tenant: [str(t) for t in targets] for tenant, targets in found.targets.items()},
        "uses": [report.use_as_json(use, shown) for use in found.uses],
        "unread": [report.unread_as_json(query, shown) for query in found.unread],
    }


def _drop(broken: Impact, forms: Forms, root: Path, style: str) -> int:
    if style == "json":
        say_json(impact_as_json(broken, root))
    else:
        show_impact(broken, forms, root)
    return 0 if broken.ok else 1


def _rename(renaming: Renaming, forms: Forms, how: tuple[Path, str, bool]) -> int:
    root, style, applies = how
    shown = partial(path_from_here, root=root)
    if style == "json":
        say_json({
            **impact_as_json(renaming.impact, root),
            "edits": [report.edit_as_json(edit, shown) for edit in renaming.edits],
            "by_hand": [report.use_as_json(use, shown) for use in renaming.by_hand],
            "remaining": impact_as_json(renaming.remaining, root),
        })  # fmt: skip
    else:
        show_impact(renaming.impact, forms, root)
        click.echo(f"\n{len(renaming.edits)} edits" if renaming.edits else "\nno edits")
        say(report.edits_as_text(renaming.edits, shown))
        say(report.by_hand_as_text(renaming.by_hand, shown))
        click.echo("\nafter these edits:" if renaming.edits else "")
        show_impact(renaming.remaining, forms, root)
    if applies:
        write_changes({path: (forms.tree.files[path], data) for path, data in renaming.files.items()}, root)
    return 0 if renaming.remaining.ok else 1
