"""`dashwright explain`: the page of a diagnostic code."""

from __future__ import annotations

import re
import sys
from importlib.resources import files

import click
from rich.console import Console
from rich.markdown import Markdown

from compiler.diagnostics.codes import all_codes
from compiler.diagnostics.suggest import suggestion


@click.command("explain")
@click.argument("code", metavar="CODE")
def command(code: str) -> None:
    """Explain a diagnostic code such as DW504: what it is, why, a bad example and a mended one."""
    page = page_of(code)
    if page is None:
        remedy = suggestion(code.upper(), all_codes(), otherwise="codes are DW and three digits")
        raise click.BadParameter(f"there is no code {code}; {remedy}", param_hint="CODE")
    if not sys.stdout.isatty():
        click.echo(page)
        return
    Console().print(Markdown(page))


def page_of(code: str) -> str | None:
    """The page of a code, in Markdown; None when there is no such code."""
    name = code.upper()
    if re.fullmatch(r"DW\d{3}", name) is None:
        return None
    page = files("compiler.diagnostics") / "pages" / f"{name}.md"
    return page.read_text(encoding="utf-8") if page.is_file() else None
