"""`dashwright lsp`: the language server."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import click


@click.command("lsp")
@click.option(
    "--root",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="The tenants; found below the folder that the editor opened when not given.",
)
@click.option(
    "--keys/--no-keys",
    default=True,
    show_default=True,
    help="Complete the keys and words of each kind; leave them out where yaml-language-server does it.",
)
def command(root: Path | None, keys: bool) -> None:
    """Serve an editor over standard input and output, by the Language Server Protocol.

    docs/editors.md says how VS Code, Neovim and Helix start it.
    """
    if importlib.util.find_spec("pygls") is None:
        raise click.ClickException("pygls is not installed; install dashwright[editor]")
    from compiler.editor.server.features import server_for  # noqa: PLC0415  # of the extra `editor`

    server = server_for(root.absolute() if root is not None else None)
    server.keys = keys
    server.start_io()
