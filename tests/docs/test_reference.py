import re
from pathlib import Path

import click
import pytest

from agent.cli.main import cli as agent
from compiler.cli.main import cli as compiler
from runtime.cli import main as server
from tools.reference.__main__ import FOLDER, stale
from tools.reference.commands import walk

CHECKOUT = Path(__file__).parents[2]
PROGRAMS: dict[str, click.Command] = {
    "dashwright": compiler,
    "dashwright-server": server,
    "dashwright-agent": agent,
}
COMMANDS = [pair for name, program in PROGRAMS.items() for pair in walk(name, program)]


def test_the_reference_says_what_the_code_says() -> None:
    """`make generate` would change nothing."""
    assert stale() == []


@pytest.mark.parametrize(("path", "command"), COMMANDS, ids=[path for path, _ in COMMANDS])
def test_every_command_says_what_it_does(path: str, command: click.Command) -> None:
    """A command and each of its options has a sentence of help, and a section in the reference."""
    program = path.partition(" ")[0]
    assert command.help
    assert all(option.help for option in command.params if isinstance(option, click.Option))
    assert f"\n## {path}\n" in (FOLDER / f"{program}.md").read_text()


def test_every_variable_that_the_programs_read_is_described() -> None:
    """A name of the environment in the code stands on the page of settings."""
    described = (FOLDER / "settings.md").read_text()
    for folder in ("compiler", "runtime", "agent"):
        for source in (CHECKOUT / folder).rglob("*.py"):
            for name in re.findall(r"""["'](DASHWRIGHT_[A-Z_]+)["']""", source.read_text()):
                assert f"`{name}`" in described, f"{name} in {source.relative_to(CHECKOUT)}"
