"""`dashwright import`: dashboards of Grafana and Metabase as files that pass `check`, with a report of what is not as it was."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar, get_args

import click
from rich.console import Console

from compiler.cli.options import root_option
from compiler.diagnostics.renderers import text
from compiler.importing.carried import BadExport, CarriedDashboard
from compiler.importing.grafana import carried_from_grafana
from compiler.importing.json_tree import read_document
from compiler.importing.metabase import carried_from_metabase, read_export
from compiler.importing.report import as_json, as_markdown, as_text
from compiler.importing.writing import Imported, Read, imported
from compiler.ir.tree import SourceTree
from compiler.scaffold.writing import CannotWrite, WouldBreak, checked, write_files
from compiler.stages.load import load
from schemas.resources.tenant import Dialect

_Read = TypeVar("_Read")

EXPORT = click.Path(exists=True, path_type=Path)


@click.group("import")
def command() -> None:
    """Take over a dashboard of another tool.

    Each query is compiled against the tenant's catalog. What cannot be carried over keeps its place as a note, with its
    query beside it as a comment; the report names every item that was changed or left out.
    """


def _options(function: Callable[..., Any]) -> Callable[..., Any]:
    for option in reversed(
        (
            click.option("--tenant", required=True, metavar="SLUG", help="Whose dashboard it becomes."),
            click.option("--slug", help="Its address; made of the title if not given."),
            click.option(
                "--dialect",
                type=click.Choice(get_args(Dialect)),
                help="Dialect of its queries, where the export does not tell; the tenant's if not given.",
            ),
            click.option(
                "--report",
                type=click.Path(dir_okay=False, path_type=Path),
                help="Write the report there too: Markdown, or JSON if the name ends in .json.",
            ),
            click.option("--dry-run", is_flag=True, help="Report only; write no dashboard."),
            root_option,
        )
    ):
        function = option(function)
    return function


@command.command("grafana")
@click.argument("file", type=EXPORT)
@_options
def grafana(file: Path, **options: Any) -> None:
    """Take over FILE, a dashboard that Grafana exported as JSON."""
    document = _read(lambda: read_document(file))
    _import(lambda dialect: carried_from_grafana(document, dialect), **options)


@command.command("metabase")
@click.argument("file", type=EXPORT)
@_options
def metabase(file: Path, **options: Any) -> None:
    """Take over FILE, a dashboard of Metabase.

    FILE is the JSON of its API (/api/dashboard/ID), or a YAML file of its serialization, whose questions are looked for
    in the folders around it.
    """
    export = _read(lambda: read_export(file))
    _import(lambda dialect: carried_from_metabase(export, dialect), **options)


def _read(read: Callable[[], _Read]) -> _Read:
    try:
        return read()
    except (BadExport, OSError) as error:
        raise click.ClickException(str(error)) from error


def _import(
    read: Callable[[Dialect], CarriedDashboard],
    *,
    tenant: str,
    slug: str | None,
    dialect: Dialect | None,
    report: Path | None,
    dry_run: bool,
    root: Path,
) -> None:
    tree = SourceTree(load(root).files)
    result = _made(tree, tenant, slug, dialect, read)
    click.echo(as_text(result))
    if report is not None:
        _write_report(report, result)
    if not dry_run:
        for path in write_files(root, result.files):
            click.echo(f"wrote {path}")


def _made(tree: SourceTree, tenant: str, slug: str | None, dialect: Dialect | None, read: Read) -> Imported:
    """Makes the files and compiles the tree with them."""
    try:
        result = imported(tree, tenant, slug, dialect, read)
        checked(tree, result.files)
    except (CannotWrite, BadExport) as error:
        raise click.ClickException(str(error)) from error
    except WouldBreak as error:
        text.render(error.faults, error.texts, Console(stderr=True))
        raise click.ClickException("nothing is written, because it would not pass `check`") from error
    return result


def _write_report(path: Path, result: Imported) -> None:
    written = as_json(result) if path.suffix == ".json" else as_markdown(result)
    try:
        path.write_text(written, encoding="utf-8")
    except OSError as error:
        raise click.FileError(str(path), error.strerror) from error
    click.echo(f"wrote {path}")
