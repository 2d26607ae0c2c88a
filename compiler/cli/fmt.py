"""`dashwright fmt`: files in one layout, meaning and comments untouched."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import click
from rich.console import Console

from compiler.diagnostics.renderers import text as faults_as_text
from compiler.fixing.difference import difference
from compiler.formatting.formatting import Formatted, formatted
from compiler.whole_files import ChangedMeanwhile, write_over


@click.command("fmt")
@click.argument(
    "paths", metavar="[PATH]...", nargs=-1, type=click.Path(exists=True, allow_dash=True, path_type=Path)
)
@click.option(
    "--sql", is_flag=True, help="Lay out the queries too; only those that are read as the same query after."
)
@click.option("--check", is_flag=True, help="Write nothing; exit with 1 when a file would change.")
@click.option("--diff", is_flag=True, help="Write nothing; show what would change.")
def command(*, paths: tuple[Path, ...], sql: bool, check: bool, diff: bool) -> None:
    """Lay out the YAML files at PATHs, or below them (default: tenants).

    Indentation, quotes, blank lines, and the order of a kind's keys; comments stay, and values are the same before and
    after, or the file is left alone. Line ends stay what they are. `-` formats standard input to standard output.

    Exit code 0 when every file is laid out (with --check and --diff: was already), 1 otherwise.
    """
    if paths == (Path("-"),):
        sys.exit(0 if _standard_input(sql=sql) else 1)
    good = [
        _file(path, sql=sql, write=not (check or diff), show=diff)
        for path in _files(paths or (Path("tenants"),))
    ]
    sys.exit(0 if all(good) else 1)


def _standard_input(*, sql: bool) -> bool:
    result = formatted("<stdin>", sys.stdin.buffer.read(), sql=sql)
    sys.stdout.buffer.write(result.data)
    return _told("<stdin>", result)


def _files(paths: Iterable[Path]) -> Iterator[Path]:
    """The files named, and the YAML files below the folders named; hidden ones are passed over."""
    for path in paths:
        if not path.is_dir():
            yield path
            continue
        below = (
            found for found in sorted(path.rglob("*.yaml")) if found.is_file() and not found.is_symlink()
        )
        yield from (
            found for found in below if not any(p.startswith(".") for p in found.relative_to(path).parts)
        )


def _file(path: Path, *, sql: bool, write: bool, show: bool) -> bool:
    """Formats one file; whether nothing is left to do about it."""
    try:
        data = path.read_bytes()
        result = formatted(path.as_posix(), data, sql=sql)
        good = _told(path.as_posix(), result)
        if result.data == data:
            return good
        if write:
            write_over(path, data, result.data)
    except ChangedMeanwhile:
        click.echo(f"{path} was changed meanwhile; run it again", err=True)
        return False
    except OSError as error:
        click.echo(f"{path}: {error.strerror}", err=True)
        return False
    if show:
        click.echo("".join(difference(path.as_posix(), data, result.data)), nl=False)
    else:
        click.echo(f"{'laid out' if write else 'would change'} {path}", err=True)
    return good and write


def _told(name: str, result: Formatted) -> bool:
    """Shows what keeps a file from being formatted, on standard error; whether there was nothing."""
    if result.faults:
        source = result.data.decode("utf-8", "replace").replace("\r\n", "\n")
        faults_as_text.render(result.faults, {name: source}, Console(stderr=True))
    for reason in result.left:
        click.echo(f"{name}: {reason}", err=True)
    return not result.faults
