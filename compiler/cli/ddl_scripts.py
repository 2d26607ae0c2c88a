"""What `catalog import` and `transpile` share: files of DDL read, their notes shown, errors ending the command."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

import click

from compiler.catalogs.ddl import DdlResult, decode_script, read_scripts
from compiler.stages.analyse.described import described_columns

SCRIPT = click.Path(exists=True, dir_okay=False, path_type=Path)
schema_option = click.option(
    "--schema",
    "default_schema",
    default="dbo",
    show_default=True,
    help="Where a name without a schema belongs.",
)


def read_script_files(paths: Iterable[Path], default_schema: str) -> DdlResult:
    """The catalog that files describe. Notes go to standard error; an error in the DDL ends the command with 1."""
    result = read_scripts([text_of(path) for path in paths], described_columns, default_schema)
    for note in result.notes:
        kind = "error" if note.is_error else "note"
        click.echo(f"{kind}: DDL {note.line}:{note.column}: {note.message}", err=True)
    if result.errors:
        sys.exit(1)
    return result


def text_of(path: Path) -> str:
    """The text of a file, UTF-16 with its mark or UTF-8; any other ends the command."""
    try:
        return decode_script(path.read_bytes())
    except UnicodeDecodeError as error:
        raise click.ClickException(
            f"{path} is neither UTF-8 nor UTF-16 with its mark: {error.reason}"
        ) from None
