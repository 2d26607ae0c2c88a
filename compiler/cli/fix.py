"""What `dashwright check --fix` and `--diff` do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import click

from compiler.cli.options import path_from_here, show_faults, span_from_here, tenants_named
from compiler.diagnostics.diagnostic import Diagnostic
from compiler.fixing.difference import difference
from compiler.fixing.fixing import Fixed, fixed
from compiler.ir.compilation import Compilation
from compiler.ir.tree import SourceTree, below_tenants
from compiler.pipeline import compile_source
from compiler.stages.load import load
from compiler.whole_files import ChangedMeanwhile, write_over

Changes = Mapping[str, tuple[bytes, bytes]]


def fix(root: Path, tenants: Sequence[str], style: str, *, diff: bool) -> bool:
    """Mends the tree below `root`, or shows how with `diff`; whether all is well."""

    def compile_(tree: SourceTree) -> Compilation:
        return compile_source(tree, "uncommitted", tenants or None)

    tree = load(root)
    with tenants_named():
        result = fixed(tree, compile_)
    changes = result.changes(tree)
    if diff:
        _show(changes, root)
        return not changes and result.compilation.ok
    write_changes(changes, root)
    _tell(result, changes, root)
    show_faults(result.compilation, style, root)
    return result.compilation.ok


def _show(changes: Changes, root: Path) -> None:
    for path, (before, after) in changes.items():
        for line in difference(path_from_here(path, root), before, after):
            click.echo(line, nl=False)


def write_changes(changes: Changes, root: Path) -> None:
    """Puts each file in the place of the old one; a file that was changed meanwhile ends the command."""
    for path, (before, after) in changes.items():
        place = root / below_tenants(path)
        try:
            write_over(place, before, after)
        except ChangedMeanwhile as error:
            raise click.ClickException(f"{place} was changed meanwhile; run it again") from error
        except OSError as error:
            raise click.ClickException(f"{place} cannot be written: {error.strerror}") from error


def _tell(result: Fixed, changes: Changes, root: Path) -> None:
    """On standard error, so that standard output holds the faults that remain and nothing else."""
    for fault in result.mended:
        click.echo(f"mended {_place(fault, root)} {fault.code}: {fault.message}", err=True)
    if result.mended:
        files = "1 file" if len(changes) == 1 else f"{len(changes)} files"
        click.echo(f"{len(result.mended)} mended in {files}\n", err=True)


def _place(fault: Diagnostic, root: Path) -> str:
    span = span_from_here(fault.span, root)
    return f"{span.file}:{span.line}:{span.column}"
