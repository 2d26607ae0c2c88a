"""How commands print what they found: lines for people, one JSON document for tools."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

import click

answer_format_option = click.option(
    "--format",
    "style",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="For people or for tools.",
)


def say(lines: Iterable[str], *, err: bool = False) -> None:
    """Prints lines, to standard error with `err`."""
    for line in lines:
        click.echo(line, err=err)


def say_json(document: Any) -> None:
    """Prints a document for tools."""
    click.echo(json.dumps(document, ensure_ascii=False, indent=2))
