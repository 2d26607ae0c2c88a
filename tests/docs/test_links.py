import re
import subprocess
from pathlib import Path

import pytest

from agent.cli.main import cli as agent
from compiler.cli.main import cli as compiler
from runtime.cli import main as server
from tools.reference.commands import walk
from tools.reference.markdown import anchor

CHECKOUT = Path(__file__).parents[2]
TRACKED = subprocess.run(
    ["git", "-C", str(CHECKOUT), "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
    capture_output=True,
    text=True,
    check=True,
).stdout.split("\0")
PAGES = sorted(name for name in TRACKED if name.endswith(".md"))
PROSE = [name for name in PAGES if re.match(r"(README|CHANGELOG)\.md|docs/(?!reference/)", name)]
COMMANDS = {
    path
    for name, program in (
        ("dashwright", compiler),
        ("dashwright-server", server),
        ("dashwright-agent", agent),
    )
    for path, _ in walk(name, program)
}


@pytest.mark.parametrize("name", PAGES)
def test_every_link_leads_somewhere(name: str) -> None:
    """A link to a file finds it, and a link to a heading finds the heading."""
    page = CHECKOUT / name
    text = re.sub(r"^```.*?^```", "", page.read_text(), flags=re.MULTILINE | re.DOTALL)
    for target in re.findall(r"\]\((?!https?:)([^)\s]+)\)", text):
        path, _, heading = target.partition("#")
        found = (page.parent / path).resolve() if path else page
        assert found.exists(), target
        if heading:
            headings = re.findall(r"^#+ (.+)$", found.read_text(), flags=re.MULTILINE)
            assert heading in map(anchor, headings), target


@pytest.mark.parametrize("name", PROSE)
def test_every_file_that_prose_names_is_there(name: str) -> None:
    """`compiler/pipeline.py` in a sentence is a file of the repository; what moves takes its mention along."""
    tops = {Path(tracked).parts[0] for tracked in TRACKED if "/" in tracked} - {"tenants"}
    for mention in re.findall(r"`([\w.-]+/[\w./-]*)`", (CHECKOUT / name).read_text()):
        if Path(mention).parts[0] in tops:
            assert (CHECKOUT / mention).exists(), mention


@pytest.mark.parametrize("name", PROSE)
def test_every_command_that_prose_names_exists(name: str) -> None:
    """The words after a program's name in an example are a command of it."""
    text = (CHECKOUT / name).read_text()
    called = re.findall(r"(?:`|bin/)(dashwright(?:-server|-agent)?)((?: [a-z]+)*)", text)
    for program, words in called:
        first = f"{program}{words}".split()[:2]
        assert " ".join(first) in COMMANDS, f"{program}{words}"


@pytest.mark.parametrize("name", PROSE)
def test_every_make_target_that_prose_names_exists(name: str) -> None:
    """`make demo` in a sentence is a target of the Makefile."""
    targets = set(re.findall(r"^([a-z-]+):", (CHECKOUT / "Makefile").read_text(), flags=re.MULTILINE))
    text = (CHECKOUT / name).read_text()
    assert set(re.findall(r"(?:`|^)make ([a-z]+)", text, flags=re.MULTILINE)) <= targets


def test_decisions_are_numbered_and_listed() -> None:
    """Each decision has a number of its own, in its name and its title, and a line in the list."""
    folder = CHECKOUT / "docs" / "decisions"
    names = sorted(path.name for path in folder.glob("0*.md"))
    assert [name[:4] for name in names] == [f"{number:04}" for number in range(1, len(names) + 1)]
    listed = re.findall(
        r"^\| \[(\d{4})\]\((\S+)\) \|", (folder / "README.md").read_text(), flags=re.MULTILINE
    )
    assert listed == [(name[:4], name) for name in names]
    assert all((folder / name).read_text().startswith(f"# {name[:4]}. ") for name in names)
