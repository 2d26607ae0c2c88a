"""`dashwright catalog diff`: what changed between two catalogs, and which widgets that breaks or changes."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path

import click

from compiler.catalogs.comparing import CatalogChange, catalog_changes
from compiler.catalogs.schema import BadCatalog, CatalogSchema, schema_of
from compiler.cli.catalog_files import catalog_at
from compiler.cli.ddl_scripts import SCRIPT
from compiler.cli.impact import impact_as_json, loaded_forms, show_impact
from compiler.cli.options import cache_option, root_option
from compiler.cli.running import run
from compiler.cli.saying import answer_format_option, say, say_json
from compiler.impact.asked import replaced
from compiler.ir.forms import Forms
from compiler.ir.lineage import Impact
from compiler.ir.tree import Document
from schemas.resources import Catalog


@click.command("diff")
@click.argument("old", type=SCRIPT)
@click.argument("new", type=SCRIPT)
@root_option
@click.option(
    "--tenant",
    "tenant",
    metavar="SLUG",
    help="Whose catalog it is, where neither file is one of the tenants'.",
)
@answer_format_option
@cache_option
def diff_catalogs(  # noqa: PLR0917  # one parameter for each option
    old: Path, new: Path, root: Path, tenant: str | None, style: str, cached: bool
) -> None:
    """Tell what changed from the catalog OLD to NEW, and compile every query that reads a table that changed.

    The tenants are those whose `catalog:` is one of the two files. Exit code 0 when nothing breaks, 1 when something does.
    """
    before, after = catalog_at(old, root), catalog_at(new, root)
    changes = catalog_changes(_schema(before), _schema(after))
    with run(cached=cached) as running:
        forms = loaded_forms(root, running)
        path = _place(forms, (before.path, after.path), tenant)
        found = Impact() if path is None else replaced(forms, path, before, after, running.steps)
    if style == "json":
        say_json({"changes": [{**asdict(change)} for change in changes], **impact_as_json(found, root)})
    else:
        say(_changes_as_text(changes))
        if path is None:
            say(["no tenant has one of these catalogs; name one with --tenant to see what breaks"], err=True)
        else:
            click.echo()
            show_impact(found, forms, root)
    sys.exit(0 if found.ok else 1)


def _schema(document: Document[Catalog]) -> CatalogSchema:
    try:
        return schema_of(document.model) if document.model is not None else CatalogSchema(())
    except BadCatalog as error:
        raise click.ClickException(f"{document.path}: {error}") from None


def _place(forms: Forms, paths: Sequence[str], tenant: str | None) -> str | None:
    """The path of the catalog that changes, as the tenants name it."""
    catalogs = {
        found.slug: found.rendered.resolved.catalog.path
        for found in forms.translated
        if found.rendered.resolved.catalog is not None
    }
    if tenant is not None:
        if tenant not in catalogs:
            raise click.BadParameter(f"there is no tenant {tenant}", param_hint="--tenant")
        return catalogs[tenant]
    return next((path for path in paths if path in catalogs.values()), None)


def _changes_as_text(changes: Sequence[CatalogChange]) -> Iterator[str]:
    if not changes:
        yield "the catalogs have the same tables and columns"
    for change in changes:
        yield f"{change.kind.ljust(20)} {change.what}{_values(change)}"


def _values(change: CatalogChange) -> str:
    if change.before is None and change.after is None:
        return ""
    if change.before is None or change.after is None:
        return f"  {change.after or change.before}"
    return f"  {change.before} -> {change.after}"
