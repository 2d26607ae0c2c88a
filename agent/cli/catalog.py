"""`dashwright-agent catalog`: names and types of the site's tables as a `catalog.yaml`, never a row.

Only where the site file allows it. Written as YAML by hand, because the agent carries no YAML library: every text is
quoted as JSON quotes it, which YAML 1.2 reads alike.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import groupby

import click

from agent.cli.main import cli, settings_from_environment
from agent.execute.database import engine_maker
from agent.faults import SiteFault
from agent.settings import Settings
from schemas import site_codes

ColumnRow = tuple[str, str, str, str]


@cli.command()
def catalog() -> None:
    """Write the site's tables and columns as catalog.yaml to standard output."""
    settings = settings_from_environment()
    for line in catalog_lines(readable_columns(settings)):
        click.echo(line)


def readable_columns(settings: Settings) -> list[ColumnRow]:
    """Schema, table, column, type within the allowed schemas. Raises SiteFault (DW954) where the site forbids it."""
    access = settings.site.access
    if not access.catalog:
        raise SiteFault(
            site_codes.CATALOG_NOT_ALLOWED,
            "this site does not allow its catalog to be listed",
            "Write `catalog = true` under [access] in the site file, if the administrator agrees.",
        )
    engine = engine_maker(settings)("UTC")
    session = engine.connect()
    try:
        rows = session.list_columns()
    finally:
        session.close()
        engine.close()
    allowed = None if access.schemas is None else {name.lower() for name in access.schemas}
    return [row for row in rows if allowed is None or row[0].lower() in allowed]


def catalog_lines(rows: list[ColumnRow]) -> Iterator[str]:
    """The lines of a catalog file; rows of one table follow one another."""
    yield "kind: catalog"
    yield "tables:" if rows else "tables: {}"
    for (schema, table), columns in groupby(rows, key=lambda row: row[:2]):
        yield f"  {_quoted(_table_name(schema, table))}:"
        yield "    columns:"
        for _, _, name, engine_type in columns:
            yield f"      {_quoted(name)}: {_quoted(engine_type)}"


def _table_name(schema: str, table: str) -> str:
    """`schema.table`; in brackets where a name has dots or spaces of its own."""
    plain = all(part.replace("_", "a").isalnum() for part in (schema, table))
    return f"{schema}.{table}" if plain else f"[{schema}].[{table}]"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
