"""`python -m tools.reference`: writes docs/reference; with --check says what is stale and ends with 1."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from agent.cli.main import cli as agent
from compiler.cli.main import cli as compiler
from runtime.cli import main as server
from tools.reference.commands import program_page
from tools.reference.diagnostics import diagnostics_page
from tools.reference.http import control_plane_page
from tools.reference.kinds import kind_pages
from tools.reference.markdown import page
from tools.reference.semantics import semantics_page
from tools.reference.settings import settings_page
from tools.reference.sql import sql_page

FOLDER = Path(__file__).parents[2] / "docs" / "reference"


def pages() -> dict[str, str]:
    """Every page: its path below docs/reference to its text."""
    written = {
        "dashwright.md": program_page("dashwright", compiler),
        "dashwright-server.md": program_page("dashwright-server", server),
        "dashwright-agent.md": program_page("dashwright-agent", agent),
        **kind_pages(),
        "settings.md": settings_page(),
        "diagnostics.md": diagnostics_page(),
        "sql.md": sql_page(),
        "semantics.md": semantics_page(),
        "control-plane-http.md": control_plane_page(),
    }
    links = [f"- [{_title(text)}]({path})" for path, text in written.items()]
    return {"README.md": page("Reference", "\n".join(links)), **written}


def stale(folder: Path = FOLDER) -> list[str]:
    """Pages that differ from what the code says, are missing, or belong to nothing any more."""
    written = pages()
    there = {str(path.relative_to(folder)): path.read_text(encoding="utf-8") for path in folder.rglob("*.md")}
    return sorted(name for name in written.keys() | there.keys() if written.get(name) != there.get(name))


@click.command()
@click.option("--check", is_flag=True, help="Write nothing; name the pages that are stale.")
def main(check: bool) -> None:
    """Write the reference pages from the code."""
    if check:
        for name in (names := stale()):
            click.echo(f"docs/reference/{name} is stale; run `make generate`", err=True)
        sys.exit(1 if names else 0)
    written = pages()
    for path in FOLDER.rglob("*.md"):
        if str(path.relative_to(FOLDER)) not in written:
            path.unlink()
    for name, text in written.items():
        (FOLDER / name).parent.mkdir(parents=True, exist_ok=True)
        (FOLDER / name).write_text(text, encoding="utf-8")


def _title(text: str) -> str:
    return next(line[2:] for line in text.splitlines() if line.startswith("# "))


if __name__ == "__main__":
    main()
