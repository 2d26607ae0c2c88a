"""The pages of the three programs: every command, argument and option."""

from __future__ import annotations

from collections.abc import Iterator

import click

from tools.reference.markdown import cell, code, page, table


def program_page(name: str, program: click.Command) -> str:
    """A page of one program and all its commands."""
    return page(name, *(_section(path, command) for path, command in walk(name, program)))


def walk(path: str, command: click.Command) -> Iterator[tuple[str, click.Command]]:
    """The command and all below it, each with the words that call it, in the order of the help."""
    yield path, command
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            below = command.get_command(context, name)
            if below is not None:
                yield from walk(f"{path} {name}", below)


def _section(path: str, command: click.Command) -> str:
    context = click.Context(command, info_name=path, max_content_width=200, terminal_width=200)
    usage = command.get_usage(context).removeprefix("Usage: ")
    parameters = [param for param in command.get_params(context) if "--help" not in param.opts]
    rows = [_row(param, context) for param in parameters]
    parts = [f"## {path}", f"```\n{usage}\n```", command.help or "", table(("", "meaning"), rows)]
    return "\n\n".join(part for part in parts if part)


def _row(parameter: click.Parameter, context: click.Context) -> tuple[str, str]:
    record = parameter.get_help_record(context)
    if record is None:  # arguments have no line in click's help
        return code(parameter.make_metavar(context)), "required" if parameter.required else ""
    name, meaning = record
    return code(name), cell(meaning)
