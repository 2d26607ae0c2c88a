"""`dashwright catalog`: a catalog from SQL Server's DDL."""

from __future__ import annotations

from pathlib import Path

import click
import yaml

from compiler.catalogs.ddl import catalog_document
from compiler.cli.ddl_scripts import SCRIPT, read_script_files, schema_option


@click.group("catalog")
def command() -> None:
    """Make the catalog of a site's tables."""


@command.command("import")
@click.argument("scripts", nargs=-1, required=True, type=SCRIPT)
@schema_option
@click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Where to write; standard output if not given.",
)
def import_ddl(scripts: tuple[Path, ...], default_schema: str, out: Path | None) -> None:
    """Write `kind: catalog` from scripts of DDL, as Management Studio or sqlpackage makes them.

    What makes no table or view is passed over with a note; an error ends the command, and nothing is written. A file
    that is there is replaced, but for a first line that names its schema to editors.
    """
    result = read_script_files(scripts, default_schema)
    if not result.schema.tables:
        raise click.ClickException("the scripts make no table; no catalog is written")
    document = catalog_document(result.schema, result.views)
    text = yaml.safe_dump(document, sort_keys=False, allow_unicode=True, width=120)
    if out is None:
        click.echo(text, nl=False)
        return
    try:
        out.write_text(_schema_line(out) + text, encoding="utf-8")
    except OSError as error:
        raise click.FileError(str(out), error.strerror) from error
    click.echo(f"wrote {out}")


def _schema_line(path: Path) -> str:
    """The first line of the file that is there, if it names the schema; raises OSError."""
    if not path.exists():
        return ""
    first = path.read_bytes().partition(b"\n")[0].decode("utf-8", "replace").rstrip()
    return f"{first}\n" if first.startswith("# yaml-language-server:") else ""
