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
from agent.execute.engine import SiteColumn
from agent.faults import SiteFault
from agent.settings import Settings
from schemas import site_codes


@cli.command()
def catalog() -> None:
    """Write the site's tables and columns as catalog.yaml to standard output."""
    facts, columns = read_catalog(settings_from_environment())
    for line in catalog_lines(facts, columns):
        click.echo(line)


def read_catalog(settings: Settings) -> tuple[dict[str, str | int], list[SiteColumn]]:
    """The database's facts, and the columns within the allowed schemas.

    Raises SiteFault (DW954) where the site forbids it.
    """
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
        facts, columns = session.facts(), session.list_columns()
    finally:
        session.close()
        engine.close()
    allowed = None if access.schemas is None else {name.lower() for name in access.schemas}
    return facts, [column for column in columns if allowed is None or column.schema.lower() in allowed]


def catalog_lines(facts: dict[str, str | int], columns: list[SiteColumn]) -> Iterator[str]:
    """The lines of a catalog file; columns of one table follow one another."""
    yield "kind: catalog"
    for name, value in facts.items():
        yield f"{name}: {json.dumps(value, ensure_ascii=False)}"
    yield "tables:" if columns else "tables: {}"
    for (schema, table, of_view), group in groupby(columns, key=lambda c: (c.schema, c.table, c.of_view)):
        yield f"  {_quoted(_table_name(schema, table))}:"
        if of_view:
            yield "    type: view"
        yield "    columns:"
        for column in group:
            yield f"      {_quoted(column.name)}: {_column(column)}"


def _column(column: SiteColumn) -> str:
    """The short form; a mapping where the column is hidden."""
    if not column.hidden:
        return _quoted(column.type if column.nullable else f"{column.type} not null")
    nullable = "" if column.nullable else ", nullable: false"
    return f"{{type: {_quoted(column.type)}{nullable}, hidden: true}}"


def _table_name(schema: str, table: str) -> str:
    """`schema.table`; in brackets where a name has dots or spaces of its own."""
    plain = all(part.replace("_", "a").isalnum() for part in (schema, table))
    if plain:
        return f"{schema}.{table}"
    return ".".join(f"[{part.replace(']', ']]')}]" for part in (schema, table))


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
