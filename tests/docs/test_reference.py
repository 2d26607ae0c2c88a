import re
from pathlib import Path

import click
import pytest

from agent.cli.main import cli as agent
from compiler.cli.main import cli as compiler
from compiler.diagnostics.codes import all_codes
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


@pytest.mark.parametrize("code", all_codes())
def test_every_code_has_a_page(code: str) -> None:
    """What `dashwright explain` prints: what, why, an example and its remedy."""
    page = (CHECKOUT / "compiler" / "diagnostics" / "pages" / f"{code}.md").read_text()
    assert page.startswith(f"# {code} {all_codes()[code].title}\n")
    assert re.findall(r"^## (\w+)$", page, flags=re.MULTILINE) == ["What", "Why", "Bad", "Mended"]


def test_no_page_is_left_of_a_code_that_is_gone() -> None:
    """Each diagnostic page belongs to a code."""
    pages = {path.stem for path in (CHECKOUT / "compiler" / "diagnostics" / "pages").glob("DW*.md")}
    assert pages == set(all_codes())


def test_every_variable_that_the_programs_read_is_described() -> None:
    """A name of the environment in the code stands on the page of settings."""
    described = (FOLDER / "settings.md").read_text()
    for folder in ("compiler", "runtime", "agent"):
        for source in (CHECKOUT / folder).rglob("*.py"):
            for name in re.findall(r"""["'](DASHWRIGHT_[A-Z_]+)["']""", source.read_text()):
                assert f"`{name}`" in described, f"{name} in {source.relative_to(CHECKOUT)}"
