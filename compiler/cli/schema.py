"""`dashwright schema`: the JSON Schemas of the kinds."""

from __future__ import annotations

import sys

import click

from schemas.json_schema import FOLDER, json_schemas
from schemas.resources import KINDS


@click.command("schema")
@click.argument("kind", type=click.Choice(list(KINDS)), required=False)
@click.option("--write", is_flag=True, help="Write all of them to schemas/generated/.")
@click.option(
    "--check", is_flag=True, help="Exit with 1 when schemas/generated/ is not what would be written."
)
def command(kind: str | None, write: bool, check: bool) -> None:
    """Print the JSON Schema of KIND, or write or check the generated files."""
    schemas = json_schemas()
    if write:
        FOLDER.mkdir(exist_ok=True)
        for name, text in schemas.items():
            (FOLDER / name).write_text(text, encoding="utf-8", newline="\n")
            click.echo(f"wrote {FOLDER / name}", err=True)
    elif check:
        stale = [name for name, text in schemas.items() if not _is_written(name, text)]
        for name in stale:
            click.echo(f"{FOLDER / name} is stale; run `dashwright schema --write`", err=True)
        sys.exit(1 if stale else 0)
    elif kind is not None:
        click.echo(schemas[f"{kind}.schema.json"], nl=False)
    else:
        raise click.UsageError("name a KIND, or say --write or --check")


def _is_written(name: str, text: str) -> bool:
    path = FOLDER / name
    return path.is_file() and path.read_text(encoding="utf-8") == text
