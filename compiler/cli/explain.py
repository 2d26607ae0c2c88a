"""`dashwright explain`: the page of a diagnostic code, or the list of all codes."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import click
from rich.console import Console
from rich.markdown import Markdown

from compiler.diagnostics.codes import all_codes
from compiler.diagnostics.pages import page_of
from compiler.diagnostics.suggest import suggestion
from compiler.semantics import pages as semantics
from compiler.semantics.points import POINTS

RANGES = {
    "DW1": "reading",
    "DW2": "structure",
    "DW3": "references and overlays",
    "DW4": "templates",
    "DW5": "SQL against the catalog",
    "DW6": "translation to T-SQL",
    "DW7": "policy and license",
    "DW8": "publishing",
    "DW9": "the site",
}


@click.command("explain")
@click.argument("code", metavar="[CODE]", required=False)
def command(code: str | None) -> None:
    """Explain a diagnostic code such as DW504: what it is, why, a bad example and a mended one.

    CODE may be a point of `check --explain-semantics`, such as text-order. Without CODE all codes and points are listed.
    """
    if code is None:
        click.echo("\n".join(_list()))
        return
    page = page_of(code) or semantics.page_of(code.lower())
    if page is None:
        remedy = suggestion(code.upper(), all_codes(), otherwise="`dashwright explain` lists them all")
        raise click.BadParameter(f"there is no code {code}; {remedy}", param_hint="CODE")
    if not sys.stdout.isatty():
        click.echo(page)
        return
    Console().print(Markdown(page))


def _list() -> Iterator[str]:
    """Every code with its title, below the name of its range."""
    heading = ""
    for code in all_codes().values():
        if code.id[:3] != heading:
            heading = code.id[:3]
            yield f"{heading}xx {RANGES[heading]}"
        yield f"  {code.id}  {code.title}"
    yield "What depends on the nature of the site's database"
    for point in POINTS.values():
        yield f"  {point.id}  {point.title}"
