"""`dashwright catalog`: a catalog from SQL Server's DDL, from lists of columns, or from the agent's report; what changed in one."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from compiler.catalogs.documents import catalog_document
from compiler.catalogs.schema import BadCatalog, schema_of
from compiler.catalogs.writing import Rules, brought_up_to_date, new_catalog
from compiler.cli.catalog_diff import diff_catalogs
from compiler.cli.catalog_files import catalog_at
from compiler.cli.catalog_sources import read_sources
from compiler.cli.ddl_scripts import SCRIPT, schema_option
from compiler.ir.tree import TENANTS
from compiler.whole_files import ChangedMeanwhile, write_over, write_whole
from schemas.resources import Catalog


@click.group("catalog")
def command() -> None:
    """Make the catalog of a site's tables, and compare two."""


command.add_command(diff_catalogs)


@command.command("import")
@click.argument("sources", nargs=-1, required=True, type=SCRIPT)
@schema_option
@click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Where to write; standard output if not given.",
)
@click.option("--keep", is_flag=True, help="Keep tables of an existing file that the sources do not list.")
def import_catalog(sources: tuple[Path, ...], default_schema: str, out: Path | None, keep: bool) -> None:
    """Write `kind: catalog` from what a site can give.

    SOURCES are scripts of DDL, as Management Studio or sqlpackage makes them; or INFORMATION_SCHEMA.COLUMNS or sys.columns saved as
    CSV or JSON with headers; or what `dashwright-agent catalog` printed. What makes no table or view is passed over with a
    note; an error ends the command, and nothing is written. A file that is there is brought up to date: descriptions, tags and
    comments stay, and what the sources no longer have is removed and named.
    """
    read = read_sources(sources, default_schema)
    if not read.schema.tables:
        raise click.ClickException("the sources make no table; no catalog is written")
    document = catalog_document(read.schema, read.facts)
    try:
        schema_of(Catalog.model_validate(document))
    except BadCatalog as error:
        raise click.ClickException(f"{error}; no catalog is written") from None
    if out is None:
        click.echo(new_catalog(document).decode(), nl=False)
        return
    try:
        _write(out, document, Rules(whole=read.whole, keep=keep))
    except ChangedMeanwhile as error:
        raise click.ClickException(f"{out} was changed meanwhile; run it again") from error
    except OSError as error:
        raise click.FileError(str(out), error.strerror) from error
    click.echo(f"wrote {out}")


def _write(out: Path, document: dict[str, Any], rules: Rules) -> None:
    """A new file, or the one that is there brought up to date. Raises ChangedMeanwhile, OSError."""
    if not out.exists():
        write_whole(out, new_catalog(document))
        return
    catalog_at(out, Path(TENANTS))
    before = out.read_bytes()
    brought = brought_up_to_date(before, document, rules)
    write_over(out, before, brought.data)
    for name in brought.removed:
        click.echo(f"note: {name} is no longer there, and was removed", err=True)
