"""`dashwright transpile`: JSON lines of queries in, JSON lines of statements out."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from compiler.cli.ddl_scripts import SCRIPT, read_script_files, schema_option
from compiler.transpile import COMPARISONS, DEFAULT_TIMEZONE, VERSIONS, Session, target_of, transpile_lines
from schemas.resources.base import TextComparison
from schemas.resources.tenant import known_time_zone


def known_zone(_: click.Context, __: click.Parameter, name: str) -> str:
    """Passes the name of a time zone; anything else is wrong usage."""
    try:
        return known_time_zone(name)
    except ValueError as error:
        raise click.BadParameter(str(error)) from error


@click.command("transpile")
@click.option(
    "--jsonl",
    is_flag=True,
    required=True,
    expose_value=False,
    help="Read and write JSON lines, the only form there is.",
)
@click.option(
    "--catalog-ddl",
    "scripts",
    type=SCRIPT,
    multiple=True,
    required=True,
    metavar="FILE",
    help="A script of SQL Server's DDL; may stand more than once.",
)
@click.option(
    "--target",
    type=click.Choice([*VERSIONS, "duckdb"]),
    default="2019",
    show_default=True,
    help="SQL Server's version, azure, or duckdb.",
)
@schema_option
@click.option(
    "--timezone",
    default=DEFAULT_TIMEZONE,
    show_default=True,
    callback=known_zone,
    metavar="ZONE",
    help="The session's time zone, an IANA name: in it moments with an offset are cut into days.",
)
@click.option(
    "--text-comparison",
    type=click.Choice(COMPARISONS),
    default=COMPARISONS[0],
    show_default=True,
    help="How text is compared: by the database's collation, or exactly as the author's dialect does.",
)
@click.option(
    "--jobs",
    type=click.IntRange(1),
    default=None,
    help="Processes at work; as many as there are cores if not given.",
)
@click.argument("more_scripts", nargs=-1, type=SCRIPT)
def command(
    *,
    scripts: tuple[Path, ...],
    target: str,
    default_schema: str,
    timezone: str,
    text_comparison: TextComparison,
    jobs: int | None,
    more_scripts: tuple[Path, ...],
) -> None:
    """Translate queries read from standard input, one JSON object a line: {"id", "dialect", "sql"}.

    Writes one JSON object a line, in the same order. A query that cannot be translated faithfully, and a line that is
    none, give an object with "ok": false and diagnostics; the exit code is 0 all the same. Notes on the DDL go to standard
    error; an error in it ends the command.
    """
    schema = read_script_files((*scripts, *more_scripts), default_schema).schema
    session = Session(timezone, text_comparison)
    processes = jobs if jobs is not None else os.cpu_count() or 1
    lines = (line.decode("utf-8", errors="replace") for line in sys.stdin.buffer)
    for answer in transpile_lines(lines, schema, target_of(target), processes, session):
        sys.stdout.write(answer + "\n")
    sys.stdout.flush()
