"""The sources of `catalog import`: which kind each file is, by its ending and by its content, and what it says."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Literal, NamedTuple

import click

from compiler.catalogs.facts import Facts
from compiler.catalogs.listings import QUERY, BadListing, listed_rows, read_listing
from compiler.catalogs.reports import BadReport, read_report
from compiler.catalogs.schema import CatalogSchema
from compiler.cli.ddl_scripts import read_script_files, text_of

Kind = Literal["ddl", "list", "report"]
_ENDINGS: dict[str, Kind] = {
    ".sql": "ddl", ".csv": "list", ".tsv": "list", ".json": "list", ".rpt": "list", ".yaml": "report", ".yml": "report",
}  # fmt: skip
_REPORT = re.compile(r"^kind:\s*catalog\b", re.MULTILINE)
_VIEWS_UNTOLD = (
    "the list does not tell views from tables, so write `type: view` at each view: row filters do not hold for what a view shows. "
    f"This list does: {QUERY}"
)
_HEADER = re.compile(r"[^\n]*\b(column_name|table_name|object_id)\b", re.IGNORECASE)


class Read(NamedTuple):
    """What was read; `whole` tells that keys, definitions and collations that are not in it are not at the site either."""

    schema: CatalogSchema
    facts: Facts
    whole: bool


def read_sources(paths: Sequence[Path], default_schema: str) -> Read:
    """What the files say. An error in one of them ends the command with 1, and nothing is written."""
    kinds = {path: _kind(path) for path in paths}
    if len(set(kinds.values())) > 1:
        told = ", ".join(f"{path.name} ({kind})" for path, kind in kinds.items())
        raise click.UsageError(f"give sources of one kind: {told}")
    if "ddl" in kinds.values():
        result = read_script_files(paths, default_schema)
        return Read(result.schema, result.facts, whole=True)
    if len(paths) > 1:
        raise click.UsageError("give one list, or one report")
    found = _listed(paths[0], default_schema) if "list" in kinds.values() else _reported(paths[0])
    return Read(*found, whole=False)


def _kind(path: Path) -> Kind:
    known = _ENDINGS.get(path.suffix.lower())
    if known is not None:
        return known
    text = text_of(path).lstrip()
    if _REPORT.search(text):
        return "report"
    return "list" if text[:1] in ("[", "{") or _HEADER.match(text) else "ddl"


def _listed(path: Path, default_schema: str) -> tuple[CatalogSchema, Facts]:
    try:
        listing = read_listing(listed_rows(text_of(path)), default_schema)
    except BadListing as error:
        raise click.ClickException(f"{path}: {error}") from None
    if listing.errors:
        for told in listing.errors:
            click.echo(f"error: {path}: {told}", err=True)
        raise click.ClickException(f"{len(listing.errors)} rows cannot be read; no catalog is written")
    if not listing.tells_views:
        click.echo(f"note: {path}: {_VIEWS_UNTOLD}", err=True)
    return listing.schema, listing.facts


def _reported(path: Path) -> tuple[CatalogSchema, Facts]:
    try:
        return read_report(text_of(path))
    except BadReport as error:
        raise click.ClickException(f"{path}: {error}") from None
